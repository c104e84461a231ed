"""To ask once more for an answer that came, but did not come right."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request

from shahr20_spider.guards.refusals import Broken


def ask_again(crawler: Crawler, request: Request, why: str) -> Request:
    """The same request once more, as often as Scrapy retries; after that Broken is raised.

    For `process_response`, whose exceptions Scrapy's RetryMiddleware does not see.
    """
    spider = crawler.spider
    assert spider is not None
    allowed = crawler.settings.getint("RETRY_TIMES") if crawler.settings.getbool("RETRY_ENABLED") else 0
    again = get_retry_request(
        request, spider=spider, reason=why, max_retry_times=allowed, give_up_log_level="DEBUG"
    )
    if again is None:
        raise Broken(why)
    return again
