"""What was found, counted by what it has in common: years and months, sources, categories, tags.

What `facets` says of the articles of a query is read once; the list, the facets and the curve of a page are all made of
it. Each facet is counted under all that was chosen of the others, so that its numbers say what choosing one of its
values would show.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, Literal

from shahr20.archive import counting
from shahr20.archive.lexicon import json_array
from shahr20.archive.searching import MONTH, Asked, Dated, Month, month
from shahr20.persian.search.query import Every, Query

Facet = Literal["time", "source", "category", "tag"]

EVERYTHING = Query("", Every(()))
"""The query that finds every article."""

_TERMS = {
    "category": ("categories", "article_categories", "category_id"),
    "tag": ("tags", "article_tags", "tag_id"),
}


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
    """The articles that a query finds, and those of them that were chosen.

    Columns are lists of one length, in the order of the ids; a facet's mask says which rows fit what was chosen of it.
    dated: whether times are read too, which `newest` needs where something was chosen; else it goes along the index.
    """

    def __init__(self, asked: Asked, chosen: Chosen, *, dated: bool) -> None:
        self.asked = asked
        self.connection = asked.connection
        self.chosen = chosen
        names = {"id": "a.id", "month": MONTH, "source": "a.source", "category": "a.categories"}
        if dated:
            names["at"] = "a.published_at"
        self._columns = dict(zip(names, asked.columns(*names.values()), strict=True))
        self._masks = {facet: self._mask(facet) for facet in chosen.facets}

    @cached_property
    def _ids(self) -> list[int]:
        return list(map(int, self._column("id")))

    @property
    def total(self) -> int:
        """How many articles were chosen, exactly."""
        return len(self._ids)

    def highest(self, limit: int) -> list[int]:
        """The highest ids of those chosen, in their order: about the newest articles."""
        return sorted(self._ids)[-limit:]

    def total_without(self, facet: Facet) -> int:
        """How many there are with nothing chosen of one facet."""
        return len(self._column("id", facet))

    def newest(self, limit: int, after: Dated | None = None) -> list[Dated]:
        """The newest articles, after one of them in this order; those without a date are last."""
        if "at" not in self._columns:
            assert not self._masks
            return self.asked.by_date(self.total, limit, after)
        found = zip(self._column("at"), self._ids, strict=True)
        if after is None:
            return list(map(Dated._make, heapq.nlargest(limit, found)))
        return list(map(Dated._make, heapq.nlargest(limit, (one for one in found if one < after))))

    def times(self) -> Counter[Month | None]:
        """How many of those chosen are of each Jalali month; None for those without a date."""
        return self._times

    @cached_property
    def _times(self) -> Counter[Month | None]:
        return _times(self._column("month"))

    def facet_times(self) -> Counter[Month | None]:
        """How many each month has under all that was chosen of the other facets."""
        return _times(self._column("month", "time")) if "time" in self._masks else self._times

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has under all that was chosen of the other facets."""
        if facet == "source":
            return _without_none(Counter(self._column("source", "source")))
        counted: Counter[int] = Counter()
        if facet == "category":
            for ids, number in Counter(self._column("category", "category")).items():
                counted.update(dict.fromkeys(map(int, ids.split()), number))
        else:
            ids = f"[{','.join(self._column('id', 'tag'))}]"
            sql = (
                "SELECT group_concat(tag_id) FROM json_each(?) CROSS JOIN article_tags ON article_id = value"
            )
            (tags,) = self.connection.execute(sql, [ids]).fetchone()
            counted.update(
                {int(one): number for one, number in Counter((tags or "").split(",")).items() if one}
            )
        return _named(self.connection, facet, counted)

    def _column(self, name: str, but: Facet | None = None) -> list[str]:
        """A column of the rows that fit what was chosen of all facets, or of all but one."""
        masks = [mask for facet, mask in self._masks.items() if facet != but]
        column = self._columns[name]
        return list(compress(column, map(all, zip(*masks, strict=True)))) if masks else column

    def _mask(self, facet: Facet) -> list[bool]:
        chosen, columns = self.chosen, self._columns
        if facet == "time":
            fits = {one for one in set(columns["month"]) if _is_in(month(one), chosen)}
            return [one in fits for one in columns["month"]]
        if facet == "source":
            return [one in chosen.source for one in columns["source"]]
        if facet == "category":
            ids = set(map(str, _numbers(self.connection, "category", chosen.category)))
            fits = {one for one in set(columns["category"]) if not ids.isdisjoint(one.split())}
            return [one in fits for one in columns["category"]]
        sql = "SELECT DISTINCT article_id FROM article_tags WHERE tag_id IN (SELECT value FROM json_each(?))"
        numbers = json_array(_numbers(self.connection, "tag", chosen.tag))
        tagged = {str(row[0]) for row in self.connection.execute(sql, [numbers])}
        return [one in tagged for one in columns["id"]]


class Whole(Found):
    """The whole archive, nothing chosen: counted along its indexes, without a list of its articles."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.connection = asked.connection
        self.chosen = Chosen()

    @property
    def total(self) -> int:
        """How many articles there are."""
        return self._months.total()

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
    def _months(self) -> Counter[Month | None]:
        return counting.all_times(self.connection)

    def times(self) -> Counter[Month | None]:
        """How many articles there are of each month."""
        return self._months

    def facet_times(self) -> Counter[Month | None]:
        """The same: nothing is chosen."""
        return self._months

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has."""
        if facet == "source":
            return _without_none(self._grouped("source", "articles"))
        _, join, key = _TERMS[facet]
        return _named(self.connection, facet, self._grouped(key, join))

    def _grouped(self, column: str, table: str) -> Counter[Any]:
        rows = self.connection.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}")
        return Counter({row[0]: row[1] for row in rows})


class Narrowed(Found):
    """The whole archive, with choices of one facet: only what was chosen is read."""

    def __init__(self, asked: Asked, chosen: Chosen, *, dated: bool) -> None:
        (self._only,) = chosen.facets
        self._whole = Whole(asked)
        super().__init__(_chosen_of(asked, chosen, self._only), Chosen(), dated=dated)

    def total_without(self, facet: Facet) -> int:
        """How many there are with nothing chosen of one facet."""
        return self._whole.total if facet == self._only else self.total

    def facet_times(self) -> Counter[Month | None]:
        """How many each month has under all that was chosen of the other facets."""
        return self._whole.times() if self._only == "time" else self.times()

    def facet(self, facet: Literal["source", "category", "tag"]) -> Counter[str]:
        """How many each source, category or tag has under all that was chosen of the other facets."""
        return self._whole.facet(facet) if facet == self._only else super().facet(facet)


def found(asked: Asked, chosen: Chosen, *, dated: bool = True) -> Found:
    """What a query finds, and what of it was chosen; without `dated` nobody will ask which are the newest."""
    if chosen.since:
        asked = asked.that("a.published_at >= :shahr20_since", shahr20_since=chosen.since)
    if chosen.before:
        asked = asked.that("a.published_at < :shahr20_before", shahr20_before=chosen.before)
    if asked.query == EVERYTHING and not (chosen.since or chosen.before):
        if not chosen.facets:
            return Whole(asked)
        if len(chosen.facets) == 1:
            return Narrowed(asked, chosen, dated=dated)
    along_the_index = not chosen.facets and not asked.plan.rest.sql
    return Found(asked, chosen, dated=dated and not along_the_index)


def _chosen_of(asked: Asked, chosen: Chosen, facet: Facet) -> Asked:
    """The same query, of the articles that fit what was chosen of one facet."""
    if facet == "time":
        times = json_array([*chosen.years, *(100 * year + month for year, month in chosen.months)])
        written = "(SELECT value FROM json_each(:shahr20_times))"
        return asked.that(f"(a.jalali_year IN {written} OR {MONTH} IN {written})", shahr20_times=times)
    if facet == "source":
        return asked.that(
            "a.source IN (SELECT value FROM json_each(:shahr20_source))",
            shahr20_source=json_array(chosen.source),
        )
    _, join, key = _TERMS[facet]
    numbers = json_array(_numbers(asked.connection, facet, getattr(chosen, facet)))
    condition = f"a.id IN (SELECT article_id FROM {join} WHERE {key} IN (SELECT value FROM json_each(:shahr20_terms)))"
    return asked.that(condition, shahr20_terms=numbers)


def _is_in(time: Month | None, chosen: Chosen) -> bool:
    return time is not None and (time[0] in chosen.years or time in chosen.months)


def _times(months: list[str]) -> Counter[Month | None]:
    return Counter({month(text): number for text, number in Counter(months).items()})


def _without_none(counted: Counter[Any]) -> Counter[str]:
    return Counter({name: number for name, number in counted.items() if name})


def _numbers(
    connection: sqlite3.Connection, facet: Literal["category", "tag"], names: tuple[str, ...]
) -> list[int]:
    """The ids of categories or tags."""
    sql = f"SELECT id FROM {_TERMS[facet][0]} WHERE name IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(sql, [json_array(names)])]


def _named(
    connection: sqlite3.Connection, facet: Literal["category", "tag"], counted: Counter[int]
) -> Counter[str]:
    """Counts by the names of terms, of counts by their ids."""
    names = dict(connection.execute(f"SELECT id, name FROM {_TERMS[facet][0]}").fetchall())
    return Counter({names[number]: articles for number, articles in counted.items()})
