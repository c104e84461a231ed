"""What a search page is asked for, read from its address and written into the addresses of its links.

The address is the whole state: q · inflections, exact · from, to · year, month, source, category, tag (several of
each) · sort · view, order · size · open (facets shown whole) · after (where the page begins).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from datasette.utils.asgi import BadRequest

from shahr20.archive.concordance import Order
from shahr20.archive.facets import Chosen, Month
from shahr20.archive.searching import Sort
from shahr20.persian.digits import to_latin
from shahr20.persian.search import periods
from shahr20.reading_room.pages.page import Ask

SIZE, LARGEST = 20, 100
"""Hits of one page."""
MOST = 50
"""Values that may be chosen of one facet."""
LONGEST = 200
"""Letters of a value, and of a cursor."""

Named = Literal["source", "category", "tag"]
NAMED: tuple[Named, ...] = ("source", "category", "tag")
_SORTS = ("relevance", "date")
_ORDERS = ("date", "left", "right")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """The state of a search page. `since` and `until` are as they were typed; `sort` is None where nothing is said."""

    text: str = ""
    inflections: bool = False
    exact: bool = False
    since: str = ""
    until: str = ""
    years: tuple[int, ...] = ()
    months: tuple[Month, ...] = ()
    source: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    sort: Sort | None = None
    kwic: bool = False
    order: Order = "date"
    size: int = SIZE
    opened: tuple[str, ...] = ()
    after: str | None = None

    @classmethod
    def of(cls, ask: Ask) -> Wanted:
        """The state that an address names. Raises BadRequest, with a sentence, for what is none."""
        size = ask.number("size", SIZE)
        if size > LARGEST:
            raise BadRequest(f"size must be at most {LARGEST}")
        return cls(
            text=ask.args.get("q") or "",
            inflections=_switch(ask, "inflections"),
            exact=_switch(ask, "exact"),
            since=(ask.args.get("from") or "").strip()[:LONGEST],
            until=(ask.args.get("to") or "").strip()[:LONGEST],
            years=tuple(_year(text) for text in _several(ask, "year")),
            months=tuple(_month(text) for text in _several(ask, "month")),
            source=_several(ask, "source"),
            category=_several(ask, "category"),
            tag=_several(ask, "tag"),
            sort=cast("Sort | None", _one_of(ask, "sort", _SORTS)),
            kwic=_one_of(ask, "view", ("list", "kwic")) == "kwic",
            order=cast("Order", _one_of(ask, "order", _ORDERS) or "date"),
            size=size,
            opened=tuple(name for name in _several(ask, "open") if name in NAMED),
            after=(ask.args.get("after") or None),
        )

    @property
    def chosen(self) -> Chosen:
        """Facets and bounds as the archive takes them; a bound that is no date is none, `unread` says so."""
        since, until = periods.read(self.since), periods.read(self.until)
        return Chosen(
            self.years, self.months, self.source, self.category, self.tag,
            since.start if since else None, until.end if until else None,
        )  # fmt: skip

    @property
    def unread(self) -> tuple[str, ...]:
        """Which of `from` and `to` were typed, but are no date."""
        bounds = {"from": self.since, "to": self.until}
        return tuple(name for name, text in bounds.items() if text and periods.read(text) is None)

    @property
    def query(self) -> dict[str, Any]:
        """The arguments of its address; what is as usual is left out."""
        found: dict[str, Any] = {
            "q": self.text or None,
            "inflections": "1" if self.inflections else None,
            "exact": "1" if self.exact else None,
            "from": self.since or None,
            "to": self.until or None,
            "year": list(self.years) or None,
            "month": [f"{year}-{month:02}" for year, month in self.months] or None,
            **{name: list(getattr(self, name)) or None for name in NAMED},
            "sort": self.sort,
            "view": "kwic" if self.kwic else None,
            "order": self.order if self.kwic and self.order != "date" else None,
            "size": self.size if self.size != SIZE else None,
            "open": list(self.opened) or None,
            "after": self.after,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The arguments that go along, unseen, when the form is sent."""
        typed = ("q", "inflections", "exact", "from", "to", "after")
        return [
            (name, str(one))
            for name, value in self.query.items()
            if name not in typed
            for one in (value if isinstance(value, list) else [value])
        ]

    def but(self, **changes: Any) -> Wanted:
        """The same with some of it otherwise, from its first page on."""
        return replace(self, **{"after": None, **changes})

    def toggled(self, facet: Literal["year", "month", "source", "category", "tag"], value: Any) -> Wanted:
        """With a value chosen, or no more. A year takes the place of its months, and a month of its year."""
        if facet == "year":
            months = tuple(one for one in self.months if one[0] != value)
            return self.but(years=_toggled(self.years, value), months=months)
        if facet == "month":
            years = tuple(one for one in self.years if one != value[0])
            return self.but(months=_toggled(self.months, value), years=years)
        return self.but(**{facet: _toggled(getattr(self, facet), value)})


def _toggled(values: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return tuple(one for one in values if one != value) if value in values else (*values, value)


def _several(ask: Ask, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(text[:LONGEST] for text in ask.args.getlist(name) if text.strip()))
    if len(values) > MOST:
        raise BadRequest(f"at most {MOST} values of {name} can be chosen")
    return values


def _switch(ask: Ask, name: str) -> bool:
    return (ask.args.get(name) or "").lower() in ("1", "on", "true", "yes")


def _one_of(ask: Ask, name: str, values: tuple[str, ...]) -> str | None:
    value = ask.args.get(name) or None
    if value is not None and value not in values:
        raise BadRequest(f"{name} must be one of {', '.join(values)}, not {value[:50]!r}")
    return value


def _year(text: str) -> int:
    latin = to_latin(text.strip())
    if not re.fullmatch(r"\d{4}", latin, re.ASCII):
        raise BadRequest(f"year must be a Jalali year such as 1400, not {text[:50]!r}")
    return int(latin)


def _month(text: str) -> Month:
    match = _MONTH.fullmatch(to_latin(text.strip()))
    if match is None or not 1 <= int(match[2]) <= 12:
        raise BadRequest(f"month must be a Jalali month such as 1400-12, not {text[:50]!r}")
    return int(match[1]), int(match[2])
