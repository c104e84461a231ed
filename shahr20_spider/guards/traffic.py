"""Whose turn it is: one request after the other, with the promised rest in between, and none while the site is down.

Everything that goes to the site passes here last: pages, doors, robots.txt, redirects, retries.
"""

from __future__ import annotations

import asyncio
import logging
import time

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from shahr20_spider.guards import certificates
from shahr20_spider.guards.breaker import Breaker
from shahr20_spider.guards.reasons import is_hung_up, words
from shahr20_spider.guards.refusals import NotAsked, Refused
from shahr20_spider.guards.resolver import NOT_PUBLIC
from shahr20_spider.guards.retry_after import seconds

logger = logging.getLogger("shahr20")

OVERLOADED = frozenset({408, 429, *range(500, 600)})
"""Answers that say how the site is, nothing of what was asked for."""

FORBIDDEN = frozenset({401, 403})
"""The same, when pages that everybody may read are answered so; a door may well be closed."""

GLANCE = 0.2
"""Seconds between two looks at whether the run ends, while a request waits."""

PROBE = "shahr20_probe"


class Traffic:
    """Holds each request until it may go, and learns from how it ends.

    - No two requests leave within DOWNLOAD_DELAY, nor within that time after the start of an answer: what the site
      sees is never faster than what was promised, however slow the way to it is.
    - No more than CONCURRENT_REQUESTS_PER_DOMAIN are on their way.
    - Retry-After is waited for; more than SHAHR20_LONGEST_RETRY_AFTER ends the run.
    - After SHAHR20_FAILURES requests in a row without a good answer everything waits, and after each pause the
      home page is asked for alone; after SHAHR20_PAUSES of them in vain the run ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        promised = getattr(crawler.spider, "delay", 0.0)  # no setting makes it shorter
        self.delay = max(settings.getfloat("DOWNLOAD_DELAY"), promised)
        self.longest_retry_after = settings.getfloat("SHAHR20_LONGEST_RETRY_AFTER")
        self.breaker = Breaker(
            patience=settings.getint("SHAHR20_FAILURES"),
            first=max(settings.getfloat("SHAHR20_FIRST_PAUSE"), 5 * self.delay),
            longest=settings.getfloat("SHAHR20_LONGEST_PAUSE"),
            pauses=settings.getint("SHAHR20_PAUSES"),
        )
        self._free = asyncio.Semaphore(settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        self._sent: dict[Request, float] = {}
        self._rest_from = self._silent_until = 0.0
        self._down = False  # whether the home page was asked for in vain since the breaker opened
        self._waiting_for_site: asyncio.Task[None] | None = None
        crawler.signals.connect(self.answer_begins, signal=signals.headers_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Traffic:
        """As Scrapy makes it."""
        return cls(crawler)

    # -- before ----------------------------------------------------------------------------------

    async def process_request(self, request: Request) -> None:
        """Return when it is the request's turn; NotAsked when the run ends before that."""
        probing = PROBE in request.meta
        while True:
            if await self._wait_while_open(probing):
                request.meta.pop("retry_times", None)  # that was not the page's fault
            await self._free.acquire()
            try:
                if await self._rest(probing):
                    self._sent[request] = self._rest_from = time.monotonic()
                    return
            except BaseException:
                self._free.release()
                raise
            self._free.release()

    async def _wait_while_open(self, probing: bool) -> bool:
        """Wait as long as the breaker is open; True when the site was down meanwhile."""
        self._require_run()
        was_down = False
        while self.breaker.is_open and not probing:
            await asyncio.sleep(GLANCE)
            was_down |= self._down
            self._require_run()
        return was_down

    async def _rest(self, probing: bool) -> bool:
        """Let the promised time pass; False when the breaker opened meanwhile."""
        while (left := max(self._rest_from + self.delay, self._silent_until) - time.monotonic()) > 0:
            await asyncio.sleep(min(left, GLANCE))
            self._require_run()
        return probing or not self.breaker.is_open

    def _require_run(self) -> None:
        if self._is_over:
            raise NotAsked("the run ends")

    @property
    def _is_over(self) -> bool:
        engine, spider = self.crawler.engine, self.crawler.spider
        return not (engine and engine.running) or getattr(spider, "error", None) is not None

    # -- after -----------------------------------------------------------------------------------

    def answer_begins(self) -> None:
        """The rest is counted from the moment when the site is known to have the request."""
        self._rest_from = time.monotonic()

    def process_response(self, request: Request, response: Response) -> Response:
        """Learn from an answer how the site is."""
        sent = self._returned(request)
        if sent is None or PROBE in request.meta:
            return response
        if response.status in OVERLOADED or (response.status in FORBIDDEN and "lease" in request.cb_kwargs):
            self._failed(request, sent, f"answers {response.status}")
            self._heed(response)
        else:
            self.breaker.good()
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Learn from what came instead of an answer."""
        sent = self._returned(request)
        if sent is None or isinstance(exception, IgnoreRequest | DownloadCancelledError):
            return  # not asked, or too large an answer
        if self._is_over and is_hung_up(exception):
            return  # it says nothing of the site
        self._rest_from = time.monotonic()
        host = self.crawler.spider.site.host.split(":")[0]  # type: ignore[union-attr]
        if isinstance(exception, CannotResolveHostError) and host in NOT_PUBLIC:
            self._end(
                f"{host} leads to {NOT_PUBLIC[host]}, which is no address of the public internet; "
                "if that is meant, name the address itself with --base-url"
            )
        elif flaw := certificates.objection(exception):
            self._end(
                f"the certificate of {host} does not hold: {flaw}; see docs/crawl.md on certificates: "
                "SSL_CERT_FILE, or verify_certificates = false in a site file"
            )
        elif PROBE not in request.meta:
            self._failed(request, sent, words(exception))

    def _returned(self, request: Request) -> float | None:
        """When the request was sent, None if it never was; its place is free now."""
        sent = self._sent.pop(request, None)
        if sent is not None:
            self._free.release()
        return sent

    def _heed(self, response: Response) -> None:
        """Retry-After holds for everything that we might ask for."""
        wait = seconds(response.headers.get("Retry-After")) if response.status in (429, 503) else None
        if wait is None:
            return
        if wait > self.longest_retry_after:
            self._end(f"the site asks to be left alone for {wait:.0f} s; the next run goes on")
            return
        now = time.monotonic()
        if now + wait > self._silent_until:
            logger.info("the site asks for a pause of %.0f s", wait)
            self._silent_until = now + wait
        self.breaker.paused(now)

    def _failed(self, request: Request, sent: float, reason: str) -> None:
        logger.info("%s: %s", request.url, reason)
        if self.breaker.failed(sent, time.monotonic()):
            self._down = False
            self._waiting_for_site = asyncio.create_task(self._wait_for_site(f"{request.url}: {reason}"))

    def _end(self, why: str) -> None:
        self.crawler.spider.stop(Refused(why))  # type: ignore[union-attr]

    # -- while the site is down ------------------------------------------------------------------

    async def _wait_for_site(self, last: str) -> None:
        """Pause and look, until the site is back or there have been too many pauses."""
        while not self._is_over:
            if self.breaker.is_hopeless:
                self._end(
                    f"the site gives no good answer, not after {self.breaker.opened} pauses either "
                    f"(last: {last}); the next run goes on"
                )
                return
            length = self.breaker.pause()
            logger.warning("requests in a row fail (%s): a pause of %.1f s", last, length)
            until = time.monotonic() + length
            while (left := until - time.monotonic()) > 0 and not self._is_over:
                await asyncio.sleep(min(left, GLANCE))
            if not self._is_over and await self._home_answers():
                self.breaker.close()
                return
            self._down = True

    async def _home_answers(self) -> bool:
        """Whether the home page comes: a page may be broken for ever, the home page tells of the site."""
        assert self.crawler.engine is not None
        home = f"{self.crawler.spider.site.base_url}/"  # type: ignore[union-attr]
        request = Request(home, callback=NO_CALLBACK, meta={PROBE: True, "dont_retry": True})
        try:
            response = await self.crawler.engine.download_async(request)
        except NotAsked:
            return False
        except IgnoreRequest:  # it answers with a redirect, or robots.txt does not let us look
            return True
        except Exception:
            return False
        return response.status not in OVERLOADED | FORBIDDEN
