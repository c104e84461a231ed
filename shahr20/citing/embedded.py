"""What an article's page says of itself to machines: schema.org, Dublin Core, citation_*, OpenGraph and COinS.

Zotero reads the COinS, search engines the JSON-LD, and everything else one of the rest. All of it is plain data:
whoever writes it into HTML escapes it.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from shahr20.citing.reference import ARCHIVE, LANGUAGE, SITE, Record, Reference

_OPEN = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(record: Record) -> str:
    """A schema.org NewsArticle as JSON that is safe inside of a `<script type="application/ld+json">`."""
    one = Reference.of(record)
    publisher = {"@type": "NewsMediaOrganization", "name": SITE}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "description": one.lead,
        "inLanguage": LANGUAGE,
        "author": {"@type": "Person", "name": one.author} if one.author else publisher,
        "publisher": publisher,
        "datePublished": record.get("published_at"),
        "articleSection": list(one.categories),
        "keywords": list(one.tags),
        "url": one.permalink,
        "isBasedOn": one.url,
        "identifier": f"sha256:{one.hash}" if one.hash else None,
        "version": one.version,
        "wordCount": record.get("word_count"),
        "archivedAt": one.permalink,
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False).translate(
        _OPEN
    )


def meta_tags(record: Record) -> list[tuple[str, str, str]]:
    """The `<meta>` elements: which attribute names them (`name` or `property`), the name, the content."""
    one = Reference.of(record)
    iso = one.published.isoformat() if one.published else None
    tags: list[tuple[str, str, str | None]] = [
        ("name", "description", one.lead),
        ("name", "DC.title", one.title),
        ("name", "DC.creator", one.author),
        ("name", "DC.publisher", SITE),
        ("name", "DC.date", iso),
        ("name", "DC.type", "Text"),
        ("name", "DC.language", "fa"),
        ("name", "DC.identifier", one.permalink or one.url),
        ("name", "DC.source", one.url),
        ("name", "DC.isPartOf", ARCHIVE),
        *(("name", "DC.subject", word) for word in one.keywords),
        ("name", "citation_title", one.title),
        ("name", "citation_author", one.author),
        ("name", "citation_publication_date", iso.replace("-", "/") if iso else None),
        ("name", "citation_publisher", SITE),
        ("name", "citation_language", "fa"),
        ("name", "citation_public_url", one.permalink),
        ("property", "og:type", "article"),
        ("property", "og:title", one.title),
        ("property", "og:description", one.lead),
        ("property", "og:site_name", SITE),
        ("property", "og:locale", "fa_IR"),
        ("property", "og:url", one.permalink),
        ("property", "article:published_time", record.get("published_at")),
        ("property", "article:section", one.categories[0] if one.categories else None),
        *(("property", "article:tag", word) for word in one.tags),
    ]
    return [(attribute, name, content) for attribute, name, content in tags if content]


def coins(record: Record) -> str:
    """The `title` of a `<span class="Z3988">`: an OpenURL context object, as Zotero itself writes one."""
    one = Reference.of(record)
    pairs: list[tuple[str, str | None]] = [
        ("url_ver", "Z39.88-2004"),
        ("ctx_ver", "Z39.88-2004"),
        ("rfr_id", "info:sid/shahr20"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", one.title),
        ("rft.creator", one.author),
        ("rft.source", SITE),
        ("rft.publisher", SITE),
        ("rft.date", one.published.isoformat() if one.published else None),
        ("rft.identifier", one.address),
        ("rft.description", one.lead),
        ("rft.language", "fa"),
        *(("rft.subject", word) for word in one.keywords),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
