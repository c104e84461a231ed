from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from shahr20.archive.frontier import Found
from shahr20.pages import site as sites
from shahr20_spider.doors import DOORS, Shut

BASE = "https://shahr20.ir"


class Visitor:
    """A site made of a dictionary: path to body, (status, body) or (status, body, headers)."""

    def __init__(self, pages: dict[str, Any], sitemaps: list[str] | None = None) -> None:
        self.site = sites.load()
        self.pages = pages
        self.sitemaps = sitemaps or []
        self.asked: list[str] = []

    async def fetch(self, url: str) -> Response:
        path = url.removeprefix(BASE)
        self.asked.append(path)
        answer = self.pages.get(path, (404, ""))
        if isinstance(answer, Exception):
            raise answer
        status, body, *rest = answer if isinstance(answer, tuple) else (200, answer)
        if not isinstance(body, str | bytes):
            body = json.dumps(body)
        kind = HtmlResponse if "<html" in str(body) else TextResponse
        return kind(
            url,
            status=status,
            headers=rest[0] if rest else {},
            body=body.encode() if isinstance(body, str) else body,
            encoding="utf-8",
        )


Walk = Callable[..., list[Found]]


@pytest.fixture
def walk() -> Any:
    """Everything a door finds, and the visitor it went with."""

    def run(door: str, pages: dict[str, Any], **options: Any) -> tuple[list[Found], Visitor]:
        visitor = Visitor(pages, **options)

        async def collect() -> list[Found]:
            return [one async for batch in DOORS[door].walk(visitor) for one in batch.found]

        return asyncio.run(collect()), visitor

    return run


@pytest.fixture
def shut(walk: Any) -> Any:
    """The reason a door gives for being shut."""

    def run(door: str, pages: dict[str, Any]) -> str:
        with pytest.raises(Shut) as caught:
            walk(door, pages)
        return str(caught.value)

    return run
