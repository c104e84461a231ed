"""The full-text index: contentless FTS5 over the normalised title, lead and body."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from shahr20.persian.fold import VERSION, fold

FIELDS = ("title", "lead", "body")
ZWNJ = "\u200c"


def key(text: str | None) -> str:
    """What the index holds of a text: folded, with compounds cut at their half-spaces.

    A query folded the same way finds «برنامه‌های» and «برنامه های» alike, as a phrase.
    """
    return fold(text).replace(ZWNJ, " ") if text else ""


def index(db: Database, article: dict[str, Any], before: dict[str, Any] | None = None) -> None:
    """Put an article's keys into the index (inside the transaction that writes the article).

    `before` is the article as it was: contentless FTS5 forgets a row only when it is told exactly
    the keys that it was given (SQLite, FTS5, "The 'delete' Command").
    """
    if before is not None:
        if all(before[field] == article[field] for field in FIELDS):
            return
        remove(db, before)
    db.execute(
        "INSERT INTO search (rowid, title, lead, body) VALUES (?, ?, ?, ?)",
        [article["id"], *(key(article[field]) for field in FIELDS)],
    )


def remove(db: Database, article: dict[str, Any]) -> None:
    """Take an article's keys out of the index; they are told exactly as they were given."""
    db.execute(
        "INSERT INTO search (search, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)",
        [article["id"], *(key(article[field]) for field in FIELDS)],
    )


def purge(db: Database) -> None:
    """Merge the index into one piece: until then it still has the words of what was removed."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")


def is_current(db: Database) -> bool:
    """Whether the keys were made with this program's folding; a mixture would find by halves."""
    row = db.execute("SELECT value FROM meta WHERE key = 'fold'").fetchone()
    return row is not None and row[0] == str(VERSION)


def reindex(db: Database) -> None:
    """Make every key anew (inside a transaction)."""
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for article in db.query("SELECT id, title, lead, body FROM articles ORDER BY id"):
        index(db, article)
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('fold', ?)", [str(VERSION)])
