"""Is the newest article as new as it should be, by the site's own rhythm; and do as many come as usual.

The rhythm is that of the articles' dates, so it knows nights and Fridays, whoever crawled when.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import jdatetime

from shahr20.archive.finding import Finding
from shahr20.archive.times import moment, stamp
from shahr20.watch.run import Run

TEHRAN = ZoneInfo("Asia/Tehran")

WINDOWS = (timedelta(days=60), timedelta(days=365))
"""The rhythm is read from so long before the newest article; from the longer one where few come."""

ENOUGH = 20
"""Articles that make a rhythm."""

PATIENCE = 1.5
"""A silence this much longer than the longest one of the window is a warning; twice that, an alarm."""

SHORTEST = timedelta(hours=24)
"""No silence shorter than this is remarked on, however busy the site."""

WEEK = timedelta(days=7)
WEEKS, FEW_A_WEEK, SHARE = 8, 7, 3
"""A week with less than a third of the median of the eight before is a warning, where seven or more are usual."""


def freshness(db: sqlite3.Connection, run: Run) -> Finding:
    """The newest article's age against the longest silence that is usual; the days of Nowruz do not count."""
    (newest,) = db.execute(
        "SELECT max(published_at) FROM articles WHERE published_at <= ?", [stamp(run.at)]
    ).fetchone()
    if newest is None:
        return Finding("freshness", "ok", "no article has a date yet")
    last = moment(newest)
    silence = working_time(last, run.at)
    longest = _longest_silence(db, last)
    figures = {"newest": newest, "silent_hours": _hours(silence)}
    age = f"the newest article is {_words(run.at - last)} old"
    if longest is None:
        return Finding("freshness", "ok", f"{age}; too few are known to say what is usual", figures)
    allowed = max(longest * PATIENCE, SHORTEST)
    figures |= {"longest_hours": _hours(longest), "allowed_hours": _hours(allowed)}
    (begun,) = db.execute("SELECT min(started_at) FROM crawls").fetchone()
    if working_time(last, moment(begun)) > allowed:
        return Finding("freshness", "ok", f"{age}, and was so when this archive was begun", figures)
    usual = f"the longest silence before it was {_words(longest)}"
    advice = "look at the site: it rests, or its new articles are not found"
    if silence > 2 * allowed:
        return Finding("freshness", "alarm", f"{age}; {usual}; {advice}", figures)
    if silence > allowed:
        return Finding("freshness", "warning", f"{age}; {usual}", figures)
    return Finding("freshness", "ok", age, figures)


def volume(db: sqlite3.Connection, run: Run) -> Finding:
    """The articles published in the last seven days against the median of the eight weeks before."""
    weeks = [
        _published(db, run.at - (number + 1) * WEEK, run.at - number * WEEK) for number in range(WEEKS + 1)
    ]
    this, usual = weeks[0], median(weeks[1:])
    figures = {"week": this, "usual": usual}
    said = f"{this} articles in the last seven days, usually {usual:g} a week"
    rests = working_time(run.at - WEEK, run.at) < WEEK
    if usual >= FEW_A_WEEK and this < usual / SHARE and not rests:
        return Finding("volume", "warning", f"only {said}", figures)
    return Finding("volume", "ok", said, figures)


def working_time(start: datetime, end: datetime) -> timedelta:
    """The time between two moments without the holidays of Nowruz: 29 Esfand to 13 Farvardin, in Tehran."""
    rest = timedelta()
    for year in range(_jalali_year(start), _jalali_year(end) + 2):
        first, last = _midnight(year - 1, 12, 29), _midnight(year, 1, 14)
        rest += max(timedelta(), min(end, last) - max(start, first))
    return end - start - rest


def _longest_silence(db: sqlite3.Connection, last: datetime) -> timedelta | None:
    for window in WINDOWS:
        found = db.execute(
            "SELECT published_at FROM articles WHERE published_at BETWEEN ? AND ? ORDER BY published_at",
            [stamp(last - window), stamp(last)],
        )
        moments = [moment(row[0]) for row in found]
        if len(moments) > ENOUGH:
            return max(working_time(one, other) for one, other in pairwise(moments))
    return None


def _published(db: sqlite3.Connection, start: datetime, end: datetime) -> int:
    (number,) = db.execute(
        "SELECT count(*) FROM articles WHERE published_at >= ? AND published_at < ?",
        [stamp(start), stamp(end)],
    ).fetchone()
    return int(number)


def _midnight(year: int, month: int, day: int) -> datetime:
    date = jdatetime.date(year, month, day).togregorian()
    return datetime(date.year, date.month, date.day, tzinfo=TEHRAN).astimezone(UTC)


def _jalali_year(at: datetime) -> int:
    year: int = jdatetime.date.fromgregorian(date=at.astimezone(TEHRAN).date()).year
    return year


def _hours(time: timedelta) -> float:
    return round(time.total_seconds() / 3600, 1)


def _words(time: timedelta) -> str:
    hours = time.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
