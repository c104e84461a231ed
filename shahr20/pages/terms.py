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

_NOT_ARTICLES = re.compile(
    r"^/(?:category|tag|author|page|wp-[a-z]+|feed|comments)(?:/|$)|/(?:feed|trackback)/?$"
)


def terms(document: Document, anchors: Iterable[HtmlElement]) -> list[Term]:
    """Categories or tags that links name, each once; the home page and «دسته بندی نشده» are none."""
    found: dict[str, Term] = {}
    for anchor in anchors:
        name = squeeze(anchor.text_content()).strip("#،, ")
        url = document.absolute(anchor.get("href", ""))
        key = key_of(name)
        if not key or key in NO_CATEGORY or key in HOME or document.names.are_all_of(name):
            continue
        found.setdefault(key, Term(name=name, slug=slug_of(url)))
    return list(found.values())


def slug_of(url: str | None) -> str | None:
    """The last segment of a term's address, decoded."""
    if url is None:
        return None
    return unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2] or None


def related(document: Document, anchors: Iterable[HtmlElement], own_id: int | None) -> list[Related]:
    """Articles that links lead to, in order, each once; links without words (pictures) are passed over."""
    found: dict[str, Related] = {}
    for anchor in anchors:
        url = document.absolute(anchor.get("href", ""))
        title = link_title(anchor)
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
