"""The concordance of an archive: the words of a query in their context, by article or by what stands beside them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from shahr20.archive import searching
from shahr20.archive.lexicon import json_array
from shahr20.persian.search.concordance import Line, by_left, by_right, collation, lines
from shahr20.persian.search.query import Field, Query

Order = Literal["date", "left", "right"]

READ = 300
"""Articles that are read for a concordance sorted by context; of more, the newest."""
BATCH = 50
_FIELDS: tuple[Field, ...] = ("title", "lead", "body")


@dataclass(frozen=True)
class Place:
    """A line of the concordance, and where it stands."""

    article_id: int
    title: str | None
    published_jalali: str | None
    field: Field
    line: Line


@dataclass(frozen=True)
class Concordance:
    """One page of a concordance.

    articles: how many articles the query finds, exactly · read: how many of them were read so far or, sorted by
    context, in all: the newest · places: this page · next: the cursor of the next page; None on the last.
    """

    articles: int
    read: int
    places: tuple[Place, ...]
    understood: Query
    next: str | None = None


def of(
    asked: searching.Asked, order: Order, limit: int, after: str | None = None, total: int | None = None
) -> Concordance:
    """The places where a query stands, see `Archive.concordance`; `total` where it is known of how many articles."""
    total = asked.total() if total is None else total
    if order == "date":
        return _by_date(asked, total, limit, searching.Dated.read(after) if after is not None else None)
    start = _cursor(after)
    newest = [one.id for one in asked.by_date(total, READ)]
    places = _places(asked.connection, newest, asked.query)
    key = by_left if order == "left" else by_right
    places.sort(
        key=lambda place: (key(place.line), collation(place.line.node), -place.article_id, place.line.start)
    )
    page = tuple(places[start : start + limit])
    more = str(start + limit) if start + limit < len(places) else None
    return Concordance(total, len(newest), page, asked.query, more)


def _by_date(asked: searching.Asked, total: int, limit: int, after: searching.Dated | None) -> Concordance:
    """Article by article, the newest first; a page ends with an article."""
    found: list[Place] = []
    read, done = 0, False
    while len(found) < limit and not done:
        batch = asked.by_date(total, BATCH + 1, after)
        done = len(batch) <= BATCH
        for one in batch[:BATCH]:
            found += _places(asked.connection, [one.id], asked.query)
            read += 1
            after = one
            if len(found) >= limit:
                break
    more = after is not None and not (done and (not batch or after == batch[-1]))
    return Concordance(total, read, tuple(found), asked.query, after.cursor if after and more else None)


def _places(connection: sqlite3.Connection, ids: list[int], query: Query) -> list[Place]:
    rows = {
        row[0]: row
        for row in connection.execute(
            """SELECT id, title, published_jalali, title, lead, body FROM articles
               WHERE id IN (SELECT value FROM json_each(?))""",
            [json_array(ids)],
        )
    }
    return [
        Place(number, rows[number][1], rows[number][2], field, line)
        for number in ids
        if number in rows
        for field, text in zip(_FIELDS, rows[number][3:], strict=True)
        for line in lines(query, text or "", field)
    ]


def _cursor(after: str | None) -> int:
    """How many places were shown before. Raises CursorError."""
    if after is None:
        return 0
    if not (after.isascii() and after.isdecimal() and len(after) <= searching.LONGEST_ID):
        raise searching.CursorError(f"«{after}» is no cursor of a concordance by context")
    return int(after)
