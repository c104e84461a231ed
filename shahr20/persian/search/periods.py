"""The periods of time that a query names: 1400, 1400-12, ۱۴۰۰/۱۲/۰۱, or the same in the Gregorian calendar."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from shahr20.persian.digits import to_persian
from shahr20.persian.jalali import ImpossibleDateError
from shahr20.persian.periods import span

_BETWEEN = re.compile(r"(?<=\d)\s?[-/.]\s?(?=\d)")


class Period(NamedTuple):
    """From `start` up to, but not with, `end`, in UTC as the archive writes it; `shown` as a person would."""

    start: str
    end: str
    shown: str


def read(text: str) -> Period | None:
    """The year, month or day of Tehran that `text` names; None when it names none that there is."""
    try:
        first, after = span(text)
    except ImpossibleDateError:
        return None
    return Period(_utc(first), _utc(after), to_persian(_BETWEEN.sub("/", text.strip())))


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
