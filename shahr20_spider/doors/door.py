"""What a door is: a way to learn the addresses of the site's articles.

A door is a class with a name and `walk()`, an asynchronous generator of what it found, batch by
batch. It asks for pages through the `Visitor` it is given and raises `Shut` when the site will not
let it in; the crawl then tries the next one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from scrapy.http import Response

from shahr20.archive.frontier import Found
from shahr20.pages.site import Site


class Shut(Exception):
    """The door cannot be used; the message says why."""


class Unreachable(Exception):
    """Nobody answers at the site's address: no door can help."""


@dataclass(frozen=True)
class Batch:
    """What one request of a door found; `total` when the door says how many there are in all."""

    found: list[Found]
    total: int | None = None


class Visitor(Protocol):
    """What a door sees of the crawl."""

    site: Site
    sitemaps: list[str]
    """The sitemaps that robots.txt names."""

    async def fetch(self, url: str) -> Response:
        """Ask the site for an address, politely; Shut when robots.txt forbids it or nothing comes."""
        ...


class Door(Protocol):
    """One way in."""

    name: str

    def walk(self, visitor: Visitor) -> AsyncIterator[Batch]:
        """All that this door knows, batch by batch."""
        ...


def require_ok(response: Response) -> Response:
    """The response, if it is a 200; Shut otherwise."""
    if response.status != 200:
        raise Shut(f"{response.url} answers {response.status}")
    return response
