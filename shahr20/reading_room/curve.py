"""Articles over time: the numbers of a curve, and where its bars stand when it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LABELS = 6
"""As many years are written under a curve at most; more would touch on a phone."""


def of(rows: Iterable[Sequence[int | None]]) -> dict[str, Any]:
    """The curve of (Jalali year, month, articles) rows; those without a date are counted by themselves."""
    dated, undated = [], 0
    for year, month, articles in rows:
        if year is None or month is None:
            undated += articles or 0
        else:
            dated.append({"year": year, "month": month, "articles": articles or 0})
    dated.sort(key=lambda one: (one["year"], one["month"]))
    return {
        "articles": undated + sum(one["articles"] for one in dated),
        "undated": undated,
        "months": dated,
    }


@dataclass(frozen=True)
class Bar:
    """One month's bar, in hundredths of the drawing's width and height; `x` is its left edge."""

    x: float
    width: float
    height: float
    year: int
    month: int
    articles: int
    of: int | None = None
    """All articles of the month, where these are some of them."""
    share: float | None = None


@dataclass(frozen=True)
class Label:
    """A year under the curve, at the middle of its months."""

    x: float
    year: int


@dataclass(frozen=True)
class Drawing:
    """What the template draws."""

    bars: list[Bar]
    labels: list[Label]
    most: int
    years: list[tuple[int, list[int], int]]
    """The same as a table: year, its twelve months, its sum."""
    shares: dict[int, list[float | None]]
    """Of each year the shares of its months, and its own; empty where nothing is said of all articles."""


def draw(curve: dict[str, Any], direction: str) -> Drawing | None:
    """A curve's bars and labels; time goes the way the language is written. None where nothing has a date."""
    months = curve["months"]
    if not months:
        return None
    first, last = months[0]["year"], months[-1]["year"]
    slots = (last - first + 1) * 12
    width, most = 100 / slots, max(one["articles"] for one in months)

    def left(slot: float, wide: float) -> float:
        at = slot * width
        return float(round(at if direction == "ltr" else 100 - at - wide, 3))

    bars = [
        Bar(
            left((one["year"] - first) * 12 + one["month"] - 1, width),
            round(width * 0.86, 3),
            round(100 * one["articles"] / most, 2),
            **one,
        )
        for one in months
    ]
    step = -(-(last - first + 1) // LABELS)
    labels = [Label(left((year - first) * 12 + 6, 0), year) for year in range(last, first - 1, -step)]
    return Drawing(bars, labels, most, _years(months, first, last), _shares(months))


def _shares(months: list[dict[str, Any]]) -> dict[int, list[float | None]]:
    shares: dict[int, list[float | None]] = {}
    for year in {one["year"] for one in months if one.get("of") is not None}:
        of_year = {one["month"]: one for one in months if one["year"] == year}
        whole = sum(one["of"] for one in of_year.values())
        own = sum(one["articles"] for one in of_year.values()) / whole if whole else None
        each = (of_year.get(month) for month in range(1, 13))
        shares[year] = [*(one["share"] if one and one["articles"] else None for one in each), own]
    return shares


def _years(months: list[dict[str, int]], first: int, last: int) -> list[tuple[int, list[int], int]]:
    counted = {(one["year"], one["month"]): one["articles"] for one in months}
    table = []
    for year in range(last, first - 1, -1):
        row = [counted.get((year, month), 0) for month in range(1, 13)]
        table.append((year, row, sum(row)))
    return table
