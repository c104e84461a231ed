"""Finding: addresses come through the doors into the frontier."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DownloadConnectionRefusedError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from shahr20.archive.archive import explain
from shahr20_spider.doors import DOORS, Shut, Unreachable
from shahr20_spider.fetching import words
from shahr20_spider.guards.refusals import NotAsked

if TYPE_CHECKING:
    from shahr20_spider.spiders.shahr20 import Shahr20Spider

logger = logging.getLogger("shahr20")


class Finding:
    """Goes through the doors; what is found and due is asked for meanwhile."""

    def __init__(self, spider: Shahr20Spider) -> None:
        self.spider = spider
        self.frontier = spider.archive.frontier
        self._known = 0

    async def requests(self) -> AsyncIterator[Request]:
        """Go on with what an earlier run left, then through the doors until one lets us in."""
        spider = self.spider
        try:
            spider.total = self.frontier.resume() or None
            for request in spider.fetching.due():
                yield request
            for name in spider.site.doors:
                try:
                    async for request in self._through(name):
                        yield request
                except Shut as reason:
                    spider.doors[name] = f"shut: {reason}"
                    logger.info("the %s door is shut: %s", name, reason)
                else:
                    if spider.doors[name].startswith("open"):
                        return
        except Unreachable as error:
            spider.doors.setdefault("site", f"unreachable: {error}")
            spider.stop(error)
        except sqlite3.Error as error:
            spider.stop(explain(error, spider.archive.path))

    async def _through(self, name: str) -> AsyncIterator[Request]:
        """What one door finds goes into the frontier; what is due there goes out."""
        spider = self.spider
        before = spider.counts.found
        async for batch in DOORS[name].walk(spider):
            self.frontier.add(batch.found, door=name, crawl_id=spider.crawl_id, everything=spider.full)
            self._tally()
            spider.total = max(batch.total or 0, spider.total or 0, spider.counts.found)
            for request in spider.fetching.due():
                yield request
            if spider.fetching.is_enough:
                break
        else:
            if spider.full:
                self.frontier.nominate(spider.crawl_id)
        found = spider.counts.found - before
        spider.doors[name] = f"open: {found} found" if found else "empty"
        logger.info("the %s door is %s", name, spider.doors[name])

    async def fetch(self, url: str) -> Response:
        """Ask the site for one of a door's pages; Shut or Unreachable when it gives none."""
        spider = self.spider
        if spider.error:
            raise CloseSpider("failed")
        request = Request(url, callback=NO_CALLBACK)
        try:
            assert spider.crawler.engine is not None
            return await spider.crawler.engine.download_async(request)
        except NotAsked as error:
            raise CloseSpider("failed") from error
        except IgnoreRequest as error:
            raise Shut(f"{url}: {error}") from error
        except (DownloadConnectionRefusedError, CannotResolveHostError) as error:
            raise Unreachable(f"nobody answers at {spider.site.base_url} ({words(error)})") from error
        except Exception as error:
            raise Shut(f"{url} gives no answer ({words(error)})") from error

    def _tally(self) -> None:
        """Count what the doors have listed; what of it is not due is unchanged."""
        counts = self.spider.counts
        counts.found, known = self.frontier.tally(self.spider.crawl_id)
        counts.unchanged += known - self._known
        self._known = known
