"""Where an imported page is from."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shahr20.pages.page import Page


@dataclass(frozen=True)
class Found(Page):
    """A page found in a file, as the readers take it, with what the archive keeps of its way here.

    `sha256` and `length` are those of the bytes that came, where `body` only stands for them (a revisit
    of a page that read the same). `capture_id` is the number an exported capture had. `exported`: it is from
    an archive of this program, which had a reason to keep it.
    """

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
