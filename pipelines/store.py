"""Last step: the reading, refined, goes into the archive with its capture."""

from __future__ import annotations

import sqlite3
from typing import Protocol, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.captured import catch_up
from pipelines.entries import entry
from shahr20.archive.archive import Archive, explain
from shahr20.archive.store import Outcome
from shahr20.pages.page import Reading
from shahr20.pages.record import Record
from shahr20.pages.site import Site


class Crawl(Protocol):
    """What this step needs of the spider."""

    archive: Archive
    crawl_id: int
    site: Site

    def note(self, outcome: Outcome) -> None:
        """Count what became of a page."""

    def stop(self, error: Exception) -> None:
        """Ask for nothing more."""


class StorePipeline:
    """Stores each reading in one transaction; what goes on to the feed exports is the record."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_item(self, item: Reading) -> Record:
        """Store one reading; a reject ends here, stored with its page."""
        crawl = cast(Crawl, self.crawler.spider)
        try:
            if item.record is not None:
                catch_up(crawl.archive, item.record.id, crawl.site)
            outcome = crawl.archive.store(entry(item), crawl.crawl_id)
        except sqlite3.Error as error:
            problem = explain(error, crawl.archive.path)
            crawl.stop(problem)
            raise DropItem(f"{item.page.url} is not stored: {problem}") from error
        if outcome.kind == "forgotten":
            raise DropItem(f"{item.page.url} was taken down (`shahr20 forget --list`) and is not stored")
        crawl.note(outcome)
        if outcome.reject is not None:
            raise DropItem(f"{item.page.url} is no article: {outcome.reject.reason}: {outcome.reject.detail}")
        assert item.record is not None
        return item.record
