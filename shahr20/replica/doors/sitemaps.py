"""Sitemaps of both kinds: WordPress's own, without lastmod, and the SEO plugin's, with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import Final, Literal

from shahr20.replica.desk import Entry
from shahr20.replica.doors.pages import PAGES
from shahr20.replica.site import Site
from shahr20.replica.story import encoded
from shahr20.replica.web import Request, Response, xml

CORE_SIZE: Final = 2_000
"""Addresses in one file of WordPress's own sitemap (wp_sitemaps_max_urls)."""
SEO_SIZE: Final = 1_000
"""Addresses in one file of the SEO plugin's."""
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_CORE: Final = re.compile(
    r"/wp-sitemap-(posts-post|posts-page|taxonomies-category|taxonomies-post_tag)-([0-9]{1,6})\.xml"
)
_SEO: Final = re.compile(r"/(post|page|category|post_tag)-sitemap([0-9]{0,6})\.xml")
_Line = tuple[str, datetime | None]


def answer(site: Site, request: Request) -> Response | None:
    """An index or one of its files; None for other paths, for a shut door and past the last file."""
    if site.open("sitemap", "core-sitemap"):
        if request.path == "/wp-sitemap.xml":
            return _index(_core_files(site))
        part = _CORE.fullmatch(request.path)
        if part:
            return _urls(_core_lines(site, part[1], int(part[2])))
    if site.open("sitemap", "seo-sitemap"):
        if request.path == "/sitemap_index.xml":
            return _index(_seo_files(site))
        part = _SEO.fullmatch(request.path)
        if part:
            return _urls(_seo_lines(site, part[1], int(part[2] or 1)))
    return None


def _core_files(site: Site) -> list[_Line]:
    count = ceil(len(site.desk.edition().entries) / CORE_SIZE)
    names = [f"posts-post-{number}" for number in range(1, count + 1)]
    names += ["posts-page-1", "taxonomies-category-1", "taxonomies-post_tag-1"]
    return [(f"{site.base}/wp-sitemap-{name}.xml", None) for name in names]


def _core_lines(site: Site, part: str, number: int) -> list[_Line]:
    """Posts stand in order of their ids; the first file of pages begins with the front page."""
    if part == "posts-post":
        entries = _slice(site.desk.edition().by_id[::-1], CORE_SIZE, number)
        return [(_address(site, entry), None) for entry in entries]
    if number != 1:
        return []
    if part == "posts-page":
        return [(site.base + "/", None), *_page_lines(site)]
    return _term_lines(site, "category" if part == "taxonomies-category" else "tag")


def _seo_files(site: Site) -> list[_Line]:
    edition = site.desk.edition()
    oldest_first = edition.by_modified[::-1]
    count = max(1, ceil(len(oldest_first) / SEO_SIZE))
    parts = [(number, _slice(oldest_first, SEO_SIZE, number)) for number in range(1, count + 1)]
    files: list[_Line] = [
        (
            f"{site.base}/post-sitemap{number if number > 1 else ''}.xml",
            entries[-1].modified if entries else None,
        )
        for number, entries in parts
    ]
    rest = ("page", "category", "post_tag")
    return files + [(f"{site.base}/{name}-sitemap.xml", edition.last_change) for name in rest]


def _seo_lines(site: Site, part: str, number: int) -> list[_Line]:
    """Posts stand in the order of their last edits, as the plugin has them."""
    edition = site.desk.edition()
    if part == "post":
        entries = _slice(edition.by_modified[::-1], SEO_SIZE, number)
        return [(_address(site, entry), entry.modified) for entry in entries]
    if number != 1:
        return []
    if part == "page":
        return [(site.base + "/", edition.last_change), *_page_lines(site)]
    return _term_lines(site, "category" if part == "category" else "tag")


def _address(site: Site, entry: Entry) -> str:
    return site.base + site.desk.headline(entry.id).path


def _page_lines(site: Site) -> list[_Line]:
    return [(f"{site.base}/{encoded(slug)}/", None) for slug in PAGES]


def _term_lines(site: Site, taxonomy: Literal["category", "tag"]) -> list[_Line]:
    return [(f"{site.base}/{taxonomy}/{encoded(slug)}/", None) for slug in site.desk.terms(taxonomy)]


def _slice(entries: Sequence[Entry], size: int, number: int) -> Sequence[Entry]:
    return entries[(number - 1) * size : number * size] if number > 0 else ()


def _index(files: Iterable[_Line]) -> Response:
    return _document("sitemapindex", "sitemap", files)


def _urls(lines: Sequence[_Line]) -> Response | None:
    return _document("urlset", "url", lines) if lines else None


def _document(root: str, item: str, lines: Iterable[_Line]) -> Response:
    items = "".join(f"<{item}><loc>{url}</loc>{_lastmod(moment)}</{item}>\n" for url, moment in lines)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n{items}</{root}>\n'
    return xml(text)


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{moment:%Y-%m-%dT%H:%M:%S+00:00}</lastmod>" if moment else ""
