"""`shahr20 status`, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shahr20 import Archive
from shahr20.archive.errors import ArchiveBusy
from shahr20.archive.finding import Finding
from shahr20.archive.frontier import Found
from shahr20.archive.ledger import Counts
from shahr20.archive.lock import Lock
from shahr20.archive.times import now
from shahr20.cli import main
from shahr20.status import problems

STALE = Finding("freshness", "alarm", "the newest article is 9 days old", {"silent_hours": 216})


def status(db: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["status", "--db", str(db), *options])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def a_run(archive: Archive, exit_code: int, outcome: str, *findings: Finding) -> int:
    run = archive.ledger.start({})
    archive.ledger.finish(
        run,
        Counts(found=9, fetched=7, rejected=1),
        outcome=outcome,
        exit_code=exit_code,
        doors={"rest": "shut: the site answers 401", "feed": "open: 9 found"},
        findings=findings,
    )
    return run


def failing(archive: Archive) -> None:
    """An archive in which much went wrong."""
    a_run(archive, 0, "done")
    run = a_run(archive, 4, "the site cannot be reached", STALE)
    found = [Found(f"https://shahr20.ir/{number}/", number) for number in range(1, 15)]
    archive.frontier.add(found, door="feed", crawl_id=run)
    for one in found[:12]:
        archive.frontier.fail(one.url, "the site answers 500", status=500)
    archive.db.table("rejects").insert(
        {"url": "https://shahr20.ir/99/", "reason": "no_title", "seen_at": now()}
    )


def test_all_of_it_for_a_person(db: Path) -> None:
    with Archive(db, create=True) as archive:
        failing(archive)
    done = status(db)
    assert done.exit_code == 0
    for words in (
        "0 articles", "2 addresses wait, 12 failed", "no_title 1", "rest: shut: the site answers 401",
        "the site cannot be reached", "freshness: the newest article is 9 days old", "last success",
        "https://shahr20.ir/12/", "… and 2 more: --json has them all",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert done.stdout.count("the site answers 500") == 10


def test_all_of_it_for_a_program(db: Path) -> None:
    with Archive(db, create=True) as archive:
        failing(archive)
    state = json.loads(status(db, "--json").stdout)
    assert set(state) == {
        "archive", "holds", "frontier", "failed", "rejects", "gaps", "doors", "running", "last_success",
        "first_run_at", "runs", "findings",
    }  # fmt: skip
    assert state["frontier"] == {"todo": 2, "leased": 0, "done": 0, "failed": 12, "gone": 0, "later": 0}
    assert len(state["failed"]) == 12
    assert state["rejects"] == {"no_title": 1}
    assert state["doors"]["feed"]["status"] == "open: 9 found"
    assert [run["exit_code"] for run in state["runs"]] == [4, 0]
    assert state["last_success"]["id"] == 1
    assert state["findings"][0]["figures"] == {"silent_hours": 216}


def test_gaps_are_shown_and_counted(db: Path) -> None:
    with Archive(db, create=True) as archive:
        run = a_run(archive, 0, "done")
        gaps = archive.db.table("gaps")
        if not gaps.exists():
            columns = {"crawl_id": int, **dict.fromkeys(("url", "listed_by", "missing_from", "reason"), str)}
            gaps.create({"article_id": int, **columns})
        gaps.insert_all(
            {
                "crawl_id": run,
                "article_id": number,
                "url": f"https://shahr20.ir/{number}/",
                "listed_by": "sitemap",
                "missing_from": "archive",
                "reason": "gone: answers 404",
            }
            for number in range(1, 31)
        )
    shown = status(db).stdout
    assert shown.count("gone: answers 404") == 20
    assert "gaps      30" in shown
    assert "… and 10 more" in shown
    assert len(json.loads(status(db, "--json").stdout)["gaps"]) == 30


def test_an_empty_archive(db: Path) -> None:
    Archive(db, create=True).close()
    assert status(db).exit_code == 0
    assert json.loads(status(db, "--json").stdout)["runs"] == []
    done = status(db, "--check")
    assert (done.exit_code, done.stdout) == (1, "nothing has been crawled yet; `shahr20 crawl` begins\n")


def test_while_a_crawl_writes(db: Path) -> None:
    with Archive(db, create=True) as archive:
        archive.lock.acquire()
        run = archive.ledger.start({})
        archive.ledger.beat(run, Counts(fetched=312))
        archive.db.conn.execute("BEGIN IMMEDIATE")
        archive.db.execute("INSERT INTO meta (key, value) VALUES ('half', 'written')")
        done = status(db)
        assert done.exit_code == 0
        assert "run 1 is under way (a moment ago, 312 pages answered)" in done.stdout
        archive.db.conn.rollback()


def test_a_run_without_a_heartbeat_seems_dead(db: Path) -> None:
    with Archive(db, create=True) as archive:
        archive.ledger.start({})
        archive.db.execute("UPDATE crawls SET heartbeat_at = '2026-01-01T00:00:00Z'")
    assert "run 1 died; the next run goes on where it was" in status(db).stdout


KILLED = """
import os, sys
from shahr20 import Archive
archive = Archive(sys.argv[1], create=True, locked=True)
archive.ledger.start({})
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("then", ["nothing", "another at work"])
def test_a_run_that_was_killed_a_moment_ago(db: Path, then: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, db], check=False)
    holder = Lock(db)
    if then == "another at work":
        holder.acquire()
        holder.path.write_text(f"{os.getpid()} 2999-01-01T00:00:00Z\n")
    assert "run 1 died; the next run goes on where it was (a moment ago, 0 pages" in status(db).stdout
    assert json.loads(status(db, "--json").stdout)["running"]["seems_dead"]
    holder.release()
    holder.acquire()  # a look at the lock does not keep it


@pytest.mark.parametrize(("beat", "words"), [(None, "is under way"), ("2026-01-01T00:00:00Z", "died")])
def test_where_the_lock_cannot_be_seen_the_heartbeat_tells(db: Path, beat: str | None, words: str) -> None:
    with Archive(db, create=True) as archive:
        archive.ledger.start({})
        if beat:
            archive.db.execute("UPDATE crawls SET heartbeat_at = ?", [beat])
    Lock(db).path.unlink()
    assert f"run 1 {words}" in status(db).stdout


def test_pages_that_are_as_they_were_are_answers(db: Path) -> None:
    with Archive(db, create=True, locked=True) as archive:
        archive.ledger.beat(archive.ledger.start({}), Counts(fetched=10, stored=2, unchanged=300))
        assert "302 pages answered" in status(db).stdout
        with Archive(db) as other, pytest.raises(ArchiveBusy, match="302 pages"):
            other.lock.acquire()


@pytest.mark.parametrize(
    ("make", "exit_code", "words"),
    [
        (lambda path: None, 2, "there is no archive at"),
        (lambda path: path.mkdir(), 2, "is a folder"),
        (lambda path: path.write_text("no database " * 100), 2, "is not a SQLite database"),
    ],
)
def test_what_cannot_be_read(db: Path, make: Any, exit_code: int, words: str) -> None:
    make(db)
    done = status(db)
    assert done.exit_code == exit_code
    assert words in done.stderr
    assert not done.stdout


def test_a_damaged_archive(db: Path) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done")
        root = archive.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'crawls'").fetchone()[0]
    with closing(db.open("r+b")) as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    done = status(db)
    assert done.exit_code == 6
    assert "is damaged" in done.stderr


def test_a_check_says_nothing_when_all_is_well(db: Path) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done", Finding("coverage", "warning", "only 1 of 3 pages have a lead"))
    done = status(db, "--check")
    assert (done.exit_code, done.output) == (0, "")


def test_a_check_names_each_alarm(db: Path) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done", STALE)
    done = status(db, "--check")
    assert (done.exit_code, done.stdout) == (1, "freshness: the newest article is 9 days old\n")
    assert json.loads(status(db, "--check", "--json").stdout)["problems"] == [done.stdout.strip()]


STATE = {
    "archive": {"at": "2026-10-20T12:00:00Z"},
    "findings": [],
    "first_run_at": "2026-01-01T00:00:00Z",
    "runs": [{"started_at": "2026-10-20T11:00:00Z", "outcome": "the site cannot be reached"}],
    "last_success": {"finished_at": "2026-10-19T11:00:00Z"},
}


@pytest.mark.parametrize(
    ("changed", "age", "words"),
    [
        ({}, 26, None),
        ({}, 24, "the last success was at 2026-10-19T11:00:00Z"),
        ({"last_success": None}, 26, "no run has succeeded since 2026-01-01T00:00:00Z"),
        ({"last_success": None, "first_run_at": "2026-10-20T00:00:00Z"}, 26, None),  # a long first crawl
    ],
)
def test_how_old_the_last_success_may_be(changed: dict[str, Any], age: int, words: str | None) -> None:
    found = problems(STATE | changed, timedelta(hours=age))
    if words is None:
        assert found == []
    else:
        (problem,) = found
        assert problem.startswith(words)
        assert "the site cannot be reached" in problem


@pytest.mark.parametrize(("age", "exit_code"), [("90m", 0), ("26h", 0), ("2d", 0), ("26", 2), ("2 weeks", 2)])
def test_ages(db: Path, age: str, exit_code: int) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done")
    assert status(db, "--check", "--max-age", age).exit_code == exit_code


@pytest.mark.parametrize(
    ("hours", "words"),
    [((1, 60), None), ((60, 90), "is older than 26 hours"), ((), "there is none of this archive in")],
)
def test_how_old_the_newest_backup_may_be(db: Path, hours: tuple[int, ...], words: str | None) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done")
    folder = db.parent / "backups"
    folder.mkdir()
    for name, ago in [*(("archive", ago) for ago in hours), ("other", 0)]:
        made = datetime.now(UTC) - timedelta(hours=ago)
        (folder / f"{name}-{made:%Y-%m-%dT%H%M%SZ}.db").touch()
    done = status(db, "--check", "--backups", str(folder))
    if words is None:
        assert (done.exit_code, done.output) == (0, "")
    else:
        assert done.exit_code == 1
        assert words in done.stdout


def test_a_folder_of_backups_that_cannot_be_looked_into(db: Path) -> None:
    with Archive(db, create=True) as archive:
        a_run(archive, 0, "done")
    done = status(db, "--check", "--backups", str(db.parent / "unmounted"))
    assert done.exit_code == 1
    assert "cannot be looked into: No such file or directory" in done.stdout
