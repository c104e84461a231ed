"""The site's HTML: articles, the pages that list them, two plain pages, 404, and the files around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import ceil
from typing import Final, Literal
from zlib import crc32

from shahr20.replica.desk import Entry
from shahr20.replica.site import Site, menu
from shahr20.replica.story import encoded
from shahr20.replica.themes import Listing
from shahr20.replica.web import Request, Response, page, redirect

PER_PAGE: Final = 10
PAGES: Final = {
    "درباره-ما": (2, "درباره ما", "«شهر بیست» پایگاه خبری شهر قم است و از فروردین ۱۳۹۱ می‌نویسد."),
    "تماس-با-ما": (12, "تماس با ما", "تحریریه: قم، بلوار امین. رایانامه: news@shahr20.ir"),
}
"""Pages that are no articles, by slug: their WordPress id, title and text."""
_ARTICLE: Final = re.compile(r"/([0-9]{1,9})(?:/.*)?", re.DOTALL)
_LISTING: Final = re.compile(
    r"(?:/(?P<taxonomy>category|tag)/(?P<slug>[^/]+))?(?:/page/(?P<number>[0-9]{1,6}))?/?"
)
# A grey pixel: any picture the site has.
_PIXEL: Final = bytes.fromhex(
    "47494638396101000100800000dee2e600000021f90400000000002c00000000010001000002024401003b"
)


def answer(site: Site, request: Request) -> Response:
    """What the site has at a path; 404 where it has nothing."""
    if request.path.startswith("/wp-content/"):
        return _file(request)
    if request.path in ("/", "") and "p" in request.query:
        return _shortlink(site, request)
    article = _ARTICLE.fullmatch(request.path)
    if article:
        return _article(site, request, int(article[1]))
    listing = _LISTING.fullmatch(request.path)
    if listing:
        return _listing(site, request, listing)
    plain = PAGES.get(request.path.strip("/"))
    if plain:
        page_id, title, text = plain
        return page(200, site.theme.plain(site.view(), title, [text], page_id))
    return not_found(site)


def not_found(site: Site) -> Response:
    """WordPress's 404, a page of the theme."""
    text = "نوشته‌ای که دنبالش بودید پیدا نشد. شاید جابه‌جا یا حذف شده باشد."
    return page(404, site.theme.plain(site.view(), "صفحه یافت نشد", [text], None))


def _article(site: Site, request: Request, article_id: int) -> Response:
    """The page at its canonical address; from any other address of the article a redirect to it."""
    entry = site.desk.edition().entries.get(article_id)
    if entry is None:
        return not_found(site)
    story = site.desk.story(article_id)
    if request.path != f"/{story.id}/{story.slug}/":
        return redirect(site.base + story.path)
    html = site.theme.article(site.view(), story, site.headlines(story.related)).encode()
    links = (
        ("Link", f'<{site.base}/wp-json/>; rel="https://api.w.org/"'),
        ("Link", f"<{site.base}/?p={story.id}>; rel=shortlink"),
    )
    if not site.validators:
        return Response(200, html, headers=links)
    # weak: the clock in the page's head changes, the article does not (RFC 9110, 8.8.1)
    text = "\n".join((story.kicker or "", story.title, story.lead or "", *story.paragraphs))
    etag = f'W/"{story.id}-{int(story.modified.timestamp()):x}-{crc32(text.encode()):08x}"'
    return Response(200, html, headers=links, etag=etag, modified=story.modified)


def _shortlink(site: Site, request: Request) -> Response:
    """`?p=ID`: a redirect to the article or page of that id, or 404."""
    if not site.open("shortlink"):
        return page(403, site.theme.plain(site.view(), "دسترسی مجاز نیست", [], None))
    wanted = request.number("p", 0)
    if wanted is not None and wanted in site.desk.edition().entries:
        return redirect(site.base + site.desk.headline(wanted).path)
    for slug, (page_id, _, _) in PAGES.items():
        if page_id == wanted:
            return redirect(f"{site.base}/{encoded(slug)}/")
    return not_found(site)


def _listing(site: Site, request: Request, match: re.Match[str]) -> Response:
    """Ten articles a page; page 1 has no number. A category without articles is an empty page."""
    if not site.open("listing"):
        return page(403, site.theme.plain(site.view(), "دسترسی مجاز نیست", [], None))
    archive = _archive(site, request, match["taxonomy"], match["slug"])
    if archive is None:
        return not_found(site)
    heading, path, entries = archive
    number, pages = int(match["number"] or 1), max(1, ceil(len(entries) / PER_PAGE))
    if not 1 <= number <= pages:
        return not_found(site)
    if not request.path.endswith("/") or (match["number"] and number == 1):
        return redirect(site.base + (path if number == 1 else f"{path}page/{number}/"))
    shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
    stories = [site.desk.story(entry.id) for entry in shown]
    return page(200, site.theme.listing(site.view(), Listing(heading, path, number, pages), stories))


def _archive(
    site: Site, request: Request, taxonomy: str | None, slug: str | None
) -> tuple[str, str, Sequence[Entry]] | None:
    """Heading, path and articles of a listing, in the order asked for; None for an unknown term."""
    if taxonomy is None or slug is None:
        by: Literal["modified", "date"] = "modified" if request.query.get("orderby") == "modified" else "date"
        return "تازه‌ترین خبرها", "/", site.desk.edition().ordered(by)
    path = f"/{taxonomy}/{encoded(slug)}/"
    if taxonomy == "tag":
        entries = site.desk.filed_under("tag", slug)
        terms = site.desk.story(entries[0].id).tags if entries else ()
    else:
        entries, terms = site.desk.filed_under("category", slug), menu()
    name = next((term.name for term in terms if term.slug == slug), None)
    return None if name is None else (name, path, entries)


def _file(request: Request) -> Response:
    """The style sheet; one and the same grey pixel for every picture; nothing else."""
    if request.path.endswith("/taj.css"):
        return Response(200, _style_sheet(), "text/css; charset=utf-8", _CACHED)
    if request.path.endswith((".jpg", ".gif", ".png")):
        return Response(200, _PIXEL, "image/gif", _CACHED)
    return Response(404, b"", "text/plain")


_CACHED: Final = (("Cache-Control", "max-age=3600"),)


@cache
def _style_sheet() -> bytes:
    return resources.files("shahr20.replica.themes").joinpath("taj.css").read_bytes()
