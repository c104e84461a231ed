"""The periods of time that a query names: 1400, 1400-12, ۱۴۰۰/۱۲/۰۱, or the same in the Gregorian calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import jdatetime

from shahr20.persian.digits import to_latin, to_persian
from shahr20.persian.jalali import TEHRAN

_PERIOD = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
_FIRST_GREGORIAN = 1700


class Period(NamedTuple):
    """From `start` up to, but not with, `end`, in UTC as the archive writes it; `shown` as a person would."""

    start: str
    end: str
    shown: str


def read(text: str) -> Period | None:
    """The year, month or day of Tehran that `text` names; None when it names none that there is."""
    match = _PERIOD.fullmatch(to_latin(text.strip()))
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month == 0 or day == 0:
        return None
    gregorian = year >= _FIRST_GREGORIAN
    try:
        first = _day(year, month or 1, day or 1, gregorian)
        if day:
            after = first + timedelta(days=1)
        elif month:
            after = _day(year + month // 12, month % 12 + 1, 1, gregorian)
        else:
            after = _day(year + 1, 1, 1, gregorian)
    except (ValueError, OverflowError):
        return None
    shown = to_persian("/".join(part for part in match.groups() if part))
    return Period(_utc(first), _utc(after), shown)


def _day(year: int, month: int, day: int, gregorian: bool) -> date:
    if gregorian:
        return date(year, month, day)
    converted: date = jdatetime.date(year, month, day).togregorian()
    return converted


def _utc(day: date) -> str:
    moment = datetime.combine(day, time(), ZoneInfo(TEHRAN)).astimezone(UTC)
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%SZ}"  # %Y does not pad everywhere
