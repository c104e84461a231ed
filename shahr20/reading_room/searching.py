"""The table page's own search, `_search=`, by the archive's rules: the same articles as `Archive.search()` finds.

Datasette asks `id in (select rowid from search where search match escape_fts(:search))`. `escape_fts` answers with the
words; what is no word (source:, after:, the exact spelling) is added as further conditions.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING

from datasette.filters import FilterArguments
from datasette.utils.asgi import BadRequest

from shahr20.archive import search_sql
from shahr20.archive.lexicon import ArchiveVocabulary
from shahr20.archive.search import is_current
from shahr20.persian.search.parse import parse
from shahr20.persian.search.query import Query

if TYPE_CHECKING:
    from datasette.database import Database
    from datasette.utils.asgi import Request

SEARCHES = "_search"
OUTDATED = "نمایهٔ جست‌وجو با قاعده‌های دیگری ساخته شده است؛ با shahr20 rebuild --index از نو ساخته می‌شود."

RAW = "زبان جست‌وجوی FTS5 (_searchmode=raw) این‌جا به‌کار نمی‌آید؛ همان پرسش بدون _searchmode فهمیده می‌شود."


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection of Datasette's what a search needs."""
    connection.create_function("escape_fts", 1, partial(_match, connection))
    search_sql.prepare(connection)


def _match(connection: sqlite3.Connection, text: str | None) -> str:
    """The words of what was typed, as a MATCH expression."""
    return _plan(connection, text or "")[1].match or search_sql.ALL


def _plan(connection: sqlite3.Connection, text: str, name: str = "shahr20") -> tuple[Query, search_sql.Plan]:
    query = parse(text, ArchiveVocabulary(connection))
    return query, search_sql.plan(query, connection, name)


async def filters(request: Request, database: Database) -> FilterArguments:
    """What a search asks for besides words, and for the template how it was `understood`."""
    texts = {
        key: request.args[key] for key in request.args if key.startswith(SEARCHES) and key != "_searchmode"
    }
    if SEARCHES in texts:
        texts = {SEARCHES: texts[SEARCHES]}  # Datasette passes over searches in single columns then

    def read(connection: sqlite3.Connection) -> list[tuple[Query, search_sql.Plan]]:
        if not is_current(connection):
            raise BadRequest(OUTDATED)
        return [_plan(connection, text, f"asked{n}") for n, text in enumerate(texts.values())]

    if texts and request.args.get("_searchmode") == "raw":
        raise BadRequest(RAW)
    asked = await database.execute_fn(read) if texts else []
    conditions = [plan.rest for _, plan in asked if plan.rest.sql]
    return FilterArguments(
        [f"id in (select a.id from articles as a where {rest.where})" for rest in conditions],
        {name: value for rest in conditions for name, value in rest.params.items()},
        [],
        {"understood": asked[0][0]} if asked else {},
    )
