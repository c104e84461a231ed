"""What was found, counted by what it has in common: years and months, sources, categories, tags.

The articles of a query are read once; the list, the facets and the curve of a page are all made of them. Each facet is
counted under all that was chosen of the others, so that its numbers say what choosing one of its values would show.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Literal

from shahr20.archive.lexicon import json_array
from shahr20.archive.searching import Asked
from shahr20.persian.search.query import Every, Query

Facet = Literal["time", "source", "category", "tag"]
Month = tuple[int, int]

EVERYTHING = Query("", Every(()))
"""The query that finds every article."""

_ID, _AT, _YEAR, _MONTH, _SOURCE = range(5)
_Row = tuple[int, str, int | None, int | None, str | None]


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

    def without(self, facet: Facet) -> Chosen:
        """The same with nothing chosen of one facet."""
        return replace(self, years=(), months=()) if facet == "time" else replace(self, **{facet: ()})


class Found:
    """The articles that a query finds, and those of them that were chosen."""

    def __init__(self, asked: Asked, chosen: Chosen) -> None:
        self.connection = asked.connection
        self.chosen = chosen
        rows = asked.each("a.id", "coalesce(a.published_at, '')", "a.jalali_year", "a.jalali_month", "a.source")
        self._rows: list[_Row] = _bounded(rows, chosen)
        self._fitting = {facet: self._fit(facet) for facet in chosen.facets}
        self._chosen_rows = self._under(*chosen.facets)
        self.ids = sorted(map(itemgetter(_ID), self._chosen_rows))
        """The ids of all articles that were chosen, in their order."""

    @property
    def total(self) -> int:
        """How many articles were chosen, exactly."""
        return len(self.ids)

    def total_without(self, facet: Facet) -> int:
        """How many there are with nothing chosen of one facet."""
        return len(self._others(facet))

    def newest(self, limit: int, before: tuple[str, int] | None = None) -> list[tuple[str, int]]:
        """Times and ids of the newest articles, after one of them in this order; `""` is no date, and last."""
        found: Iterable[tuple[str, int]] = map(itemgetter(_AT, _ID), self._chosen_rows)
        if before is not None:
            found = (one for one in found if one < before)
        return heapq.nlargest(limit, found)

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
            sources = Counter(map(itemgetter(_SOURCE), rows))
            del sources[None]
            return Counter({name: number for name, number in sources.items() if name is not None})
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
                if row[_YEAR] in years or (row[_YEAR], row[_MONTH]) in months
            }
        if facet == "source":
            sources = set(chosen.source)
            return {row[_ID] for row in self._rows if row[_SOURCE] in sources}
        terms, join, key = _TERMS[facet]
        rows = self.connection.execute(
            f"""SELECT article_id FROM {join} WHERE {key} IN (
                SELECT id FROM {terms} WHERE name IN (SELECT value FROM json_each(?)))""",
            [json_array(getattr(chosen, facet))],
        )
        return {row[0] for row in rows}


_TERMS = {
    "category": ("categories", "article_categories", "category_id"),
    "tag": ("tags", "article_tags", "tag_id"),
}


def _bounded(rows: list[tuple[Any, ...]], chosen: Chosen) -> list[_Row]:
    since, before = chosen.since, chosen.before
    if since:
        rows = [row for row in rows if row[_AT] >= since]
    if before:
        rows = [row for row in rows if row[_AT] and row[_AT] < before]
    return rows  # type: ignore[return-value]


def _times(rows: list[_Row]) -> Counter[Month | None]:
    found = Counter(map(itemgetter(_YEAR, _MONTH), rows))
    undated = found.pop((None, None), 0)
    times: Counter[Month | None] = Counter(found)  # type: ignore[arg-type]
    if undated:
        times[None] = undated
    return times


def _terms(connection: sqlite3.Connection, facet: str, ids: list[int]) -> Counter[str]:
    """How many of the articles each category or tag has, by its name."""
    terms, join, key = _TERMS[facet]
    numbers = connection.execute(
        f"""SELECT {key}, count(*) FROM {join} WHERE article_id IN (SELECT value FROM json_each(?))
            GROUP BY {key}""",
        [json_array(ids)],
    ).fetchall()
    names = dict(connection.execute(f"SELECT id, name FROM {terms}").fetchall())
    return Counter({names[number]: articles for number, articles in numbers})
