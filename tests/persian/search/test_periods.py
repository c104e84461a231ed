import pytest

from shahr20.persian.search.parse import parse
from shahr20.persian.search.periods import read
from shahr20.persian.search.wording import describe, notes


@pytest.mark.parametrize(
    "text", ["9999-12-31", "1699", "0300", "1400-00", "1400-12-00", "1400-13", "1404-12-30", "شهر", ""]
)
def test_what_names_no_period(text):
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["1400", "۱۴۰۰/۱۲", "1400-12-01", "2022-02", "1 اسفند 1400", "1300", "1500", "2100"]
)
def test_a_period_ends_after_it_begins(text):
    period = read(text)
    assert period.start < period.end
    assert len(period.start) == len("2022-02-20T20:30:00Z")


@pytest.mark.parametrize("before", ["پیش از", "پیش\u200cاز", "پیشاز", "before"])
def test_before_however_it_is_typed(before):
    assert describe(parse(f"{before}:1402")) == "پیش از ۱۴۰۲"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1400-12", "۱۴۰۰/۱۲"),
        ("١٤٠٠.٦", "۱۴۰۰/۶"),
        (" 2022-02-20 ", "۲۰۲۲/۰۲/۲۰"),
        ("1 اسفند 1400", "۱ اسفند ۱۴۰۰"),
    ],
)
def test_a_period_is_shown_as_people_write_it(text, shown):
    assert read(text).shown == shown


@pytest.mark.parametrize("text", ["از:شهر", "after:xyz", "تا:1404-12-30", "-before:1400-13", 'از:"هیچ روزی"'])
def test_what_is_no_date_is_looked_for_as_words_and_that_is_said(text):
    query = parse(text)
    assert query.notes == ("no_date",)
    assert not notes(query)[0].isascii()
    assert notes(query, "en")[0].isascii()
    assert query.words() or text.startswith("-")


def test_a_date_needs_no_note():
    assert parse("شهر از:1400 تا:1401-02 پیش از:2024-01-01").notes == ()
