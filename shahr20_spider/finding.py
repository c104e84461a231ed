"""Finding: addresses come through the doors into the frontier. docs/crawl.md says what is asked for, and why."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import timedelta
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
from shahr20.archive.frontier import Found, Standing
from shahr20.archive.gaps import Key
from shahr20.archive.period import ALWAYS, Period
from shahr20.archive.times import now
from shahr20.archive.transactions import writing
from shahr20.archive.watermarks import ANY, SHUT
from shahr20.pages.site import Site
from shahr20_spider.doors import DOORS, Batch, Shut, Unreachable
from shahr20_spider.guards.reasons import words
from shahr20_spider.guards.refusals import Broken, NotAsked

if TYPE_CHECKING:
    from shahr20_spider.spiders.shahr20 import Shahr20Spider

logger = logging.getLogger("shahr20")

LISTS = ("rest", "sitemap")
"""Doors that list everything: an audit compares them."""

FOR_NEWS = ("rest", "feed", "sitemap", "listing")
"""The doors by what their news cost and tell."""

SHUT_FOR = timedelta(days=1)
"""A door that was shut is tried after the others for so long."""


class Finding:
    """Goes through the doors; what is found and due is asked for meanwhile. The doors see it as their Visitor."""

    def __init__(self, spider: Shahr20Spider) -> None:
        self.spider = spider
        self.archive = spider.archive
        self.listed: dict[str, set[Key]] = {}
        """In an audit: what each door named that was walked to its end."""
        self._known = 0

    @property
    def site(self) -> Site:
        """Where we are."""
        return self.spider.site

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps that robots.txt names."""
        return self.spider.sitemaps

    @property
    def period(self) -> Period:
        """Only articles published then are wanted."""
        return self.spider.period

    async def requests(self) -> AsyncIterator[Request]:
        """Go on with what an earlier run left; then the doors; what is due meanwhile."""
        spider = self.spider
        try:
            waiting = self.archive.frontier.resume(everything=spider.full)
            spider.total = waiting or None
            for request in spider.fetching.due():
                yield request
            async for request in self._audit() if spider.full else self._first_open():
                yield request
        except Unreachable as error:
            spider.doors.setdefault("site", f"unreachable: {error}")
            spider.stop(error)
        except sqlite3.Error as error:
            spider.stop(explain(error, self.archive.path))

    async def _first_open(self) -> AsyncIterator[Request]:
        """Through the first door that lets us in: for news, once the archive has all there was; else all of it."""
        news = self.archive.watermarks.walked() and self.period == ALWAYS
        for name in self._order(news=news):
            async for request in self._through(name, news=news):
                yield request
            if self._is_open(name):
                break
        if not news:
            async for request in self._ask_the_feed():
                yield request

    async def _audit(self) -> AsyncIterator[Request]:
        """Through every door that lists all there is, or where they are shut through the others."""
        for name in self.site.doors:
            if name not in LISTS and self.listed:
                continue
            async for request in self._through(name, news=False):
                yield request
        async for request in self._ask_the_feed():
            yield request
        if self.listed and not self.spider.fetching.is_enough and not self.spider.error:
            absent = self.archive.frontier.nominate(self.spider.crawl_id)
            if absent:
                logger.info("%d known addresses are named by no door, they are asked for", absent)
            for request in self.spider.fetching.due():
                yield request

    async def _ask_the_feed(self) -> AsyncIterator[Request]:
        """After a walk without REST: whether the feed is open, and where its news begin. Crawls go on with it."""
        tried = self.spider.doors
        walked = any(self._is_open(name) for name in tried) and "rest" in tried and not self._is_open("rest")
        walked = walked and not self.spider.fetching.is_enough
        if walked and "feed" in self.site.doors and "feed" not in tried and self.period == ALWAYS:
            async for request in self._through("feed", news=True):
                yield request

    def explain(self) -> None:
        """At the end of an audit: write down what the doors and the archive do not have in common."""
        if self.listed and not self.spider.fetching.is_enough:
            self.archive.gaps.explain(self.spider.crawl_id, self.listed)

    async def _through(self, name: str, *, news: bool) -> AsyncIterator[Request]:
        """What one door finds goes into the frontier, and what is due there goes out."""
        spider, before, note = self.spider, self.spider.counts.found, ""
        batch: Batch | None = None
        listed = False
        named: set[Key] = set()
        marks = self._marks(name)
        try:
            async for batch in DOORS[name].news(self, marks) if news else DOORS[name].walk(self, marks):
                self._keep(name, batch)
                named.update(one.article_id or one.url for one in batch.found if spider.full)
                note = batch.note or note
                listed |= news or bool(batch.found)
                spider.total = max(batch.total or 0, spider.total or 0, spider.counts.found)
                for request in spider.fetching.due():
                    yield request
                if spider.fetching.is_enough:
                    break
            else:
                if batch and listed:
                    self._finished(name, batch, named, news=news)
        except Shut as reason:
            self._shut(name, reason)
            return
        found = spider.counts.found - before
        state = f"open: {found} found" if found else "open: nothing new" if listed else "empty"
        spider.doors[name] = f"{state}; {note}" if note else state
        logger.info("the %s door is %s", name, spider.doors[name])
        for request in spider.fetching.due():
            yield request

    def _marks(self, name: str) -> dict[str, str]:
        """What a door remembers; an audit begins at the beginning, a period has nothing to do with it."""
        if self.period != ALWAYS:
            return {}
        watermarks = self.archive.watermarks
        marks = {**watermarks.times(), **watermarks.of(name), **watermarks.of(ANY)}
        return {key: value for key, value in marks.items() if not (self.spider.full and key == "page")}

    def _keep(self, name: str, batch: Batch) -> None:
        """What was found and the marks that stand for it, in one transaction.

        A run that is not to fetch all that it finds moves no mark.
        """
        spider = self.spider
        found = [one for one in batch.found if self._is_wanted(one)]
        with writing(self.archive.db):
            self.archive.frontier.add(found, door=name, crawl_id=spider.crawl_id, everything=spider.refetch)
            if found:
                self.archive.watermarks.begin(spider.crawl_id)
            if spider.limit is None and self.period == ALWAYS:
                self.archive.watermarks.write(name, batch.marks, spider.crawl_id)
        self._tally()

    def _is_wanted(self, found: Found) -> bool:
        """Whether it may be of the period: nothing is edited before it is published."""
        since = self.period.since
        too_old = since and found.modified and found.published is None and found.modified < since
        return self.period.has(found.published) and not too_old

    def _finished(self, name: str, last: Batch, named: set[Key], *, news: bool) -> None:
        """A door was gone through as far as was wanted."""
        with writing(self.archive.db):
            self.archive.watermarks.write(name, {SHUT: None}, self.spider.crawl_id)
            if self.period == ALWAYS:
                self.archive.watermarks.end(self.spider.crawl_id)
        if self.spider.full and not news:
            self.listed[name] = named
        if not last.edits and self.spider.limit is None and self.period == ALWAYS:
            old = self.archive.frontier.grow_old(self.spider.crawl_id)
            if old:
                logger.info("the %s door tells of no edits: %d old pages are asked for again", name, old)

    def _shut(self, name: str, reason: Shut) -> None:
        self.spider.doors[name] = f"shut: {reason}"
        logger.info("the %s door is shut: %s", name, reason)
        if reason.lasting:
            with writing(self.archive.db):
                self.archive.watermarks.write(name, {SHUT: now()}, self.spider.crawl_id)

    def _is_open(self, name: str) -> bool:
        return self.spider.doors[name].startswith("open")

    def _order(self, *, news: bool) -> list[str]:
        """The site's doors in the order in which they are tried; those that were shut lately come last."""
        shut = self.archive.watermarks.shut(SHUT_FOR)
        doors = sorted(self.site.doors, key=FOR_NEWS.index) if news else list(self.site.doors)
        return sorted(doors, key=lambda name: name in shut)

    def standings(self, found: Iterable[Found], door: str) -> list[Standing]:
        """What each of these is to the archive."""
        return self.archive.frontier.standings(found, door)

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """Ask the site for one of a door's pages; Shut or Unreachable when it gives none."""
        spider = self.spider
        if spider.error:
            raise CloseSpider("failed")
        request = Request(url, headers=dict(headers or {}), callback=NO_CALLBACK)
        try:
            assert spider.crawler.engine is not None
            return await spider.crawler.engine.download_async(request)
        except NotAsked as error:
            raise CloseSpider("failed") from error
        except IgnoreRequest as error:
            raise Shut(f"{url}: {error}", lasting=not isinstance(error, Broken)) from error
        except (DownloadConnectionRefusedError, CannotResolveHostError) as error:
            raise Unreachable(f"nobody answers at {spider.site.base_url} ({words(error)})") from error
        except Exception as error:
            raise Shut(f"{url} gives no answer ({words(error)})", lasting=False) from error

    def _tally(self) -> None:
        """Count what the doors have listed; what of it is not due is unchanged."""
        counts = self.spider.counts
        counts.found, known = self.archive.frontier.tally(self.spider.crawl_id)
        counts.unchanged += known - self._known
        self._known = known
