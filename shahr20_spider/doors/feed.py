"""The feed door: Atom (`/feed/atom/`), which tells of edits, else RSS (`/feed/`), ten entries or so a page.

A walk goes by publication, page by page into the past. News are the newest by publication, then by last edit
(`?orderby=modified`). WordPress's answers carry the time of the last change of anything on the site, so that
one 304 says that nothing was published or edited. It says nothing of deletions.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise

from lxml import etree
from scrapy.http import Response

from shahr20.archive.frontier import Found
from shahr20.archive.times import now, stamp
from shahr20.archive.watermarks import UNDERWAY, WALKED
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20_spider.doors.door import BUSY, Batch, Marks, Shut, Visitor, require_ok
from shahr20_spider.doors.newest import By, Descent, Highest
from shahr20_spider.doors.trail import Trail
from shahr20_spider.doors.validators import conditions, remembered

ATOM_FEED, RSS_FEED = "/feed/atom/", "/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"
NOT_MODIFIED = 304


class Feed:
    """The feed for readers."""

    name = "feed"

    async def walk(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """Every entry of the first feed that answers, newest first.

        An interrupted walk reads from the top what came out since, and goes on one page before the one it
        came to.
        """
        path, first = await _open(visitor, {})
        high = Highest.since(first, {})
        number, response = 1, first
        if int(marks.get("page", 1)) > 2:
            high = Highest(marks["begun"])
            top = {"published": high.ceiling, UNDERWAY: "yes"}
            async for found in _down(visitor, self.name, path, "published", first, top):
                high.see(found)
                yield Batch(found, edits=path == ATOM_FEED)
            number = int(marks["page"]) - 1
            response = await visitor.fetch(_address(visitor, path, "published", number))
        seen: set[str] = set()
        trail = Trail()
        while response.status == 200:
            found = [one for one in _entries(response, visitor.site) if one.url not in seen]
            if not found or not trail.leads_on(found):
                break
            seen.update(one.url for one in found)
            high.see(found)
            yield Batch(found, marks={"page": str(number), "begun": high.ceiling}, edits=path == ATOM_FEED)
            oldest = found[-1].published
            if visitor.period.since and oldest and oldest < visitor.period.since:
                break
            number += 1
            response = await visitor.fetch(_address(visitor, path, "published", number))
        if response.status != 404:  # WordPress's answer beyond the last page
            require_ok(response)
        if seen:
            done = {"page": None, "begun": None, "path": path, WALKED: now()}
            marked = {**high.marks(), **remembered(first, "published"), **done}
            yield Batch([], marks=marked, edits=path == ATOM_FEED)

    async def news(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """The newest and the last edited; nothing where the site says that nothing has changed."""
        path, first = await _open(visitor, marks)
        high = Highest.since(first, marks)
        told: dict[str, str | None] = {"path": path}
        edits = path == ATOM_FEED
        if first.status == NOT_MODIFIED:
            yield Batch([], edits=edits)
            if _is_of_the_whole_site(marks):
                return
        else:
            told |= remembered(first, "published")
            async for found in _down(visitor, self.name, path, "published", first, marks):
                high.see(found)
                yield Batch(found, edits=edits)
        if edits:
            known = conditions(marks, "modified")
            edited = await visitor.fetch(_address(visitor, path, "modified", 1), known)
            if edited.status != NOT_MODIFIED:
                told |= remembered(require_ok(edited), "modified")
                edits = _is_sorted(_entries(edited, visitor.site))
                async for found in _down(visitor, self.name, path, "modified", edited, marks):
                    high.see(found)
                    yield Batch(found, edits=edits)
        yield Batch([], marks={**high.marks(), **told}, edits=edits)


async def _open(visitor: Visitor, marks: Marks) -> tuple[str, Response]:
    """The feed that answers, Atom if it does, and its first page."""
    refusals = []
    for path in dict.fromkeys([marks.get("path", ATOM_FEED), ATOM_FEED, RSS_FEED]):
        known = conditions(marks, "published") if path == marks.get("path") else {}
        response = await visitor.fetch(visitor.site.base_url + path, known)
        if response.status in (200, NOT_MODIFIED):
            return path, response
        refusals.append(response)
    raise Shut(
        "; ".join(f"{one.url} answers {one.status}" for one in refusals),
        lasting=not any(one.status in BUSY for one in refusals),
    )


async def _down(
    visitor: Visitor, door: str, path: str, by: By, first: Response, marks: Marks
) -> AsyncIterator[list[Found]]:
    """The entries of a feed's pages from the first on, as far as there may be anything new on them."""
    descent = Descent(by, marks)
    number, response, before = 1, first, list[Found]()
    while response.status == 200:
        found = _entries(response, visitor.site)
        if not found or found == before:  # beyond the end, or `paged` is ignored
            return
        standings = visitor.standings(found, door)
        yield found
        if descent.ends(found, standings):
            return
        number, before = number + 1, found
        response = await visitor.fetch(_address(visitor, path, by, number))
    if response.status != 404:
        require_ok(response)


def _address(visitor: Visitor, path: str, by: By, number: int) -> str:
    asked = ["orderby=modified&order=desc"] if by == "modified" else []
    asked += [f"paged={number}"] if number > 1 else []
    return f"{visitor.site.base_url}{path}{'?' if asked else ''}{'&'.join(asked)}"


def _is_of_the_whole_site(marks: Marks) -> bool:
    """Whether the two feeds, which list different things, carried the same time of last change."""
    last = marks.get("published last-modified")
    return last is not None and last == marks.get("modified last-modified")


def _is_sorted(found: list[Found]) -> bool:
    """Whether the feed did as it was asked: some caches and hosts ignore what stands behind the `?`."""
    times = [one.modified or "" for one in found]
    return all(earlier >= later for earlier, later in pairwise(times))


def _entries(response: Response, site: Site) -> list[Found]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(response.body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag not in (f"{ATOM}feed", "rss"):
        raise Shut(f"{response.url} is no feed")
    found = (
        [_atom(entry, site) for entry in root.iter(f"{ATOM}entry")]
        if root.tag == f"{ATOM}feed"
        else [_rss(item, site) for item in root.iter("item")]
    )
    return [one for one in found if one is not None]


def _atom(entry: etree._Element, site: Site) -> Found | None:
    links = entry.findall(f"{ATOM}link")
    link = next((one.get("href") for one in links if one.get("rel", "alternate") == "alternate"), None)
    return _found(
        link,
        entry.findtext(f"{ATOM}id"),
        site,
        published=_utc(entry.findtext(f"{ATOM}published")),
        modified=_utc(entry.findtext(f"{ATOM}updated")),
    )


def _rss(item: etree._Element, site: Site) -> Found | None:
    return _found(
        item.findtext("link"), item.findtext("guid"), site, published=_utc(item.findtext("pubDate"))
    )


def _found(
    link: str | None, guid: str | None, site: Site, *, published: str | None, modified: str | None = None
) -> Found | None:
    """An entry's address; its id from the guid, WordPress's `?p=ID`, or from the address itself."""
    try:
        url = canonical(link or "")
    except ValueError:
        return None
    if not same_host(url, site):
        return None
    number = article_id(url, site) or article_id((guid or "").strip(), site)
    return Found(url, number, published=published, modified=modified)


def _utc(text: str | None) -> str | None:
    """Atom writes RFC 3339, RSS writes RFC 822."""
    text = (text or "").strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except ValueError:
            continue
        return stamp(moment) if moment.tzinfo else None
    return None
