from datetime import UTC, datetime

import pytest

from shahr20.replica.themes.dates import clock, machine, printed

KNOWN = datetime(2022, 2, 20, 14, 38, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "style", "digits", "text"),
    [
        (KNOWN, "long", "latin", "01 اسفند 1400 - 18:08"),
        (KNOWN, "weekday", "persian", "یکشنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸"),
        (KNOWN, "numeric", "latin", "1400/12/01 18:08"),
        (KNOWN, "numeric", "arabic", "١٤٠٠/١٢/٠١ ١٨:٠٨"),
        # the last day of the leap year 1403; an evening in UTC that is the next day in Tehran, in summer time
        (datetime(2025, 3, 20, 8, 0, tzinfo=UTC), "long", "latin", "30 اسفند 1403 - 11:30"),
        (datetime(2020, 6, 1, 20, 0, tzinfo=UTC), "weekday", "latin", "سه‌شنبه 13 خرداد 1399 ساعت 00:30"),
    ],
)
def test_the_three_printed_forms(moment, style, digits, text):
    assert printed(moment, style, digits) == text


def test_the_clock_goes_by_the_second():
    assert clock(KNOWN) == "یکشنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸:۰۰"


def test_metadata_carry_tehran_s_offset():
    assert machine(KNOWN) == "2022-02-20T18:08:00+03:30"
    assert machine(datetime(2020, 6, 1, 20, tzinfo=UTC)) == "2020-06-02T00:30:00+04:30"
