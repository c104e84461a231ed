from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from shahr20.archive.frontier import Found, Standing
from shahr20.archive.period import ALWAYS, Period
from shahr20.pages import site as sites
from shahr20_spider.doors import DOORS, Batch, Shut

BASE = "https://shahr20.ir"


class Visitor:
    """A site made of a dictionary: path to body, (status, body) or (status, body, headers).

    `known` is what the archive has: for each address, when it was modified.
    """

    def __init__(
        self,
        pages: dict[str, Any],
        sitemaps: list[str] | None = None,
        known: dict[str, str | None] | None = None,
        period: Period = ALWAYS,
    ) -> None:
        self.site = sites.load()
        self.pages = pages
        self.sitemaps = sitemaps or []
        self.known = known or {}
        self.period = period
        self.asked: list[str] = []
        self.conditions: list[dict[str, str]] = []

    def standings(self, found: Iterable[Found], door: str) -> list[Standing]:
        found = list(found)
        news: list[Standing] = [
            "new" if one.url not in self.known
            else "edited" if self.known[one.url] != one.modified
            else "known"
            for one in found
        ]  # fmt: skip
        self.known |= {one.url: one.modified for one in found}
        return news

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        path = url.removeprefix(BASE)
        self.asked.append(path)
        self.conditions.append(dict(headers or {}))
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


class Walk:
    """What a walk found, and what it wants remembered."""

    def __init__(self, batches: list[Batch]) -> None:
        self.batches = batches
        self.found = [one for batch in batches for one in batch.found]
        self.marks = {name: value for batch in batches for name, value in batch.marks.items()}


@pytest.fixture
def walk() -> Any:
    """Everything a door finds, and the visitor it went with."""

    def run(
        door: str, pages: dict[str, Any], marks: dict[str, str] | None = None, **options: Any
    ) -> tuple[list[Found], Visitor]:
        visitor = Visitor(pages, **options)

        async def collect() -> list[Found]:
            return [one async for batch in DOORS[door].walk(visitor, marks or {}) for one in batch.found]

        return asyncio.run(collect()), visitor

    return run


@pytest.fixture
def go() -> Any:
    """Go through a door, for all of it or for its news, with what it remembers."""

    def run(
        door: str, kind: str, pages: dict[str, Any], marks: dict[str, str] | None = None, **options: Any
    ) -> tuple[Walk, Visitor]:
        visitor = Visitor(pages, **options)

        async def collect() -> Walk:
            walk = DOORS[door].walk if kind == "walk" else DOORS[door].news
            return Walk([batch async for batch in walk(visitor, marks or {})])

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
