"""Dates as Persian pages print them and as metadata give them, to instants and back.

jdatetime keeps the calendar, zoneinfo the clock. jdatetime's own `strptime` is not used: it rejects «یکشنبه»,
«اسفندماه» and «شهريور», and does not check the weekday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

import jdatetime

from shahr20.persian.calendar_names import GREGORIAN_MONTHS, JALALI_MONTHS, WEEKDAYS
from shahr20.persian.fold import ZWNJ, fold

TEHRAN = "Asia/Tehran"
JALALI_YEARS = range(1300, 1501)
GREGORIAN_YEARS = range(1900, 2101)
FIRST_WEB_YEAR = 1990
"""Metadata older than that are an unset clock (1970), not a date."""


class ImpossibleDateError(ValueError):
    """A date that is written but cannot be; the message says why."""


class Jalali(NamedTuple):
    """A minute in Tehran by the Jalali calendar."""

    year: int
    month: int
    day: int
    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02} {self.hour:02}:{self.minute:02}"


@dataclass(frozen=True)
class Printed:
    """What a page prints of a date: the day (Gregorian), and what it prints of the clock and the week.

    `weekday` counts from Saturday, 0.
    """

    day: date
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    weekday: int | None = None

    @property
    def right_weekday(self) -> int:
        """The weekday that `day` is."""
        return (self.day.weekday() + 2) % 7

    @property
    def weekday_disagrees(self) -> bool:
        """Whether the printed weekday is another than the date's."""
        return self.weekday is not None and self.weekday != self.right_weekday


class Instant(NamedTuple):
    """A moment in UTC. `twice`: the clock showed this time twice, and the first was taken."""

    at: datetime
    twice: bool = False


class Machine(NamedTuple):
    """A date from metadata: the moment in UTC, and whether it gave a time of day at all."""

    at: datetime
    has_time: bool


def _names(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = (
    rf"(?<![^\W\d_])(?P<month>{_names(JALALI_MONTHS | GREGORIAN_MONTHS)})(?:\s?ماه)?(?![^\W\d_])(?:\s?سال)?"
)
_GAP = r"[\s،,./\-–]{0,3}"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:\s?ا?م)?"
_YEAR = r"(?<!\d)(?P<year>\d{4}(?!\d)|\d{2}(?!\d|\s?:\s?\d))"
_WORDED = (
    re.compile(_DAY + _GAP + _MONTH + _GAP + _YEAR),
    re.compile(_MONTH + _GAP + _DAY + r"[\s،,./\-–]{1,3}" + _YEAR),
    re.compile(r"(?<!\d)(?P<year>\d{4})" + _GAP + _MONTH + _GAP + _DAY + r"(?!\d|:)"),
)
_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,4})\s?([/.\-–])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d|\2\d(?!\d?:))")
_HALF = (
    r"(?:(?P<{0}am>ق\.?\s?ظ\b|قبل\s?از\s?ظهر|صبح|بامداد|a\.?m\b)"
    r"|(?P<{0}pm>ب\.?\s?ظ\b|بعد\s?از\s?ظهر|ظهر|عصر|p\.?m\b)|(?P<{0}night>شب(?!\w)))?"
)
_TIME = re.compile(
    _HALF.format("before_")
    + r"\s?(?:(?<![\d:])(?P<hour>\d{1,2})\s?:\s?(?P<minute>\d{1,2})(?:\s?:\s?(?P<second>\d{1,2}))?(?![\d:])"
    + r"|ساعت\s?:?\s?(?P<oclock>\d{1,2})(?:\s?و\s?(?P<past>\d{1,2})\s?دقیقه)?(?!\d|\s?:))\s?\.?"
    + _HALF.format("after_")
)
_WEEKDAY = re.compile(
    r"(?<!\w)(?P<name>(?:(?:یک|دو|سه|چهار|چار|پنج)\s?)?شنبه|جمعه|ادینه|(?:sun|mon|tues|wednes|thurs|fri|satur)day)(?!\w)"
)
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[t ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s?(z|utc|gmt|[+-]\d{2}:?\d{2})?$"
)


def read_printed(text: str) -> Printed | None:
    """The first date that `text` prints, in any of the three digit scripts, with the words around it ignored.

    `01 اسفند 1400 - 18:08`, `یکشنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸`, `1400/12/01 18:08`, `01-12-1400`,
    `۲۰ فوریه ۲۰۲۲`, `2022-02-20`, two-digit years, ق.ظ and ب.ظ. None when there is no date in it.
    Raises ImpossibleDateError for one that cannot be: 1404-12-30, 25:00.
    """
    folded = fold(text).replace(ZWNJ, "")
    refused: ImpossibleDateError | None = None
    for start, end, parts in _dates(folded):
        try:
            day = _day(*parts)
        except ImpossibleDateError as error:
            refused = refused or error
            continue
        hour, minute, second = _clock(folded[end:]) or _clock(folded[:start]) or (None, None, None)
        return Printed(day, hour, minute, second, _weekday(folded))
    if refused:
        raise refused
    return None


def _dates(text: str) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Everything that has the shape of a date: where it starts and ends, and (year, month, day)."""
    found: list[tuple[int, int, tuple[int, int, int]]] = []
    for pattern in _WORDED:
        for match in pattern.finditer(text):
            name, year = match["month"], int(match["year"])
            jalali = name in JALALI_MONTHS
            month = JALALI_MONTHS[name] if jalali else GREGORIAN_MONTHS[name]
            if len(match["year"]) == 2:
                year = _century(year) if jalali else 2000 + year
            if year in (JALALI_YEARS if jalali else GREGORIAN_YEARS):
                found.append((match.start(), match.end(), (year, month, int(match["day"]))))
    for match in _NUMERIC.finditer(text):
        parts = _order(match[1], match[3], match[4])
        if parts:
            found.append((match.start(), match.end(), parts))
    return iter(sorted(found))


def _century(year: int) -> int:
    """A two-digit Jalali year: the web in Persian is younger than 1350."""
    return year + (1300 if year >= 50 else 1400)


def _order(first: str, middle: str, last: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date in figures: the year first as Persian writes it, or last."""
    a, b, c = int(first), int(middle), int(last)
    if len(first) == 4:
        return (a, b, c) if len(last) <= 2 and (a in JALALI_YEARS or a in GREGORIAN_YEARS) else None
    if len(last) == 4:
        if c not in JALALI_YEARS and c not in GREGORIAN_YEARS:
            return None
        return (c, a, b) if b > 12 >= a else (c, b, a)
    if len(first) == len(last) == 2:
        year_last = not 1 <= c <= 31 or b > 12
        return (_century(c), b, a) if year_last else (_century(a), b, c)
    return None


def _day(year: int, month: int, day: int) -> date:
    try:
        if year in JALALI_YEARS:
            gregorian: date = jdatetime.date(year, month, day).togregorian()
            return gregorian
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateError(f"there is no day {year:04}-{month:02}-{day:02}") from error


def _clock(text: str) -> tuple[int, int | None, int | None] | None:
    """Hour, minute and second of the first time in `text`, by 24 hours; None for what it does not print."""
    match = _TIME.search(text)
    if not match:
        return None
    hour = int(match["hour"] or match["oclock"])
    minute, second = match["minute"] or match["past"], match["second"]
    if hour > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        raise ImpossibleDateError(f"there is no time {match[0].strip()}")
    if match["before_pm"] or match["after_pm"]:
        hour += 12 if hour < 12 else 0
    elif match["before_am"] or match["after_am"]:
        hour = 0 if hour == 12 else hour
    elif match["before_night"] or match["after_night"]:
        hour = 0 if hour == 12 else hour + 12 if 5 <= hour < 12 else hour
    return hour, int(minute) if minute else None, int(second) if second else None


def _weekday(text: str) -> int | None:
    match = _WEEKDAY.search(text)
    return WEEKDAYS[re.sub(r"\s", "", match["name"])] if match else None


def to_utc(printed: Printed, zone: str = TEHRAN) -> Instant:
    """The moment of a printed date; parts it does not print are zero.

    Of a time that came twice (1400-06-30 23:30 in Tehran) the first is taken, and `twice` is set. A day
    without a time begins at the first moment it has. Raises ImpossibleDateError for a printed time that the
    clocks skipped (1400-01-02 00:30).
    """
    tz = ZoneInfo(zone)
    clock = time(printed.hour or 0, printed.minute or 0, printed.second or 0)
    local = datetime.combine(printed.day, clock, tz)
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if first.astimezone(tz).replace(tzinfo=None) != local.replace(tzinfo=None):
        if printed.hour is not None:
            raise ImpossibleDateError(f"{local:%Y-%m-%d %H:%M} was skipped by the clocks of {zone}")
        return Instant(first)
    return Instant(first, twice=second != first)


def read_machine(text: str, zone: str = TEHRAN) -> Machine | None:
    """A date from metadata (ISO 8601), guarded against what Jalali plugins make of it.

    Persian digits are read; a year of 1300-1500 is Jalali; without an offset the time is that of `zone`. None
    when it is no date at all. Raises ImpossibleDateError for one not to be believed: 1970, month 13, 25:00.
    """
    match = _ISO.match(fold(text).strip())
    if not match:
        return None
    year, month, day_of_month = (int(match[part]) for part in (1, 2, 3))
    if year not in JALALI_YEARS and year not in range(FIRST_WEB_YEAR, GREGORIAN_YEARS.stop):
        raise ImpossibleDateError(f"the year {year} is not to be believed")
    day = _day(year, month, day_of_month)
    hour, minute, second = (int(match[part] or 0) for part in (4, 5, 6))
    if hour > 23 or minute > 59 or second > 59:
        raise ImpossibleDateError(f"there is no time {hour:02}:{minute:02}:{second:02}")
    local = datetime.combine(day, time(hour, minute, second), _offset(match[7], zone))
    return Machine(local.astimezone(UTC), has_time=match[4] is not None)


def _offset(offset: str | None, zone: str) -> timezone | ZoneInfo:
    if offset is None:
        return ZoneInfo(zone)
    if offset in {"z", "utc", "gmt"}:
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 14 or minutes > 59:
        raise ImpossibleDateError(f"there is no offset {offset}")
    return timezone((-1 if offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def jalali_of(at: datetime, zone: str = TEHRAN) -> Jalali:
    """The Jalali date and the minute that the clocks of `zone` show at a moment (an aware datetime)."""
    local = at.astimezone(ZoneInfo(zone))
    day = jdatetime.date.fromgregorian(date=local.date())
    return Jalali(day.year, day.month, day.day, local.hour, local.minute)
