"""Searching an archive: the one way in for the reading room, the terminal and the notebooks."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from shahr20.archive import facet_schema, search_sql
from shahr20.archive.errors import ArchiveError
from shahr20.archive.lexicon import ArchiveVocabulary, json_array
from shahr20.archive.search import OUTDATED, is_current
from shahr20.persian.search.parse import parse
from shahr20.persian.search.query import Field, Query
from shahr20.persian.search.snippets import Snippet, snippets
from shahr20.persian.search.spellings import Kind

Sort = Literal["relevance", "date"]
Month = tuple[int, int]

RANKED = 4_000
"""Of more articles than these only the newest, by their ids, are ranked; all of them are counted."""
WEIGHTS = (10.0, 4.0, 1.0)
"""Of a word in the title, the lead and the body."""
FEW = 500
"""So many articles are sorted by date one by one; of more, the newest are looked for among all."""
_BY_DATE = "idx_articles_published_at"

LONGEST_ID = 18
"""Digits of a number that SQLite takes for certain."""
_PLACE = re.compile(r"((?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?)~(\d{1,18})", re.ASCII)
_COLUMNS = (
    "id", "url", "kicker", "title", "lead", "body", "published_at", "published_jalali", "source", "category",
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """An article that was found; `kind` is the farthest spelling that it needed (0 as typed, 1 other, 2 inflected)."""

    id: int
    url: str | None
    kicker: str | None
    title: str | None
    lead: str | None
    body: str | None
    published_at: str | None
    published_jalali: str | None
    source: str | None
    category: str | None
    kind: Kind = Kind.TYPED

    def snippets(self, query: Query) -> list[Snippet]:
        """Of body or lead, whichever has a word of the query; none where only the title has one."""
        texts: tuple[tuple[str | None, Field], ...] = ((self.body, "body"), (self.lead, "lead"))
        for text, field in texts:
            shown = snippets(query, text or "", field)
            if any(one.marks for one in shown):
                return shown
        return []


@dataclass(frozen=True)
class Results:
    """One page of what was found.

    total: how many articles there are in all, exactly · hits: this page · understood: the query, for highlighting and
    for saying how it was taken · next: the cursor of the next page; None on the last · ranked: when only the newest of
    many articles were ranked, how many they are; the pages end with them.
    """

    total: int
    hits: tuple[Hit, ...]
    understood: Query
    next: str | None = None
    ranked: int | None = None


class CursorError(ValueError):
    """`after` is no cursor of this search."""


class Ranked(NamedTuple):
    """An article in the order by relevance."""

    id: int
    kind: Kind
    score: float

    @property
    def cursor(self) -> str:
        """What the page after it begins with."""
        return f"{self.kind.value}~{self.score!r}~{self.id}"


class Dated(NamedTuple):
    """An article in the order by date, and its time there: UTC as the archive writes it, empty where nobody knows."""

    at: str
    id: int

    @property
    def cursor(self) -> str:
        """What the page after it begins with."""
        return f"{self.at}~{self.id}"

    @classmethod
    def read(cls, cursor: str) -> Dated:
        """The article that a cursor names. Raises CursorError."""
        match = _PLACE.fullmatch(cursor)
        if match is None:
            raise CursorError(f"«{cursor}» is no cursor of a search by date")
        return cls(match[1], int(match[2]))


def search(asked: Asked, *, sort: Sort = "relevance", limit: int = 20, after: str | None = None) -> Results:
    """One page of the articles that a query finds; see `Archive.search`."""
    total = asked.total()
    if not total:
        return Results(0, (), asked.query)
    found: list[Ranked] | list[Dated]
    ranked = None
    if sort == "relevance" and asked.plan.matches:
        found, ranked = asked.by_relevance(total, limit + 1, after)
        kinds = {one.id: one.kind for one in found[:limit]}
    else:
        found = asked.by_date(total, limit + 1, Dated.read(after) if after is not None else None)
        kinds = dict.fromkeys((one.id for one in found[:limit]), Kind.TYPED)
    cursor = found[limit - 1].cursor if len(found) > limit else None
    return Results(total, asked.hits(kinds), asked.query, cursor, ranked)


MONTH = "a.jalali_year * 100 + a.jalali_month"
"""A Jalali month as a number that `month` reads."""
_BETWEEN = "\x1e"
"""ASCII's record separator, which is white space to Python, and so in no text of an archive."""


def month(text: str) -> Month | None:
    """The month that was read as text; None for the empty one."""
    return divmod(int(text), 100) if text else None


class Asked:
    """One query, ready to be asked of its archive."""

    def __init__(self, connection: sqlite3.Connection, query: Query) -> None:
        search_sql.prepare(connection)
        self.connection = connection
        self.query = query
        self.plan = search_sql.plan(query, connection)
        rest = self.plan.rest
        self.params: dict[str, Any] = dict(rest.params)
        self.has_rest = bool(rest.sql)
        self.where = rest.where
        self.oldest: int | None = None
        """No article with a lower id is wanted."""

    @classmethod
    def of(
        cls, connection: sqlite3.Connection, query: str, *, inflections: bool = False, exact: bool = False
    ) -> Asked:
        """What was typed, understood with the archive's own lexicon.

        Raises ArchiveError when the index was made by other rules, or the archive by an older version.
        """
        if not is_current(connection):
            raise ArchiveError(OUTDATED)
        if not facet_schema.is_there(connection):
            raise ArchiveError(facet_schema.MISSING)
        return cls(
            connection, parse(query, ArchiveVocabulary(connection), inflections=inflections, exact=exact)
        )

    def total(self) -> int:
        """How many articles there are in all."""
        if self.plan.match and not self.has_rest:
            sql = "SELECT count(*) FROM search WHERE search MATCH :match"
        elif self.plan.match:
            sql = f"SELECT count(*) FROM search WHERE search MATCH :match {self._within()}"
        else:
            sql = f"SELECT count(*) FROM facets AS a WHERE {self.where}"
        return int(self._rows(sql, match=self.plan.match)[0][0])

    def times(self) -> Counter[Month | None]:
        """How many articles there are in each Jalali month; None for those without a date."""
        (months,) = self.columns(MONTH)
        return Counter({month(text): number for text, number in Counter(months).items()})

    def columns(self, *columns: str) -> list[list[str]]:
        """Columns of `facets`, `a`, or expressions, of all articles, in the order of their ids; NULL is empty.

        They come as text, and each as one text, because to hand over a row takes SQLite longer than to find it.
        """
        joined = (f"group_concat(ifnull({column}, ''), :between)" for column in columns)
        along = f"facets AS a WHERE {self.where}"
        if self.plan.match:
            along = f"search CROSS JOIN facets AS a ON a.id = search.rowid WHERE search MATCH :match AND {self.where}"
        sql = f"SELECT {', '.join(joined)} FROM {along}"
        (row,) = self._rows(sql, match=self.plan.match, between=_BETWEEN)
        return [text.split(_BETWEEN) if text is not None else [] for text in row]

    def within(self, ids: Iterable[int]) -> Asked:
        """The same, of these articles alone: all of them must be ones that it finds."""
        ids = sorted(ids)
        narrowed = copy(self)
        narrowed.oldest = ids[0] if ids else None
        narrowed.where = "a.id IN (SELECT value FROM json_each(:ids))"
        narrowed.params = {"ids": json_array(ids)}
        narrowed.has_rest = True
        return narrowed

    def that(self, condition: str, **params: str) -> Asked:
        """The same, of articles, `a`, of which another condition holds."""
        narrowed = copy(self)
        narrowed.where = f"{self.where} AND {condition}"
        narrowed.params = {**self.params, **params}
        narrowed.has_rest = True
        return narrowed

    def ids(self, newest: int | None = None) -> list[int]:
        """The ids of all articles, or of so many with the highest ones, in their order."""
        order = "" if newest is None else "DESC LIMIT :newest"
        if self.plan.match:
            sql = (
                f"SELECT rowid FROM search WHERE search MATCH :match {self._within()} ORDER BY rowid {order}"
            )
        else:
            sql = f"SELECT a.id FROM facets AS a WHERE {self.where} ORDER BY a.id {order}"
        found = [row[0] for row in self._rows(sql, match=self.plan.match, newest=newest)]
        return found if newest is None else found[::-1]

    def by_relevance(self, total: int, limit: int, after: str | None) -> tuple[list[Ranked], int | None]:
        """By kind of spelling, then by bm25, then the newest."""
        assert self.plan.matches
        oldest = self._oldest_ranked() if total > RANKED else self.oldest
        kind_after, score_after, id_after = _relevance_cursor(after)
        found: list[Ranked] = []
        for kind, match in enumerate(self.plan.matches):
            if kind < kind_after or len(found) >= limit:
                continue
            if kind:
                match = f"({match}) NOT ({self.plan.matches[kind - 1]})"
            from_here = kind == kind_after and after is not None
            rows = self._ranked(
                match, oldest, limit - len(found), (score_after, id_after) if from_here else None
            )
            found += (Ranked(row[0], Kind(kind), row[1]) for row in rows)
        return found, RANKED if total > RANKED else None

    def _ranked(
        self, match: str, oldest: int | None, limit: int, after: tuple[float, int] | None
    ) -> list[tuple[int, float]]:
        score_after, id_after = after or (None, None)
        since = "AND rowid >= :oldest" if oldest is not None else ""
        later = "WHERE (score, -id) > (:score, -:id)" if after else ""
        return self._rows(
            f"""SELECT id, score FROM (
                    SELECT rowid AS id, bm25(search, {", ".join(map(str, WEIGHTS))}) AS score
                    FROM search WHERE search MATCH :match {since} {self._within()})
                {later} ORDER BY score, id DESC LIMIT :limit""",
            match=match, oldest=oldest, limit=limit, score=score_after, id=id_after,
        )  # fmt: skip

    def _oldest_ranked(self) -> int | None:
        rows = self._rows(
            f"""SELECT rowid FROM search WHERE search MATCH :match {self._within()}
                ORDER BY rowid DESC LIMIT 1 OFFSET {RANKED - 1}""",
            match=self.plan.match,
        )
        return rows[0][0] if rows else None

    def by_date(self, total: int, limit: int, after: Dated | None = None) -> list[Dated]:
        """The newest first, those without a date last."""
        later = ""
        if after is not None and after.at:
            later = "AND (a.published_at < :at OR (a.published_at = :at AND a.id < :id) OR a.published_at IS NULL)"
        elif after is not None:
            later = "AND a.published_at IS NULL AND a.id < :id"
        # one by one, or along the index; left to itself SQLite sorts the rows of a word in half of all articles
        few = total <= FEW
        table, number = ("facets AS a", "a.id") if few else (f"articles AS a INDEXED BY {_BY_DATE}", "+a.id")
        words = "1"
        if self.plan.match:
            first = after is None and not self.has_rest
            within = self._within() if few else search_sql.ON_FIRST_PAGE if first else ""
            words = f"{number} IN (SELECT rowid FROM search WHERE search MATCH :match {within})"
        rows = self._rows(
            f"""SELECT a.id, a.published_at FROM {table} WHERE {words} AND {self.where} {later}
                ORDER BY a.published_at DESC, a.id DESC LIMIT :limit""",
            match=self.plan.match, limit=limit, **(after._asdict() if after else {}),
        )  # fmt: skip
        return [Dated(row[1] or "", row[0]) for row in rows]

    def hits(self, page: Mapping[int, Kind]) -> tuple[Hit, ...]:
        """The articles of a page, in its order; `page` has the kind of spelling of each id."""
        rows = self.connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            [json_array(page)],
        ).fetchall()
        by_id = {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in rows}
        return tuple(Hit(**by_id[number], kind=kind) for number, kind in page.items() if number in by_id)

    def _within(self) -> str:
        """The rest of the query; the + keeps SQLite from asking the index once for each article of it."""
        return f"AND +rowid IN (SELECT a.id FROM facets AS a WHERE {self.where})" if self.has_rest else ""

    def _rows(self, sql: str, **params: Any) -> list[Any]:
        return self.connection.execute(sql, {**self.params, **params}).fetchall()


def _relevance_cursor(after: str | None) -> tuple[int, float, int]:
    if after is None:
        return 0, 0.0, 0
    try:
        kind, score, number = after.split("~")
        if len(number) > LONGEST_ID:
            raise ValueError(number)
        return int(kind), float(score), int(number)
    except ValueError:
        raise CursorError(f"«{after}» is no cursor of a search by relevance") from None
