"""Whoever is turned away goes: a wall before the site is not run against, page after page."""

from __future__ import annotations

import logging
from typing import Final

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

from shahr20.pages.page import Reading
from shahr20.pages.walls import wall
from shahr20_spider.guards.refusals import Broken, Refused

logger = logging.getLogger("shahr20")

FEW: Final = 3
"""So many in a row: one may be an odd page, and what is under way at the same time is told the same."""

FEW_PAGES: Final = 10
"""The same for login, maintenance and error pages with status 200, which only the reader knows."""

TURNED_AWAY: Final = frozenset({"login", "maintenance", "server_error"})


class ChallengeGuard:
    """Ends the run when challenges, or else login or maintenance pages, come one after the other."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.walls = self.pages = 0
        crawler.signals.connect(self.page_rejected, signal=signals.item_dropped)
        crawler.signals.connect(self.page_read, signal=signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ChallengeGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Count walls; what is no wall was let through."""
        whose = wall(
            response.status,
            response.url,
            lambda name: (response.headers.get(name) or b"").decode("latin-1") or None,
            response.text if isinstance(response, TextResponse) else "",
        )
        if whose is None:
            if response.status in (200, 304):
                self.walls = 0
            return response
        self.walls += 1
        logger.warning("%s is answered with a challenge (%s)", request.url, whose)
        if self.walls >= FEW:
            self._stop(
                f"the site puts a challenge before its pages ({whose}, at {request.url}); "
                "ask its people to let this crawler through"
            )
        if response.status == 200:
            return response  # kept, as every page that is no article
        raise Broken(f"a challenge came ({whose}), with status {response.status}")

    def page_rejected(self, item: object) -> None:
        """A page that is no article may be one that says that nobody may read now."""
        reject = item.reject if isinstance(item, Reading) else None
        if reject is None or reject.reason not in TURNED_AWAY:
            return
        self.pages += 1
        if self.pages >= FEW_PAGES:
            self._stop(f"{self.pages} pages in a row are none: {reject.detail}")

    def page_read(self) -> None:
        """An article came."""
        self.pages = 0

    def _stop(self, why: str) -> None:
        self.crawler.spider.stop(Refused(why))  # type: ignore[union-attr]
