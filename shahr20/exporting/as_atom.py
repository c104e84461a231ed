"""Atom (RFC 4287), for feed readers: the newest articles of a list, with lead but without text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from shahr20.archive.selection import pairs
from shahr20.citing.reference import web_address

NEWEST = 100
"""Articles in a feed."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (section 2.2)."""


def write(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """The feed in blocks; `atom` and `page` of the manifest are its own address and the list's."""
    site = manifest["archive"] or "shahr20"
    query = manifest["query"]
    said = (manifest["understood"] or {}).get("fa") or "، ".join(value for _, value in pairs(query))
    number = urlencode(list(pairs(query)))
    head = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa">',
        f"<id>{_text(f'tag:{_authority(site)},2026:archive/{number}')}</id>",
        f"<title>{_text(f'آرشیو {site}: {said}' if said else f'آرشیو {site}')}</title>",
        f"<updated>{_text(manifest['last_seen_at'] or manifest['made_at'])}</updated>",
        f"<rights>{_text(manifest['license'])}</rights>",
        _link("self", manifest.get("atom")),
        _link("alternate", manifest.get("page")),
    ]
    yield "\n".join(filter(None, head)).encode("utf-8", "replace") + b"\n"
    for record in records:
        yield _entry(record, site).encode("utf-8", "replace")
    yield b"</feed>\n"


def _entry(record: dict[str, Any], site: str) -> str:
    name = f"tag:{_authority(site)},2026:article/{record['id']}"
    lines = [
        "<entry>",
        f"<id>{_text(name)}</id>",
        f"<title>{_text(record['title'])}</title>",
        f"<updated>{_text(record['seen_at'] or record['first_seen_at'])}</updated>",
        f"<published>{_text(record['published_at'])}</published>" if record["published_at"] else "",
        f"<author><name>{_text(record['author'] or record['source'] or site)}</name></author>",
        _link("alternate", record["permalink"] or record["url"]),
        _link("via", record["url"]),
        *(
            f"<category term={quoteattr(_NOT_XML.sub('', term))}/>"
            for term in record["categories"] + record["tags"]
        ),
        f"<summary>{_text(record['lead'])}</summary>" if record["lead"] else "",
        "</entry>\n",
    ]
    return "\n".join(filter(None, lines))


def _authority(site: str) -> str:
    """Whose name stands in a tag: a host without its port (RFC 4151, section 2.1)."""
    return site.partition(":")[0]


def _link(relation: str, address: str | None) -> str:
    target = web_address(address)
    return f'<link rel="{relation}" href={quoteattr(target)}/>' if target else ""


def _text(text: object) -> str:
    return escape(_NOT_XML.sub("", str(text)))
