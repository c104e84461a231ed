"""Answers that broke off: when a server closes the connection, only the content says whether it was the end."""

from __future__ import annotations

import json

from lxml import etree
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from shahr20.pages.document import was_cut_off
from shahr20_spider.guards.again import ask_again


class WholeGuard:
    """Asks again for an answer without a length (RFC 9112, 6.3, case 8) that ends before its content does.

    One that is shorter than it said, or whose last chunk is missing, Scrapy itself refuses and asks for again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WholeGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer, when it is whole as far as can be told."""
        if "partial" not in response.flags or response.status != 200 or is_whole(response):
            return response
        return ask_again(self.crawler, request, "the answer breaks off before its end")


def is_whole(response: Response) -> bool:
    """Whether the content of an answer comes to its end; anything but markup and JSON may end anywhere."""
    if not response.body.strip():
        return False
    if isinstance(response, HtmlResponse):
        tail = response.text[-20_000:].lower()
        return "</html" in tail or "</body" in tail or ("<body" in tail and not was_cut_off(response.text))
    if isinstance(response, XmlResponse):
        return _is_closed(response.body)
    if isinstance(response, TextResponse) and b"json" in (response.headers.get("Content-Type") or b""):
        return _is_json(response.body)
    return True


def _is_closed(body: bytes) -> bool:
    """Whether the root element of an XML document is closed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return body.rstrip().endswith(b">") and not _ends_early(parser)
    return True


def _ends_early(parser: etree.XMLParser) -> bool:
    return any(entry.type_name in ("ERR_TAG_NOT_FINISHED", "ERR_DOCUMENT_END") for entry in parser.error_log)


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
