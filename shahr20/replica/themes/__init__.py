"""Layouts of the site. A theme is a module with the functions of `Theme`; `taj` is the site's own.

What a page is about comes in as data; a theme decides how it is marked up and worded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from shahr20.replica.story import Headline, Story, Term

SITE_NAME = "شهر بیست"
TAGLINE = "پایگاه خبری شهر بیست"


@dataclass(frozen=True)
class View:
    """What every page shows around its content. `now` is UTC; `base` is the address without a slash."""

    base: str
    now: datetime
    menu: tuple[Term, ...]
    latest: tuple[Headline, ...]
    popular: tuple[Headline, ...]

    def link(self, path: str) -> str:
        """The full address of a path on the site."""
        return self.base + path


class Listing(NamedTuple):
    """One page of a list of articles: its heading, its path without `page/N/`, and where it stands."""

    heading: str
    path: str
    number: int
    pages: int


class Theme(Protocol):
    """What a layout module must offer; each function returns a whole HTML page."""

    def article(self, view: View, story: Story, related: Sequence[Headline]) -> str:
        """An article's own page."""

    def listing(self, view: View, listing: Listing, stories: Sequence[Story]) -> str:
        """A page of the front page, a category or a tag."""

    def plain(self, view: View, title: str, paragraphs: Sequence[str], page_id: int | None) -> str:
        """A page that is no article: «about us», or without an id a message such as 404."""
