"""A stretch of time as people name it: a year, a month or a day, by the Jalali or the Gregorian calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import jdatetime

from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.jalali import (
    GREGORIAN_YEARS,
    JALALI_YEARS,
    TEHRAN,
    ImpossibleDateError,
    Printed,
    read_printed,
    to_utc,
)

_NAMED = re.compile(r"(?P<year>\d{4})(?:\s?[-/.]\s?(?P<month>\d{1,2}))?")


def span(text: str, zone: str = TEHRAN) -> tuple[datetime, datetime]:
    """The first moment of what `text` names, and the first one after it, UTC.

    `1400`, `1400-12`, `۱۴۰۰/۱۲/۰۱`, `1 اسفند 1400`, `2022`, `2022-02`, `2022-02-20`; in any of the three digit
    scripts. Raises ImpossibleDateError, with a sentence, for what is no year, month or day.
    """
    folded = fold(text).replace(ZWNJ, "").strip()
    short = _NAMED.fullmatch(folded)
    if short is None:
        printed = read_printed(folded)
        if printed is None:
            raise ImpossibleDateError(f"{text!r} is no date; write 1400, 1400-12, 1400-12-01 or 2022-02-20")
        day = printed.day
        following = day + timedelta(days=1)
    else:
        year, month = int(short["year"]), int(short["month"] or 1)
        if year not in JALALI_YEARS and year not in GREGORIAN_YEARS:
            raise ImpossibleDateError(f"{year} is no year of either calendar")
        if not 1 <= month <= 12:
            raise ImpossibleDateError(f"there is no month {month} in {text!r}")
        after = (year + 1, 1) if short["month"] is None or month == 12 else (year, month + 1)
        day, following = _first(year, month), _first(*after)
    return to_utc(Printed(day), zone).at.astimezone(UTC), to_utc(Printed(following), zone).at.astimezone(UTC)


def _first(year: int, month: int) -> date:
    """The first day of a month; the year tells the calendar."""
    if year in JALALI_YEARS or year == JALALI_YEARS.stop:
        gregorian: date = jdatetime.date(year, month, 1).togregorian()
        return gregorian
    return date(year, month, 1)
