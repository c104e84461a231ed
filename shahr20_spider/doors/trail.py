"""Where a walk has been: sites have calendars without an end, pages that repeat, sitemaps that name themselves."""

from __future__ import annotations

from collections.abc import Iterable

from shahr20.archive.frontier import Found
from shahr20_spider.doors.door import Shut

PATIENCE = 3
"""Pages in a row that name nothing new: past the end of a list many sites repeat what they have shown."""

CEILING = 10_000
"""Pages of one list: twice what 50,000 articles need at ten a page."""


class Trail:
    """Remembers what one walk has named and which pages it has asked for."""

    def __init__(self, ceiling: int = CEILING) -> None:
        self.ceiling = ceiling
        self._named: set[int | str] = set()
        self._asked: set[str] = set()
        self._pages = self._idle = 0

    def leads_on(self, found: Iterable[Found]) -> bool:
        """Whether to go on after a page that named these; Shut when the list has no end.

        An article is known by its id, else by its address without what stands behind the `?`: session ids
        make new addresses of old articles.
        """
        self._count()
        keys = {one.article_id or one.url.partition("?")[0] for one in found}
        self._idle = 0 if keys - self._named else self._idle + 1
        self._named |= keys
        return self._idle < PATIENCE

    def is_new(self, url: str) -> bool:
        """Whether a page has not been asked for on this walk; Shut when there are too many."""
        if url in self._asked:
            return False
        self._count()
        self._asked.add(url)
        return True

    def _count(self) -> None:
        self._pages += 1
        if self._pages > self.ceiling:
            raise Shut(f"the list has no end: more than {self.ceiling:,} pages, and still new addresses")
