"""Packed answers: unpacked whole, within bounds, or not at all.

In the place of Scrapy's HttpCompressionMiddleware, which takes what came of a packed answer that broke off.
"""

from __future__ import annotations

from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from shahr20_spider.guards.again import ask_again
from shahr20_spider.guards.packing import Damaged, TooLarge, unpacked
from shahr20_spider.guards.refusals import Broken

PLAIN: Final = ("", "identity")


class UnpackGuard:
    """Says which packings are understood, and undoes them. A damaged answer is asked for again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpackGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for what can be checked to be whole."""
        request.headers.setdefault("Accept-Encoding", "gzip, deflate, br")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer as it was before it was packed."""
        header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        layers = [name for part in header.split(",") if (name := part.strip().lower()) not in PLAIN]
        if not layers or not response.body:
            return response
        try:
            body = unpacked(response.body, layers, self.limit)
        except Damaged as error:
            return ask_again(self.crawler, request, f"the packed answer is damaged ({error})")
        except TooLarge as error:
            raise Broken(f"more than {self.limit:,} bytes come out of a packed answer") from error
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=body)
        del response.headers["Content-Encoding"]
        anew = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, body=body, **anew)
