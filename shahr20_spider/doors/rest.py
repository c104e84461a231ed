"""The REST door: `/wp-json/wp/v2/posts`, a hundred posts a request, exact and cheap.

WordPress answers with `X-WP-Total` and `X-WP-TotalPages`. By id, ascending: a post that comes out
during the walk is added at the end and shifts nothing.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Response

from shahr20.archive.frontier import Found
from shahr20.pages.address import canonical
from shahr20_spider.doors.door import Batch, Shut, Visitor, require_ok

PATH = (
    "/wp-json/wp/v2/posts?per_page=100&page={page}&orderby=id&order=asc&_fields=id,link,date_gmt,modified_gmt"
)


class Rest:
    """WordPress's own interface for programs."""

    name = "rest"

    async def walk(self, visitor: Visitor) -> AsyncIterator[Batch]:
        """Every published post: id, address, publication and last edit."""
        page, pages = 1, 1
        while page <= pages:
            response = require_ok(await visitor.fetch(visitor.site.base_url + PATH.format(page=page)))
            posts = _posts(response)
            pages = max(pages, _number(response, "X-WP-TotalPages") or 0)
            yield Batch([_found(post, response) for post in posts], _number(response, "X-WP-Total"))
            page += 1


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
