"""How often a query is found over time: articles per Jalali month or year, beside all articles of that time."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shahr20.archive.searching import Asked, Month

By = Literal["month", "year"]


@dataclass(frozen=True)
class Period:
    """A Jalali month, or a year (`month` is None): the articles found, and all articles of that time."""

    year: int
    month: int | None
    hits: int
    articles: int

    @property
    def share(self) -> float:
        """Hits of all articles, from 0 to 1; 0 where there are none."""
        return self.hits / self.articles if self.articles else 0.0


@dataclass(frozen=True)
class Counts:
    """Every month or year from the archive's first to its last, also those without a hit.

    total: all articles found · undated: how many of them have no date · articles: all articles of the archive.
    """

    total: int
    undated: int
    articles: int
    periods: tuple[Period, ...]


def counts(asked: Asked, by: By = "month") -> Counts:
    """Hits over time; see `Archive.counts`."""
    return over_time(asked.times(), all_times(asked.connection), by)


def all_times(connection: sqlite3.Connection) -> Counter[Month | None]:
    """How many articles there are in each Jalali month; None for those without a date."""
    rows = connection.execute("SELECT jalali_year, jalali_month, count(*) FROM articles GROUP BY 1, 2")
    return Counter({(row[0], row[1]) if row[0] is not None else None: row[2] for row in rows})


def over_time(hits: Counter[Month | None], articles: Counter[Month | None], by: By) -> Counts:
    """Hits and articles by month as `Counts` by month or year."""
    dated = sorted(time for time in articles if time is not None)
    periods = []
    if dated:
        for time in _between(dated[0], dated[-1], by):
            periods.append(Period(time[0], time[1], _of(hits, *time), _of(articles, *time)))
    return Counts(hits.total(), hits[None], articles.total(), tuple(periods))


def as_csv(counts: Counts) -> str:
    """The periods as CSV: `1400-12` or `1400`, hits, all articles, share."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["period", "hits", "articles", "share"])
    for one in counts.periods:
        name = f"{one.year}" if one.month is None else f"{one.year}-{one.month:02}"
        rows.writerow([name, one.hits, one.articles, f"{one.share:.6f}"])
    return out.getvalue()


def _between(first: Month, last: Month, by: By) -> Iterator[tuple[int, int | None]]:
    for year in range(first[0], last[0] + 1):
        if by == "year":
            yield year, None
            continue
        for month in range(1, 13):
            if first <= (year, month) <= last:
                yield year, month


def _of(counter: Counter[Month | None], year: int, month: int | None) -> int:
    if month is not None:
        return counter[year, month]
    return sum(number for key, number in counter.items() if key is not None and key[0] == year)
