"""The table page's own search, `_search=`, by the archive's rules: the same articles as `Archive.search()` finds.

Datasette asks `id in (select rowid from search where search match escape_fts(:search))`. `escape_fts` answers with the
words; what is no word (source:, after:, the exact spelling) is added as further conditions.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from threading import Lock
from time import monotonic
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


class _Matches:
    """The words of what was typed last, as MATCH expressions, by the archive's file and the text.

    The table page asks `escape_fts` in a dozen statements with a time limit each. A statement that is given up while
    the function itself asks the archive is an error to SQLite, and no interruption; so it is asked before, once.
    """

    MOST, SECONDS = 64, 60

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[float, str]] = {}
        self._lock = Lock()

    def keep(self, file: str, text: str, match: str) -> None:
        with self._lock:
            self._kept.pop((file, text), None)
            self._kept[file, text] = monotonic(), match
            while len(self._kept) > self.MOST:
                del self._kept[next(iter(self._kept))]

    def get(self, file: str, text: str) -> str | None:
        at, match = self._kept.get((file, text), (0.0, None))
        return match if monotonic() - at < self.SECONDS else None


_matches = _Matches()


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection of Datasette's what a search needs."""
    connection.create_function("escape_fts", 1, partial(_match, connection, _file(connection)))
    search_sql.prepare(connection)


def _file(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def _match(connection: sqlite3.Connection, file: str, text: str | None) -> str:
    """The words of what was typed, as a MATCH expression."""
    text = text or ""
    return _matches.get(file, text) or _plan(connection, text)[1].match or search_sql.ALL


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
        plans = [_plan(connection, text, f"asked{n}") for n, text in enumerate(texts.values())]
        for text, (_, plan) in zip(texts.values(), plans, strict=True):
            _matches.keep(_file(connection), text, plan.match or search_sql.ALL)
        return plans

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
