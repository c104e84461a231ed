"""What a door is: a way to learn the addresses of the site's articles.

A door is a class with a name and two asynchronous generators of what it found, batch by batch: `walk()`
goes from one end to the other, `news()` as far as there is anything new or edited. It asks for pages through
the `Visitor` it is given and raises `Shut` when the site will not let it in; the crawl then tries the next one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scrapy.http import Response

from shahr20.archive.frontier import Found, Standing
from shahr20.archive.period import Period
from shahr20.pages.site import Site

Marks = Mapping[str, str]
"""What a door remembers of its last finished walk, by names of its own."""

BUSY = frozenset({408, 425, 429, 502, 503, 504, *range(520, 531)})
"""Answers that say how the site is just now, nothing of the door."""


class Shut(Exception):
    """The door cannot be used; the message says why.

    `lasting`: the site said so itself, and will most likely say so again in an hour.
    """

    def __init__(self, reason: str, *, lasting: bool = True) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Unreachable(Exception):
    """Nobody answers at the site's address: no door can help."""


@dataclass(frozen=True)
class Batch:
    """What one request of a door found.

    `total`: how many there are in all, where the door says so · `marks`: what it is to remember once this
    batch is kept, None to forget · `edits`: whether it tells which of these were edited · `note`: what a person
    should know. A door that yields no batch at all lists nothing.
    """

    found: list[Found]
    total: int | None = None
    marks: Mapping[str, str | None] = field(default_factory=dict)
    edits: bool = True
    note: str = ""


class Visitor(Protocol):
    """What a door sees of the crawl."""

    @property
    def site(self) -> Site:
        """Where we are."""
        ...

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps that robots.txt names."""
        ...

    @property
    def period(self) -> Period:
        """Only articles published then are wanted."""
        ...

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """Ask the site for an address, politely; Shut when robots.txt forbids it or nothing comes."""
        ...

    def standings(self, found: Iterable[Found], door: str) -> list[Standing]:
        """What each of these is to the archive: new, edited or known. Ask before they are yielded."""
        ...


class Door(Protocol):
    """One way in."""

    name: str

    def walk(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """All that this door knows. `marks` may hold how far a walk came that was interrupted."""
        ...

    def news(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """What may be new or edited since the walk that `marks` are of, in as few requests as can be."""
        ...


def require_ok(response: Response) -> Response:
    """The response, if it is a 200; Shut otherwise."""
    if response.status != 200:
        raise Shut(f"{response.url} answers {response.status}", lasting=response.status not in BUSY)
    return response
