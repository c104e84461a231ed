"""Scrapy's way to the network, but that nothing is sent twice behind our back."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler


class Wire(HTTP11DownloadHandler):
    """When a kept connection is lost, Twisted sends the request again at once; here that is RetryMiddleware's to do.

    Its requests wait for their turn, and are counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
