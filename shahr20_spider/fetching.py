"""Fetching: requests for addresses that are due, and what becomes of each answer."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from shahr20.archive.archive import explain
from shahr20.archive.frontier import Lease
from shahr20.archive.times import now
from shahr20.pages import parts
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.reader import read
from shahr20_spider.doors import Shut, Unreachable
from shahr20_spider.doors.door import require_ok
from shahr20_spider.guards.reasons import is_hung_up, words
from shahr20_spider.guards.refusals import NotAsked

if TYPE_CHECKING:
    from shahr20_spider.spiders.shahr20 import Shahr20Spider

logger = logging.getLogger("shahr20")


class Fetching:
    """Leases addresses from the frontier, asks for their pages, and settles what came."""

    def __init__(self, spider: Shahr20Spider) -> None:
        self.spider = spider
        self.frontier = spider.archive.frontier
        self.leased = 0
        self._in_flight: set[str] = set()

    @property
    def is_enough(self) -> bool:
        """Whether as many pages were asked for as `--limit` allows."""
        return self.spider.limit is not None and self.leased >= self.spider.limit

    def due(self) -> Iterator[Request]:
        """Requests for addresses that are due, as many as may be on their way at once."""
        spider = self.spider
        free = spider.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") - len(self._in_flight)
        if spider.limit is not None:
            free = min(free, spider.limit - self.leased)
        if free <= 0 or spider.error:
            return
        try:
            leases = self.frontier.lease(spider.crawl_id, free, spider.period)
        except sqlite3.Error as error:
            self._stop(error)
            return
        for lease in leases:
            self.leased += 1
            self._in_flight.add(lease.url)
            yield self._request(lease)

    def _request(self, lease: Lease) -> Request:
        """To fetch every page again is to ask for it without condition."""
        known = not self.spider.refetch
        validators = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified} if known else {}
        return Request(
            lease.url,
            headers={name: value for name, value in validators.items() if value},
            callback=self.answered,
            errback=self.unanswered,
            cb_kwargs={"lease": lease},
        )

    async def answered(self, response: Response, lease: Lease) -> AsyncIterator[Any]:
        """An answer for an article's address: read it, or write down what it was instead."""
        counts = self.spider.counts
        try:
            if response.status == 200:
                counts.fetched += 1
                reading = self._reading(response, lease)
                if reading.parts and reading.record:
                    reading = await self._whole(reading)
                yield reading
            elif response.status == 304:
                counts.unchanged += 1
                self.frontier.unchanged(lease.url)
            elif response.status in (404, 410):
                counts.gone += 1
                certain = self.frontier.gone(lease.url, response.status, self.spider.crawl_id)
                told = "for the second time" if certain else "the next run asks again"
                logger.info("gone: %s answers %s, %s", lease.url, response.status, told)
            else:
                self._failed(lease.url, f"the site answers {response.status}", response.status)
        except (Shut, Unreachable) as error:
            self._failed(lease.url, f"another part of the article: {error}")
        except sqlite3.Error as error:
            self._stop(error)
        self._in_flight.discard(lease.url)
        for request in self.due():
            yield request

    def unanswered(self, failure: Failure) -> Iterator[Request]:
        """No answer came, or none that may be used."""
        lease = failure.request.cb_kwargs["lease"]  # type: ignore[attr-defined]
        self._in_flight.discard(lease.url)
        assert self.spider.crawler.engine is not None
        if isinstance(failure.value, NotAsked) or (
            is_hung_up(failure.value) and not self.spider.crawler.engine.running
        ):
            return  # handed back when the run is over
        try:
            self._failed(lease.url, words(failure.value))
            yield from self.due()
        except sqlite3.Error as error:
            self._stop(error)

    def go_on(self) -> None:
        """When nothing is under way: addresses that were dropped on their way, then what is still due."""
        spider = self.spider
        if spider.error:
            return
        try:
            for url in list(self._in_flight):
                self._in_flight.discard(url)
                self._failed(url, "the request was dropped, as a redirect that leads elsewhere is")
            requests = list(self.due())
        except sqlite3.Error as error:
            self._stop(error)
            return
        for request in requests:
            assert spider.crawler.engine is not None
            spider.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    async def _whole(self, first: Reading) -> Reading:
        """An article on several pages: the other parts are fetched, one after the other, and joined.

        Raises Shut when one cannot be had now.
        """
        readings = {first.page.url: first}
        while wanted := [url for one in readings.values() for url in one.parts if url not in readings]:
            response = require_ok(await self.spider.fetch(wanted[0]))
            page = replace(page_of(response), url=wanted[0], asked_id=first.page.asked_id)
            readings[page.url] = self._read(page)
        joined = parts.join(list(readings.values()))
        joined.lease = first.lease
        return joined

    def _reading(self, response: Response, lease: Lease) -> Reading:
        reading = self._read(page_of(response, lease))
        reading.lease = lease.url
        return reading

    def _read(self, page: Page) -> Reading:
        """What the page says. A reader that fails on it must not lose it: it is kept as a reject."""
        try:
            return read(page, self.spider.site)
        except Exception as error:
            logger.exception("the reader failed on %s", page.url)
            return Reading(page, reject=Reject("reader_failed", f"{type(error).__name__}: {error}"))

    def _failed(self, url: str, reason: str, status: int | None = None) -> None:
        self.spider.counts.failed += 1
        self.frontier.fail(url, reason, status=status)
        logger.warning("no page from %s: %s", url, reason)

    def _stop(self, error: sqlite3.Error) -> None:
        self.spider.stop(explain(error, self.spider.archive.path))


def page_of(response: Response, lease: Lease | None = None) -> Page:
    """The response as the reader takes it."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    content_type = response.headers.get("Content-Type")
    return Page(
        url=response.url,
        body=response.body,
        fetched_at=now(),
        status=response.status,
        headers=headers,
        content_type=content_type.decode("latin-1") if content_type else None,
        asked_url=lease.url if lease else None,
        asked_id=lease.article_id if lease else None,
    )
