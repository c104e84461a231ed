"""Conditional requests for a door's own pages: what an answer said of itself, and asking with it (RFC 9110, 13)."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from shahr20_spider.doors.door import Marks

SETTLED = timedelta(seconds=5)
"""A page changed so shortly before it was sent may have changed again in the same second."""


def conditions(marks: Marks, name: str) -> dict[str, str]:
    """The headers that ask for a page only if it has changed since it was remembered under `name`.

    Last-Modified alone where there is one: WordPress compares an ETag letter for letter, and web servers that
    compress have changed it on its way (`W/"…"`, `"…-gzip"`).
    """
    if last_modified := marks.get(f"{name} last-modified"):
        return {"If-Modified-Since": last_modified}
    if etag := marks.get(f"{name} etag"):
        return {"If-None-Match": etag}
    return {}


def remembered(response: Response, name: str) -> dict[str, str | None]:
    """The marks of an answer's validators; none where they are too fresh to tell two states apart."""
    last_modified, etag = _header(response, "Last-Modified"), _header(response, "ETag")
    if last_modified and not _is_settled(last_modified, _header(response, "Date")):
        last_modified = etag = None
    return {f"{name} last-modified": last_modified, f"{name} etag": etag}


def _is_settled(last_modified: str, date: str | None) -> bool:
    try:
        return parsedate_to_datetime(date or "") - parsedate_to_datetime(last_modified) >= SETTLED
    except (ValueError, TypeError):  # no date, or one without a zone
        return False


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
