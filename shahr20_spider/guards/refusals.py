"""How a guard says no: to one request, or to the whole run."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from shahr20_spider.doors.door import Unreachable


class Elsewhere(IgnoreRequest):
    """An address that is not the site's: nothing was asked."""


class NotAsked(IgnoreRequest):
    """The run ends before this request had its turn: nothing was asked, nothing is known of its address."""


class Broken(IgnoreRequest):
    """An answer that did not come whole, is more than is taken in, or is not the site's own.

    It says nothing lasting of its address.
    """


class Refused(Unreachable):
    """The site answers, but does not let us in: the run ends with exit code 4, and the next one goes on."""
