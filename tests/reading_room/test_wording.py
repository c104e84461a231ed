from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from parsel import Selector

from shahr20.reading_room import wording


@pytest.mark.parametrize(("value", "words"), [(0, "۰"), (1234567, "۱٬۲۳۴٬۵۶۷"), (None, "۰")])
def test_numbers(value, words):
    assert wording.number(value) == words


@pytest.mark.parametrize(
    ("stamp", "jalali", "gregorian"),
    [
        ("1400-12-01 18:08", "یک‌شنبه ۱ اسفند ۱۴۰۰، ساعت ۱۸:۰۸", "۲۰ فوریهٔ ۲۰۲۲"),
        ("1403-12-30 00:00", "پنج‌شنبه ۳۰ اسفند ۱۴۰۳، ساعت ۰۰:۰۰", "۲۰ مارس ۲۰۲۵"),
        ("1399-01-01", "جمعه ۱ فروردین ۱۳۹۹", "۲۰ مارس ۲۰۲۰"),
    ],
)
def test_dates_in_both_calendars(stamp, jalali, gregorian):
    assert wording.jalali_words(stamp) == jalali
    assert wording.gregorian_words(stamp) == gregorian


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("2026-01-10T11:59:30Z", "همین حالا"),
        ("2026-01-10T11:58:00Z", "۲ دقیقه پیش"),
        ("2026-01-10T09:00:00Z", "۳ ساعت پیش"),
        ("2025-12-31T12:00:00Z", "۱۰ روز پیش"),
        ("2026-01-10T13:00:00Z", "همین حالا"),
    ],
)
def test_how_long_ago(stamp, words):
    assert wording.ago(stamp, datetime(2026, 1, 10, 12, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("در COVID-19 و 5G", ["COVID-19", "5G"]),
        ("(shahr20.ir) :", ["shahr20.ir"]),
        ("نشانی https://a.ir/x?y=1.", ["https://a.ir/x?y=1"]),
        ("در http://a.ir/7/تلاش-برای/ آمد؛ (http://b.ir/1).", ["http://a.ir/7/تلاش-برای/", "http://b.ir/1"]),
        ("شرکت Apple Inc. گفت", ["Apple Inc"]),
        ("۲۵ هکتار، 1400/12/01", []),
    ],
)
def test_latin_runs_are_isolated(text, runs):
    assert Selector(f"<p>{wording.isolate(text)}</p>").css("bdi::text").getall() == runs


@given(st.text(alphabet="aB9 .<>&'\"/-اب۱", max_size=60))
def test_isolation_changes_no_character(text):
    html = wording.isolate(text).replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert html == str(escape(text))
