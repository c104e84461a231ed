from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shahr20.archive.ledger import Counts
from shahr20.archive.times import stamp
from shahr20.watch import monitors
from shahr20.watch.monitors import FULL, MONITORS

NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)  # when the runs of conftest.py end
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("read", "rejected", "level"),
    [(100, 0, "ok"), (100, 5, "ok"), (100, 6, "alarm"), (3, 1, "warning"), (3, 3, "alarm"), (0, 0, "ok")],
)
def test_rejects(paper: Any, read: int, rejected: int, level: str) -> None:
    run = paper.begin()
    paper.pages(run, rejected, "no_title")
    found = paper.end(run, counts=Counts(fetched=read, rejected=rejected))["rejects"]
    assert found.level == level
    assert found.figures["reasons"] == ({"no_title": rejected} if rejected else {})


def test_a_door_that_was_open_and_is_shut(paper: Any) -> None:
    paper.run(doors={"rest": "open: 3 found"})
    found = paper.run(doors={"rest": "shut: the site answers 401", "sitemap": "open: 3 found"})["doors"]
    assert found.level == "warning"
    assert "the rest door is shut: the site answers 401" in found.sentence
    assert paper.run(doors={"rest": "open: 3 found"})["doors"].level == "ok"


def test_a_door_that_was_never_open_is_no_news(paper: Any) -> None:
    for _ in range(2):
        found = paper.run(doors={"rest": "shut: the site answers 404", "sitemap": "open: 3 found"})["doors"]
        assert found.level == "ok"


@pytest.mark.parametrize(
    ("free", "grown", "level"),
    [
        (10**12, 0, "ok"),
        (10**12, 10**9, "ok"),
        (FULL - 1, 0, "alarm"),
        (6 * 10**9, 10**9, "alarm"),  # less than a week of it
        (20 * 10**9, 10**9, "warning"),  # less than a month of it
    ],
)
def test_disk(paper: Any, monkeypatch: pytest.MonkeyPatch, free: int, grown: int, level: str) -> None:
    monkeypatch.setattr(monitors, "size_of", lambda db: 10**9)
    paper.run()
    paper.archive.db.execute("UPDATE crawls SET started_at = ?", [stamp(NOW - timedelta(days=10))])
    monkeypatch.setattr(monitors, "size_of", lambda db: 10**9 + 10 * grown)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, free))
    found = paper.run()["disk"]
    assert found.level == level, found.sentence
    assert found.figures["daily"] == grown


def test_no_room_for_a_copy_is_a_warning(paper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitors, "size_of", lambda db: 9 * 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 8 * 10**9))
    assert paper.run()["disk"].level == "warning"


def test_a_monitor_that_fails_is_a_warning_and_the_others_speak(
    paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db: sqlite3.Connection, run: Any) -> Any:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setitem(MONITORS, "volume", broken)
    found = paper.run()
    assert found["volume"].level == "warning"
    assert "division by zero" in found["volume"].sentence
    assert set(found) == set(MONITORS)


def test_monitors_change_nothing(paper: Any) -> None:
    paper.run(20)
    before = list(paper.archive.db.conn.iterdump())
    run = monitors.Run(1, NOW, paper.archive.path, Counts(), {})
    monitors.watch(paper.archive.db.conn, run)
    assert list(paper.archive.db.conn.iterdump()) == before
