"""Addresses of the Wayback Machine: `https://web.archive.org/web/20220220143800id_/https://shahr20.ir/47859/`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warcio.timeutils import timestamp_to_datetime

from shahr20.archive.times import stamp

_REPLAY = re.compile(
    r"^(?:https?:)?//(?:web\.archive\.org|archive\.org)/web/(?P<time>\d{4,14})(?:[a-z]{2}_)?/(?P<url>https?:.+)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Original:
    """The address of a page and, when it came through the Wayback Machine, when that had fetched it."""

    url: str
    time: str | None = None


def original(url: str) -> Original:
    """What an address of the Wayback Machine is a copy of; any other is its own original."""
    found = _REPLAY.match(url)
    if not found:
        return Original(url)
    whole = len(found["time"]) == 14
    time = stamp(timestamp_to_datetime(found["time"], tz_aware=True)) if whole else None
    return Original(found["url"], time)
