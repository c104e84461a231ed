"""Connecting to the archive's file, also where it can only be read.

A database in WAL mode needs two more files beside it, even for reading. Where they are not there and cannot be
made, SQLite reads it only as `immutable`: without looking whether anybody writes. That is safe when nobody can
be writing, and then alone it is done.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shahr20.archive.errors import ArchiveError
from shahr20.archive.lock import Lock

GLANCE = 1.0
"""Seconds that a short look waits for."""

ANYBODY_MAY_WRITE = 0o222
NO_SIDE_FILES = ("SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY")
"""What SQLite says where -wal and -shm are missing: on a read-only file system, in somebody else's folder."""


def connect(path: Path, *, timeout: float) -> sqlite3.Connection:
    """A connection that may read and, as far as the file's permissions go, write."""
    return sqlite3.connect(path, timeout=timeout)


def connect_to_read(path: Path, *, timeout: float, lock: Lock) -> sqlite3.Connection:
    """A connection to read by, also in a folder where nothing can be written.

    Where others may write there, they are kept from it by a shared `lock` as long as it is held. Raises
    ArchiveError when that is not possible, sqlite3.OperationalError for whatever else is wrong.
    """
    connection = connect(path, timeout=timeout)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorname not in NO_SIDE_FILES or has_wal(path):
            raise
        if not is_frozen(path) and not lock.share():
            raise ArchiveError(
                f"{path} cannot be read where its folder cannot be written, because others may be writing; "
                "get leave to write there, or have it copied with `shahr20 backup`"
            ) from error
        return sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def glance(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for a short look that leaves every file as it is, and makes none, whoever is at work there.

    Where no log is, SQLite is told that nobody writes, lest it make one; what is seen may be out of date at once.
    """
    how = "mode=ro" if has_wal(path) else "immutable=1"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=GLANCE)) as connection:
        yield connection


def is_frozen(path: Path) -> bool:
    """Whether nobody can be writing: all is in the file, and its folder is read-only, for everybody.

    On a file system that is mounted read-only, or where the folder gives no one leave to write.
    """
    folder = path.resolve().parent
    mounted = os.statvfs(folder).f_flag & os.ST_RDONLY
    return not has_wal(path) and (bool(mounted) or not folder.stat().st_mode & ANYBODY_MAY_WRITE)


def is_in_wal_mode(path: Path) -> bool:
    """Whether the header of a database says so: https://www.sqlite.org/fileformat.html#file_format_version_numbers."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\2\2"


def has_wal(path: Path) -> bool:
    """Whether the write-ahead log beside a database holds anything."""
    wal = path.resolve().with_name(path.resolve().name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
