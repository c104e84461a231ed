"""Where an imported page is from, and what that means for the article read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shahr20.pages.address import article_id
from shahr20.pages.page import Page
from shahr20.pages.record import Record
from shahr20.pages.site import Site

TIME_OF_FILE = "time_of_file"


@dataclass(frozen=True)
class Found(Page):
    """A page found in a file, as the readers take it, with what the archive keeps of its way here.

    `sha256` and `length` are those of the bytes that came, where `body` only stands for them (a revisit
    of a page that read the same). `capture_id` is the number an exported capture had. `exported`: it is from
    an archive of this program, which had a reason to keep it.
    """

    origin: str | None = None
    sha256: str | None = None
    length: int | None = None
    capture_id: int | None = None
    exported: bool = False


def origin(file: str, *, time: str, **where: object) -> str:
    """What `captures.origin` says, as JSON.

    `file` as it was named to the command; `time`: whose word the capture time is: `record`, `page` (the
    program that saved it wrote it down), or only the `file`'s own. In a WARC also `record` (its id) and
    `offset`, and in an exported one `from`: the origin it had there.
    """
    said = {"file": file, **where, "time": time}
    return json.dumps({key: value for key, value in said.items() if value is not None}, ensure_ascii=False)


def is_time_of_file(origin: str | None) -> bool:
    """Whether nothing but its file says when a capture was made."""
    return origin is not None and json.loads(origin).get("time") == "file"


def placed(record: Record, site: Site, origin: str | None) -> Record:
    """The record of an imported page, refined: flagged when its time is only the file's, and with an address.

    The address is the page's own where it says one, else that of the site and the id, else None.
    A record of a page that was fetched comes back as it is.
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
