"""What the page's metadata say: JSON-LD, OpenGraph, `article:` and `<time>`. What is printed goes first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from shahr20.pages.charset import drop_impossible
from shahr20.pages.document import Document
from shahr20.pages.lines import squeeze
from shahr20.pages.record import Term
from shahr20.pages.rules import Draft
from shahr20.pages.terms import is_term

ARTICLES = frozenset(("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "Report"))
DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "date",
)


def json_ld(document: Document) -> dict[str, Any]:
    """The JSON-LD object of the article; empty when there is none that can be read."""
    for script in document.tree.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            for thing in _things(_loads(script.text_content())):
                kinds = thing.get("@type")
                if ARTICLES & set(
                    kinds if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []
                ):
                    return thing
    return {}


def title_json_ld(document: Document, _: Draft) -> str | None:
    """`headline` of the JSON-LD article."""
    said = json_ld(document).get("headline")
    return document.names.stripped_from(_text(said)) or None


def title_og(document: Document, _: Draft) -> str | None:
    """`og:title` without the site's name."""
    return document.names.stripped_from(document.meta.get("og:title", "")) or None


def title_head(document: Document, _: Draft) -> str | None:
    """`<title>` without the site's name."""
    said = document.names.stripped_from(document.head_title)
    return said if said and not document.names.are_all_of(said) else None


def published_machine_meta(document: Document, _: Draft) -> str | None:
    """`article:published_time` or one of its kin."""
    return next((document.meta[name] for name in DATES if name in document.meta), None)


def published_machine_json_ld(document: Document, _: Draft) -> str | None:
    """`datePublished` of the JSON-LD article."""
    return _text(json_ld(document).get("datePublished")) or None


def published_machine_time(document: Document, _: Draft) -> str | None:
    """`<time datetime>` or `itemprop="datePublished"` in the article."""
    for element in document.body.iter("time", "meta", "abbr", "span"):
        said = element.get("datetime") or (
            element.get("content") if element.get("itemprop") == "datePublished" else None
        )
        if said and document.zones.of(element) is None:
            return squeeze(said)
    return None


def categories(document: Document, _: Draft) -> list[Term]:
    """`article:section`, or `articleSection` of the JSON-LD article; the site's name is none."""
    said = json_ld(document).get("articleSection")
    names = said if isinstance(said, list) else [said]
    found = [document.meta.get("article:section", ""), *map(_text, names)]
    first = next((name for name in found if is_term(document, name)), None)
    return [Term(name=first)] if first else []


def author_json_ld(document: Document, _: Draft) -> str | None:
    """`author` of the JSON-LD article."""
    said = json_ld(document).get("author")
    first = said[0] if isinstance(said, list) and said else said
    name = _text(first.get("name") if isinstance(first, dict) else first)
    return None if document.names.are_all_of(name) else name


def author_meta(document: Document, _: Draft) -> str | None:
    """`<meta name="author">`."""
    said = document.meta.get("author", "")
    return None if document.names.are_all_of(said) or said.startswith("http") else said


def image_og(document: Document, _: Draft) -> str | None:
    """`og:image`."""
    said = document.meta.get("og:image") or document.meta.get("og:image:url")
    return document.absolute(said) if said else None


def image_json_ld(document: Document, _: Draft) -> str | None:
    """`image` of the JSON-LD article."""
    said = json_ld(document).get("image")
    first = said[0] if isinstance(said, list) and said else said
    return document.absolute(_text(first.get("url") if isinstance(first, dict) else first) or "x:")


def summary(document: Document) -> str:
    """What the metadata give as the article's summary: an SEO plugin takes WordPress's excerpt."""
    return document.meta.get("og:description") or document.meta.get("description") or ""


def _loads(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, those of its `@graph` too."""
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _text(said: Any) -> str:
    return squeeze(drop_impossible(unescape(said))) if isinstance(said, str) else ""
