"""Opening: what is an archive, what is not, and what is said of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Entry
from shahr20.archive.errors import ArchiveBusy, ArchiveError, NotAnArchive
from shahr20.archive.lock import Lock


def test_made_once_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, create=True) as archive:
        archive.claim("shahr20.ir")
    with Archive(path) as archive:
        assert archive.site == "shahr20.ir"
        assert archive.count() == 0


def test_pragmas_keep_the_promises_of_the_design(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db", create=True) as archive:
        values = {
            name: archive.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
    assert values == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "synchronous": 2}


def test_a_missing_archive_is_only_made_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with pytest.raises(NotAnArchive, match="there is no archive"):
        Archive(path)
    assert not path.exists()


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="is a folder"):
        Archive(tmp_path, create=True)
    with pytest.raises(NotAnArchive, match="does not exist"):
        Archive(tmp_path / "nowhere" / "archive.db", create=True)


def test_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database at all, and longer than a header of SQLite is" * 20)
    with pytest.raises(NotAnArchive, match="not a SQLite database"):
        Archive(text, create=True)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(NotAnArchive, match="not an archive of this program"):
        Archive(other, create=True)
    assert other.read_bytes() == before


def test_an_archive_is_of_one_site(archive: Archive, make_entry: Callable[..., Entry]) -> None:
    archive.claim("shahr20.example")  # a slip of the pen, before anything was fetched
    archive.claim("shahr20.ir")
    archive.store(make_entry())
    archive.claim("shahr20.ir")
    with pytest.raises(NotAnArchive, match=r"archive of shahr20\.ir, not of 127\.0\.0\.1:8020") as caught:
        archive.claim("127.0.0.1:8020")
    assert caught.value.exit_code == 2


def test_a_locked_database_is_waited_for_and_then_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path, create=True).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with Archive(path, timeout=0.05) as archive, pytest.raises(ArchiveError, match="locked") as caught:
        archive.claim("shahr20.ir")
    assert caught.value.exit_code == 6
    other.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where it likes")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ArchiveError, match="cannot be written"):
            Archive(tmp_path / "archive.db", create=True)
    finally:
        tmp_path.chmod(0o700)


def test_a_damaged_archive_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, create=True) as archive:
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[100:8192] = os.urandom(8092)
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="damaged"):
        Archive(path, create=True)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, create=True) as first, Archive(path) as second:
        first.lock.acquire()
        with pytest.raises(ArchiveBusy, match=f"pid {os.getpid()}") as caught:
            second.lock.acquire()
        assert caught.value.exit_code == 75
        first.lock.release()
        second.lock.acquire()


def test_a_frame_for_notebooks(archive: Archive) -> None:
    pytest.importorskip("pandas", reason="pandas comes with the notebooks extra")
    frame = archive.frame("SELECT ? AS year", [1400])
    assert frame.to_dict("records") == [{"year": 1400}]


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the index into the log, which is of the connections and not of the archive."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


def made_by_the_first_release(path: Path) -> None:
    with Archive(path, create=True) as archive:
        archive.db.execute("DROP TABLE findings")
        archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_findings'")
        for name in ("captures_crawl_id", "rejects_crawl_id", "rejects_capture_id"):
            archive.db.execute(f"DROP INDEX idx_{name}")


@pytest.mark.parametrize("how", [{"upgrade": True}, {"create": True}, {"create": True, "locked": True}])
@pytest.mark.parametrize("exists", [True, False])
def test_no_schema_is_touched_while_another_run_holds_the_lock(
    tmp_path: Path, how: dict[str, bool], exists: bool
) -> None:
    path = tmp_path / "archive.db"
    made_by_the_first_release(path) if exists else path.touch()
    holder = Lock(path)
    holder.acquire()
    before = content(tmp_path)
    with pytest.raises(ArchiveBusy):
        Archive(path, **how)  # type: ignore[arg-type]
    assert content(tmp_path) == before
    holder.release()
    with Archive(path, **how) as archive:  # type: ignore[arg-type]
        assert archive.db.table("findings").exists()


def test_who_comes_to_write_is_turned_away_before_the_log_is_touched(tmp_path: Path) -> None:
    """A log that a killed run left would go into the file with the last connection that is closed."""
    path = tmp_path / "archive.db"
    killed = """
import os, sys
from shahr20 import Archive
archive = Archive(sys.argv[1], create=True)
archive.ledger.start({})
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", killed, path], check=False)
    holder = Lock(path)
    holder.acquire()
    before = content(tmp_path)
    assert before["archive.db-wal"]
    with pytest.raises(ArchiveBusy, match="0 pages"):
        Archive(path, upgrade=True, locked=True)
    assert content(tmp_path) == before


def test_the_lock_is_kept_where_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, create=True), Archive(path, create=True, locked=True) as writer:
        writer.lock.acquire()  # once more is nothing
        with pytest.raises(ArchiveBusy):
            Lock(path).acquire()
        with Archive(path, upgrade=True, lock=writer.lock):
            pass
        with pytest.raises(ArchiveBusy):
            Lock(path).acquire()
    Lock(path).acquire()


def test_no_lock_is_put_beside_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    with pytest.raises(NotAnArchive):
        Archive(path, create=True, locked=True)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
