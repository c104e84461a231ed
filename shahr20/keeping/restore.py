"""Putting a backup in the place of the archive, without bringing back what was taken down since."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from shahr20.archive.archive import Archive, database_errors
from shahr20.archive.errors import ArchiveError, NotAnArchive
from shahr20.archive.lock import Lock
from shahr20.keeping import takedowns
from shahr20.keeping.backup import newer, part_of, require_as_made, sync
from shahr20.keeping.finding import Finding, Tick
from shahr20.keeping.verify import verify

SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What was done: where the old archive is now, what was removed from the backup, what is amiss in it.

    `unknown_since` is, when there was no archive that could be asked what was taken down, the newest backup
    that could: of what was taken down after it nobody knows.
    """

    replaced: Path | None
    forgotten: tuple[int, ...]
    unknown_since: Path | None
    findings: tuple[Finding, ...]


def restore(backup: Path, path: Path, *, tick: Tick) -> Restored:
    """Put a copy of a backup at `path`. Raises ArchiveError, and the archive there is as it was.

    Holds the archive's lock, so that no crawl is at work on what is replaced.
    """
    require_as_made(backup)
    lock = Lock(path)
    lock.acquire()
    try:
        here = _taken_down(path, lock) if path.exists() else None
        elsewhere, newest = _taken_down_elsewhere(backup, path)
        known = _in_force(elsewhere, here)
        with part_of(path) as part:
            shutil.copyfile(backup, part)
            with _opened(part, backup) as archive, database_errors(part):
                removed = takedowns.repeat(archive, known)
                findings = tuple(verify(archive.db, tick=tick))
                archive.db.execute("PRAGMA journal_mode = DELETE")
            if damage := [one for one in findings if one.is_damage]:
                raise ArchiveError(f"{backup} cannot be used: {damage[0]}")
            sync(part)
            replaced = _aside(path) if path.exists() else None
            os.replace(part, path)
            sync(path.parent)
    finally:
        lock.release()
    return Restored(replaced, tuple(removed), newest if here is None else None, findings)


def replaced(path: Path) -> list[Path]:
    """The archives that were at `path` before backups took their place, the oldest first."""
    dated = re.compile(re.escape(path.name) + r"\.replaced-\d{4}-\d\d-\d\dT\d{6}Z")
    return sorted(one for one in path.parent.iterdir() if dated.fullmatch(one.name))


def settle(path: Path) -> None:
    """Move what is in the log of an archive that nobody uses into its file. Raises ArchiveError."""
    with database_errors(path), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _opened(part: Path, backup: Path) -> Archive:
    try:
        if not part.stat().st_size:  # SQLite takes an empty file for a new database
            raise NotAnArchive("empty")
        return Archive(part, upgrade=True)
    except NotAnArchive as error:
        raise NotAnArchive(f"{backup} is no backup of an archive") from error


@dataclass(frozen=True)
class _Told:
    """What an archive knows of takedowns: those in force, and which were taken back."""

    known: list[takedowns.Takedown]
    allowed: set[tuple[int | None, str]]

    @classmethod
    def by(cls, db: Database) -> _Told:
        return cls(takedowns.known(db), takedowns.allowed(db))


def _taken_down(path: Path, lock: Lock) -> _Told | None:
    """By the archive that is replaced; None when it cannot be read."""
    try:
        with Archive(path, upgrade=True, lock=lock) as archive, database_errors(path):
            told = _Told.by(archive.db)
            archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return told
    except ArchiveError:
        return None


def _taken_down_elsewhere(backup: Path, path: Path) -> tuple[list[_Told], Path]:
    """By what else is left: newer backups beside this one, and what earlier restores put aside.

    Also the newest backup that could be read. One that cannot is passed over: the others may still tell.
    """
    told, newest = [], backup
    beside = newer(backup)
    for other in (*replaced(path), *beside):
        with suppress(ArchiveError), database_errors(other):
            if other not in beside:
                settle(other)
            with closing(sqlite3.connect(f"{other.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                db = Database(connection)
                if db.table("forgotten").exists():
                    told.append(_Told.by(db))
            newest = other if other in beside else newest
    return told, newest


def _in_force(told: list[_Told], here: _Told | None) -> list[takedowns.Takedown]:
    """All that anyone knows of and nobody knows to be taken back, the oldest first."""
    everyone = [*told, here] if here else told
    allowed = set[tuple[int | None, str]]().union(*(one.allowed for one in everyone))
    found = {(one.article_id, one.at): one for each in everyone for one in each.known}
    return [found[key] for key in sorted(found, key=lambda key: key[1]) if key not in allowed]


def _aside(path: Path) -> Path:
    """The old archive under another name, with what belongs to it: a stale log would spoil the new one."""
    aside = path.with_name(f"{path.name}.replaced-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
    for end in SIDE_FILES:
        with suppress(FileNotFoundError):
            os.rename(path.with_name(path.name + end), aside.with_name(aside.name + end))
    os.rename(path, aside)
    return aside
