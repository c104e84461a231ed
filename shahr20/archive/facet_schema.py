"""The table `facets`: of each article what lists are chosen, sorted and counted by, without its texts.

To read these of 50,000 rows of `articles` is to go through half of the file; here they are a few pages. Triggers
keep it in step, whoever writes.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

COLUMNS = ("published_at", "jalali_year", "jalali_month", "source")
"""Those that `articles` has too, by the same names."""

_CATEGORIES = """(SELECT group_concat(category_id, ' ') FROM (
    SELECT category_id FROM article_categories WHERE article_id = {id} ORDER BY category_id))"""

OUT_OF_STEP = f"""
    SELECT articles.id FROM articles LEFT JOIN facets ON facets.id = articles.id
    WHERE facets.id IS NULL OR {" OR ".join(f"facets.{name} IS NOT articles.{name}" for name in COLUMNS)}
       OR facets.categories IS NOT {_CATEGORIES.format(id="articles.id")}
    UNION SELECT id FROM facets WHERE id NOT IN (SELECT id FROM articles)"""
"""Ids of articles of which the table says something else than they do."""


MISSING = "the archive was made by an older version; `shahr20 crawl` or `shahr20 rebuild` upgrades it"


def create(db: Database) -> None:
    """The table, its rows, and its triggers; `categories` has the ids of an article's categories, parted by spaces."""
    db.table("facets").create(
        {
            "id": int,
            "published_at": str,
            "jalali_year": int,
            "jalali_month": int,
            "source": str,
            "categories": str,
        },
        pk="id",
        foreign_keys=[("id", "articles", "id")],
        strict=True,
    )
    refill(db)
    for name, event, statement in _triggers():
        db.execute(f"CREATE TRIGGER facets_{name} AFTER {event} BEGIN {statement}; END")


def is_there(connection: sqlite3.Connection) -> bool:
    """Whether the archive has the table; one that no crawl has upgraded yet lacks it."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facets'").fetchone() is not None


def refill(db: Database) -> None:
    """Make all rows anew."""
    db.execute("DELETE FROM facets")
    db.execute(_filled("articles", "articles.id") + " FROM articles")


def _filled(row: str, number: str) -> str:
    values = ", ".join(f"{row}.{name}" for name in COLUMNS)
    return f"""INSERT OR REPLACE INTO facets (id, {", ".join(COLUMNS)}, categories)
        SELECT {number}, {values}, {_CATEGORIES.format(id=number)}"""


def _triggers() -> list[tuple[str, str, str]]:
    """Name, event and statement of each."""
    sets = ", ".join(f"{name} = new.{name}" for name in COLUMNS)
    placed = f"UPDATE facets SET categories = {_CATEGORIES} WHERE id = {{id}}"
    old, new = placed.format(id="old.article_id"), placed.format(id="new.article_id")
    return [
        ("of_new", "INSERT ON articles", _filled("new", "new.id")),
        ("of_gone", "DELETE ON articles", "DELETE FROM facets WHERE id = old.id"),
        (
            "changed",
            f"UPDATE OF {', '.join(COLUMNS)} ON articles",
            f"UPDATE facets SET {sets} WHERE id = new.id",
        ),
        ("placed", "INSERT ON article_categories", new),
        ("displaced", "DELETE ON article_categories", old),
        ("replaced", "UPDATE ON article_categories", f"{old}; {new}"),
    ]
