"""One page, fetched as a crawl would: the same robots.txt, contact, host and delay; nothing is kept."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings

from shahr20.pages.page import Page
from shahr20.pages.site import Site
from shahr20_spider import settings as project
from shahr20_spider.doors import Unreachable
from shahr20_spider.guards.certificates import are_verified
from shahr20_spider.politeness import delay_for, user_agent
from shahr20_spider.spiders.shahr20 import page_of


class NoAnswer(Exception):
    """The site gives no page, or none that may be had; the message says why."""


class OnePage(scrapy.Spider):
    """Asks for one address, once, and keeps the answer or the error."""

    name = "one page"

    def __init__(self, url: str, site: Site, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.site = site
        self.sitemaps: list[str] = []
        self.response: Response | None = None
        self.error: Exception | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Ask, and yield nothing to be scheduled."""
        assert self.crawler.engine is not None
        try:
            self.response = await self.crawler.engine.download_async(Request(self.url, callback=NO_CALLBACK))
        except Exception as error:
            self.stop(error)
        for request in list[Request]():
            yield request

    def stop(self, error: Exception) -> None:
        """What a guard ends a crawl for; the first word counts."""
        self.error = self.error or error


def fetch(url: str, site: Site, contact: str | None = None) -> Page:
    """The page at an address of `site`, whatever its status; a redirect that stays on the host is followed.

    Neither a failure nor a 503 is tried again. Raises Impolite when a live host is asked without a
    contact, NoAnswer when nobody answers, or robots.txt or another host forbids it. Once a process.
    """
    settings = Settings()
    settings.setmodule(project, priority="project")
    settings.set("USER_AGENT", user_agent(site, contact), priority="cmdline")
    settings.set("DOWNLOAD_DELAY", delay_for(site, None), priority="cmdline")
    settings.set("DOWNLOAD_VERIFY_CERTIFICATES", are_verified(site), priority="cmdline")
    settings.set("RETRY_ENABLED", False, priority="cmdline")
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    settings.set("EXTENSIONS", {}, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)  # what fails is in the exception
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url, site=site)
    process.start(install_signal_handlers=False)  # a signal ends the process: there is nothing to save
    spider = crawler.spider
    assert isinstance(spider, OnePage)
    if isinstance(spider.error, Unreachable):
        raise NoAnswer(str(spider.error)) from spider.error
    if isinstance(spider.error, IgnoreRequest):
        raise NoAnswer(f"{url} is not fetched: {spider.error}") from spider.error
    if spider.error is not None:
        words = " ".join(str(spider.error).split()) or type(spider.error).__name__
        nobody = isinstance(spider.error, DownloadConnectionRefusedError | CannotResolveHostError)
        raise NoAnswer(
            f"{'nobody answers at' if nobody else 'no page from'} {url}: {words}"
        ) from spider.error
    assert spider.response is not None
    return page_of(spider.response)
