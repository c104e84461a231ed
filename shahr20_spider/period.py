"""`--since` and `--until`: the last sieve, where no door tells when an article was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from shahr20.pages.page import Reading

if TYPE_CHECKING:
    from shahr20_spider.spiders.shahr20 import Shahr20Spider


class InPeriod:
    """The page told: an article of another time is not stored.

    It waits in the frontier, with its date, for a run that wants it. An article without a date is stored: it may
    be of that time.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> InPeriod:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Let by what is wanted."""
        spider = cast("Shahr20Spider", self.crawler.spider)
        published = item.record.published_at if item.record else None
        if item.lease is None or spider.period.has(published):
            return item
        spider.archive.frontier.put_back(item.lease, published)
        raise DropItem(f"{item.page.url} was published {published}, not in the time that was asked for")
