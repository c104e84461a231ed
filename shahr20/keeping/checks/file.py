"""The file itself: its pages, its references, its schema."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from shahr20.archive.schema import migrations
from shahr20.keeping.finding import RESTORE, Finding, Ids

_WORDS = 10  # lines of SQLite's own that are quoted


def integrity(db: Database, *, quick: bool) -> Iterator[Finding]:
    """SQLite's own check of every page; the quick one does not compare indexes with tables."""
    pragma = "quick_check" if quick else "integrity_check"
    try:
        said = [row[0] for row in db.execute(f"PRAGMA {pragma}({_WORDS})")]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        words = " · ".join(said)
        yield Finding("integrity", f"the file is damaged ({words})", RESTORE, is_damage=True)


def references(db: Database) -> Iterator[Finding]:
    """Foreign keys: rows that name a row that is not there."""
    broken: dict[tuple[str, str], Ids] = defaultdict(Ids)
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        broken[table, parent].add(rowid)
    for (table, parent), ids in broken.items():
        yield from ids.finding(
            "references", f"rows of {table} name rows of {parent} that are not there", RESTORE
        )


def schema(db: Database) -> Iterator[Finding]:
    """Whether every table, index and trigger is what the migrations make; others' own are let be."""
    made = Database(memory=True)
    try:
        migrations.apply(made)
        wanted, found = _objects(made), _objects(db)
    finally:
        made.close()
    missing, other = Ids(), Ids()
    for name, sql in wanted.items():
        if name not in found:
            missing.add(name)
        elif found[name] != sql:
            other.add(name)
    yield from missing.finding("schema", "the schema lacks what the migrations make", RESTORE)
    yield from other.finding("schema", "the schema was changed by another program", RESTORE)


def _objects(db: Database) -> dict[str, str]:
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}
