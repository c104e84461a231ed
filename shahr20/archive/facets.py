"""What was found, counted by what it has in common: years and months, sources, categories, tags.

The articles of a query are read once; the list, the facets and the curve of a page are all made of them. Where nothing
is chosen and there are many, SQLite counts them, which takes half the time. Each facet is counted under all that was
chosen of the others, so that its numbers say what choosing one of its values would show.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal

from shahr20.archive import counting
from shahr20.archive.lexicon import json_array
from shahr20.archive.searching import MONTH, SOURCE, Asked, Column, Dated, Month
from shahr20.persian.search.query import Every, Query

Facet = Literal["time", "source", "category", "tag"]

EVERYTHING = Query("", Every(()))
"""The query that finds every article."""

MANY = 5_000
"""More articles than these are counted by SQLite, where nothing is chosen of them."""

_ID, _MONTH, _SOURCE, _AT = range(4)
_Row = tuple[Any, ...]
"""An article: its id, 100 × year + month, its source, and, where that is wanted, its time or the empty string."""


@dataclass(frozen=True)
class Chosen:
    """What was chosen: several of one facet are alternatives; facets and bounds must all hold.

    since, before: UTC as the archive writes it; an article without a date is in no bounds.
    """

    years: tuple[int, ...] = ()
    months: tuple[Month, ...] = ()
    source: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    since: str | None = None
    before: str | None = None

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets of which something was chosen."""
        chosen: dict[Facet, Any] = {
            "time": self.years or self.months,
            "source": self.source,
            "category": self.category,
            "tag": self.tag,
        }
        return tuple(facet for facet, values in chosen.items() if values)


class Found:
    """The articles that a query finds, and those of them that were chosen."""

    def __init__(self, asked: Asked, chosen: Chosen, *, dated: bool) -> None:
        self.asked = asked
        self.connection = asked.connection
        self.chosen = chosen
        columns = ["a.id", "a.jalali_year * 100 + a.jalali_month", "a.source"]
        if dated or chosen.since or chosen.before:
            columns.append("coalesce(a.published_at, '')")
        self._rows: list[_Row] = _bounded(asked.each(*columns), chosen)
        self._fitting = {facet: self._fit(facet) for facet in chosen.facets}
        self._chosen_rows = self._under(*chosen.facets)

    @property
    def total(self) -> int:
        """How many articles were chosen, exactly."""
        return len(self._chosen_rows)

    def highest(self, limit: int) -> list[int]:
        """The highest ids of those chosen, in their order: about the newest articles."""
        return sorted(map(itemgetter(_ID), self._chosen_rows))[-limit:]

    def total_without(self, facet: Facet) -> int:
        """How many there are with nothing chosen of one facet."""
        return len(self._others(facet))

    def newest(self, limit: int, after: Dated | None = None) -> list[Dated]:
        """The newest articles, after one of them in this order; those without a date are last."""
        found: Iterable[tuple[str, int]] = map(itemgetter(_AT, _ID), self._chosen_rows)
        if after is not None:
            found = (one for one in found if one < after)
        return list(map(Dated._make, heapq.nlargest(limit, found)))

    def times(self) -> Counter[Month | None]:
        """How many of those chosen are of each Jalali month; None for those without a date."""
        return _times(self._chosen_rows)

    def facet_times(self) -> Counter[Month | None]:
        """How many each month has under all that was chosen of the other facets."""
        return _times(self._others("time"))

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has under all that was chosen of the other facets."""
        rows = self._others(facet)
        if facet == "source":
            return _without_none(Counter(map(itemgetter(_SOURCE), rows)))
        return _terms(self.connection, facet, [row[_ID] for row in rows])

    def _others(self, facet: Facet) -> list[_Row]:
        if facet not in self._fitting:
            return self._chosen_rows
        return self._under(*(other for other in self._fitting if other != facet))

    def _under(self, *facets: Facet) -> list[_Row]:
        """The rows that fit what was chosen of these facets."""
        if not facets:
            return self._rows
        fitting = set.intersection(*(self._fitting[facet] for facet in facets))
        return [row for row in self._rows if row[_ID] in fitting]

    def _fit(self, facet: Facet) -> set[int]:
        """The ids that fit what was chosen of one facet."""
        chosen = self.chosen
        if facet == "time":
            years, months = set(chosen.years), set(chosen.months)
            return {
                row[_ID]
                for row in self._rows
                if row[_MONTH] is not None
                and (row[_MONTH] // 100 in years or divmod(row[_MONTH], 100) in months)
            }
        if facet == "source":
            sources = set(chosen.source)
            return {row[_ID] for row in self._rows if row[_SOURCE] in sources}
        return _ids(self.connection, chosen, facet)


_TERMS = {
    "category": ("categories", "article_categories", "category_id"),
    "tag": ("tags", "article_tags", "tag_id"),
}


class Narrowed(Found):
    """The whole archive, with choices of one facet: only what was chosen is read."""

    def __init__(self, asked: Asked, chosen: Chosen, *, dated: bool) -> None:
        (self._only,) = chosen.facets
        self._whole = Whole(asked)
        super().__init__(asked.within(_ids(asked.connection, chosen, self._only)), chosen, dated=dated)

    def total_without(self, facet: Facet) -> int:
        """How many there are with nothing chosen of one facet."""
        return self._whole.total if facet == self._only else self.total

    def facet_times(self) -> Counter[Month | None]:
        """How many each month has under all that was chosen of the other facets."""
        return self._whole.times() if self._only == "time" else self.times()

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has under all that was chosen of the other facets."""
        return self._whole.facet(facet) if facet == self._only else super().facet(facet)


class Unchosen(Found):
    """All that a query finds, nothing chosen of it: counted by SQLite, without a list of the articles."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.connection = asked.connection
        self.chosen = Chosen()

    @cached_property
    def total(self) -> int:
        """How many articles there are."""
        return self.asked.total()

    def total_without(self, facet: Facet) -> int:
        """The same: nothing is chosen."""
        return self.total

    def highest(self, limit: int) -> list[int]:
        """The highest ids, in their order."""
        return self.asked.ids(newest=limit)

    def newest(self, limit: int, after: Dated | None = None) -> list[Dated]:
        """The newest articles."""
        return self.asked.by_date(self.total, limit, after)

    @cached_property
    def _tallies(self) -> list[Counter[Any]]:
        return self.asked.tally(MONTH, SOURCE)

    def times(self) -> Counter[Month | None]:
        """How many articles there are of each month."""
        return self._tallies[0]

    def facet_times(self) -> Counter[Month | None]:
        """The same: nothing is chosen."""
        return self.times()

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has."""
        if facet == "source":
            return _without_none(self._tallies[1])
        terms, join, key = _TERMS[facet]
        return _named(self.connection, terms, self.asked.joined(join, Column(key, int)))


class Whole(Unchosen):
    """The whole archive, nothing chosen: counted along its indexes, without reading its articles."""

    @cached_property
    def total(self) -> int:
        """How many articles there are."""
        return self.times().total()

    @cached_property
    def _months(self) -> Counter[Month | None]:
        return counting.all_times(self.connection)

    def times(self) -> Counter[Month | None]:
        """How many articles there are of each month."""
        return self._months

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has."""
        if facet == "source":
            return _without_none(self._grouped("source", "articles"))
        terms, join, key = _TERMS[facet]
        return _named(self.connection, terms, self._grouped(key, join))

    def _grouped(self, column: str, table: str) -> Counter[Any]:
        rows = self.connection.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}")
        return Counter({row[0]: row[1] for row in rows})


def found(asked: Asked, chosen: Chosen, *, dated: bool = True) -> Found:
    """What a query finds, and what of it was chosen; without `dated` nobody will ask which are the newest."""
    unbounded = not (chosen.since or chosen.before)
    if asked.query == EVERYTHING and unbounded:
        if not chosen.facets:
            return Whole(asked)
        if len(chosen.facets) == 1:
            return Narrowed(asked, chosen, dated=dated)
    if unbounded and not chosen.facets:
        all_of_it = Unchosen(asked)
        if all_of_it.total > MANY:
            return all_of_it
    return Found(asked, chosen, dated=dated)


def _without_none(counted: Counter[Any]) -> Counter[str]:
    return Counter({name: number for name, number in counted.items() if name is not None})


def _named(connection: sqlite3.Connection, terms: str, counted: Counter[Any]) -> Counter[str]:
    """Counts by the names of terms, of counts by their ids."""
    names = dict(connection.execute(f"SELECT id, name FROM {terms}").fetchall())
    return Counter({names[number]: articles for number, articles in counted.items()})


def _ids(connection: sqlite3.Connection, chosen: Chosen, facet: Facet) -> set[int]:
    """The ids of all articles that fit what was chosen of one facet."""
    if facet == "time":
        sql = """SELECT id FROM articles WHERE jalali_year IN (SELECT value FROM json_each(?))
            UNION SELECT articles.id FROM json_each(?) JOIN articles
            ON jalali_year = value / 100 AND jalali_month = value % 100"""
        values = [json_array(chosen.years), json_array(100 * year + month for year, month in chosen.months)]
    elif facet == "source":
        sql = "SELECT id FROM articles WHERE source IN (SELECT value FROM json_each(?))"
        values = [json_array(chosen.source)]
    else:
        terms, join, key = _TERMS[facet]
        sql = f"""SELECT article_id FROM {join} WHERE {key} IN (
            SELECT id FROM {terms} WHERE name IN (SELECT value FROM json_each(?)))"""
        values = [json_array(getattr(chosen, facet))]
    return {row[0] for row in connection.execute(sql, values)}


def _bounded(rows: list[tuple[Any, ...]], chosen: Chosen) -> list[_Row]:
    since, before = chosen.since, chosen.before
    if since:
        rows = [row for row in rows if row[_AT] >= since]
    if before:
        rows = [row for row in rows if row[_AT] and row[_AT] < before]
    return rows


def _times(rows: list[_Row]) -> Counter[Month | None]:
    found = Counter(map(itemgetter(_MONTH), rows))
    return Counter(
        {month if month is None else divmod(month, 100): number for month, number in found.items()}
    )


def _terms(connection: sqlite3.Connection, facet: str, ids: list[int]) -> Counter[str]:
    """How many of the articles each category or tag has, by its name."""
    terms, join, key = _TERMS[facet]
    rows = connection.execute(
        f"SELECT {key}, count(*) FROM json_each(?) CROSS JOIN {join} ON article_id = value GROUP BY {key}",
        [json_array(ids)],
    )
    return _named(connection, terms, Counter({row[0]: row[1] for row in rows}))
