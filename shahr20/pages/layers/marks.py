"""WordPress's own marks: the id in addresses, in the shortlink and in the body's class."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from shahr20.pages.document import Document
from shahr20.pages.lines import squeeze
from shahr20.pages.record import Term
from shahr20.pages.rules import Draft
from shahr20.pages.terms import terms

_POSTID = re.compile(r"(?:^|\s)postid-(\d+)(?:\s|$)")


def address_id(document: Document, _: Draft) -> int | None:
    """The id in the address where redirects ended."""
    return None if is_slug(document) else document.article_id(document.page.url)


def canonical_id(document: Document, _: Draft) -> int | None:
    """The id in the canonical link."""
    return None if is_slug(document) else document.article_id(link(document, "canonical"))


def is_slug(document: Document) -> bool:
    """Whether the number in the page's address is a slug: «۱۴۰۱» is a title too.

    So it is where the address is nothing but a number, the canonical link the same, and WordPress's own marks agree on
    another id; one of them is enough where the digits are not Latin, because WordPress writes ids in those alone.
    """
    path = unquote(urlsplit(document.absolute(document.page.url) or "").path).strip("/")
    if not path.isdecimal():
        return False
    said = document.article_id(document.page.url)
    canonical = link(document, "canonical") or document.page.url
    if said is None or document.article_id(canonical) != said:
        return False
    marks = [mark for mark in (shortlink_id(document, Draft()), postid(document, Draft())) if mark]
    return len(set(marks)) == 1 and marks[0] != said and (len(marks) == 2 or not path.isascii())


def shortlink_id(document: Document, _: Draft) -> int | None:
    """The id in `<link rel="shortlink" href="…?p=47859">`."""
    return document.article_id(link(document, "shortlink"))


def postid(document: Document, _: Draft) -> int | None:
    """The id in `<body class="… postid-47859">`."""
    match = _POSTID.search(document.body.get("class", ""))
    return int(match[1]) if match and len(match[1]) < 16 else None


def og_url_id(document: Document, _: Draft) -> int | None:
    """The id in `og:url`."""
    said = document.meta.get("og:url")
    return document.article_id(document.absolute(said)) if said and not is_slug(document) else None


def link(document: Document, rel: str) -> str | None:
    """The absolute address of the first `<link rel=…>`."""
    for element in document.tree.iter("link"):
        if rel in element.get("rel", "").lower().split() and element.get("href"):
            return document.absolute(element.get("href"))
    return None


def canonical_url(document: Document, draft: Draft) -> str | None:
    """The canonical address, when it is this article's."""
    url = link(document, "canonical")
    return url if url and draft.id is not None and document.article_id(url) == draft.id else None


def final_url(document: Document, _: Draft) -> str | None:
    """The address where redirects ended, without query (but `?p=`) and fragment."""
    url = document.absolute(document.page.url)
    if url is None or "?" not in url:
        return url
    bare = url.partition("?")[0]
    return bare if document.article_id(bare) else url


def categories(document: Document, _: Draft) -> list[Term]:
    """Links that WordPress marks `rel="category tag"`; those on cards of other articles are theirs."""
    found = [a for a in document.tree.iter("a") if "category" in a.get("rel", "").split()]
    return terms(document, [a for a in found if document.zones.of(a) not in ("related", "comments")])


def tags(document: Document, _: Draft) -> list[Term]:
    """Links that WordPress marks `rel="tag"` and not `category`."""
    rels = ((a, a.get("rel", "").split()) for a in document.tree.iter("a"))
    return terms(document, [a for a, rel in rels if "tag" in rel and "category" not in rel])


def author(document: Document, _: Draft) -> str | None:
    """The link that WordPress marks `rel="author"`."""
    found = [
        squeeze(a.text_content()) for a in document.tree.iter("a") if "author" in a.get("rel", "").split()
    ]
    return next(filter(None, found), None)
