"""The sitemap door: what robots.txt names, else where WordPress and its SEO plugins put it.

Core writes `/wp-sitemap.xml` (2,000 addresses a file, no `lastmod` before 6.5); Yoast and RankMath
write `/sitemap_index.xml` with `lastmod`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from lxml.etree import LxmlError
from scrapy.http import Response
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap as Document

from shahr20.archive.frontier import Found
from shahr20.archive.times import stamp
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20_spider.doors.door import Batch, Shut, Visitor, require_ok

USUAL = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")

OTHER_KINDS = frozenset(
    {"page", "category", "categories", "cat", "tag", "tags", "tax", "taxonomies"}
    | {"author", "authors", "user", "users", "attachment", "misc"}
)
"""Words in the name of a sitemap that holds something else than articles."""

DEPTH = 3  # an index of indexes is known, deeper is a loop
LARGEST = 50 * 1024 * 1024  # bytes; sitemaps.org, "Sitemap file size limit"


class Sitemap:
    """The list of pages the site keeps for search engines."""

    name = "sitemap"

    async def walk(self, visitor: Visitor) -> AsyncIterator[Batch]:
        """Every address in the sitemaps of posts, with the last edit where they give it."""
        named = [url for url in visitor.sitemaps if same_host(url, visitor.site)]
        refusals = []
        for root in named or [visitor.site.base_url + path for path in USUAL]:
            response = await visitor.fetch(root)
            if response.status != 200:
                refusals.append(f"{root} answers {response.status}")
                continue
            async for batch in _descend(response, visitor):
                yield batch
            if not named:
                return
        if len(refusals) == len(named or USUAL):
            raise Shut("; ".join(refusals))


async def _descend(response: Response, visitor: Visitor, depth: int = 0) -> AsyncIterator[Batch]:
    """What a sitemap lists, through the index files above it."""
    document = _parse(response)
    if document.type == "urlset":
        yield Batch([found for entry in document if (found := _found(entry, visitor.site))])
    elif depth < DEPTH:
        for entry in document:
            url = canonical(entry["loc"], response.url)
            if same_host(url, visitor.site) and holds_articles(url):
                below = require_ok(await visitor.fetch(url))
                async for batch in _descend(below, visitor, depth + 1):
                    yield batch


def holds_articles(url: str) -> bool:
    """Whether a sitemap's name allows for articles: `post-sitemap.xml` does, `page-sitemap.xml` does not."""
    words = re.split(r"[^a-z]+", url.rsplit("/", 1)[-1].lower())
    return not OTHER_KINDS.intersection(words)


def _parse(response: Response) -> Document:
    body = gunzip(response.body, max_size=LARGEST) if response.body.startswith(b"\x1f\x8b") else response.body
    try:
        document = Document(body)
    except (ValueError, AttributeError, LxmlError) as error:
        raise Shut(f"{response.url} is no sitemap") from error
    if document.type not in ("urlset", "sitemapindex"):
        raise Shut(f"{response.url} is no sitemap")
    return document


def _found(entry: dict[str, Any], site: Site) -> Found | None:
    try:
        url = canonical(entry["loc"])
    except (KeyError, ValueError):
        return None
    if not same_host(url, site) or url.rstrip("/") == site.base_url:
        return None
    return Found(url, article_id(url, site), modified=_utc(entry.get("lastmod")))


def _utc(lastmod: str | None) -> str | None:
    """W3C date and time with its offset; a bare day says too little to compare with."""
    try:
        moment = datetime.fromisoformat((lastmod or "").strip())
    except ValueError:
        return None
    return stamp(moment) if moment.tzinfo else None
