"""Which articles a list is of: one reading of an address's arguments for the pages, the files and the commands."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shahr20.archive import facets
from shahr20.archive.facets import EVERYTHING, Chosen, Found
from shahr20.archive.searching import Asked, Month
from shahr20.persian.digits import to_latin
from shahr20.persian.search import periods

Named = Literal["source", "category", "tag"]
NAMED: tuple[Named, ...] = ("source", "category", "tag")
MOST = 50
"""Values that may be chosen of one facet."""
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)

Args = Mapping[str, str | Iterable[str]]
"""Arguments by name: one text, or several."""


class NoSelection(ValueError):
    """Arguments that choose nothing one can think of; the message says which, and what to write."""


@dataclass(frozen=True)
class Selection:
    """A list of articles, as an address or a command line asks for it; empty fields ask for nothing.

    text: in the query language of docs/search.md, with its switches · since, until: from the beginning of a day, month
    or year to the end of one, by either calendar, as they were typed · years, months: Jalali · source, category, tag:
    whole names. Several of one facet are alternatives; all else must hold together.
    """

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

    @classmethod
    def of(cls, args: Args) -> Selection:
        """What arguments choose; those of other names are somebody else's. Raises NoSelection."""
        return Selection(
            text=_one(args, "q"),
            inflections=_switch(args, "inflections"),
            exact=_switch(args, "exact"),
            since=_one(args, "from").strip(),
            until=_one(args, "to").strip(),
            years=tuple(_year(text) for text in _several(args, "year")),
            months=tuple(_month(text) for text in _several(args, "month")),
            source=_several(args, "source"),
            category=_several(args, "category"),
            tag=_several(args, "tag"),
        )

    @property
    def args(self) -> dict[str, str | list[str]]:
        """The arguments that say it, without empty ones: `Selection.of(one.args) == one`."""
        found: dict[str, str | list[str]] = {
            "q": self.text,
            "inflections": "1" if self.inflections else "",
            "exact": "1" if self.exact else "",
            "from": self.since,
            "to": self.until,
            "year": [str(year) for year in self.years],
            "month": [f"{year}-{month:02}" for year, month in self.months],
            **{name: list(getattr(self, name)) for name in NAMED},
        }
        return {name: value for name, value in found.items() if value}

    @property
    def unread(self) -> tuple[str, ...]:
        """Which of `from` and `to` were typed, but are no date."""
        bounds = {"from": self.since, "to": self.until}
        return tuple(name for name, text in bounds.items() if text and periods.read(text) is None)

    @property
    def chosen(self) -> Chosen:
        """Facets and bounds as the archive takes them; a bound that is no date is none, `unread` says so."""
        since, until = periods.read(self.since), periods.read(self.until)
        return Chosen(
            self.years, self.months, self.source, self.category, self.tag,
            since.start if since else None, until.end if until else None,
        )  # fmt: skip

    @property
    def crossed(self) -> bool:
        """Whether `from` begins after `to` ends: nothing can be in between."""
        chosen = self.chosen
        return bool(chosen.since and chosen.before and chosen.since >= chosen.before)

    def require_bounds(self) -> None:
        """Raises NoSelection where a bound is no date, or the first comes after the last."""
        for name in self.unread:
            typed = self.since if name == "from" else self.until
            raise NoSelection(
                f"{name} must be a date such as 1400, 1400-12 or 1400-12-01, not {typed[:50]!r}"
            )
        if self.crossed:
            raise NoSelection(f"from {self.since} begins after to {self.until} ends")

    def asked(self, connection: sqlite3.Connection) -> Asked:
        """The query; a blank one asks for everything. Raises ArchiveError when the index was made by other rules."""
        if not self.text.strip():
            return Asked(connection, EVERYTHING)
        return Asked.of(connection, self.text, inflections=self.inflections, exact=self.exact)

    def found(self, connection: sqlite3.Connection, *, dated: bool = True) -> Found:
        """The articles. Raises what `asked` raises."""
        return facets.found(self.asked(connection), self.chosen, dated=dated)


def pairs(args: Args) -> Iterator[tuple[str, str]]:
    """Arguments one by one, several of a name after each other."""
    for name, value in args.items():
        for one in [value] if isinstance(value, str) else value:
            yield name, one


def _several(args: Args, name: str) -> tuple[str, ...]:
    value = args.get(name) or ()
    texts = (value,) if isinstance(value, str) else value
    values = tuple(dict.fromkeys(text for text in texts if text.strip()))
    if len(values) > MOST:
        raise NoSelection(f"at most {MOST} values of {name} can be chosen")
    return values


def _one(args: Args, name: str) -> str:
    """The first of several, as a form means it that was sent with a field twice."""
    value: Any = args.get(name) or ""
    return value if isinstance(value, str) else next(iter(value), "")


def _switch(args: Args, name: str) -> bool:
    return _one(args, name).lower() in ("1", "on", "true", "yes")


def _year(text: str) -> int:
    latin = to_latin(text.strip())
    if not re.fullmatch(r"\d{4}", latin, re.ASCII):
        raise NoSelection(f"year must be a Jalali year such as 1400, not {text[:50]!r}")
    return int(latin)


def _month(text: str) -> Month:
    match = _MONTH.fullmatch(to_latin(text.strip()))
    if match is None or not 1 <= int(match[2]) <= 12:
        raise NoSelection(f"month must be a Jalali month such as 1400-12, not {text[:50]!r}")
    return int(match[1]), int(match[2])
