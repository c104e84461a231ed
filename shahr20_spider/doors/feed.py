"""The feed door: Atom, which tells the last edit, else RSS; `?paged=N` until there is no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree
from scrapy.http import Response

from shahr20.archive.frontier import Found
from shahr20.archive.times import stamp
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20_spider.doors.door import Batch, Shut, Visitor, require_ok

FEEDS = ("/feed/atom/", "/feed/")
ATOM = "{http://www.w3.org/2005/Atom}"


class Feed:
    """The feed for readers, page by page into the past."""

    name = "feed"

    async def walk(self, visitor: Visitor) -> AsyncIterator[Batch]:
        """Every entry of the first feed that answers, newest first."""
        refusals = []
        for path in FEEDS:
            first = await visitor.fetch(visitor.site.base_url + path)
            if first.status != 200:
                refusals.append(f"{first.url} answers {first.status}")
                continue
            async for batch in _pages(first, visitor.site.base_url + path, visitor):
                yield batch
            return
        raise Shut("; ".join(refusals))


async def _pages(first: Response, address: str, visitor: Visitor) -> AsyncIterator[Batch]:
    """The pages of a feed, until one is missing or brings nothing new."""
    seen: set[str] = set()
    number, response = 1, first
    while True:
        found = [one for one in _entries(response, visitor.site) if one.url not in seen]
        if not found:
            return
        seen.update(one.url for one in found)
        yield Batch(found)
        number += 1
        response = await visitor.fetch(f"{address}?paged={number}")
        if response.status == 404:
            return
        require_ok(response)


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
