"""Opening: what is an archive, what is not, and what is said of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Entry
from shahr20.archive.errors import ArchiveBusy, ArchiveError, NotAnArchive


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
