"""One crawl from beginning to end: what `shahr20 crawl` does."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from types import FrameType
from typing import Any

from rich.logging import RichHandler
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from shahr20_spider import settings as project
from shahr20_spider.progress import console
from shahr20_spider.spiders.shahr20 import Shahr20Spider

MOMENT = 0.02  # seconds
GRACE = 5.0
"""Seconds that answers under way have to come when a run is told to end."""


def crawl(**arguments: Any) -> Shahr20Spider:
    """Crawl with the spider's arguments; returns the spider, closed, with its counts and exit code.

    Raises what the spider raises for arguments that cannot be: SiteError, Impolite, ArchiveError.
    """
    settings = Settings()
    settings.setmodule(project, priority="project")
    settings.set("SHAHR20_BAR", True, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    _speak()
    crawler = process.create_crawler(Shahr20Spider)
    running = process.crawl(crawler, **arguments)
    _end_on_signals(process, crawler, running)
    process.start(install_signal_handlers=False)
    if not running.cancelled() and (error := running.exception()):
        raise error
    spider = crawler.spider
    assert isinstance(spider, Shahr20Spider)
    return spider


def _speak() -> None:
    """Our own lines go to stderr; of the libraries', only what they could not cope with.

    What Scrapy says of a failed request (robots.txt with a traceback) the spider says in a sentence, and
    what trafilatura says of a page («discarding data: None») no sentence explains.
    """
    handler: logging.Handler
    if sys.stderr.isatty():
        handler = RichHandler(console=console, show_path=False, show_time=False)
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("shahr20").setLevel(logging.INFO)
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    for name in (
        "scrapy.downloadermiddlewares.robotstxt",
        "scrapy.downloadermiddlewares.retry",
        "trafilatura",
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _end_on_signals(process: AsyncCrawlerProcess, crawler: Crawler, running: asyncio.Task[None]) -> None:
    """SIGTERM and Ctrl-C end the crawl after the pages under way; a second one ends it at once."""
    loop = asyncio.get_event_loop()

    async def stop(number: int) -> None:
        """A stop that comes before the engine runs is forgotten by Scrapy, and the crawl never ends."""
        while not running.done() and not _is_under_way(crawler):
            await asyncio.sleep(MOMENT)
        if not running.done():
            assert isinstance(crawler.spider, Shahr20Spider)
            crawler.spider.ended_by = number
            stopped = asyncio.ensure_future(process.stop())
            await asyncio.wait([stopped], timeout=GRACE)
            _hang_up()
            await stopped

    def end(number: int, _frame: FrameType | None) -> None:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)
        loop.call_soon_threadsafe(lambda: stopping.append(loop.create_task(stop(number))))

    stopping: list[asyncio.Task[None]] = []  # a task that nobody holds may be collected
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, end)


def _hang_up() -> None:
    """Tear down the connections that are still open: who waits for an answer gets an error instead."""
    from twisted.internet import reactor
    from twisted.internet.tcp import Client

    sockets: Any = reactor
    for one in {*sockets.getReaders(), *sockets.getWriters()}:
        if isinstance(one, Client):
            one.abortConnection()  # type: ignore[no-untyped-call]


def _is_under_way(crawler: Crawler) -> bool:
    try:
        return crawler.engine.running
    except RuntimeError:  # what Scrapy says of an engine that is not made yet
        return False
