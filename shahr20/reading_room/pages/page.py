"""What a page of the reading room is, and what it is asked with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import BadRequest

from shahr20.reading_room.links import Links

HIGHEST = 10**9
"""No list has more pages than this."""


@dataclass(frozen=True)
class Ask:
    """What a page is asked: the parts of its address, its arguments, and in which language."""

    parts: Mapping[str, str]
    args: Any  # datasette's MultiParams: `get`, `getlist`
    language: str
    link: Links
    told: Mapping[str, str] = field(default_factory=dict)
    """What the operator says of the archive: `license`, `license_url`, `contact`."""
    format: str | None = None
    """`json`, another of the page's formats, or None for HTML."""
    origin: str = ""
    """Scheme and host of addresses that leave the page, such as permalinks; empty where they are not known."""
    sees_captures: bool = True
    """Whether who asks may see captures."""

    def part(self, name: str) -> str:
        """A part of the address, percent-decoded."""
        return unquote(self.parts[name])

    def number(self, name: str, default: int = 1) -> int:
        """A whole number of the address's arguments, 1 or more. Raises BadRequest for anything else."""
        text = self.args.get(name) or str(default)
        if not text.isdecimal() or not 0 < int(text[:10]) <= HIGHEST:
            raise BadRequest(f"{name} must be a whole number from 1 on, not {text[:50]!r}")
        return int(text)


Read = Callable[[Ask, sqlite3.Connection], dict[str, Any] | Response]


@dataclass(frozen=True)
class Page:
    """A page: its name, its address, and the function that reads its values from an archive.

    The function runs in a thread of Datasette's, within its time limit for SQL. It returns plain values, which are
    the page as JSON and what the template shows; or it answers with a Response of its own. It raises Datasette's
    NotFound and BadRequest, with a sentence in English that the JSON shows.
    """

    name: str
    address: str
    read: Read
    template: str = ""
    """`templates/room/NAME.html`; by default the page's name."""
    formats: tuple[str, ...] = field(default=("json",))
    """Endings of the address; for those besides json the function answers with a Response itself."""
    table: str = "articles"
    """The table that one must be allowed to see."""
