"""The spider: `finding` brings addresses from the doors, `fetching` asks for their pages."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from shahr20.archive.archive import Archive, explain
from shahr20.archive.errors import ArchiveError
from shahr20.archive.finding import Finding as Said
from shahr20.archive.ledger import Counts
from shahr20.archive.period import ALWAYS, NoPeriod, period
from shahr20.archive.store import Outcome
from shahr20.failing import WRONG_USAGE, fail
from shahr20.pages import site as sites
from shahr20.pages.site import SiteError
from shahr20_spider.ending import end
from shahr20_spider.fetching import Fetching, page_of
from shahr20_spider.finding import Finding
from shahr20_spider.guards.certificates import are_verified
from shahr20_spider.politeness import Impolite, delay_for, user_agent

__all__ = ["Shahr20Spider", "open_archive", "page_of"]

logger = logging.getLogger("shahr20")


class Shahr20Spider(scrapy.Spider):
    """`scrapy crawl shahr20`, with `-a NAME=VALUE` for each argument.

    base_url: another address of the site (a mirror, a replica) · site: another site file · db: the
    archive's file · delay: seconds between requests · full: walk through all that the doors list, and explain
    what is missing where · refetch: full, and fetch every page again · since, until: only articles published
    then · limit: this many pages at most · contact: the address in the user agent.
    """

    name = "shahr20"

    def __init__(
        self,
        base_url: str | None = None,
        site: str | None = None,
        db: str = "archive.db",
        delay: float | str | None = None,
        full: bool | str = False,
        refetch: bool | str = False,
        since: str | None = None,
        until: str | None = None,
        limit: int | str | None = None,
        contact: str | None = None,
        archive: Archive | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = sites.load(site)
        if base_url:
            self.site = self.site.at(base_url)
        self.refetch = _is_yes(refetch)
        self.full = _is_yes(full) or self.refetch
        self.period = period(since, until, self.site.timezone)
        if self.full and self.period != ALWAYS:
            raise NoPeriod("an audit (--full) is of everything: leave --since and --until out")
        self.delay = delay_for(self.site, None if delay is None else float(delay))
        self.agent = user_agent(self.site, contact or os.environ.get("SHAHR20_CONTACT"))
        self.archive = archive or open_archive(Path(db), self.site.host)
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
        self.fetching = Fetching(self)
        self.finding = Finding(self)
        self.findings: list[Said] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Shahr20Spider:
        """As Scrapy makes it; what the arguments say goes into the settings before they are frozen."""
        try:
            spider = super().from_crawler(crawler, *args, **kwargs)
        except (ArchiveError, SiteError, Impolite, NoPeriod, ValueError) as error:
            if crawler.settings.getbool("SHAHR20_BAR"):
                raise  # `shahr20 crawl` says it itself; Scrapy's own command would show a traceback
            fail(str(error), getattr(error, "exit_code", WRONG_USAGE))
        crawler.settings.set("USER_AGENT", spider.agent, priority="spider")
        crawler.settings.set("DOWNLOAD_DELAY", spider.delay, priority="spider")
        crawler.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", are_verified(spider.site), priority="spider")
        crawler.signals.connect(spider.fetching.go_on, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Open the run in the ledger; then what `finding` brings."""
        asked = {"full": self.full, "refetch": self.refetch, "limit": self.limit, **self.period._asdict()}
        asked = {name: value for name, value in asked.items() if value or name == "full"}
        try:
            self.crawl_id = self.archive.ledger.start({"site": self.site.host, **asked})
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))
            return
        async for request in self.finding.requests():
            yield request

    async def fetch(self, url: str) -> Response:
        """Ask the site for one of a door's pages, or for another part of an article."""
        return await self.finding.fetch(url)

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
        """Explain the gaps that an audit found; watch, write down and say how the run went."""
        try:
            self.archive.frontier.hand_back(self.crawl_id)
            if reason == "finished" and self.error is None:
                self.finding.explain()
        except sqlite3.Error as error:
            self.stop(explain(error, self.archive.path))
        end(self, reason)


def _is_yes(argument: bool | str) -> bool:
    return str(argument).lower() in ("true", "1", "yes")


def open_archive(path: Path, host: str) -> Archive:
    """The archive of the site at `host`, made if need be, and locked for this process."""
    archive = Archive(path, create=True, locked=True)
    try:
        archive.claim(host)
    except BaseException:
        archive.close()
        raise
    return archive
