"""The spider: takes addresses from the doors into the frontier, fetches what is due, yields what it read."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DontCloseSpider,
    DownloadConnectionRefusedError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from shahr20.archive.archive import Archive, explain
from shahr20.archive.finding import Finding
from shahr20.archive.frontier import Lease
from shahr20.archive.ledger import Counts
from shahr20.archive.store import Outcome
from shahr20.archive.times import now
from shahr20.pages import parts
from shahr20.pages import site as sites
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.reader import read
from shahr20_spider.doors import DOORS, Shut, Unreachable
from shahr20_spider.doors.door import require_ok
from shahr20_spider.ending import end
from shahr20_spider.politeness import delay_for, user_agent

logger = logging.getLogger("shahr20")


class Shahr20Spider(scrapy.Spider):
    """`scrapy crawl shahr20`, with `-a NAME=VALUE` for each argument.

    base_url: another address of the site (a mirror, a replica) · site: another site file · db: the
    archive's file · delay: seconds between requests · full: fetch every page again, not only new
    and edited ones · limit: this many pages at most · contact: the address in the user agent.
    """

    name = "shahr20"

    def __init__(
        self,
        base_url: str | None = None,
        site: str | None = None,
        db: str = "archive.db",
        delay: float | str | None = None,
        full: bool | str = False,
        limit: int | str | None = None,
        contact: str | None = None,
        archive: Archive | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = sites.load(site)
        if base_url:
            self.site = self.site.at(base_url)
        self.delay = delay_for(self.site, None if delay is None else float(delay))
        self.agent = user_agent(self.site, contact or os.environ.get("SHAHR20_CONTACT"))
        self.archive = archive or open_archive(Path(db), self.site.host)
        self.full = str(full).lower() in ("true", "1", "yes")
        self.limit = None if limit is None else int(limit)
        self.sitemaps: list[str] = []
        self.counts = Counts()
        self.total: int | None = None
        self.doors: dict[str, str] = {}
        self.error: Exception | None = None
        self.crawl_id = 0
        self.took = 0.0
        self.ended_by = int(signal.SIGTERM)
        self.outcome, self.exit_code = "", 1
        self.findings: list[Finding] = []
        self._in_flight: set[str] = set()
        self._leased = self._known = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Shahr20Spider:
        """As Scrapy makes it; what the arguments say goes into the settings before they are frozen."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("USER_AGENT", spider.agent, priority="spider")
        crawler.settings.set("DOWNLOAD_DELAY", spider.delay, priority="spider")
        crawler.signals.connect(spider.go_on, signal=signals.spider_idle)
        return spider

    # -- finding ---------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Go on with what an earlier run left, then through the doors until one lets us in."""
        try:
            self.crawl_id = self.archive.ledger.start({"site": self.site.host, "full": self.full})
            self.total = self.archive.frontier.resume() or None
            for request in self._due():
                yield request
            for name in self.site.doors:
                try:
                    async for request in self._through(name):
                        yield request
                except Shut as reason:
                    self.doors[name] = f"shut: {reason}"
                    logger.info("the %s door is shut: %s", name, reason)
                else:
                    if self.doors[name].startswith("open"):
                        return
        except Unreachable as error:
            self.doors.setdefault("site", f"unreachable: {error}")
            self.stop(error)
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))

    async def _through(self, name: str) -> AsyncIterator[Request]:
        """What one door finds goes into the frontier; what is due there goes out."""
        before = self.counts.found
        async for batch in DOORS[name].walk(self):
            self.archive.frontier.add(batch.found, door=name, crawl_id=self.crawl_id, everything=self.full)
            self._tally()
            self.total = max(batch.total or 0, self.total or 0, self.counts.found)
            for request in self._due():
                yield request
            if self._is_enough():
                break
        else:
            if self.full:
                self.archive.frontier.nominate(self.crawl_id)
        found = self.counts.found - before
        self.doors[name] = f"open: {found} found" if found else "empty"
        logger.info("the %s door is %s", name, self.doors[name])

    async def fetch(self, url: str) -> Response:
        """Ask the site for one of a door's pages."""
        if self.error:
            raise CloseSpider("failed")
        request = Request(url, callback=NO_CALLBACK)
        try:
            assert self.crawler.engine is not None
            return await self.crawler.engine.download_async(request)
        except IgnoreRequest as error:
            raise Shut(f"{url}: {error}") from error
        except (DownloadConnectionRefusedError, CannotResolveHostError) as error:
            raise Unreachable(f"nobody answers at {self.site.base_url} ({_words(error)})") from error
        except Exception as error:
            raise Shut(f"{url} gives no answer ({_words(error)})") from error

    # -- fetching --------------------------------------------------------------------------------

    def _due(self) -> Iterator[Request]:
        """Requests for addresses that are due, as many as may be on their way at once."""
        free = self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") - len(self._in_flight)
        if self.limit is not None:
            free = min(free, self.limit - self._leased)
        if free <= 0 or self.error:
            return
        try:
            leases = self.archive.frontier.lease(self.crawl_id, free)
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))
            return
        for lease in leases:
            self._leased += 1
            self._in_flight.add(lease.url)
            yield self._request(lease)

    def _request(self, lease: Lease) -> Request:
        validators = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified}
        return Request(
            lease.url,
            headers={name: value for name, value in validators.items() if value},
            callback=self.parse_article,
            errback=self.no_answer,
            cb_kwargs={"lease": lease},
        )

    async def parse_article(self, response: Response, lease: Lease) -> AsyncIterator[Any]:
        """An answer for an article's address: read it, or write down what it was instead."""
        try:
            if response.status == 200:
                self.counts.fetched += 1
                reading = self._reading(response, lease)
                if reading.parts and reading.record:
                    reading = await self._whole(reading)
                yield reading
            elif response.status == 304:
                self.counts.unchanged += 1
                self.archive.frontier.unchanged(lease.url)
            elif response.status in (404, 410):
                self.counts.gone += 1
                certain = self.archive.frontier.gone(lease.url, response.status, self.crawl_id)
                told = "for the second time" if certain else "the next run asks again"
                logger.info("gone: %s answers %s, %s", lease.url, response.status, told)
            else:
                self._failed(lease.url, f"the site answers {response.status}", response.status)
        except (Shut, Unreachable) as error:
            self._failed(lease.url, f"another part of the article: {error}")
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))
        self._in_flight.discard(lease.url)
        for request in self._due():
            yield request

    async def _whole(self, first: Reading) -> Reading:
        """An article on several pages: the other parts are fetched, one after the other, and joined.

        Raises Shut when one cannot be had now.
        """
        readings = {first.page.url: first}
        while wanted := [url for one in readings.values() for url in one.parts if url not in readings]:
            response = require_ok(await self.fetch(wanted[0]))
            page = replace(page_of(response), url=wanted[0], asked_id=first.page.asked_id)
            readings[page.url] = self._read(page)
        joined = parts.join(list(readings.values()))
        joined.lease = first.lease
        return joined

    def no_answer(self, failure: Failure) -> Iterator[Request]:
        """No answer came, or none that may be used."""
        lease = failure.request.cb_kwargs["lease"]  # type: ignore[attr-defined]
        self._in_flight.discard(lease.url)
        try:
            self._failed(lease.url, _words(failure.value))
            yield from self._due()
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))

    def go_on(self) -> None:
        """When nothing is under way: addresses that were dropped on their way, then what is still due."""
        if self.error:
            return
        try:
            for url in list(self._in_flight):
                self._in_flight.discard(url)
                self._failed(url, "the request was dropped, as a redirect that leads elsewhere is")
            requests = list(self._due())
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))
            return
        for request in requests:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    # -- counting and ending ---------------------------------------------------------------------

    def note(self, outcome: Outcome) -> None:
        """The store's word on a page: count it."""
        if outcome.kind == "rejected":
            self.counts.rejected += 1
        elif outcome.kind == "unchanged":
            self.counts.unchanged += 1
        else:
            self.counts.stored += 1

    def stop(self, error: Exception) -> None:
        """End the run: ask for nothing more. What is stored stays, the rest stays due."""
        if self.error is None:
            self.error = error
            logger.error("%s", error)

    def closed(self, reason: str) -> None:
        """Watch, write down and say how the run went."""
        end(self, reason)

    def _tally(self) -> None:
        """Count what the doors have listed; what of it is not due is unchanged."""
        self.counts.found, known = self.archive.frontier.tally(self.crawl_id)
        self.counts.unchanged += known - self._known
        self._known = known

    def _failed(self, url: str, reason: str, status: int | None = None) -> None:
        self.counts.failed += 1
        self.archive.frontier.fail(url, reason, status=status)
        logger.warning("no page from %s: %s", url, reason)

    def _is_enough(self) -> bool:
        return self.limit is not None and self._leased >= self.limit

    def _reading(self, response: Response, lease: Lease) -> Reading:
        reading = self._read(page_of(response, lease))
        reading.lease = lease.url
        return reading

    def _read(self, page: Page) -> Reading:
        """What the page says. A reader that fails on it must not lose it: it is kept as a reject."""
        try:
            return read(page, self.site)
        except Exception as error:
            logger.exception("the reader failed on %s", page.url)
            return Reading(page, reject=Reject("reader_failed", f"{type(error).__name__}: {error}"))


def open_archive(path: Path, host: str) -> Archive:
    """The archive of the site at `host`, made if need be, and locked for this process."""
    archive = Archive(path, create=True)
    try:
        archive.lock.acquire()
        archive.claim(host)
    except BaseException:
        archive.close()
        raise
    return archive


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


def _words(error: BaseException | None) -> str:
    return " ".join(str(error).split()) or type(error).__name__
