"""Categories, tags and related articles from links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.lines import lines_of, squeeze
from shahr20.pages.names import key_of
from shahr20.pages.record import Related, Term

NO_CATEGORY = frozenset(map(key_of, ("دسته بندی نشده", "بدون دسته", "بدون دسته بندی", "uncategorized")))
HOME = frozenset(map(key_of, ("خانه", "صفحه اصلی", "صفحه نخست", "صفحهٔ اصلی", "home")))

STEPS = frozenset(("prev", "next"))
"""What links to the article before and after this one are related as."""

_NOT_ARTICLES = re.compile(
    r"^/(?:category|tag|author|page|wp-[a-z]+|feed|comments)(?:/|$)|/(?:feed|trackback)/?$"
)

_CATEGORY = re.compile(r"^/(?:[^/]+/)?category/[^/]")


def terms(document: Document, anchors: Iterable[HtmlElement]) -> list[Term]:
    """Categories or tags that links name, each once; the home page and «دسته بندی نشده» are none."""
    found: dict[str, Term] = {}
    for anchor in anchors:
        name = squeeze(anchor.text_content()).strip("#،, ")
        url = document.absolute(anchor.get("href", ""))
        if is_term(document, name):
            found.setdefault(key_of(name), Term(name=name, slug=slug_of(url)))
    return list(found.values())


def is_term(document: Document, name: str) -> bool:
    """Whether a name is a category's or tag's, and not the home page, the site or «دسته بندی نشده»."""
    key = key_of(name)
    return bool(key) and key not in NO_CATEGORY and key not in HOME and not document.names.are_all_of(name)


def is_category_link(url: str) -> bool:
    """Whether an address is a category's under WordPress's own base."""
    return bool(_CATEGORY.match(urlsplit(url).path))


def slug_of(url: str | None) -> str | None:
    """The last segment of a term's address, decoded; of an AMP page's links the one before `/amp/`."""
    if url is None:
        return None
    path = unquote(urlsplit(url).path).rstrip("/")
    return path.removesuffix("/amp").rpartition("/")[2] or None


def related(document: Document, anchors: Iterable[HtmlElement], own_id: int | None) -> list[Related]:
    """Articles that links lead to, in order, each once; links without words (pictures) are passed over."""
    found: dict[str, Related] = {}
    for anchor in anchors:
        url = document.absolute(anchor.get("href", ""))
        title = link_title(anchor)
        if STEPS & set(anchor.get("rel", "").split()):
            continue
        if url is None or not title or not is_article_link(document, url):
            continue
        ident = document.article_id(url)
        if ident is None or ident != own_id:
            found.setdefault(url, Related(title=title, url=url, id=ident))
    return list(found.values())


def is_article_link(document: Document, url: str) -> bool:
    """Whether an absolute address can be an article's: not the home page, a category, a feed."""
    parts = urlsplit(url)
    if document.article_id(url):
        return True
    return parts.path not in ("", "/") and not _NOT_ARTICLES.search(parts.path)


def link_title(anchor: HtmlElement) -> str:
    """The title a link shows: its heading when it is a whole card, else its longest line."""
    for heading in anchor.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        said = squeeze(heading.text_content())
        if said:
            return said
    return max((line.text for line in lines_of(anchor)), key=len, default="")
