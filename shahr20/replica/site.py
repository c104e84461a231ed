"""The site in miniature: its articles, its address, and which of its doors are shut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from shahr20.replica.desk import Desk
from shahr20.replica.prose import topics
from shahr20.replica.story import Headline, Term
from shahr20.replica.themes import Theme, View

_SIDEBAR: Final = 8


@dataclass(frozen=True)
class Site:
    """One site at one address; what a door or a page needs to answer.

    `base` is the address without a slash at its end, `shut` holds names of `DOORS`. `crawl_delay`
    in seconds stands in robots.txt when it is given. With `validators`, article pages answer with
    ETag and Last-Modified.
    """

    desk: Desk
    base: str
    theme: Theme
    shut: frozenset[str] = frozenset()
    crawl_delay: float | None = None
    validators: bool = True

    def open(self, *doors: str) -> bool:
        """Whether none of these doors is shut."""
        return self.shut.isdisjoint(doors)

    def view(self) -> View:
        """What stands around every page at this moment, to the second."""
        edition = self.desk.edition()
        now = self.desk.clock().replace(microsecond=0)
        newest = [entry.id for entry in edition.by_date[:200]]
        popular = Random(now.toordinal()).sample(newest, min(_SIDEBAR, len(newest)))
        return View(
            self.base, now, menu(), tuple(self.headlines(newest[:_SIDEBAR])), tuple(self.headlines(popular))
        )

    def headlines(self, ids: Iterable[int]) -> list[Headline]:
        """Titles and addresses of those that are public."""
        public = self.desk.edition().entries
        return [self.desk.headline(article_id) for article_id in ids if article_id in public]


@cache
def menu() -> tuple[Term, ...]:
    """Every category, as the head of each page lists them."""
    return tuple(Term(topic.category, topic.slug) for topic in topics())
