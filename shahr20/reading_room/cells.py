"""How single cells of an archive's tables are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from shahr20.reading_room import telling
from shahr20.reading_room.language import current, word
from shahr20.reading_room.links import Links
from shahr20.reading_room.wording import breakable, digits, isolate

if TYPE_CHECKING:
    from datasette.app import Datasette

LINK = Markup('<a href="{}">{}</a>')
TERMS = {"sources": "source", "categories": "category", "tags": "tag"}
"""Tables whose names have a page of their own, and its name."""
WORDED = {"frontier": ("door", "state"), "rejects": ("reason",)}
"""Columns of codes, whose sections in the catalogues are called like them."""
ADDRESSES = ("url", "image_url")
ARTICLE_IDS = ("article_id", "related_id")
ISOLATED = ("title", "name", "source", "category", "lead", "kicker")
COLUMNS = frozenset(
    (*ADDRESSES, *ARTICLE_IDS, *ISOLATED, "published_jalali", "door", "state", "outcome", "reason",
     "listed_by", "missing_from")
)  # fmt: skip
"""Columns that are shown in a way of their own. Of the others a page has thousands of cells."""


def render(
    row: sqlite3.Row, value: Any, column: str, table: str, database: str, datasette: Datasette
) -> Markup | Awaitable[Markup] | None:
    """The HTML of a cell, or None to leave it to Datasette."""
    if table == "articles" and column == "title" and "id" in row.keys():  # noqa: SIM118 - a Row is no dict
        return LINK.format(Links(datasette, database)("article", row["id"]), isolate(value, current()))
    if table in TERMS and column == "name":
        return LINK.format(Links(datasette, database)(TERMS[table], value), isolate(value, current()))
    if said := _said(row, column, table):
        return Markup('{} <code dir="ltr">{}</code>').format(said, value)
    if column == "published_jalali":
        return Markup('<span class="date">{}</span>').format(digits(value, current()).replace("-", "/"))
    if column in ARTICLE_IDS and isinstance(value, int):
        return _article_if_here(value, database, datasette)
    if isinstance(value, str) and column in ADDRESSES and value.startswith(("http://", "https://")):
        return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(value, breakable(value))
    if isinstance(value, str) and column in ISOLATED:
        return isolate(value, current())
    return None


def _said(row: sqlite3.Row, column: str, table: str) -> str | None:
    """What a code or an English sentence of the archive's says, in the page's language."""
    if column in WORDED.get(table, ()):
        found = word(current(), column, row[column])
        return found if found != row[column] else None
    if table == "crawls" and column == "outcome" and "exit_code" in row.keys():  # noqa: SIM118 - a Row is no dict
        return telling.outcome(dict(row), current())
    if table == "gaps" and column == "reason":
        return telling.gap(row[column], current())
    if table == "gaps" and column in ("listed_by", "missing_from"):
        return telling.doors(row[column], current())
    return None


async def _article_if_here(number: int, database: str, datasette: Datasette) -> Markup:
    """A link to an article's own page where the archive has it, its number alone where not."""
    rows = await datasette.get_database(database).execute("SELECT 1 FROM articles WHERE id = ?", [number])
    if not rows.rows:
        return Markup(number)
    return LINK.format(Links(datasette, database)("article", number), number)
