"""A period: only articles published then are wanted."""

from __future__ import annotations

from typing import NamedTuple

from shahr20.archive.times import stamp
from shahr20.persian.jalali import ImpossibleDateError
from shahr20.persian.periods import span


class NoPeriod(Exception):
    """Words that name no stretch of time; the message says what to write."""


class Period(NamedTuple):
    """Articles published from `since` on and before `until`, UTC as the archive writes it; None is no bound."""

    since: str | None = None
    until: str | None = None

    def has(self, published: str | None) -> bool:
        """Whether it holds a time; one that nobody knows may be in it."""
        if published is None:
            return True
        return (self.since is None or published >= self.since) and (
            self.until is None or published < self.until
        )


ALWAYS = Period()
"""No bounds."""


def period(since: str | None, until: str | None, zone: str) -> Period:
    """From the beginning of what `since` names to the end of what `until` names; raises NoPeriod.

    `period("1400", "1400", zone)` is the year 1400.
    """
    try:
        wanted = Period(
            stamp(span(since, zone)[0]) if since else None, stamp(span(until, zone)[1]) if until else None
        )
    except ImpossibleDateError as error:
        raise NoPeriod(str(error)) from error
    if wanted.since and wanted.until and wanted.since >= wanted.until:
        raise NoPeriod(f"--since {since} begins after --until {until} ends")
    return wanted
