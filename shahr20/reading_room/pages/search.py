"""The search page: what was found, how the query was understood, facets, and the curve. `wanted` is its address."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from shahr20.archive import counting, facets
from shahr20.archive.facets import Found
from shahr20.archive.searching import Asked, Month
from shahr20.archive.selection import NAMED, Named
from shahr20.persian.search.query import Query
from shahr20.persian.search.spellings import Kind
from shahr20.persian.search.wording import describe, notes, other_spellings
from shahr20.reading_room.pages import export, hits, search_sql, suggestions
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.wanted import Wanted

SHOWN = 12
"""Values of a facet on the page."""
OPENED = 500
"""Of a facet that was asked for whole."""
COUNTED = 10_000
"""Of more articles the tags are counted when they are asked for: it takes longer than all the rest."""
SPELLINGS = 40
"""Other spellings of a word that are told."""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """The page's values. Raises BadRequest for an argument that is none."""
    wanted = Wanted.by(ask)
    asked = wanted.asked(connection)
    found = facets.found(asked, wanted.chosen, dated=wanted.kwic or _sort(asked, wanted) == "date")
    values: dict[str, Any] = {
        "query": wanted.text,
        "address": _link(ask, replace(wanted, after=None)),
        **_understood(asked.query, wanted),
        "total": found.total,
        "sort": _sort(asked, wanted),
        "view": "kwic" if wanted.kwic else "list",
        **_shown(ask, asked, wanted, found),
        "facets": _facets(ask, wanted, found),
        "chosen": _chips(ask, wanted),
        "counts": _counts(connection, found),
        "suggestions": [] if found.total else suggestions.of(ask, connection, wanted, found),
        "files": export.files(ask, wanted) if not (wanted.unread or wanted.crossed) else {},
        "sql": search_sql.of(asked, wanted.chosen),
    }
    return values if ask.format == "json" else {**values, "wanted": wanted, "ways": _ways(ask, wanted)}


def _sort(asked: Asked, wanted: Wanted) -> str:
    """As it was asked for; by relevance where something can be relevant."""
    if not asked.plan.matches:
        return "date"
    return wanted.sort or "relevance"


def _shown(ask: Ask, asked: Asked, wanted: Wanted, found: Found) -> dict[str, Any]:
    """The list, or the lines of the concordance, with the way to the next page."""
    if wanted.kwic:
        lines = hits.in_context(asked, wanted, found)
        return {
            "order": wanted.order,
            "read": lines.read,
            "places": [hits.line(ask, place) for place in lines.places],
            "next": _next(ask, wanted, lines.next),
        }
    ranked = None
    if _sort(asked, wanted) == "relevance":
        page, after, ranked = hits.ranked(asked, wanted, found)
    else:
        page, after = hits.newest(asked, wanted, found)
    return {
        "ranked": ranked,
        "next": _next(ask, wanted, after),
        "hits": [hits.hit(ask, asked.query, hit) for hit in page],
    }


def _next(ask: Ask, wanted: Wanted, after: str | None) -> str | None:
    return _link(ask, replace(wanted, after=after), ask.format) if after is not None else None


def _link(ask: Ask, wanted: Wanted, format: str | None = None) -> str:  # noqa: A002
    return ask.link("search", format=format, **wanted.query)


def _understood(query: Query, wanted: Wanted) -> dict[str, Any]:
    """How the query was taken, in both languages: a page in no language cannot choose."""
    blank = not wanted.text.strip()
    both = dict(zip(query.notes, zip(notes(query, "fa"), notes(query, "en"), strict=True), strict=True))
    return {
        "understood": None if blank else {"fa": describe(query, "fa"), "en": describe(query, "en")},
        "spellings": [
            {
                "word": words.shown,
                "spellings": other_spellings(words)[:SPELLINGS],
                "inflections": other_spellings(words, Kind.INFLECTION)[:SPELLINGS],
            }
            for words in query.words()
        ],
        "notes": [{"code": code, "fa": fa, "en": en} for code, (fa, en) in both.items()],
        "unread": list(wanted.unread),
        "crossed": wanted.crossed,
    }


def _facets(ask: Ask, wanted: Wanted, found: Found) -> dict[str, Any]:
    times = found.facet_times()
    years: Counter[int] = Counter()
    for time, articles in times.items():
        if time is not None:
            years[time[0]] += articles
    opened = {*wanted.years, *(year for year, _ in wanted.months)}
    months: list[Month] = sorted(time for time in times if time is not None and time[0] in opened)
    counted: dict[str, Any] = {
        "year": [
            {
                **_value(ask, wanted, "year", year, years[year], year in wanted.years),
                "months": [
                    _value(ask, wanted, "month", month, times[month], month in wanted.months)
                    for month in months
                    if month[0] == year
                ],
            }
            for year in sorted(opened | set(years), reverse=True)
        ],
    }
    for name in NAMED:
        if name == "tag" and found.total_without(name) > COUNTED and name not in wanted.opened:
            counted[name] = _uncounted(ask, wanted, name)
        else:
            counted[name] = _named(ask, wanted, name, found.facet(name))
    return counted


def _named(ask: Ask, wanted: Wanted, name: Named, counted: Counter[str]) -> dict[str, Any]:
    """The most frequent values of a facet, and all that were chosen."""
    chosen: tuple[str, ...] = getattr(wanted, name)
    most = OPENED if name in wanted.opened else SHOWN
    frequent = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:most]
    shown = dict(frequent) | {value: counted[value] for value in chosen}
    more = len(counted) > most and most == SHOWN
    return {
        "total": len(counted),
        "values": [
            _value(ask, wanted, name, value, number, value in chosen) for value, number in shown.items()
        ],
        "more": _link(ask, wanted.but(opened=(*wanted.opened, name))) if more else None,
    }


def _uncounted(ask: Ask, wanted: Wanted, name: Named) -> dict[str, Any]:
    return {"total": None, "values": [], "more": _link(ask, wanted.but(opened=(*wanted.opened, name)))}


def _value(ask: Ask, wanted: Wanted, facet: Any, value: Any, articles: int, chosen: bool) -> dict[str, Any]:
    return {
        "value": f"{value[0]}-{value[1]:02}" if facet == "month" else value,
        "articles": articles,
        "chosen": chosen,
        "address": _link(ask, wanted.toggled(facet, value)),
    }


def _chips(ask: Ask, wanted: Wanted) -> list[dict[str, Any]]:
    """What was chosen, each with the address of the page without it."""
    chips: list[dict[str, Any]] = []

    def add(facet: str, value: object, without: Wanted) -> None:
        chips.append({"facet": facet, "value": value, "without": _link(ask, without)})

    for name, typed, argument in (("since", wanted.since, "from"), ("until", wanted.until, "to")):
        if typed and argument not in wanted.unread:
            add(name, typed, wanted.but(**{name: ""}))
    for year in wanted.years:
        add("year", year, wanted.toggled("year", year))
    for month in wanted.months:
        add("month", f"{month[0]}-{month[1]:02}", wanted.toggled("month", month))
    for facet in NAMED:
        for value in getattr(wanted, facet):
            add(facet, value, wanted.toggled(facet, value))
    return chips


def _counts(connection: sqlite3.Connection, found: Found) -> dict[str, Any]:
    """Articles found by month, with all articles of the month; what has no date by itself."""
    counted = counting.over_time(found.times(), counting.all_times(connection), "month")
    return {
        "articles": counted.total,
        "undated": counted.undated,
        "of": counted.articles,
        "months": [
            {
                "year": one.year,
                "month": one.month,
                "articles": one.hits,
                "of": one.articles,
                "share": one.share,
            }
            for one in _with_hits(counted.periods)
        ],
    }


def _with_hits(periods: Iterable[counting.Period]) -> list[counting.Period]:
    """From the first to the last month with a hit."""
    periods = list(periods)
    places = [at for at, one in enumerate(periods) if one.hits]
    return periods[places[0] : places[-1] + 1] if places else []


def _ways(ask: Ask, wanted: Wanted) -> dict[str, str]:
    """Links of the page that change one thing."""
    changed = {
        "exactly": wanted.but(exact=True, inflections=False),
        "loosely": wanted.but(exact=False),
        "inflected": wanted.but(inflections=True, exact=False),
        "uninflected": wanted.but(inflections=False),
        "list": wanted.but(kwic=False, order="date"),
        "kwic": wanted.but(kwic=True),
        "relevance": wanted.but(sort="relevance"),
        "date": wanted.but(sort="date"),
        **{f"by_{order}": wanted.but(kwic=True, order=order) for order in ("date", "left", "right")},
        "first": wanted.but(),
        "swapped": wanted.but(since=wanted.until, until=wanted.since),
        "none": Wanted(text=wanted.text),
    }
    args: dict[str, Any] = dict(wanted.args)
    counts = {f"counts_{form}": ask.link("counts", format=form, **args) for form in ("csv", "json")}
    return {
        "export": ask.link("export", **args),
        **counts,
        **{name: _link(ask, way) for name, way in changed.items()},
    }
