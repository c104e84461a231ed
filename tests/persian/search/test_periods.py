import pytest

from shahr20.persian.search.parse import parse
from shahr20.persian.search.periods import read
from shahr20.persian.search.wording import describe


@pytest.mark.parametrize("text", ["9999-12-31", "1400-00", "1400-12-00", "1400-13", "1404-12-30", "شهر", ""])
def test_what_names_no_period(text):
    assert read(text) is None


@pytest.mark.parametrize("text", ["1400", "۱۴۰۰/۱۲", "1400-12-01", "2022-02", "1699", "1699-12", "0300"])
def test_a_period_ends_after_it_begins(text):
    period = read(text)
    assert period.start < period.end
    assert len(period.start) == len("2022-02-20T20:30:00Z")


@pytest.mark.parametrize("before", ["پیش از", "پیش\u200cاز", "پیشاز", "before"])
def test_before_however_it_is_typed(before):
    assert describe(parse(f"{before}:1402")) == "پیش از ۱۴۰۲"
