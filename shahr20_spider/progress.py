"""What a person sees of a crawl: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from shahr20.archive.ledger import Counts

logger = logging.getLogger("shahr20")

console = Console(stderr=True)

REDRAW, LINE = 0.2, 10.0  # seconds


class Progress:
    """A Scrapy extension that watches `spider.counts`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.bar: Bar | None = None
        self.loop = create_looping_call(self.tick)
        self.started = self.spoke = 0.0
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """As Scrapy makes it."""
        return cls(crawler)

    def opened(self) -> None:
        """Begin to watch; draw the bar only where `shahr20 crawl` runs on a terminal."""
        self.started = self.spoke = time.monotonic()
        if self.crawler.settings.getbool("SHAHR20_BAR") and sys.stderr.isatty():
            self.bar = Bar(
                TextColumn("[bold]{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rest]}"),
                TimeRemainingColumn(),
                console=console,
                transient=True,
            )
            self.task = self.bar.add_task("pages", total=None, rest="")
            self.bar.start()
        self.loop.start(REDRAW, now=False)

    def tick(self) -> None:
        """Show how far the crawl is."""
        spider = self.crawler.spider
        counts, now = spider.counts, time.monotonic()  # type: ignore[union-attr]
        total = spider.total  # type: ignore[union-attr]
        if self.bar:
            rest = f"{counts.stored} stored, {counts.rejected} rejected, {counts.failed} failed"
            self.bar.update(self.task, completed=_settled(counts), total=total, rest=rest)
        elif now - self.spoke >= LINE:
            self.spoke = now
            logger.info("%s of %s · %s", _settled(counts), total or "?", summary(counts))

    def closed(self) -> None:
        """Say how it went."""
        if self.loop.running:
            self.loop.stop()
        if self.bar:
            self.bar.stop()
        spider = self.crawler.spider
        spider.took = time.monotonic() - self.started  # type: ignore[union-attr]
        if not self.crawler.settings.getbool("SHAHR20_BAR"):
            logger.info("%s · %.1f s", summary(spider.counts), spider.took)  # type: ignore[union-attr]


def summary(counts: Counts) -> str:
    """The counts of a run in one line."""
    shown = [
        f"found {counts.found}",
        f"fetched {counts.fetched}",
        f"stored {counts.stored}",
        f"unchanged {counts.unchanged}",
        f"rejected {counts.rejected}",
    ]
    shown += [f"{name} {number}" for name in ("gone", "failed") if (number := getattr(counts, name))]
    return " · ".join(shown)


def _settled(counts: Counts) -> int:
    return counts.stored + counts.unchanged + counts.rejected + counts.gone + counts.failed
