"""That the run lives, written down every few seconds, whether or not a page comes."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

from shahr20.archive.archive import explain

if TYPE_CHECKING:
    from shahr20_spider.spiders.shahr20 import Shahr20Spider

BEAT = 5.0  # seconds


class Heartbeat:
    """A Scrapy extension: a timer of its own, so that a pause of an hour that the site asked for is no death.

    A spider made with `begun=` has that called once, when the run holds the archive and is under way.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.loop: AsyncioLoopingCall | LoopingCall | None = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closing, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Heartbeat:
        """As Scrapy makes it."""
        return cls(crawler)

    def opened(self) -> None:
        """The run has begun."""
        begun = getattr(self.crawler.spider, "begun", None)
        if callable(begun):
            begun()
        self.loop = create_looping_call(self.beat)
        self.loop.start(BEAT, now=False)

    def beat(self) -> None:
        """Write it down; a database that cannot be written ends the run."""
        spider = cast("Shahr20Spider", self.crawler.spider)
        if not spider.crawl_id:
            return
        try:
            spider.archive.ledger.beat(spider.crawl_id, spider.counts)
        except sqlite3.Error as error:
            spider.stop(explain(error, spider.archive.path))

    def closing(self) -> None:
        """No more of it."""
        if self.loop and self.loop.running:
            self.loop.stop()
