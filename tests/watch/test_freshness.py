"""Silence is measured by the site's own rhythm: nights, Fridays and Nowruz are no news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shahr20.archive.times import stamp
from shahr20.watch.freshness import working_time

TEHRAN = ZoneInfo("Asia/Tehran")
FRIDAY = 4


def working_hours(first: datetime, last: datetime) -> Iterator[datetime]:
    """An article at 9, 12, 15 and 18 in Tehran, but on Fridays."""
    day = first.astimezone(TEHRAN).replace(hour=0, minute=0)
    while day <= last:
        if day.weekday() != FRIDAY:
            yield from (at for hour in (9, 12, 15, 18) if (at := day.replace(hour=hour)) <= last)
        day += timedelta(days=1)


def published(paper: Any, moments: Iterator[datetime]) -> None:
    for at in moments:
        paper.page(None, next(paper.ids), published_at=stamp(at))


@pytest.mark.parametrize(
    ("now", "last", "level"),
    [
        ("2026-10-20 10:00", "2026-10-20 10:00", "ok"),  # a Tuesday morning
        ("2026-10-21 08:30", "2026-10-20 18:00", "ok"),  # after a night
        ("2026-10-24 08:30", "2026-10-22 18:00", "ok"),  # Saturday morning, after Thursday evening
        ("2026-10-23 18:00", "2026-10-20 18:00", "warning"),  # three days, in the middle of the week
        ("2026-10-30 18:00", "2026-10-20 18:00", "alarm"),  # ten days
        ("2026-04-02 12:00", "2026-03-19 18:00", "ok"),  # 13 Farvardin: nothing since 28 Esfand
        ("2026-04-12 12:00", "2026-03-19 18:00", "alarm"),  # and ten days later
    ],
)
def test_silence(paper: Any, now: str, last: str, level: str) -> None:
    at, until = (datetime.fromisoformat(text).replace(tzinfo=TEHRAN) for text in (now, last))
    published(paper, working_hours(at - timedelta(days=100), until))
    run = paper.begin()
    paper.archive.db.execute("UPDATE crawls SET started_at = ?", [stamp(at - timedelta(days=90))])
    found = paper.end(run, at=at.astimezone(UTC))["freshness"]
    assert found.level == level, found.sentence


def test_a_site_that_had_ended_when_the_archive_was_begun_is_no_alarm(paper: Any) -> None:
    end = datetime(2020, 1, 1, tzinfo=UTC)
    published(paper, working_hours(end - timedelta(days=70), end))
    found = paper.run(at=datetime(2030, 1, 1, tzinfo=UTC))["freshness"]
    assert found.level == "ok"
    assert "when this archive was begun" in found.sentence


def test_an_empty_archive_and_one_of_few_articles_are_not_judged(paper: Any) -> None:
    assert paper.run()["freshness"].level == "ok"
    assert paper.run(5, at=datetime(2030, 1, 1, tzinfo=UTC))["freshness"].level == "ok"


@pytest.mark.parametrize(
    ("now", "week", "level"),
    [
        ("2026-10-20", 24, "ok"),
        ("2026-10-20", 9, "ok"),
        ("2026-10-20", 7, "warning"),
        ("2026-10-20", 0, "warning"),
        ("2026-03-27", 0, "ok"),  # Nowruz
    ],
)
def test_articles_a_week(paper: Any, now: str, week: int, level: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    published(paper, (at - timedelta(days=7, hours=7 * number) for number in range(1, 193)))
    published(paper, (at - timedelta(hours=number) for number in range(1, week + 1)))
    found = paper.run(at=at)["volume"]
    assert found.level == level, found.sentence


def test_the_days_of_nowruz_do_not_count() -> None:
    before = datetime(2026, 3, 19, 20, tzinfo=UTC)  # 28 Esfand, 23:30 in Tehran
    after = datetime(2026, 4, 2, 21, tzinfo=UTC)  # 14 Farvardin, 00:30
    assert working_time(before, after) == timedelta(hours=1)
    day = timedelta(days=1)
    summer = datetime(2026, 7, 1, tzinfo=UTC)
    assert working_time(summer, summer + day) == day
