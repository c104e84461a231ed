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
_MASK = (1 << 64) - 1
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


def reindex(db: Database, progress: Callable[[int], None] = lambda done: None) -> None:
    """Make index and lexicon anew (inside a transaction); `progress` is told how many articles are done."""
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in ("lexicon_forms", "lexicon_inside", "lexicon_stems"):
        db.execute(f"DELETE FROM {table}")
    mark_current(db)
    for done, article in enumerate(_articles(db), start=1):
        index(db, article)
        progress(done)


def problems(db: Database) -> Iterator[str]:
    """What is wrong with the index, a sentence each; nothing when it is complete and holds nothing else.

    Every article's keys and words are made anew and compared with what is there: all of them, so that it takes
    about as long as to index (a minute for 20,000 articles), and memory for one number an article.
    """
    if not is_current(db):
        yield OUTDATED
        return
    held = _held(db)
    words: Counter[tuple[str, str, bool]] = Counter()
    for article in _articles(db):
        texts, learned = _taken_apart(article)
        number = article["id"]
        sums = held.pop(number, None)
        if sums is None:
            yield f"article {number} is not in the search index"
        elif sums != _checksum(texts):
            yield f"the search index holds other words of article {number} than it has"
        words.update((one.key, " ".join(one.form), one.joined) for one in learned.compounds)
    for number in held:
        yield f"the search index holds article {number}, which the archive does not have"
    if wrong := _wrong_words(db, words):
        yield f"{wrong} entries of the search lexicon are not those of the articles"


def _held(db: Database) -> dict[int, int]:
    """For each article in the index a checksum of its keys and their places."""
    held = {row[0]: 0 for row in db.execute("SELECT id FROM search_docsize")}
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.instances USING fts5vocab(main, search, instance)")
    for term, number, column, offset in db.execute("SELECT term, doc, col, offset FROM temp.instances"):
        held[number] = held.get(number, 0) + hash((term, column, offset)) & _MASK
    return held


def _checksum(texts: list[Text]) -> int:
    total = 0
    for column, text in zip(FIELDS, texts, strict=True):
        for offset, term in enumerate((EVERY, *(piece.text for piece in text.pieces))):
            total = total + hash((term, column, offset)) & _MASK
    return total


def _wrong_words(db: Database, words: Counter[tuple[str, str, bool]]) -> int:
    there: Counter[tuple[str, str, bool]] = Counter()
    for key, form, apart, joined in db.execute("SELECT key, form, apart, joined FROM lexicon_forms"):
        there[key, form, False] = apart
        there[key, form, True] = joined
    return sum(there[one] != words[one] for one in {*there, *words})


def _articles(db: Database) -> Iterator[dict[str, Any]]:
    return db.query(f"SELECT id, {', '.join(_RELEVANT)} FROM articles ORDER BY id")
