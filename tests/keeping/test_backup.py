"""`shahr20 backup` and `shahr20 restore`: a copy that can be trusted, and the way back."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from shahr20 import Archive
from shahr20.archive import forgotten, search
from shahr20.archive.lock import Lock
from shahr20.keeping.backup import backups

Typed = Callable[..., Result]


def rows(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(db)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if name != "search"]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def hits(db: Path, word: str) -> list[int]:
    with Archive(db) as archive:
        return [
            row[0]
            for row in archive.db.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid", [search.key(word)]
            )
        ]


def only(folder: Path) -> Path:
    (path,) = backups(folder)
    return path


def test_a_backup_is_dated_checked_and_summed(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    done = typed("backup", folder, "--db", db)
    assert done.exit_code == 0
    path = only(folder)
    assert done.stdout.startswith(f"{path} · ")
    assert path.with_name(path.name + ".sha256").read_text() == (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
    )
    assert sorted(file.name for file in folder.iterdir()) == [path.name, f"{path.name}.sha256", "backup.lock"]
    assert rows(path) == rows(db)
    assert typed("verify", "--db", path).exit_code == 0


def test_what_is_restored_equals_what_was(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    before, found = rows(db), hits(db, "شهرداری")
    assert found
    typed("backup", folder, "--db", db)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DELETE FROM related")
        connection.commit()
    done = typed("restore", only(folder), "--db", db)
    assert done.exit_code == 0
    assert rows(db) == before
    assert hits(db, "شهرداری") == found
    assert typed("verify", "--db", db).exit_code == 0
    (aside,) = db.parent.glob("archive.db.replaced-*")
    assert str(aside) in done.stdout
    assert rows(aside)["related"] == []
    assert sorted(file.name for file in db.parent.iterdir()) == ["archive.db", "archive.db.lock", aside.name]


def test_a_log_left_behind_does_not_spoil_what_is_restored(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    before = rows(db)
    kill = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM related'); c.commit(); "
    subprocess.run([sys.executable, "-c", kill + "os.kill(os.getpid(), 9)", db], check=False)
    assert db.with_name("archive.db-wal").stat().st_size
    content = bytearray(db.read_bytes())
    content[:8192] = bytes(8192)  # it cannot even be opened any more
    db.write_bytes(content)
    done = typed("restore", only(folder), "--db", db)
    assert "cannot be read" in done.stderr
    assert done.exit_code == 0
    assert rows(db) == before


def test_restored_where_there_was_nothing(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    elsewhere = tmp_path / "elsewhere.db"
    assert typed("restore", only(folder), "--db", elsewhere).exit_code == 0
    assert rows(elsewhere) == rows(db)


def test_what_was_taken_down_since_does_not_come_back(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    typed("forget", 47859, "--db", db, "--reason", "r", "--actor", "a", "--yes")
    done = typed("restore", only(folder), "--db", db)
    assert "taken down since, and removed from it: 47859" in done.stdout
    with Archive(db) as archive:
        assert archive.versions(47859) == []
    assert typed("verify", "--db", db).exit_code == 0
    assert "by a: r" in typed("forget", "--list", "--db", db).stdout


SAID = ("--reason", "r", "--actor", "a", "--yes")


def dated(folder: Path, date: str) -> Path:
    """The one backup that has no date of ours gets this one."""
    (made,) = (path for path in backups(folder) if not path.name.startswith("archive-2025"))
    made.with_name(made.name + ".sha256").unlink()
    return made.rename(folder / f"archive-{date}T020000Z.db")


def test_where_no_archive_is_left_newer_backups_tell_what_was_taken_down(
    typed: Typed, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    with Archive(db) as archive:
        ids = [row[0] for row in archive.db.execute("SELECT id FROM articles ORDER BY id LIMIT 3")]
    typed("backup", folder, "--db", db)
    first = dated(folder, "2025-01-01")
    for number in ids[:2]:
        typed("forget", number, "--db", db, *SAID)
    typed("backup", folder, "--db", db)
    dated(folder, "2025-01-02")
    typed("forget", ids[1], "--allow", "--db", db, *SAID)
    typed("forget", ids[2], "--db", db, *SAID)
    typed("backup", folder, "--db", db)
    newest = dated(folder, "2025-01-03")
    (folder / "archive-2025-01-04T020000Z.db").write_bytes(b"x" * 9000)
    db.unlink()
    done = typed("restore", first, "--db", db)
    assert done.exit_code == 0
    assert f"removed from it: {ids[0]}, {ids[2]}\n" in done.stdout
    assert f"there was no archive at {db} to ask; what was taken down after {newest} was made" in done.stderr
    with Archive(db) as archive:
        assert [bool(archive.versions(number)) for number in ids] == [False, True, False]


def test_where_nobody_knows_what_was_taken_down_it_is_said(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    done = typed("restore", only(folder), "--db", tmp_path / "new.db")
    assert f"what was taken down after {only(folder)} was made must be taken down again" in done.stderr
    assert "must be taken down" not in typed("restore", only(folder), "--db", db).stderr


def test_what_was_put_aside_tells_too(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    typed("forget", 47859, "--db", db, *SAID)
    db.rename(db.with_name(f"{db.name}.replaced-2026-01-01T000000Z"))
    assert "removed from it: 47859" in typed("restore", only(folder), "--db", db).stdout


def test_what_the_backup_itself_allows_again_stays_allowed(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("forget", 47859, "--db", db, *SAID)
    shutil.copy(db, db.with_name(f"{db.name}.replaced-2026-01-01T000000Z"))
    typed("forget", 47859, "--allow", "--db", db, *SAID)
    typed("backup", folder, "--db", db)
    db.unlink()
    typed("restore", only(folder), "--db", db)
    with Archive(db) as archive:
        assert not forgotten.any_forgotten(archive.db)


def test_a_backup_that_was_changed_is_refused(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    content = bytearray(only(folder).read_bytes())
    content[-1] ^= 1
    only(folder).write_bytes(content)
    before = db.read_bytes()
    done = typed("restore", only(folder), "--db", db)
    assert done.exit_code == 6
    assert "its SHA-256 differs" in done.stderr
    assert db.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database, and longer than a header of SQLite is" * 20])
def test_what_is_no_backup_is_refused(typed: Typed, db: Path, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    before = db.read_bytes()
    done = typed("restore", other, "--db", db)
    assert (done.exit_code, done.stderr) == (2, f"shahr20: {other} is no backup of an archive\n")
    assert db.read_bytes() == before


def test_a_crawl_at_work_keeps_a_restore_out(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    typed("backup", folder, "--db", db)
    with Archive(db) as crawl:
        crawl.lock.acquire()
        assert typed("restore", only(folder), "--db", db).exit_code == 75


def older(folder: Path, db: Path, *dates: str) -> None:
    folder.mkdir()
    for date in dates:
        shutil.copy(db, folder / f"archive-{date}T020000Z.db")
        (folder / f"archive-{date}T020000Z.db.sha256").write_text("x")


def test_the_newest_are_kept_and_nobody_elses_touched(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    older(folder, db, "2026-01-01", "2026-01-02", "2026-01-03")
    others = ["other-2026-01-01T020000Z.db", "archive.db", "archive-old.db", "notes.txt"]
    for name in others:
        (folder / name).write_text("x")
    done = typed("backup", folder, "--db", db, "--keep", 2)
    assert done.exit_code == 0
    names = [path.name for path in backups(folder, "archive")]
    assert len(names) == 2
    assert names[0] == "archive-2026-01-03T020000Z.db"
    assert done.stdout.count("removed ") == 2
    assert all((folder / name).exists() for name in others)
    assert len(list(folder.glob("archive-*.sha256"))) == 2


def test_a_backup_in_which_something_is_amiss_stays_and_so_do_the_others(
    typed: Typed, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    older(folder, db, "2026-01-01")
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DELETE FROM rejects")
        connection.commit()
    done = typed("backup", folder, "--db", db, "--keep", 1)
    assert done.exit_code == 1
    assert "no older backup is removed" in done.stderr
    assert len(backups(folder)) == 2


def test_a_damaged_archive_gives_no_backup(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    older(folder, db, "2026-01-01")
    content = bytearray(db.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 40960] = os.urandom(40960)
    db.write_bytes(content)
    done = typed("backup", folder, "--db", db, "--keep", 1)
    assert done.exit_code == 6
    assert [path.name for path in backups(folder)] == ["archive-2026-01-01T020000Z.db"]
    assert not list(folder.glob(".*"))


def test_what_a_killed_backup_left_is_cleared_away(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / ".archive-2026-01-01T020000Z.db.part").write_text("half")
    typed("backup", folder, "--db", db)
    assert not list(folder.glob(".*"))


def test_one_at_a_time_in_a_folder(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    other = Lock(folder / "backup")
    other.acquire()
    done = typed("backup", folder, "--db", db)
    other.release()
    assert (done.exit_code, done.stderr) == (75, f"shahr20: another backup is being made in {folder}\n")


WRITE = """
import sys
from shahr20 import Archive
with Archive(sys.argv[1], upgrade=True) as archive:
    print("ready", flush=True)
    for number in range(1_000_000):
        with archive.db.atomic():
            archive.db.execute("INSERT INTO crawls (started_at) VALUES (?)", [str(number)])
            archive.db.execute("INSERT INTO rejects (url, reason, seen_at) VALUES (?, 'x', 'y')", [str(number)])
"""


def test_a_copy_made_while_others_write_is_of_one_moment(typed: Typed, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with subprocess.Popen([sys.executable, "-c", WRITE, db], stdout=subprocess.PIPE) as crawl:
        assert crawl.stdout is not None
        crawl.stdout.readline()
        done = typed("backup", folder, "--db", db)
        crawl.send_signal(signal.SIGKILL)
    assert done.exit_code == 0
    with closing(sqlite3.connect(only(folder))) as copy:
        runs = copy.execute("SELECT count(*) FROM crawls WHERE id > 1").fetchone()
        assert runs == copy.execute("SELECT count(*) FROM rejects WHERE reason = 'x'").fetchone()


@pytest.mark.parametrize("arguments", [("nowhere/backups",), ()])
def test_a_folder_that_cannot_be(typed: Typed, db: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = typed("backup", *(tmp_path / one for one in arguments), "--db", db)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
