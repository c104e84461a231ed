"""The REST door: `/wp-json/wp/v2/posts`, a hundred posts a request, exact and cheap.

WordPress answers with `X-WP-Total` and `X-WP-TotalPages`. A walk goes by id, ascending: a post that comes
out during it is added at the end and shifts nothing.

News are, in this order: the newest by publication, of all posts, because that answer also tells how many
there are; what was modified since (`modified_after`, UTC by its `Z`); and where the number of posts is not
what it should be, the highest ids: an import brings old posts with old dates, which no date shows. What is
still missing then takes a walk, once a day at most.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy.http import Response

from shahr20.archive.frontier import Found
from shahr20.archive.period import Period
from shahr20.archive.times import moment, now, stamp
from shahr20.archive.watermarks import WALKED
from shahr20.pages.address import canonical
from shahr20_spider.doors.door import Batch, Marks, Shut, Visitor, require_ok
from shahr20_spider.doors.newest import Descent, Highest
from shahr20_spider.doors.trail import Trail

FULL = 100
"""Posts in one answer; WordPress gives no more."""
POSTS = f"/wp-json/wp/v2/posts?per_page={FULL}&_fields=id,link,date_gmt,modified_gmt"
ORDERS = {
    "walk": "&orderby=id&order=asc",
    "published": "&orderby=date&order=desc",
    "modified": "&orderby=modified&order=desc",
    "ids": "&orderby=id&order=desc",
}
ONCE_IN = timedelta(days=1)


@dataclass(frozen=True)
class _Page:
    found: list[Found]
    total: int | None
    pages: int
    response: Response


class Rest:
    """WordPress's own interface for programs."""

    name = "rest"

    async def walk(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """Every published post: id, address, publication and last edit.

        An interrupted walk goes on one page before the one it came to: posts deleted meanwhile have moved the
        others forward.
        """
        bounds = _bounds(visitor.period)
        number = max(1, int(marks.get("page", 1)) - 1)
        page = await _page(visitor, "walk", number, bounds)
        high = Highest.since(page.response, {})
        if number > 1 and page.found:
            high = Highest(marks["begun"], marks.get("walk_published", ""), marks.get("walk_modified", ""))
        elif number > 1:  # so many were deleted that there is no such page
            number, page = 1, await _page(visitor, "walk", 1, bounds)
        if not page.found:
            return
        trail = Trail()
        while page.found and trail.leads_on(page.found):
            high.see(page.found)
            progress = {
                "page": str(number),
                "begun": high.ceiling,
                "walk_published": high.published,
                "walk_modified": high.modified,
            }
            total = page.total
            yield Batch(page.found, total, progress)
            if number >= page.pages:
                break
            number += 1
            page = await _page(visitor, "walk", number, bounds)
        done = {WALKED: now(), "total": None if total is None else str(total)}
        yield Batch([], total, {**dict.fromkeys(progress), **high.marks(), **done})

    async def news(self, visitor: Visitor, marks: Marks) -> AsyncIterator[Batch]:
        """The newest, the edited, and where the number of posts says that it is not all, the rest."""
        count = _Count(visitor, self.name)
        high: Highest | None = None
        total: int | None = None
        async for page in _down(visitor, "published", marks, count):
            if high is None:
                high, total = Highest.since(page.response, marks), page.total
            high.see(page.found)
            yield Batch(page.found)
        if high is None:
            return
        async for page in _down(visitor, "modified", marks, count):
            high.see(page.found)
            yield Batch(page.found)
        before = int(marks["total"]) if "total" in marks else None
        if total is not None and before is not None and count.unexplained(total, before, high.ceiling):
            async for page in _down(visitor, "ids", marks, count):
                high.see(page.found)
                yield Batch(page.found)
            missing = count.unexplained(total, before, high.ceiling)
            if missing > 0 and _is_long_ago(marks.get(WALKED)):
                async for batch in self.walk(visitor, {}):
                    yield batch
                return
            if missing < 0:
                note = f"{-missing} articles fewer than before, `shahr20 crawl --full` finds out which"
                yield Batch([], note=note)
            elif missing > 0:
                total -= missing  # still to be found: by a walk, when the last one is a day old
        now_there = None if total is None else str(total + count.since(high.ceiling))
        yield Batch([], marks={**high.marks(), "total": now_there})


class _Count:
    """The posts that were not known before, to be held against the number that the site says it has."""

    def __init__(self, visitor: Visitor, door: str) -> None:
        self.visitor = visitor
        self.door = door
        self.new: list[Found] = []

    def unexplained(self, total: int, before: int, ceiling: str) -> int:
        """How many more posts there are than were there before and came since; fewer if negative."""
        return total - before - (len(self.new) - self.since(ceiling))

    def since(self, ceiling: str) -> int:
        """How many came out after the site was asked how many there are."""
        return sum((one.published or "") > ceiling for one in self.new)


async def _down(visitor: Visitor, by: str, marks: Marks, count: _Count) -> AsyncIterator[_Page]:
    """The pages of one order from the top, as far as there may be anything new on them."""
    descent = Descent("modified" if by == "modified" else "published", {} if by == "ids" else marks)
    only = f"&modified_after={descent.bound}" if by == "modified" and descent.bound else ""
    number = 1
    while True:
        page = await _page(visitor, by, number, only)
        if not page.found:
            return
        standings = visitor.standings(page.found, count.door)
        known = zip(page.found, standings, strict=True)
        count.new += [one for one, standing in known if standing == "new"]
        yield page
        if number >= page.pages or descent.ends(page.found, standings):
            return
        number += 1


async def _page(visitor: Visitor, order: str, number: int, bounds: str = "") -> _Page:
    address = f"{visitor.site.base_url}{POSTS}&page={number}{ORDERS[order]}{bounds}"
    response = await visitor.fetch(address)
    if response.status == 400 and number > 1:  # rest_post_invalid_page_number: beyond the end
        return _Page([], None, 0, response)
    posts = _posts(require_ok(response))
    pages = _number(response, "X-WP-TotalPages") or (number + 1 if len(posts) == FULL else number)
    return _Page([_found(post, response) for post in posts], _number(response, "X-WP-Total"), pages, response)


def _bounds(period: Period) -> str:
    """`after` is strict, and a period begins with its first second."""
    after = f"&after={stamp(moment(period.since) - timedelta(seconds=1))}" if period.since else ""
    return after + (f"&before={period.until}" if period.until else "")


def _is_long_ago(walked: str | None) -> bool:
    return walked is None or datetime.now(UTC) - moment(walked) > ONCE_IN


def _posts(response: Response) -> list[dict[str, Any]]:
    try:
        posts = json.loads(response.body)
    except ValueError as error:
        raise Shut(f"{response.url} answers with something else than JSON") from error
    if not isinstance(posts, list):
        raise Shut(f"{response.url} answers with something else than a list of posts")
    return posts


def _found(post: dict[str, Any], response: Response) -> Found:
    try:
        return Found(
            url=canonical(post["link"]),
            article_id=int(post["id"]),
            published=_utc(post.get("date_gmt")),
            modified=_utc(post.get("modified_gmt")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Shut(f"{response.url} lists a post without id and link") from error


def _utc(stamp: Any) -> str | None:
    """WordPress writes `2022-02-20T14:38:00`, in UTC, without saying so; `0000-…` where it has none."""
    return f"{stamp[:19]}Z" if isinstance(stamp, str) and stamp[:4].strip("0") else None


def _number(response: Response, header: str) -> int | None:
    value = (response.headers.get(header) or b"").decode("ascii", "replace").strip()
    return int(value) if value.isdecimal() else None
