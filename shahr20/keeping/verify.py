"""Whether the archive is what it says: every check, one after the other, in one moment of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from shahr20.archive.transactions import snapshot
from shahr20.keeping.checks import articles, captures, file, index
from shahr20.keeping.finding import RESTORE, Finding, Tick, silent


def verify(db: Database, *, quick: bool = False, tick: Tick = silent) -> Iterator[Finding]:
    """Everything that is amiss in an archive; nothing where all is well.

    Reads one snapshot, whatever a crawl writes meanwhile, and writes nothing. `quick` leaves out what takes
    long: unpacking the captures, hashing the words, and comparing the index with the articles.
    """
    with snapshot(db):
        damaged = False
        for finding in file.integrity(db, quick=quick):
            damaged = True
            yield finding
        try:
            yield from _checks(db, quick, tick)
        except sqlite3.DatabaseError as error:
            if not damaged:
                yield Finding(
                    "integrity", f"the file cannot be read to its end ({error})", RESTORE, is_damage=True
                )


def _checks(db: Database, quick: bool, tick: Tick) -> Iterator[Finding]:
    yield from file.schema(db)
    yield from file.references(db)
    yield from captures.chains(db)
    yield from captures.orphans(db)
    yield from captures.dictionaries(db)
    yield from articles.agreement(db)
    yield from articles.takedowns(db, tick)
    if not quick:
        yield from articles.hashes(db, tick)
        yield from index.keys(db, tick)
        yield from captures.bodies(db, tick)
