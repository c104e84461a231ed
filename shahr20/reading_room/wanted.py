"""What a search page is asked for, read from its address and written into the addresses of its links.

The address is the whole state: which articles (`shahr20.archive.selection`), and how they are shown: sort · view,
order · size · open (facets shown whole) · after (where the page begins).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from datasette.utils.asgi import BadRequest

from shahr20.archive.concordance import Order
from shahr20.archive.searching import Sort
from shahr20.archive.selection import NAMED, NoSelection, Selection, pairs
from shahr20.reading_room.pages.page import Ask

SIZE, LARGEST = 20, 100
"""Hits of one page."""
_SORTS = ("relevance", "date")
_ORDERS = ("date", "left", "right")


@dataclass(frozen=True)
class Wanted(Selection):
    """The state of a search page. `sort` is None where nothing is said."""

    sort: Sort | None = None
    kwic: bool = False
    order: Order = "date"
    size: int = SIZE
    opened: tuple[str, ...] = ()
    after: str | None = None

    @classmethod
    def by(cls, ask: Ask) -> Wanted:
        """The state that an address names. Raises BadRequest, with a sentence, for what is none."""
        size = ask.number("size", SIZE)
        if size > LARGEST:
            raise BadRequest(f"size must be at most {LARGEST}")
        return cls(
            **vars(selection(ask)),
            sort=cast("Sort | None", one_of(ask, "sort", _SORTS)),
            kwic=one_of(ask, "view", ("list", "kwic")) == "kwic",
            order=cast("Order", one_of(ask, "order", _ORDERS) or "date"),
            size=size,
            opened=tuple(dict.fromkeys(name for name in ask.args.getlist("open") if name in NAMED)),
            after=(ask.args.get("after") or None),
        )

    @property
    def query(self) -> dict[str, Any]:
        """The arguments of its address; what is as usual is left out."""
        shown: dict[str, Any] = {
            "sort": self.sort,
            "view": "kwic" if self.kwic else None,
            "order": self.order if self.kwic and self.order != "date" else None,
            "size": str(self.size) if self.size != SIZE else None,
            "open": list(self.opened) or None,
            "after": self.after,
        }
        return self.args | {name: value for name, value in shown.items() if value is not None}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The arguments that go along, unseen, when the form is sent."""
        typed = ("q", "inflections", "exact", "from", "to", "after")
        return [(name, one) for name, one in pairs(self.query) if name not in typed]

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


def selection(ask: Ask) -> Selection:
    """Which articles an address asks for. Raises BadRequest, with a sentence, for what is none."""
    try:
        return Selection.of({name: ask.args.getlist(name) for name in ask.args})
    except NoSelection as error:
        raise BadRequest(str(error)) from error


def one_of(ask: Ask, name: str, values: tuple[str, ...]) -> str | None:
    """An argument that is one of these, or None where it is not given. Raises BadRequest for another."""
    value = ask.args.get(name) or None
    if value is not None and value not in values:
        raise BadRequest(f"{name} must be one of {', '.join(values)}, not {value[:50]!r}")
    return value


def _toggled(values: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return tuple(one for one in values if one != value) if value in values else (*values, value)
