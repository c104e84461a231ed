"""CSL-JSON, version 1.0.2 of the schema: what pandoc, citeproc and Zotero read."""

from __future__ import annotations

from datetime import date
from typing import Any

from shahr20.citing import wording
from shahr20.citing.reference import ARCHIVE, LANGUAGE, SITE, Record, Reference


def csl(record: Record) -> dict[str, Any]:
    """One item; a file is a JSON array of them.

    The Jalali day is in `note` and `custom`: as `original-date` styles would print it as that of another work.
    """
    one = Reference.of(record)
    custom = {
        "content_hash": f"sha256:{one.hash}" if one.hash else None,
        "published_jalali": record.get("published_jalali"),
        "original_url": one.url,
        "permalink": one.permalink,
        "archive_id": one.id,
    }
    item: dict[str, Any] = {
        "id": one.key,
        "type": "article-newspaper",
        "language": LANGUAGE,
        "title": one.title,
        "author": [{"literal": one.author}] if one.author else None,
        "container-title": SITE,
        "section": one.categories[0] if one.categories else None,
        "issued": _date(one.published),
        "accessed": _date(one.seen),
        "abstract": one.lead,
        "keyword": ", ".join(one.keywords),
        "URL": one.address,
        "archive": ARCHIVE,
        "archive_location": one.permalink or str(one.id),
        "version": str(one.version) if one.version is not None else None,
        "note": wording.jalali(one.published) if one.published else None,
        "custom": {name: value for name, value in custom.items() if value},
    }
    return {name: value for name, value in item.items() if value}


def _date(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
