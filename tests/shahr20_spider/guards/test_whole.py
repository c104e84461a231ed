from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from shahr20_spider.guards.whole import is_whole

PAGE = "<html><head><title>خبر</title></head><body><article><p>متن</p></article></body></html>"
FEED = '<?xml version="1.0"?><feed><entry><id>1</id></entry></feed>'
JSON = {"Content-Type": "application/json"}


def html(text: str) -> Response:
    return HtmlResponse("https://shahr20.ir/7/", body=text.encode(), encoding="utf-8")


def xml(text: str) -> Response:
    return XmlResponse("https://shahr20.ir/feed/", body=text.encode(), encoding="utf-8")


def json(text: str) -> Response:
    return TextResponse("https://shahr20.ir/wp-json/", headers=JSON, body=text.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    "response",
    [
        html(PAGE),
        html(PAGE + "\n<!-- cached -->"),
        html("<html><body><article><p>پوسته‌ای که پایان‌ها را نمی‌نویسد</p></article>"),
        xml(FEED),
        xml(FEED + "\n<!-- generated -->"),
        xml(FEED.replace("<id>", "<id>&nbsp;")),
        json('[{"id": 1}]'),
        Response("https://shahr20.ir/a.jpg", body=b"\xff\xd8"),
    ],
)
def test_whole(response: Response) -> None:
    assert is_whole(response)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.9])
@pytest.mark.parametrize(
    ("kind", "text"), [(html, PAGE[:-14]), (xml, FEED), (json, '[{"id": 1}, {"id": 22}]')]
)
def test_cut_off_anywhere(kind: type, text: str, share: float) -> None:
    assert not is_whole(kind(text[: int(len(text) * share)]))


def test_nothing_is_not_whole() -> None:
    assert not is_whole(html(" \n"))
