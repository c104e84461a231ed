from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.calendar_names import GREGORIAN_MONTHS, WEEKDAY_NAMES
from shahr20.persian.digits import to_persian
from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.jalali import (
    ImpossibleDateError,
    Printed,
    jalali_of,
    read_machine,
    read_printed,
    to_utc,
)

DAY = date(2022, 2, 20)
AT_1808 = Printed(DAY, 18, 8)
SUNDAY = 1


@pytest.mark.parametrize(
    "text",
    [
        "01 اسفند 1400 - 18:08",
        "۰۱ اسفند ۱۴۰۰ - ۱۸:۰۸",
        "٠١ اسفند ١٤٠٠ - ١٨:٠٨",
        "انتشار : 01 اسفند 1400 - 18:08   پرینت",
        "شناسه : 47859 | انتشار : 01 اسفند 1400 - 18:08   پرینت",
        "1 اسفند 1400 18:08",
        "۱ اسفند ۱۴۰۰، ۱۸:۰۸",
        "۱ اسفند ۱۴۰۰ | ۱۸:۰۸",
        "1 اسفند ماه 1400 ساعت 18:08",
        "۱ اسفندماه ۱۴۰۰ ساعت ۱۸:۰۸",
        "1 اسفند‌ماه سال 1400 ساعت 18 و 8 دقیقه",
        "۱۸:۰۸ - ۱ اسفند ۱۴۰۰",
        "ساعت ۱۸:۰۸ روز ۱ اسفند ۱۴۰۰",
        "اسفند ۱, ۱۴۰۰ ۶:۰۸ ب.ظ",
        "۱ اسفند ۱۴۰۰ ۶:۰۸ ب٫ظ".replace("٫", "."),
        "۱ اسفند ۱۴۰۰ ۶:۰۸ بعد از ظهر",
        "01 اسفند 1400 06:08 PM",
        "1400 اسفند 01 18:08",
        "1400/12/01 18:08",
        "۱۴۰۰/۱۲/۰۱ – ۱۸:۰۸",
        "1400/12/01-18:08",
        "1400-12-01-18:08",
        "1400/12/1 ساعت: 18 : 08",
        "18:08 1400/12/01",
        "1400.12.01 18:08",
        "1400 / 12 / 01 18:08",
        "01-12-1400 18:08",
        "01/12/1400 18:08",
        "00/12/01 18:08",
        "۰۱/۱۲/۰۰ ۱۸:۰۸",
        "1 اسفند 00 18:08",
        "۲۰ فوریه ۲۰۲۲ - ۱۸:۰۸",
        "20 فوريه 2022 18:08",
        "20 فبراير 2022 18:08",
        "2022-02-20 18:08",
        "20/02/2022 18:08",
        "February 20, 2022 18:08",
        "20 Feb 2022 6:08 pm",
        "\u200f01 اسفند 1400\u200f - 18:08",
        "01 اسفند 1400 - 18:08 | 20 فوریه 2022 | بازدید 11:11",
    ],
)
def test_every_printed_form_of_one_minute(text):
    assert read_printed(text) == AT_1808


@pytest.mark.parametrize("name", ["یکشنبه", "یک‌شنبه", "يكشنبه", "یک شنبه", "Sunday"])
@pytest.mark.parametrize(
    "form", ["{} ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸", "{}، 1 اسفند 1400 - 18:08", "1400/12/01 {} 18:08"]
)
def test_weekday_in_any_spelling(name, form):
    printed = read_printed(form.format(name))
    assert printed == Printed(DAY, 18, 8, weekday=SUNDAY)
    assert not printed.weekday_disagrees


@pytest.mark.parametrize("name", ["شنبه", "سه شنبه", "سه‌شنبه", "جمعه", "پنج شنبه", "چهارشنبه"])
def test_another_weekday_disagrees(name):
    printed = read_printed(f"{name} ۱ اسفند ۱۴۰۰")
    assert printed.weekday_disagrees
    assert WEEKDAY_NAMES[printed.right_weekday] == "یکشنبه"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01 اسفند 1400", Printed(DAY)),
        ("انتشار: 1400/12/01", Printed(DAY)),
        ("1400/12/01 18:08:09", Printed(DAY, 18, 8, 9)),
        ("۱ اسفند ۱۴۰۰ ساعت ۱۸", Printed(DAY, 18)),
        ("۱ اسفند ۱۴۰۰ ۱۲:۰۵ ق.ظ", Printed(DAY, 0, 5)),
        ("۱ اسفند ۱۴۰۰ ۱۲:۰۵ ب.ظ", Printed(DAY, 12, 5)),
        ("۱ اسفند ۱۴۰۰ ساعت ۸:۰۵ صبح", Printed(DAY, 8, 5)),
        ("۱ اسفند ۱۴۰۰ عصر ۵:۰۵", Printed(DAY, 17, 5)),
        ("۱ اسفند ۱۴۰۰ ۱۰:۰۵ شب", Printed(DAY, 22, 5)),
        ("5 امرداد 1399", Printed(date(2020, 7, 26))),
        ("5 مرداد 99", Printed(date(2020, 7, 26))),
        ("99/05/05", Printed(date(2020, 7, 26))),
        ("31 شهريور 1400", Printed(date(2021, 9, 22))),
        ("۱۰ آبان ۱۴۰۰", Printed(date(2021, 11, 1))),
        ("۱۰ آذر ۱۴۰۰", Printed(date(2021, 12, 1))),
        ("۱۱ ژوئن ۲۰۲۱", Printed(date(2021, 6, 11))),
        ("۱۱ ژوئیه ۲۰۲۱", Printed(date(2021, 7, 11))),
        ("۱۲ می ۲۰۲۱", Printed(date(2021, 5, 12))),
        ("۱۲ مه ۲۰۲۱", Printed(date(2021, 5, 12))),
        ("۱۵ اکتبر ۲۰۲۱", Printed(date(2021, 10, 15))),
        ("30 اسفند 1403", Printed(date(2025, 3, 20))),
        ("1404-12-30 یا 1400/12/01", Printed(DAY)),
    ],
)
def test_parts_that_are_printed(text, expected):
    assert read_printed(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "پرینت", "دیروز", "۲ ساعت پیش", "۱ اسفند", "01 اسفند 18:08", "18:08", "شناسه : 47859", "025-37-1234",
     "192.168.1.1", "۲۰ رجب ۱۴۴۳", "اسفند ۱۴۰۰", "1/2", "نسخه 2.0.1"],
)  # fmt: skip
def test_no_date_is_none(text):
    assert read_printed(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1404-12-30", "1404-12-30"),
        ("30 اسفند 1404 - 10:00", "1404-12-30"),
        ("31 مهر 1404", "1404-07-31"),
        ("1400/13/01", "1400-13-01"),
        ("2022-02-30", "2022-02-30"),
        ("0 اسفند 1400", "1400-12-00"),
        ("01 اسفند 1400 - 25:00", "25:00"),
        ("01 اسفند 1400 - 18:61", "18:61"),
    ],
)
def test_what_cannot_be_says_why(text, why):
    with pytest.raises(ImpossibleDateError, match=why):
        read_printed(text)


DAYS = st.dates(date(1921, 3, 21), date(2122, 3, 20))
MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)


@given(DAYS, st.times(), st.booleans(), st.booleans())
def test_every_day_of_two_centuries_is_read_back(day, clock, persian, arabic):
    j = jdatetime.date.fromgregorian(date=day)
    forms = [
        f"{j.day:02} {MONTHS[j.month - 1]} {j.year} - {clock:%H:%M}",
        f"{WEEKDAY_NAMES[j.weekday()]} {j.day} {MONTHS[j.month - 1]} {j.year} ساعت {clock:%H:%M}",
        f"{j.year}/{j.month:02}/{j.day:02} {clock:%H:%M}",
        f"{j.day}-{j.month}-{j.year} {clock:%H:%M}",
    ]
    for text in forms:
        text = to_persian(text) if persian else text
        printed = read_printed(text.replace("ی", "ي") if arabic else text)
        assert (printed.day, printed.hour, printed.minute) == (day, clock.hour, clock.minute)
        assert not printed.weekday_disagrees


@given(st.datetimes(datetime(1970, 1, 1), datetime(2122, 3, 19)))
def test_an_instant_comes_back_through_its_jalali_form(naive):
    at = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    back = to_utc(read_printed(str(jalali_of(at))))
    assert back.at == at or (back.twice and at - back.at == timedelta(hours=1))


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789/:-. اسفند تیر"), max_size=40))
def test_any_text_is_a_date_or_none_or_says_why(text):
    for read in (read_printed, read_machine):
        with suppress(ImpossibleDateError):
            read(text)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("01 اسفند 1400 - 18:08", "2022-02-20T14:38"),
        ("15 تیر 1400 - 18:08", "2021-07-06T13:38"),
        ("15 تیر 1402 - 18:08", "2023-07-06T14:38"),
        ("15 تیر 1385 - 18:08", "2006-07-06T14:38"),
        ("1400/06/30 23:30", "2021-09-21T19:00"),
        ("1400/01/02", "2021-03-21T20:30"),
        ("01 اسفند 1400", "2022-02-19T20:30"),
    ],
)
def test_to_utc_in_tehran(text, utc):
    assert f"{to_utc(read_printed(text)).at:%Y-%m-%dT%H:%M}" == utc


def test_a_time_that_came_twice_says_so():
    assert to_utc(read_printed("1400/06/30 23:30")).twice
    assert not to_utc(read_printed("1400/06/30 22:30")).twice


def test_a_time_the_clocks_skipped_cannot_be():
    with pytest.raises(ImpossibleDateError, match="skipped"):
        to_utc(read_printed("1400/01/02 00:30"))


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-20T18:08:00+03:30",
        "2022-02-20T14:38:00Z",
        "2022-02-20T14:38:00.000+00:00",
        "2022-02-20 18:08:00",
        "2022-02-20T18:08",
        "2022-02-20T18:08:00+0330",
        "۲۰۲۲-۰۲-۲۰T۱۸:۰۸:۰۰+۰۳:۳۰",
        "1400-12-01T18:08:00+03:30",
        "۱۴۰۰-۱۲-۰۱T۱۸:۰۸:۰۰+۰۳:۳۰",
    ],
)
def test_metadata_clean_and_spoilt(text):
    assert read_machine(text) == (datetime(2022, 2, 20, 14, 38, tzinfo=UTC), True)


def test_metadata_without_a_time():
    assert read_machine("1400-12-01") == (datetime(2022, 2, 19, 20, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    "text",
    ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2022-13-01", "1404-12-30", "2022-02-20T25:00:00Z"],
)
def test_metadata_not_to_be_believed(text):
    with pytest.raises(ImpossibleDateError):
        read_machine(text)


@pytest.mark.parametrize("text", ["", "yesterday", "1645367880"])
def test_metadata_that_is_no_date(text):
    assert read_machine(text) is None


def test_jalali_of_prints_as_the_archive_stores_it():
    assert str(jalali_of(datetime(2022, 2, 20, 14, 38, tzinfo=UTC))) == "1400-12-01 18:08"


def test_month_names_are_folded_as_they_are_looked_up():
    for name in (*GREGORIAN_MONTHS, *map(fold, MONTHS)):
        assert fold(name).replace(ZWNJ, "") == name
