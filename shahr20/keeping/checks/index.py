"""The search index: that its keys are those of the articles, all of them and no others.

A contentless index cannot be asked what it holds of an article, and its own integrity check passes whatever
it holds. So every key with its place is read out of it, and the articles' keys are made anew in slices.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from shahr20.archive import search
from shahr20.keeping.finding import REINDEX, Finding, Ids, Tick

CHECK = "index"
SLICE = 500  # articles whose keys are in memory at once

Sums = dict[int, int]
"""For each article a sum over its keys with their places, whatever their order."""


def keys(db: Database, tick: Tick) -> Iterator[Finding]:
    """Articles that are missing from the index, are in it with other keys, or in it and not in the archive."""
    if not search.is_current(db):
        yield Finding(CHECK, "the search index was made by other rules", REINDEX)
        return
    total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    try:
        held = _held(db)
    except sqlite3.DatabaseError as error:
        yield Finding(CHECK, f"the index is damaged ({error})", REINDEX)
        return
    rows = {row[0] for row in db.execute("SELECT id FROM search_docsize")}
    missing, other = Ids(), Ids()
    for done, (article_id, wanted) in enumerate(_wanted(db), start=1):
        if article_id not in rows:
            missing.add(article_id)
        elif held.get(article_id, 0) != wanted:
            other.add(article_id)
        rows.discard(article_id)
        held.pop(article_id, None)
        tick(CHECK, done, total)
    stray = Ids()
    for article_id in sorted(rows | set(held)):
        stray.add(article_id)
    yield from missing.finding(CHECK, "articles are not in the index", REINDEX)
    yield from other.finding(CHECK, "articles have other keys in the index than their words make", REINDEX)
    yield from stray.finding(CHECK, "the index has keys of articles that are not here", REINDEX)
    if wrong := search.words_out_of_step(db):
        yield Finding(CHECK, f"{wrong} entries of the search lexicon are not what the articles say", REINDEX)


def _held(db: Database) -> Sums:
    """What the index holds."""
    db.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'search', 'instance')")
    try:
        return _sums(db.conn, "temp.held")
    finally:
        db.execute("DROP TABLE temp.held")


def _wanted(db: Database) -> Iterator[tuple[int, int]]:
    """What it should hold of each article, by the same tokenizer."""
    made = sqlite3.connect(":memory:")
    try:
        made.execute(db.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()[0])
        made.execute("CREATE VIRTUAL TABLE held USING fts5vocab('search', 'instance')")
        rows = db.execute(f"SELECT id, {', '.join(search.FIELDS)} FROM articles ORDER BY id")
        while batch := rows.fetchmany(SLICE):
            made.execute("INSERT INTO search (search) VALUES ('delete-all')")
            places = ", ".join("?" * len(search.FIELDS))
            made.executemany(
                f"INSERT INTO search (rowid, {', '.join(search.FIELDS)}) VALUES (?, {places})",
                [(row[0], *map(search.key, row[1:])) for row in batch],
            )
            sums = _sums(made, "held")
            yield from ((row[0], sums.get(row[0], 0)) for row in batch)
    finally:
        made.close()


def _sums(connection: sqlite3.Connection, vocabulary: str) -> Sums:
    sums: Sums = defaultdict(int)
    for row in connection.execute(f"SELECT doc, term, col, offset FROM {vocabulary}"):
        sums[row[0]] += hash(row)
    return sums
