"""The ways into the site, one file a door, and who answers for a path.

A door is a function of the site and a request; it returns None for a path that is not its own.
"""

from __future__ import annotations

from shahr20.replica.doors import feeds, pages, rest, robots, sitemaps
from shahr20.replica.site import Site
from shahr20.replica.web import Request, Response, conditional

# The first that knows the path answers; `pages` knows every path.
_IN_ORDER = (robots.answer, rest.answer, sitemaps.answer, feeds.answer)


def answer(site: Site, request: Request) -> Response:
    """What the site answers to a GET or HEAD request, 304 included."""
    for door in _IN_ORDER:
        response = door(site, request)
        if response is not None:
            return conditional(request, response)
    return conditional(request, pages.answer(site, request))
