"""Retry-After: how long a site asks to be left alone (RFC 9110, 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds(retry_after: bytes | None) -> float | None:
    """A Retry-After header as seconds from now: a number of them, or an HTTP date; None if neither."""
    text = (retry_after or b"").decode("ascii", "replace").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
