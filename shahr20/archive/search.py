"""The full-text index: contentless FTS5 over the folded pieces of title, lead and body, and the lexicon beside it.

`searching.py` asks it; this keeps it in step with the articles.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
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

    `before` is the article's row as it was. An index by other rules is left as it is, to be made anew.
    """
    if not is_current(db):
        return
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

    An index by other rules is left as it is.

    Contentless FTS5 forgets a row only when it is told exactly the keys that it was given (SQLite, FTS5, "The
    'delete' Command"); what is left of them in its segments goes with the next `optimize`.
    """
    if not is_current(db):
        return
    texts, words = _taken_apart(article)
    db.execute(
        "INSERT INTO search (search, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)",
        [article["id"], *map(_key, texts)],
    )
    lexicon.forget(db.conn, words)


def purge(db: Database) -> None:
    """Merge the index into one piece: until then it still has the words of what was removed."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")


def _taken_apart(article: Mapping[str, Any]) -> tuple[list[Text], lexicon.Words]:
    texts = [Text.of(article[field]) for field in FIELDS]
    return texts, lexicon.words(texts, [article[f"{field}_raw"] for field in FIELDS])


def key(text: str | None) -> str:
    """What the index holds of a text."""
    return _key(Text.of(text))


def _key(text: Text) -> str:
    return " ".join((EVERY, *(piece.text for piece in text.pieces)))


def is_current(db: Database | sqlite3.Connection) -> bool:
    """Whether index and lexicon were made with this program's rules; a mixture would find by halves."""
    row = db.execute("SELECT value FROM meta WHERE key = 'search'").fetchone()
    return row is not None and row[0] == VERSION


def mark_current(db: Database) -> None:
    """Record that index and lexicon are by today's rules."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('search', ?)", [VERSION])


def reindex(db: Database, progress: Callable[[int], None] = lambda done: None) -> None:
    """Make index and lexicon anew (inside a transaction); `progress` is told how many articles are done."""
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in ("lexicon_forms", "lexicon_inside", "lexicon_stems"):
        db.execute(f"DELETE FROM {table}")
    mark_current(db)
    for done, article in enumerate(_articles(db), start=1):
        index(db, article)
        progress(done)


def words_out_of_step(db: Database) -> int:
    """How many entries of the lexicon are not what the articles say; 0 when all is well.

    The words of every article are found anew, which takes about as long as to index them.
    """
    wanted: Counter[tuple[str, str, bool]] = Counter()
    for article in _articles(db):
        found = _taken_apart(article)[1].compounds
        wanted.update((one.key, " ".join(one.form), one.joined) for one in found)
    there: Counter[tuple[str, str, bool]] = Counter()
    for key_, form, apart, joined in db.execute("SELECT key, form, apart, joined FROM lexicon_forms"):
        there[key_, form, False] = apart
        there[key_, form, True] = joined
    return sum(there[one] != wanted[one] for one in {*there, *wanted})


def _articles(db: Database) -> Iterator[dict[str, Any]]:
    return db.query(f"SELECT id, {', '.join(_RELEVANT)} FROM articles ORDER BY id")
