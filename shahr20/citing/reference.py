"""What there is to cite of an article: a record with its dates, addresses and names made ready."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import jdatetime

from shahr20.persian.jalali import TEHRAN

Record = Mapping[str, Any]

SITE = "شهر بیست"
SITE_IN_ENGLISH = "Shahr-e Bist"
ARCHIVE = "آرشیو شهر بیست"
ARCHIVE_IN_ENGLISH = "Shahr-e Bist archive"
LANGUAGE = "fa-IR"

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_ADDRESS = "!$&'()*+,;=:@/?#[]%~"
"""What stays as it is in an address (RFC 3986): its reserved signs, and `%`, as it is encoded already."""


@dataclass(frozen=True)
class Reference:
    """One version of an article as it is cited. Texts are single lines; dates are days in Tehran."""

    id: int
    key: str
    """`shahr20-47859`, and for a version by itself `shahr20-47859-v1`: they never change."""
    title: str
    author: str | None
    published: date | None
    version: int | None
    seen: date | None
    """The last day on which the site was seen to say this; of an older version, the first."""
    url: str | None
    """The original address."""
    permalink: str | None
    is_gone: bool
    hash: str | None
    lead: str | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, record: Record) -> Reference:
        """The reference that a record gives."""
        number = record.get("article_id") or record["id"]
        version = record.get("revision")
        by_itself = "article_id" in record and version is not None
        seen = record.get("last_seen_at") or record.get("seen_at") or record.get("first_seen_at")
        categories = record.get("categories") or [record.get("category")]
        return cls(
            id=number,
            key=f"shahr20-{number}-v{version}" if by_itself else f"shahr20-{number}",
            title=line(record.get("title") or record.get("title_raw")) or str(number),
            author=line(record.get("author")),
            published=_day(record.get("published_jalali")),
            version=version,
            seen=datetime.fromisoformat(seen).astimezone(ZoneInfo(TEHRAN)).date() if seen else None,
            url=web_address(record.get("url")),
            permalink=web_address(record.get("permalink")),
            is_gone=bool(record.get("gone_at")),
            hash=line(record.get("content_hash")),
            lead=line(record.get("lead")),
            categories=tuple(filter(None, map(line, categories))),
            tags=tuple(filter(None, map(line, record.get("tags") or ()))),
        )

    @property
    def address(self) -> str | None:
        """Where a reader is sent: the site, or the archive where the site has it no more."""
        return (self.permalink or self.url) if self.is_gone else (self.url or self.permalink)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Categories and tags, each once."""
        return tuple(dict.fromkeys((*self.categories, *self.tags)))


def line(text: object) -> str | None:
    """A text on one line, without what is unseen but for the half-space; None when nothing is left of it."""
    return _INVISIBLE.sub(" ", str(text)).strip() or None if text is not None else None


def web_address(text: object) -> str | None:
    """An http(s) address in ASCII, as every format takes it; None for anything else (`javascript:`, a bare path)."""
    try:
        parts = urlsplit(str(text or "").strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(parts.geturl(), safe=_ADDRESS)


def _day(published_jalali: str | None) -> date | None:
    if not published_jalali:
        return None
    year, month, day = (int(part) for part in published_jalali[:10].split("-"))
    found: date = jdatetime.date(year, month, day).togregorian()
    return found
