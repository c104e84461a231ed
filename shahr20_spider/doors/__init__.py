"""Where addresses come from, one file a door, in the order they are tried."""

from __future__ import annotations

from shahr20_spider.doors.door import Batch, Door, Shut, Unreachable, Visitor
from shahr20_spider.doors.feed import Feed
from shahr20_spider.doors.listing import Listing
from shahr20_spider.doors.rest import Rest
from shahr20_spider.doors.sitemap import Sitemap

DOORS: dict[str, Door] = {door.name: door for door in (Rest(), Sitemap(), Feed(), Listing())}

__all__ = ["DOORS", "Batch", "Door", "Shut", "Unreachable", "Visitor"]
