"""Dated, checked copies of the archive, and the way back from one.

A copy is made by `VACUUM INTO`: of one moment, while a crawl may be writing, without free pages, in one file
that can be read anywhere. It has its name only when it is whole, checked and on the disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shahr20.archive.archive import Archive, database_errors, explain
from shahr20.archive.errors import ArchiveBusy, ArchiveError
from shahr20.archive.forgotten import hashes
from shahr20.archive.lock import Lock
from shahr20.keeping.finding import Finding, Tick
from shahr20.keeping.takedowns import NAMED_IN, Takedown
from shahr20.keeping.verify import verify

_DATED = "%Y-%m-%dT%H%M%SZ"
_PART = ".part"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """One that was made: its file, size in bytes, what is amiss in it, and the older ones that went for it."""

    path: Path
    size: int
    findings: tuple[Finding, ...]
    pruned: tuple[Path, ...] = ()


def backup(archive: Archive, folder: Path, *, keep: int | None, tick: Tick) -> Backup:
    """Copy the archive into a folder, check the copy and, with `keep`, leave so many of the newest.

    Where the check finds something the copy stays, and so do all the others. Raises ArchiveError when the
    disk is full or the archive or the copy cannot be read: then there is no new file.
    """
    with _at_work_in(folder):
        path = folder / f"{archive.path.stem}-{datetime.now(UTC):{_DATED}}.db"
        with part_of(path) as part:
            _copy(archive, part)
            with Archive(part) as copy:
                findings = tuple(verify(copy.db, tick=tick))
            unreadable = [one for one in findings if one.is_damage]
            if unreadable:
                raise ArchiveError(f"the copy cannot be used, and is not kept: {unreadable[0]}")
            _sum_file(path).write_text(f"{sha256(part)}  {path.name}\n", encoding="utf-8")
            os.replace(part, path)
            sync(_sum_file(path), folder)
        pruned = _prune(path, keep) if keep and not findings else ()
    return Backup(path, path.stat().st_size, findings, pruned)


def backups(folder: Path, stem: str | None = None) -> list[Path]:
    """The backups in a folder, the oldest first; of the archive called `stem`, or of any."""
    name = re.escape(stem) if stem else ".+"
    dated = re.compile(rf"{name}-\d{{4}}-\d\d-\d\dT\d{{6}}Z\.db")
    return sorted((path for path in folder.iterdir() if dated.fullmatch(path.name)), key=_date)


def made_at(path: Path) -> datetime:
    """When a backup was made, by its name."""
    return datetime.strptime(_date(path), f"{_DATED}.db").replace(tzinfo=UTC)


def newer(path: Path) -> list[Path]:
    """The backups beside one that were made of the same archive after it, the oldest first."""
    date = _date(path)
    if path not in backups(path.parent):
        return []
    return [one for one in backups(path.parent, path.name.removesuffix(f"-{date}")) if _date(one) > date]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_as_made(path: Path) -> None:
    """Raises ArchiveError for a backup that is not, byte for byte, what was written."""
    said = _sum_file(path)
    if said.exists() and said.read_text(encoding="utf-8").split()[:1] != [sha256(path)]:
        raise ArchiveError(
            f"{path} is not what was written: its SHA-256 differs from {said.name}; take another"
        )


def held_in(path: Path, known: Iterable[Takedown]) -> list[str]:
    """What a backup still has of what was taken down: article ids, or a word for addresses without one."""
    ids: set[int | None] = set()
    addresses: dict[str, str] = {}
    for one in known:
        label = "an address that was taken down" if one.article_id is None else str(one.article_id)
        ids |= {one.article_id} - {None}
        addresses |= dict.fromkeys(one.addresses, label)
    held = set()
    location = f"{path.resolve().as_uri()}?mode=ro"
    with database_errors(path), closing(sqlite3.connect(location, uri=True)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        for table, key, address in NAMED_IN:
            if table not in tables:  # an older release's
                continue
            for number, url in connection.execute(f"SELECT {key}, {address} FROM {table}"):
                held |= {addresses[name] for name in hashes(url or "") if name in addresses}
                held |= {str(number)} if number in ids else set()
    return sorted(held)


def rewrite(path: Path, change: Callable[[Archive], object]) -> None:
    """Change a backup: a copy of it is changed, checked and takes its place.

    Raises ArchiveError, and the backup is as it was, when the check finds it unreadable.
    """
    with _at_work_in(path.parent), part_of(path) as part:
        _copy_file(path, part)
        with Archive(part, upgrade=True) as archive:
            change(archive)
            with database_errors(part):
                archive.db.execute("PRAGMA journal_mode = DELETE")
            damage = [one for one in verify(archive.db, quick=True) if one.is_damage]
        if damage:
            raise ArchiveError(f"{path} cannot be rewritten: {damage[0]}")
        sync(part, path.parent)
        _sum_file(path).unlink(missing_ok=True)  # without it a backup counts; with another's sum it would not
        os.replace(part, path)
        _sum_file(path).write_text(f"{sha256(path)}  {path.name}\n", encoding="utf-8")
        sync(_sum_file(path), path.parent)


def _copy(archive: Archive, part: Path) -> None:
    try:
        archive.db.execute("VACUUM INTO ?", [str(part)])
        sync(part, part.parent)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        full = code.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY"))
        raise explain(error, part.parent / "backup" if full else archive.path) from error


def _copy_file(source: Path, part: Path) -> None:
    with source.open("rb") as old, part.open("wb") as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A file beside `path` for what is to become it; gone if it does not."""
    part = path.with_name(f".{path.name}{_PART}")
    try:
        yield part
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        for name in (
            part,
            *(part.with_name(part.name + end) for end in ("-journal", "-wal", "-shm", ".lock")),
        ):
            with suppress(OSError):
                name.unlink()
        if not path.exists():
            with suppress(OSError):
                _sum_file(path).unlink()


@contextmanager
def _at_work_in(folder: Path) -> Iterator[None]:
    """One at a time in a folder; what one that was killed had begun is cleared away."""
    lock = Lock(folder / "backup")
    try:
        lock.acquire()
    except ArchiveBusy as error:
        raise ArchiveBusy(f"another backup is being made in {folder}") from error
    try:
        for left in folder.glob(f".*Z.db{_PART}*"):
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        lock.release()


def _prune(newest: Path, keep: int) -> tuple[Path, ...]:
    """Remove all but the newest; the one just made, which is known to be good, is among them."""
    stem = newest.name.removesuffix(f"-{_date(newest)}")
    old = tuple(path for path in backups(newest.parent, stem) if path != newest)
    pruned = old[: max(len(old) - (keep - 1), 0)]
    for path in pruned:
        path.unlink()
        _sum_file(path).unlink(missing_ok=True)
    return pruned


def _sum_file(path: Path) -> Path:
    """Where the SHA-256 stands, as `sha256sum -c` reads it."""
    return path.with_name(path.name + ".sha256")


def _date(path: Path) -> str:
    return path.name[-len("2026-01-01T000000Z.db") :]


def sync(*paths: Path) -> None:
    """On the disk, and not only on its way there."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
