"""The listing door: the pages people leaf through, `/page/N/` or `?paged=N`, else those of each category.

The last door: a listing page names some ten articles and tells nothing of their edits.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import unquote, urlsplit

from scrapy.http import Response, TextResponse

from shahr20.archive.frontier import Found
from shahr20.archive.times import now
from shahr20.archive.watermarks import UNDERWAY, WALKED
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20_spider.doors.door import Batch, Marks, Shut, Visitor, require_ok
from shahr20_spider.doors.trail import Trail

HEADLINES = "h1 a, h2 a, h3 a, [rel~=bookmark], .entry-title a"
"""Links that name an article where addresses carry no id."""

PAGED = re.compile(r"[?&]paged=2(?:&|$)")
"""The second page of a listing where WordPress has plain addresses: there `/page/2/` is the home page."""

OTHER_PLACES = ("/category/", "/tag/", "/author/", "/page/", "/feed/", "/wp-", "/comments/")

ANNEX = re.compile(r"/(?:feed|amp|embed|trackback|comment-page-\d+)/?$|/[^/]+/[^/]+/\d+/?$")
"""Addresses below an article's own: its comments' feed, its second part."""


class Listing:
    """The front page and what follows it; the categories where the front page is not leafed through."""

    name = "listing"

    async def walk(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """Every article that a listing page links to."""
        leafed = "front"
        async for batch, where in _leaf_all(visitor, self.name, to_the_end=True):
            leafed = where
            yield batch
        yield Batch([], marks={WALKED: now(), "leafed": leafed}, edits=False)

    async def news(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """The first pages, until everything on one is known."""
        categories = marks.get("leafed") == "categories"
        to_the_end = UNDERWAY in marks
        async for batch, _ in _leaf_all(visitor, self.name, to_the_end=to_the_end, categories=categories):
            yield batch


async def _leaf_all(
    visitor: Visitor, door: str, *, to_the_end: bool, categories: bool = False
) -> AsyncIterator[tuple[Batch, str]]:
    """The front page's leaves, with the word "front"; where it has but one, or it is asked, the categories'."""
    home = require_ok(await visitor.fetch(visitor.site.base_url + "/"))
    seen: set[str] = set()
    leaves = 0
    async for batch in _leaf(home, visitor.site.base_url, visitor, seen, door, to_the_end):
        leaves += 1
        yield batch, "front"
    if leaves > 1 or (not to_the_end and not categories and seen):
        return
    for category in _categories(home, visitor.site):
        first = await visitor.fetch(category)
        if first.status == 200:
            async for batch in _leaf(first, category.rstrip("/"), visitor, seen, door, to_the_end):
                yield batch, "categories"
    if not seen:
        raise Shut(f"{home.url} links to no article")


async def _leaf(
    first: Response, address: str, visitor: Visitor, seen: set[str], door: str, to_the_end: bool
) -> AsyncIterator[Batch]:
    """The pages of one listing, until one is missing or names the same articles as the one before.

    Without `to_the_end`, until everything that a page names is known.
    """
    plain = any(PAGED.search(url) for url in _links(first, "a", visitor.site))
    trail = Trail()
    number, response, before = 1, first, set[str]()
    while response.status == 200:
        found = _articles(response, visitor.site)
        named = {one.url for one in found}
        if not named - before or not trail.leads_on(found):
            return
        before = named
        standings = [] if to_the_end else visitor.standings(found, door)
        yield Batch([one for one in found if one.url not in seen], edits=False)
        seen |= named
        if not to_the_end and all(standing == "known" for standing in standings):
            return
        number += 1
        response = await visitor.fetch(f"{address}/?paged={number}" if plain else f"{address}/page/{number}/")


def _articles(response: Response, site: Site) -> list[Found]:
    found: dict[int, Found] = {}
    for url in _links(response, "a", site):
        number = article_id(url, site)
        if number and not ANNEX.search(urlsplit(url).path):
            found.setdefault(number, Found(url, number))
    headlines = [
        url for url in dict.fromkeys(_links(response, HEADLINES, site)) if _may_be_article(url, site)
    ]
    nameless = [Found(url) for url in headlines if article_id(url, site) is None]
    # where most headlines carry no id, a number in an address is a year, or a title like «۱۴۰۱»
    return list(found.values()) if len(found) > len(nameless) else [Found(url) for url in headlines]


def _categories(response: Response, site: Site) -> list[str]:
    links = _links(response, "a", site)
    return list(dict.fromkeys(url for url in links if urlsplit(url).path.startswith("/category/")))


def _links(response: Response, selector: str, site: Site) -> list[str]:
    """The addresses on this site that the page links to, in one spelling."""
    if not isinstance(response, TextResponse):
        return []
    urls = []
    for link in response.css(selector):
        try:
            url = canonical(link.attrib.get("href", ""), response.url)
        except ValueError:
            continue
        if same_host(url, site):
            urls.append(url)
    return urls


def _may_be_article(url: str, site: Site) -> bool:
    path = unquote(urlsplit(url).path)
    return url.rstrip("/") != site.base_url and not path.startswith(OTHER_PLACES)
