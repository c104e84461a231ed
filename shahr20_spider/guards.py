"""What keeps a crawl safe and polite: downloader middlewares."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from shahr20.pages.address import same_host

logger = logging.getLogger("shahr20")

LONGEST_WAIT = 600.0
"""Seconds of Retry-After that are waited for; a site that asks for more is left until the next run."""


class HostGuard:
    """No request leaves the site's own host, redirects and retries included."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse an address elsewhere."""
        site = self.crawler.spider.site  # type: ignore[union-attr]
        if not request.url.startswith(("http://", "https://")) or not same_host(request.url, site):
            raise IgnoreRequest(f"{request.url} is not on {site.host}")


class RobotsGuard:
    """What Scrapy leaves out of robots.txt: Crawl-delay, and the sitemaps it names."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow down to what the site asks for, if that is slower than we are."""
        rules = robotparser.rp  # type: ignore[attr-defined]
        self.crawler.spider.sitemaps = list(rules.sitemaps)  # type: ignore[union-attr]
        delay = float(rules.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"]) or 0)
        if delay > self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            logger.info("robots.txt asks for %g s between requests", delay)
            downloader = self.crawler.engine.downloader
            key = downloader.get_slot_key(request)
            downloader.per_slot_settings[key] = {"delay": delay}
            if key in downloader.slots:
                downloader.slots[key].delay = delay


class RetryAfterGuard:
    """429 and 503 with Retry-After: the whole crawl waits as long as the site asks (RFC 9110, 10.2.3)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Silence the host for as long as it asks, then ask again."""
        if response.status not in (429, 503):
            return response
        wait = seconds(response.headers.get("Retry-After"))
        if wait is None or wait > LONGEST_WAIT:
            return response
        logger.info("the site asks for a pause of %.0f s", wait)
        self._silence(request, wait)
        spider = self.crawler.spider
        assert spider is not None
        again = get_retry_request(request, spider=spider, reason=f"Retry-After {wait:.0f} s")
        return again or response

    def _silence(self, request: Request, wait: float) -> None:
        """Hold the host's whole queue: its last request counts as sent that much later.

        A slot without any delay sends at once, whatever its last request: hence a millisecond.
        """
        downloader = self.crawler.engine.downloader
        slot = downloader.slots[downloader.get_slot_key(request)]
        slot.delay = max(slot.delay, 0.001)
        slot.lastseen = max(slot.lastseen, time.monotonic() + wait - slot.delay)


def seconds(retry_after: bytes | None) -> float | None:
    """A Retry-After header as seconds from now: a number of them, or an HTTP date; None if neither."""
    text = (retry_after or b"").decode("ascii", "replace").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
