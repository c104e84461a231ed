"""Which of the databases that Datasette serves are archives, and what their connections may do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from shahr20.reading_room import searching

if TYPE_CHECKING:
    from datasette.app import Datasette

CLOSED = {("captures", "body"), ("dictionaries", "dictionary")}
"""Columns that no page returns: whole pages as fetched are for the operator, not for readers."""

_known: WeakKeyDictionary[Datasette, dict[str, None]] = WeakKeyDictionary()


def archives(datasette: Datasette) -> list[str]:
    """The names of the archives this Datasette has opened, in the order they were given."""
    known = _known.get(datasette, {})
    return [name for name in datasette.databases if name in known]


def of_an_archive(datasette: Datasette, database: str | None) -> bool:
    """Whether a page is the reading room's: one of an archive, or one of no database beside an archive."""
    known = _known.get(datasette, {})
    return database in known if database else bool(known)


def is_archive(connection: sqlite3.Connection) -> bool:
    """Whether a database has the archive's schema, whatever its file is called."""
    found = connection.execute(
        """SELECT count(*) FROM pragma_table_info('articles')
           WHERE name IN ('title_raw', 'body_raw', 'published_jalali', 'capture_id')
           AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'search')
           AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'captures')"""
    )
    return bool(found.fetchone()[0] == 4)


def prepare(connection: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Make a new connection safe and, where it is an archive's, fold what is searched for.

    `_memory` sees attached archives under --crossdb, so it is guarded too.
    """
    if is_archive(connection):
        _known.setdefault(datasette, {})[database] = None
        searching.prepare(connection)
        connection.set_authorizer(authorize)
    elif database == "_memory":
        connection.set_authorizer(authorize)


def authorize(
    action: int, table: str | None, column: str | None, schema: str | None, trigger: str | None
) -> int:
    """SQLite asks this of each column that a statement reads."""
    if action == sqlite3.SQLITE_READ and (table, column) in CLOSED:
        return sqlite3.SQLITE_IGNORE  # the column reads as NULL
    return sqlite3.SQLITE_OK
