"""What it means for an article that its page was not fetched but imported."""

from __future__ import annotations

import json

from shahr20.pages.address import article_id
from shahr20.pages.record import Record
from shahr20.pages.site import Site

TIME_OF_FILE = "time_of_file"


def is_time_of_file(origin: str | None) -> bool:
    """Whether nothing but its file says when a page was saved; `origin` is the page's, as JSON."""
    return origin is not None and json.loads(origin).get("time") == "file"


def placed(record: Record, site: Site, origin: str | None) -> Record:
    """The record of an imported page, refined: flagged when its time is only the file's, and with an address.

    The address is the page's own where it says one, else that of the site and the id, else None. A record of
    a page that was fetched comes back as it is.
    """
    if origin is None:
        return record
    changes: dict[str, object] = {}
    if is_time_of_file(origin):
        sentence = "nothing but the file says when this page was saved"
        changes["flags"] = {**record.flags, TIME_OF_FILE: sentence}
    if record.url is None:
        url = f"{site.base_url}/{record.id}/"
        if article_id(url, site) == record.id:
            changes["url"] = url
            changes["read_by"] = {**record.read_by, "url": "site and id"}
    return record.model_copy(update=changes)
