"""Which articles a list is of: one reading of an address's arguments for the pages, the files and the command."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from shahr20.archive import search_sql
from shahr20.archive.errors import ArchiveError
from shahr20.archive.lexicon import ArchiveVocabulary
from shahr20.archive.period import NoPeriod, period
from shahr20.archive.search import OUTDATED, is_current
from shahr20.persian.digits import to_latin
from shahr20.persian.jalali import TEHRAN
from shahr20.persian.search.parse import parse
from shahr20.persian.search.query import Query

NAMED = {
    "source": "a.source = :source",
    "category": """a.id IN (SELECT article_id FROM article_categories
        WHERE category_id = (SELECT id FROM categories WHERE name = :category))""",
    "tag": """a.id IN (SELECT article_id FROM article_tags
        WHERE tag_id = (SELECT id FROM tags WHERE name = :tag))""",
    "year": "a.jalali_year = :year",
    "month": "a.jalali_month = :month",
}


class NoSelection(ValueError):
    """Arguments that choose nothing one can think of; the message says which, and what to write."""


@dataclass(frozen=True)
class Selection:
    """A list of articles, as an address or a command line asks for it; empty fields ask for nothing.

    q: the query language of docs/search.md · source, category, tag: its whole name · year, month: Jalali ·
    since, until: from the beginning of a day, month or year to the end of one, by either calendar.
    """

    q: str = ""
    source: str = ""
    category: str = ""
    tag: str = ""
    year: str = ""
    month: str = ""
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        for name, highest in (("year", 9999), ("month", 12)):
            text = to_latin(getattr(self, name))
            if text and not (
                text.isascii() and text.isdecimal() and len(text) < 5 and 0 < int(text) <= highest
            ):
                raise NoSelection(f"{name} must be a Jalali {name} in digits, not {text[:50]!r}")
            object.__setattr__(self, name, text and str(int(text)))
        try:
            period(self.since, self.until, TEHRAN)
        except NoPeriod as error:
            raise NoSelection(str(error).replace("--", "")) from error

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Selection:
        """What an address's arguments choose; those of other names are somebody else's. Raises NoSelection."""
        return cls(**{one.name: (args.get(one.name) or "").strip() for one in fields(cls)})

    @property
    def args(self) -> dict[str, str]:
        """The arguments that say it, without empty ones: `Selection.of(one.args) == one`."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


@dataclass(frozen=True)
class Selected:
    """The ids of a selection, newest first and undated last, and its query as it was understood (None: no words)."""

    ids: array[int]
    understood: Query | None


def select(connection: sqlite3.Connection, wanted: Selection) -> Selected:
    """The articles of a selection. Raises ArchiveError when the search index has to be made anew."""
    where = [NAMED[name] for name in NAMED if getattr(wanted, name)]
    params: dict[str, Any] = dict(wanted.args)
    bounds = period(wanted.since, wanted.until, TEHRAN)
    for condition, bound in (
        ("a.published_at >= :since", bounds.since),
        ("a.published_at < :until", bounds.until),
    ):
        if bound:
            where.append(condition)
            params[condition.rpartition(":")[2]] = bound
    understood = None
    if wanted.q:
        understood = _ask(connection, wanted.q, where, params)
    rows = connection.execute(
        f"SELECT a.id FROM articles AS a WHERE {' AND '.join(where) or '1'} ORDER BY a.published_at DESC, a.id DESC",
        params,
    )
    return Selected(array("q", (row[0] for row in rows)), understood)


def _ask(connection: sqlite3.Connection, text: str, where: list[str], params: dict[str, Any]) -> Query:
    """Add what a query asks for to the conditions and their parameters."""
    if not is_current(connection):
        raise ArchiveError(OUTDATED)
    search_sql.prepare(connection)
    understood = parse(text, ArchiveVocabulary(connection))
    plan = search_sql.plan(understood, connection)
    where.append(plan.rest.where)
    params |= plan.rest.params
    if plan.match:
        where.append("a.id IN (SELECT rowid FROM search WHERE search MATCH :match)")
        params["match"] = plan.match
    return understood
