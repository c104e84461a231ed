"""robots.txt as RFC 9309 has it, and Crawl-delay, which it leaves out.

In the place of Scrapy's RobotsTxtMiddleware, which allows everything when robots.txt answers 500 or not at all.
"""

from __future__ import annotations

import asyncio
import logging
import math
from typing import Final

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from shahr20_spider.guards.refusals import Broken, Elsewhere, NotAsked, Refused
from shahr20_spider.guards.traffic import OVERLOADED, Traffic

logger = logging.getLogger("shahr20")

LARGEST: Final = 500 * 1024
"""Bytes of robots.txt that are heeded (RFC 9309, 2.5)."""

SLOWEST: Final = 60.0
"""Seconds of Crawl-delay that are heeded at most: a news site would not be read in a year."""

PATIENCE: Final = 15.0
"""Seconds for robots.txt to come: with two retries a silent host is known for one in three quarters of a minute."""

FEW: Final = 5
"""So many articles forbidden, and not one allowed: there is nothing to be had."""

SAMPLES: Final = ("/", "/1/", "/1/x/")
"""Addresses as a site has them: when robots.txt forbids them all, it forbids the site."""

ASKED_FOR: Final = "shahr20_robots"


class RobotsGuard:
    """Asks for robots.txt before anything else, and for nothing that it forbids.

    4xx means that there are no rules (RFC 9309, 2.3.1.3). 5xx, 429 or no answer means that nothing may be asked
    for (2.3.1.4): the run ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: asyncio.Task[Protego] | None = None
        self._allowed = self._forbidden = 0  # pages of articles

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let through what robots.txt allows."""
        if ASKED_FOR in request.meta:
            return
        if self._rules is None:  # the first asks, the others wait for the same answer
            self._rules = asyncio.create_task(self._fetch())
        try:
            rules = await asyncio.shield(self._rules)
        except Refused as error:
            self.crawler.spider.stop(error)  # type: ignore[union-attr]
            raise NotAsked(str(error)) from error
        is_page = "lease" in request.cb_kwargs
        if rules.can_fetch(request.url, self.agent):
            self._allowed += is_page
            return
        self._forbidden += is_page
        if self._forbidden >= FEW and not self._allowed:
            self.crawler.spider.stop(_forbidden("the articles", self.agent, request.url))  # type: ignore[union-attr]
        raise IgnoreRequest("Forbidden by robots.txt")

    async def _fetch(self) -> Protego:
        """The rules of the site. Raises Refused when they cannot be known, NotAsked when the run ends."""
        address = f"{self.crawler.spider.site.base_url}/robots.txt"  # type: ignore[union-attr]
        patience = min(PATIENCE, self.crawler.settings.getfloat("DOWNLOAD_TIMEOUT"))
        request = Request(address, callback=NO_CALLBACK, meta={ASKED_FOR: True, "download_timeout": patience})
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except NotAsked:
            raise
        except Elsewhere as error:
            raise Refused(
                f"{address} sends us elsewhere: {error}; if the site has moved, name its address with --base-url"
            ) from error
        except Broken as error:
            raise Refused(f"{address} cannot be read: {error}") from error
        except IgnoreRequest:  # a chain of redirects that does not end (RFC 9309, 2.3.1.2)
            return Protego.parse("")
        except Exception as error:
            words = " ".join(str(error).split()) or type(error).__name__
            raise Refused(f"nobody answers at {address} ({words})") from error
        if response.status in OVERLOADED:
            raise Refused(
                f"{address} answers {response.status}: as long as a site cannot say what is allowed, nothing is"
            )
        rules = Protego.parse(text_of(response))
        site = address.removesuffix("/robots.txt")
        if not any(rules.can_fetch(site + sample, self.agent) for sample in SAMPLES):
            raise _forbidden("the whole site", self.agent, address)
        self._slow_down(rules)
        self.crawler.spider.sitemaps = list(rules.sitemaps)  # type: ignore[union-attr]
        return rules

    def _slow_down(self, rules: Protego) -> None:
        """Take the time that the site asks for, if that is longer than ours."""
        traffic = self.crawler.get_downloader_middleware(Traffic)
        asked = float(rules.crawl_delay(self.agent) or 0)
        if traffic is None or not math.isfinite(asked) or asked <= traffic.delay:
            return
        if asked > SLOWEST:
            logger.warning(
                "robots.txt asks for %g s between requests; more than %g s are not kept", asked, SLOWEST
            )
        else:
            logger.info("robots.txt asks for %g s between requests", asked)
        traffic.delay = max(traffic.delay, min(asked, SLOWEST))


def _forbidden(what: str, agent: str, where: str) -> Refused:
    return Refused(f"robots.txt forbids {what} to {agent} ({where}); only the site's people can change that")


def text_of(response: Response) -> str:
    """The rules of a robots.txt: its first 500 KiB, whole lines; none where it is a page for people."""
    if not 200 <= response.status < 300:
        return ""
    body = response.body
    if len(body) > LARGEST:
        logger.warning("robots.txt has %s bytes; the first %s are read", f"{len(body):,}", f"{LARGEST:,}")
        body = body[:LARGEST].rpartition(b"\n")[0]
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("<"):
        logger.warning("robots.txt is a page of markup, and says nothing")
        return ""
    return text
