"""What doors that list the newest first have in common: how far down to go, and what to remember."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from scrapy.http import Response

from shahr20.archive.frontier import Found, Standing
from shahr20.archive.times import moment, now, stamp
from shahr20.archive.watermarks import UNDERWAY
from shahr20_spider.doors.door import Marks

By = Literal["published", "modified"]

OVERLAPS: dict[By, timedelta] = {"published": timedelta(days=1), "modified": timedelta(hours=1)}
"""How far before the watermark to look again.

By publication a day: a scheduled post comes out when somebody visits the site after its hour, with the date
it was scheduled for, and `modified` stays what it was. By modification an hour: a save that was slow to commit,
web servers whose clocks differ.
"""

FURTHER: dict[By, int] = {"published": 2, "modified": 0}
"""How many pages on which everything is known are read for the sake of the overlap, where a page is short."""


@dataclass
class Highest:
    """The latest times that a walk has seen, never later than its beginning by the site's clock and by ours.

    In the site's own times, so that a clock that is wrong (ours or theirs) moves no watermark past an article.
    """

    ceiling: str
    published: str = ""
    modified: str = ""

    @classmethod
    def since(cls, response: Response, marks: Marks) -> Highest:
        """From the first answer of a walk, and what was seen before."""
        return cls(_begun(response), marks.get("published", ""), marks.get("modified", ""))

    def see(self, found: Iterable[Found]) -> None:
        """Take in what was found."""
        for one in found:
            self.published = max(self.published, one.published or "")
            self.modified = max(self.modified, one.modified or "")

    def marks(self) -> dict[str, str | None]:
        """The watermarks."""
        seen = {"published": self.published, "modified": self.modified}
        return {name: min(value, self.ceiling) for name, value in seen.items() if value}


class Descent:
    """A walk from the newest down, by one of the two times: when it is at its end."""

    def __init__(self, by: By, marks: Marks) -> None:
        self.by = by
        mark = marks.get(by)
        self.bound = stamp(moment(mark) - OVERLAPS[by]) if mark else None
        self.trusts = UNDERWAY not in marks
        self._pages = self._known_pages = 0

    def ends(self, found: list[Found], standings: list[Standing]) -> bool:
        """Whether a page was the last: it reaches beyond the overlap, or everything on it is known.

        Where something is new at the top, up to FURTHER pages of what is known are read after it. When somebody
        was interrupted before he was so far down, what is known says nothing.
        """
        self._pages += 1
        last: str | None = getattr(found[-1], self.by) if found else None
        if self.bound and last and last < self.bound:
            return True
        if not self.trusts or any(standing != "known" for standing in standings):
            return False
        self._known_pages += 1
        anything_new = self._known_pages < self._pages
        return not (self.bound and last and anything_new) or self._known_pages > FURTHER[self.by]


def _begun(response: Response) -> str:
    """When an answer was given, by the site's clock or ours, whichever is behind."""
    said = (response.headers.get("Date") or b"").decode("latin-1")
    try:
        return min(now(), stamp(parsedate_to_datetime(said)))
    except ValueError:
        return now()
