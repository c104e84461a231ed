"""The sitemap door: what robots.txt names, else where WordPress and its SEO plugins put it.

Core writes `/wp-sitemap.xml` (2,000 addresses a file, no `lastmod` before 6.5); Yoast and RankMath
write `/sitemap_index.xml` with `lastmod`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from lxml.etree import LxmlError
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap as Document

from shahr20.archive.frontier import Found
from shahr20.archive.times import now, stamp
from shahr20.archive.watermarks import SHUT, UNDERWAY, WALKED
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20_spider.doors.door import BUSY, Batch, Marks, Shut, Visitor, require_ok
from shahr20_spider.doors.trail import Trail
from shahr20_spider.doors.validators import conditions, remembered
from shahr20_spider.guards.packing import Damaged, TooLarge, unpacked

USUAL = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")

OTHER_KINDS = frozenset(
    {"page", "category", "categories", "cat", "tag", "tags", "tax", "taxonomies"}
    | {"author", "authors", "user", "users", "attachment", "misc"}
)
"""Words in the name of a sitemap that holds something else than articles."""

NOT_MODIFIED = 304
ROOT = "root "
"""A mark for each sitemap that the news begin with."""
TIMES = frozenset({"published", "modified", SHUT, UNDERWAY})
"""Marks that are not this door's own affair."""
DEPTH = 3  # an index of indexes is known, deeper is a loop
LARGEST = 50 * 1024 * 1024  # bytes; sitemaps.org, "Sitemap file size limit"


class Sitemap:
    """The list of pages the site keeps for search engines."""

    name = "sitemap"

    async def walk(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """Every address in the sitemaps of posts, with the last edit where they give it."""
        async for batch in _Survey(visitor, self.name, marks, everything=True).batches():
            yield batch

    async def news(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """Of each series of sitemaps the newest, and the others as far as they may have changed."""
        async for batch in _Survey(visitor, self.name, marks, everything=False).batches():
            yield batch


@dataclass
class _Root:
    """What one root sitemap lists, and whether it tells of edits."""

    urls: set[str] = field(default_factory=set)
    edits: bool = True

    def add(self, batch: Batch) -> None:
        self.urls.update(one.url for one in batch.found)
        self.edits &= batch.edits


def _needed(roots: dict[str, _Root]) -> list[str]:
    """The roots that between them list everything, those that tell of edits first: many sites have two of them."""
    kept, seen = [], set[str]()
    for root in sorted(roots, key=lambda root: (roots[root].edits, len(roots[root].urls)), reverse=True):
        urls = roots[root].urls
        if urls - seen:
            kept.append(root)
            seen |= urls
    return kept


class _Survey:
    """One visit to the sitemaps, and what is to be remembered of it: of each file how it begins and its lastmod."""

    def __init__(self, visitor: Visitor, door: str, marks: Marks, *, everything: bool) -> None:
        self.visitor = visitor
        self.door = door
        self.marks = marks
        self.everything = everything
        self.told: dict[str, str | None] = {}
        self.edits = True
        self.trail = Trail()
        self._moved = False
        """Whether the last file that was read has changed."""

    async def batches(self) -> AsyncIterator[Batch]:
        """All that is asked for; raises Shut when there is no sitemap."""
        named: dict[str, _Root] = {}
        async for root, response in self._roots():
            named[root] = _Root()
            async for batch in self._descend(response):
                named[root].add(batch)
                yield batch
        edits = self.edits
        if self.everything and not any(root.urls for root in named.values()):
            return
        if self.everything:
            kept = _needed(named)
            edits = all(named[root].edits for root in kept)
            self.told |= {WALKED: now(), **{f"{ROOT}{root}": "read" for root in kept}}
        forgotten = dict.fromkeys(name for name in self.marks if self.everything and name not in TIMES)
        yield Batch([], marks={**forgotten, **self.told}, edits=edits)

    async def _roots(self) -> AsyncIterator[tuple[str, Response]]:
        """The sitemaps to begin with: for news those that were worth it, else what robots.txt names, else the usual.

        Raises Shut when none answers.
        """
        site = self.visitor.site
        usual = [site.base_url + path for path in USUAL]
        wanted = (
            [] if self.everything else [name[len(ROOT) :] for name in self.marks if name.startswith(ROOT)]
        )
        asked: dict[str, Response] = {}
        if not wanted and not self.visitor.sitemaps:
            asked[usual[0]] = await self.visitor.fetch(usual[0])  # robots.txt has been read after that
        named = wanted or [url for url in self.visitor.sitemaps if same_host(url, site)]
        opened = False
        for root in named or usual:
            if root not in asked:
                asked[root] = await self.visitor.fetch(root)
            if asked[root].status == 200:
                opened = True
                self.trail.is_new(root)
                yield root, asked[root]
                if not named:
                    return
        if not opened:
            lasting = not any(one.status in BUSY for one in asked.values())
            words = "; ".join(f"{one.url} answers {one.status}" for one in asked.values())
            raise Shut(words, lasting=lasting)

    async def _descend(self, response: Response, depth: int = 0) -> AsyncIterator[Batch]:
        """What a sitemap lists, through the index files above it."""
        document = _parse(response)
        if document.type == "urlset":
            yield self._listed(response, document)
        elif depth < DEPTH:
            for series in _series(document, response, self.visitor.site):
                for place, (url, lastmod) in enumerate(series):
                    if not self._may_have_changed(url, lastmod, is_newest=place == 0):
                        continue
                    if not self.trail.is_new(url):
                        continue
                    known = {} if self.everything else conditions(self.marks, url)
                    below = await self.visitor.fetch(url, known)
                    if below.status == NOT_MODIFIED:
                        self._moved = False
                        continue
                    self.told |= {f"{url} lastmod": lastmod, **remembered(require_ok(below), url)}
                    async for batch in self._descend(below, depth + 1):
                        yield batch

    def _listed(self, response: Response, document: Document) -> Batch:
        found = [one for entry in document if (one := _found(entry, self.visitor.site))]
        standings = [] if self.everything else self.visitor.standings(found, self.door)
        begins = f"{response.url} begins"
        self.told[begins] = sha256(found[0].url.encode()).hexdigest() if found else None  # a slug is a title
        self._moved = self.told[begins] != self.marks.get(begins) or "new" in standings
        edits = all(one.modified for one in found)
        self.edits &= edits
        return Batch(found, edits=edits)

    def _may_have_changed(self, url: str, lastmod: str | None, *, is_newest: bool) -> bool:
        """Whether a file is to be read.

        The newest of a series always: a scheduled post that comes out moves no lastmod. Without lastmod, files
        are in order of the ids or the dates, and an article that comes into one, or leaves it, moves the
        beginnings of all after it: a file is read when the one after it begins otherwise than it did.
        """
        if self.everything or is_newest or UNDERWAY in self.marks:
            return True
        if lastmod is None:
            return self._moved
        return lastmod != self.marks.get(f"{url} lastmod")


def _series(index: Document, response: Response, site: Site) -> list[list[tuple[str, str | None]]]:
    """The files of posts that an index names, by kind, the newest first: (address, lastmod)."""
    kinds: dict[str, list[tuple[str, str | None]]] = {}
    for entry in index:
        url = canonical(entry["loc"], response.url)
        if same_host(url, site) and holds_articles(url):
            kinds.setdefault(re.sub(r"\d+", "", url), []).append((url, entry.get("lastmod")))
    for files in kinds.values():
        files.reverse()
        if all(lastmod for _, lastmod in files):
            files.sort(key=lambda file: file[1] or "", reverse=True)
    return list(kinds.values())


def holds_articles(url: str) -> bool:
    """Whether a sitemap's name allows for articles: `post-sitemap.xml` does, `page-sitemap.xml` does not."""
    words = re.split(r"[^a-z]+", url.rsplit("/", 1)[-1].lower())
    return not OTHER_KINDS.intersection(words)


def _parse(response: Response) -> Document:
    try:
        packed = response.body.startswith(b"\x1f\x8b")
        document = Document(unpacked(response.body, ["gzip"], LARGEST) if packed else response.body)
    except (Damaged, TooLarge) as error:
        raise Shut(f"{response.url} cannot be unpacked whole", lasting=False) from error
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
