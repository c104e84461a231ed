"""When an address is due: the rules of the frontier, without its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from shahr20.archive.times import moment, now, stamp

OVERLAP = timedelta(hours=1)
"""Edits this much older than the last fetch count as newer: the site's clock is not ours."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(days=7)
"""How long a page that failed twice in a row is left alone; six times as long after each further failure."""


@dataclass(frozen=True)
class Found:
    """An article's address as a door gives it; times are UTC as the archive writes them."""

    url: str
    article_id: int | None = None
    published: str | None = None
    modified: str | None = None


Standing = Literal["new", "edited", "known"]
"""What an address that a door names is to the archive."""


def standing(found: Found, row: dict[str, Any] | None, door: str) -> Standing:
    """What `found` is to the archive, whose row of it is `row`; `door` names it now."""
    if row is None:
        return "new"
    if row["state"] == "gone":
        waits = row["not_before"] is not None and row["not_before"] > now()
        return "known" if waits and found.modified in (None, row["modified"]) else "new"
    if row["state"] != "done":
        return "known"
    return "edited" if _is_edited(found, row, door) else "known"


def _is_edited(found: Found, row: dict[str, Any], door: str) -> bool:
    """Whether what a door says of a page differs from what it said when the page was fetched.

    Where another door spoke then, only an edit after the fetch counts: doors round times in their own ways.
    """
    if found.modified is None:
        return _path(found.url) != _path(row["url"])
    if found.modified == row["modified"]:
        return False
    if row["modified"] is not None and row["door"] == door:
        return True
    return row["fetched_at"] is None or found.modified > stamp(moment(row["fetched_at"]) - OVERLAP)


def is_for(row: dict[str, Any], crawl_id: int | None) -> bool:
    """Whether a run that fetches everything fetches this."""
    return row["state"] not in ("todo", "leased") and row["crawl_id"] != crawl_id


def _path(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return unquote(parts.path).rstrip("/"), parts.query


def not_before(tries: int) -> str | None:
    """When an address that failed so often in a row may be asked for; the first time, as soon as there is a run."""
    if tries < 2:
        return None
    wait = min(FIRST_WAIT * 6 ** min(tries - 2, 9), LONGEST_WAIT)
    return stamp(datetime.now(UTC) + wait)
