"""What every step has in common: a pure function of the record, and a thin Scrapy class around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from shahr20.pages.page import Reading, Reject
from shahr20.pages.record import Record
from shahr20.pages.site import Site

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Unfit(Exception):
    """A record that is no article: a short code, and a sentence for the operator."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class StepPipeline:
    """One step in Scrapy. A reading without a record goes by; an unfit record becomes a reject."""

    step: ClassVar[staticmethod[[Record, Site], Record]]
    """Takes a record and gives another; never changes the one it was given."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it; the site is the spider's."""
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Put the step's record in the place of the reading's."""
        if item.record is None:
            return item
        site: Site = self.crawler.spider.site  # type: ignore[union-attr]
        try:
            item.record = type(self).step(item.record, site)
        except Unfit as unfit:
            item.record = None
            item.reject = Reject(unfit.reason, unfit.detail)
        return item


def changed(record: Record, flags: dict[str, str] | None = None, **fields: Any) -> Record:
    """A copy of `record` with some fields changed and `flags` (code: sentence) added to its own."""
    return record.model_copy(update={**fields, "flags": {**record.flags, **(flags or {})}})
