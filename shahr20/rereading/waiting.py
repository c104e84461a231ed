"""Articles on several pages (`<!--nextpage-->`) wait here until all of their pages have been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines import read_and_refine
from shahr20.pages.page import Reading, Reject
from shahr20.pages.parts import is_whole, part_number
from shahr20.pages.site import Site


class Waiting:
    """Takes readings and gives them back whole: nearly all at once, those in parts when they are complete."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._parts: dict[int, dict[int, Reading]] = {}

    def take(self, reading: Reading) -> Iterator[Reading]:
        """One reading in, and what is whole by now out."""
        number = part_number(reading.page.url)
        if reading.record is None or is_whole(reading):
            yield reading
            return
        article = reading.record.id
        held = self._parts.setdefault(article, {})
        if number in held:  # another visit of the same page: the earlier one was never completed
            yield _left(held[number])
        held[number] = reading
        wanted = {1, *(part_number(url) for one in held.values() for url in one.parts)}
        if wanted <= set(held):
            del self._parts[article]
            yield self._whole(held)

    def give_up(self) -> Iterator[Reading]:
        """What is still incomplete at the end: a reject for each page, since half an article is none."""
        for held in self._parts.values():
            yield from map(_left, held.values())
        self._parts.clear()

    def _whole(self, held: dict[int, Reading]) -> Reading:
        """The first page with the others as its parts, read as one."""
        pages = [held[number].page for number in sorted(held)]
        return read_and_refine(replace(pages[0], parts=tuple(pages[1:])), self.site)


def _left(reading: Reading) -> Reading:
    detail = "another page of this article, which is on several, is not among what was imported"
    return Reading(reading.page, reject=Reject("part_missing", detail))
