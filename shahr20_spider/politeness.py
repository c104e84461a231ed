"""How the crawler presents itself and how fast it may go: decided before the first request."""

from __future__ import annotations

import math

from shahr20 import __version__
from shahr20.loopback import is_loopback
from shahr20.pages.site import Site

SLOWEST_ALLOWED = 1.0
"""Seconds between two requests to a live host, at least."""


class Impolite(Exception):
    """The crawl was asked for in a way that no live site should be visited; the message says how to."""


def delay_for(site: Site, asked: float | None) -> float:
    """Seconds between two requests: what was asked for, else the site file's; Impolite when too few."""
    delay = site.delay if asked is None else asked
    if not 0 <= delay < math.inf:  # nor NaN, of which nothing is true
        raise Impolite(f"a delay of {delay:g} s makes no sense")
    if delay < SLOWEST_ALLOWED and not is_loopback(site.hostname):
        raise Impolite(f"a delay of {delay:g} s is too short for a live site; {SLOWEST_ALLOWED:g} s at least")
    return delay


def user_agent(site: Site, contact: str | None) -> str:
    """The User-Agent header, with an address that the site's people can write to (RFC 9110, 10.1.5).

    Raises Impolite when a live host is to be visited without one.
    """
    name = f"shahr20-archive/{__version__}"
    if contact:
        return f"{name} (+{contact})"
    if is_loopback(site.hostname):
        return f"{name} (+loopback)"
    raise Impolite(
        "a live site is only visited with a contact address: --contact you@example.org, or SHAHR20_CONTACT"
    )
