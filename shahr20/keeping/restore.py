"""Putting a backup in the place of the archive, without bringing back what was taken down since."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shahr20.archive.archive import Archive, database_errors
from shahr20.archive.errors import ArchiveError, NotAnArchive
from shahr20.archive.lock import Lock
from shahr20.keeping import takedowns
from shahr20.keeping.backup import part_of, require_as_made, sync
from shahr20.keeping.finding import Finding, Tick
from shahr20.keeping.verify import verify

SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What was done: where the old archive is now, what was removed from the backup, what is amiss in it.

    `is_known` is False when the old archive could not be asked what was taken down.
    """

    replaced: Path | None
    forgotten: tuple[int, ...]
    is_known: bool
    findings: tuple[Finding, ...]


def restore(backup: Path, path: Path, *, tick: Tick) -> Restored:
    """Put a copy of a backup at `path`. Raises ArchiveError, and the archive there is as it was.

    Holds the archive's lock, so that no crawl is at work on what is replaced.
    """
    require_as_made(backup)
    lock = Lock(path)
    lock.acquire()
    try:
        known = _taken_down(path, lock) if path.exists() else []
        with part_of(path) as part:
            shutil.copyfile(backup, part)
            with _opened(part, backup) as archive, database_errors(part):
                removed = takedowns.repeat(archive, known or [])
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
    return Restored(replaced, tuple(removed), known is not None, findings)


def _opened(part: Path, backup: Path) -> Archive:
    try:
        if not part.stat().st_size:  # SQLite takes an empty file for a new database
            raise NotAnArchive("empty")
        return Archive(part, upgrade=True)
    except NotAnArchive as error:
        raise NotAnArchive(f"{backup} is no backup of an archive") from error


def _taken_down(path: Path, lock: Lock) -> list[takedowns.Takedown] | None:
    """What the archive that is replaced knows of takedowns; None when it cannot be read."""
    try:
        with Archive(path, upgrade=True, lock=lock) as archive, database_errors(path):
            found = takedowns.known(archive.db)
            archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return found
    except ArchiveError:
        return None


def _aside(path: Path) -> Path:
    """The old archive under another name, with what belongs to it: a stale log would spoil the new one."""
    aside = path.with_name(f"{path.name}.replaced-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
    for end in SIDE_FILES:
        with suppress(FileNotFoundError):
            os.rename(path.with_name(path.name + end), aside.with_name(aside.name + end))
    os.rename(path, aside)
    return aside
