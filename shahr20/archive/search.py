"""The full-text index: contentless FTS5 over the folded pieces of title, lead and body, and the lexicon beside it.

`searching.py` asks it; this keeps it in step with the articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from shahr20.archive import lexicon
from shahr20.archive.lexicon import Text
from shahr20.persian.search.compounds import VERSION

FIELDS = ("title", "lead", "body")
EVERY = "•"
"""What each text begins with in the index, so that «all but these» can be asked of it; no piece is like it."""
OUTDATED = "the search index was made by other rules; `shahr20 rebuild --index` makes it anew"
_RELEVANT = (*FIELDS, *(f"{field}_raw" for field in FIELDS))


def index(db: Database, article: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
    """Put an article's keys into the index (inside the transaction that writes the article).

    `before` is the article's row as it was.
    """
    if before is not None:
        if all(before[field] == article[field] for field in _RELEVANT):
            return
        remove(db, before)
    texts, words = _taken_apart(article)
    db.execute(
        "INSERT INTO search (rowid, title, lead, body) VALUES (?, ?, ?, ?)",
        [article["id"], *map(_key, texts)],
    )
    lexicon.learn(db.conn, words)


def remove(db: Database, article: Mapping[str, Any]) -> None:
    """Take an article's keys and words out again (inside a transaction); `article` is its row as it is indexed.

    Contentless FTS5 forgets a row only when it is told exactly the keys that it was given (SQLite, FTS5, "The
    'delete' Command"); what is left of them in its segments goes with the next `optimize`.
    """
    texts, words = _taken_apart(article)
    db.execute(
        "INSERT INTO search (search, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)",
        [article["id"], *map(_key, texts)],
    )
    lexicon.forget(db.conn, words)


def _taken_apart(article: Mapping[str, Any]) -> tuple[list[Text], lexicon.Words]:
    texts = [Text.of(article[field]) for field in FIELDS]
    return texts, lexicon.words(texts, [article[f"{field}_raw"] for field in FIELDS])


def _key(text: Text) -> str:
    """What the index holds of a text."""
    return " ".join((EVERY, *(piece.text for piece in text.pieces)))


def is_current(db: Database | sqlite3.Connection) -> bool:
    """Whether index and lexicon were made with this program's rules; a mixture would find by halves."""
    row = db.execute("SELECT value FROM meta WHERE key = 'search'").fetchone()
    return row is not None and row[0] == VERSION


def mark_current(db: Database) -> None:
    """Record that index and lexicon are by today's rules."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('search', ?)", [VERSION])


def reindex(db: Database, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Make index and lexicon anew (inside a transaction); `progress(done, total)` is called as it goes."""
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in ("lexicon_forms", "lexicon_inside", "lexicon_stems"):
        db.execute(f"DELETE FROM {table}")
    total = db.table("articles").count
    for done, article in enumerate(_articles(db), start=1):
        index(db, article)
        progress(done, total)
    mark_current(db)


def problems(db: Database) -> Iterator[str]:
    """What is wrong with the index, a sentence each; nothing when it is complete and holds nothing else.

    Every article's keys are made anew and compared, so that it takes about as long as to index.
    """
    if not is_current(db):
        yield OUTDATED
        return
    yield from ()


def _articles(db: Database) -> Iterator[dict[str, Any]]:
    return db.query(f"SELECT id, {', '.join(_RELEVANT)} FROM articles ORDER BY id")
