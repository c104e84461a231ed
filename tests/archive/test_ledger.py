from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.errors import ArchiveBusy
from shahr20.archive.finding import Finding
from shahr20.archive.ledger import Counts


def rows(archive: Archive, table: str = "crawls") -> list[dict[str, Any]]:
    return list(archive.db.query(f"SELECT * FROM {table}"))


def test_a_dead_run_is_marked_by_the_next_one(archive: Archive) -> None:
    dead = archive.ledger.start({})
    archive.ledger.beat(dead, Counts(fetched=3))
    archive.db.execute("UPDATE crawls SET heartbeat_at = '2026-01-01T00:00:00Z'")
    archive.ledger.start({})
    first, second = rows(archive)
    assert (first["outcome"], first["finished_at"], first["fetched"]) == ("died", "2026-01-01T00:00:00Z", 3)
    assert first["exit_code"] is None
    assert second["finished_at"] is None


def test_findings_are_kept_with_their_run(archive: Archive) -> None:
    run = archive.ledger.start({})
    found = Finding("disk", "warning", "only 1 GB are free", {"free": 10**9})
    archive.ledger.finish(run, Counts(), outcome="done", exit_code=0, doors={}, findings=[found])
    (row,) = rows(archive, "findings")
    assert (row["crawl_id"], row["level"], json.loads(row["figures"])) == (run, "warning", {"free": 10**9})


def test_who_is_turned_away_is_told_by_whom(archive: Archive) -> None:
    archive.lock.acquire()
    archive.ledger.beat(archive.ledger.start({}), Counts(fetched=312))
    with Archive(archive.path) as other, pytest.raises(ArchiveBusy) as refused:
        other.lock.acquire()
    assert re.match(r"another run \(since \d\d:\d\d, pid \d+, 312 pages\) holds the lock", str(refused.value))
    assert refused.value.exit_code == 75


def test_a_lock_of_the_first_release_names_its_process(archive: Archive) -> None:
    archive.lock.acquire()
    archive.lock.path.write_text("4711\n")
    with Archive(archive.path) as other, pytest.raises(ArchiveBusy, match=r"another run \(pid 4711\) holds"):
        other.lock.acquire()


def test_the_first_release_is_brought_up_to_date(archive: Archive) -> None:
    path = archive.path
    archive.db.execute("DROP TABLE findings")
    archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_findings'")
    for name in ("captures_crawl_id", "rejects_crawl_id", "rejects_capture_id"):
        archive.db.execute(f"DROP INDEX idx_{name}")
    archive.close()
    with Archive(path, upgrade=True) as upgraded:
        assert upgraded.db.table("findings").exists()
