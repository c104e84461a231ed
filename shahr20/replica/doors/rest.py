"""`/wp-json/wp/v2/posts`: WordPress's REST API, as much of it as finds articles.

Order, paging, headers and errors follow WordPress 6's WP_REST_Posts_Controller. Times without a
zone are the site's own (Tehran); `after`, `before` and their `modified_` twins are strict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from math import ceil
from typing import Any, Final, cast
from urllib.parse import urlencode

from shahr20.replica.calendar import TEHRAN
from shahr20.replica.desk import Entry, OrderBy
from shahr20.replica.prose import topics
from shahr20.replica.site import Site
from shahr20.replica.story import encoded
from shahr20.replica.themes.body import body
from shahr20.replica.web import Request, Response, as_json, whole

ROOT: Final = "/wp-json"
POSTS: Final = "/wp-json/wp/v2/posts"
MOST_PER_PAGE: Final = 100
_DATE_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
_BOUNDS: Final = ("after", "before", "modified_after", "modified_before")


def answer(site: Site, request: Request) -> Response | None:
    """Posts, one post, or the index of the API; 401 for all of it when the door is shut."""
    path = request.path.rstrip("/")
    if path != ROOT and not path.startswith(ROOT + "/"):
        return None
    if not site.open("rest"):
        return _error(401, "rest_cannot_access", "Only authenticated users can access the REST API.")
    if path == ROOT:
        return as_json(200, {"name": "شهر بیست", "url": site.base, "namespaces": ["oembed/1.0", "wp/v2"]})
    if path == POSTS:
        return _posts(site, request)
    one = re.fullmatch(POSTS + r"/([0-9]{1,18})", path)
    return _post(site, request, int(one[1])) if one else _error(404, "rest_no_route", "مسیر یافت نشد.")


def _posts(site: Site, request: Request) -> Response:
    per_page, number = request.number("per_page", 10), request.number("page", 1)
    by, order = request.query.get("orderby", "date"), request.query.get("order", "desc")
    bounds = {name: _moment(request.query[name]) for name in _BOUNDS if name in request.query}
    included = _ids(request.query.get("include", ""))
    wrong = [name for name, moment in bounds.items() if moment is None]
    wrong += ["per_page"] if per_page is None or not 1 <= per_page <= MOST_PER_PAGE else []
    wrong += ["page"] if not number else []
    wrong += ["orderby"] if by not in ("date", "id", "modified") else []
    wrong += ["order"] if order not in ("asc", "desc") else []
    wrong += ["include"] if included is None else []
    if wrong or not per_page or not number:
        return _error(400, "rest_invalid_param", f"پارامتر(های) نامعتبر: {', '.join(wrong)}")
    edition = site.desk.edition()
    found = edition.ordered(cast(OrderBy, by), order == "desc")
    kept = found
    if bounds or included:
        kept = tuple(e for e in found if _within(e, bounds) and (not included or e.id in included))
    pages = ceil(len(kept) / per_page)
    if number > pages and kept:
        return _error(
            400,
            "rest_post_invalid_page_number",
            "شماره صفحه‌ی درخواستی از شماره‌ی صفحات در دسترس بزرگ‌تر است.",
        )
    fields = _fields(request)
    shown = kept[(number - 1) * per_page : number * per_page]
    headers = [("X-WP-Total", str(len(kept))), ("X-WP-TotalPages", str(pages))]
    for relation, other in (("prev", number - 1), ("next", number + 1)):
        if 1 <= other <= pages:
            address = f"{site.base}{POSTS}?{urlencode({**request.query, 'page': other})}"
            headers.append(("Link", f'<{address}>; rel="{relation}"'))
    return as_json(200, [_item(site, entry, fields) for entry in shown], (*_HEADERS, *headers))


def _post(site: Site, request: Request, article_id: int) -> Response:
    entry = site.desk.edition().entries.get(article_id)
    if entry is None:
        return _error(404, "rest_post_invalid_id", "شناسه‌ی نوشته نامعتبر است.")
    return as_json(200, _item(site, entry, _fields(request)), _HEADERS)


_HEADERS: Final = (
    ("X-Robots-Tag", "noindex"),
    ("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"),
    ("Allow", "GET"),
)


def _error(status: int, code: str, message: str) -> Response:
    return as_json(status, {"code": code, "message": message, "data": {"status": status}})


def _moment(text: str) -> datetime | None:
    """A date and time as rest_parse_date takes it; site-local without a zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(text) if _DATE_TIME.fullmatch(text) else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=TEHRAN)


def _within(entry: Entry, bounds: dict[str, datetime | None]) -> bool:
    for name, bound in bounds.items():
        moment = entry.modified if name.startswith("modified_") else entry.published
        if bound is not None and not (moment > bound if name.endswith("after") else moment < bound):
            return False
    return True


def _ids(text: str) -> frozenset[int] | None:
    """A list of ids, comma-separated; None when something in it is no number."""
    ids = [whole(part.strip()) for part in text.split(",") if part.strip()]
    known = frozenset(article_id for article_id in ids if article_id is not None)
    return None if None in ids else known


def _fields(request: Request) -> frozenset[str] | None:
    """The names asked for with `_fields`; None for all. `title.rendered` stands for `title`."""
    text = request.query.get("_fields")
    return None if text is None else frozenset(name.strip().split(".")[0] for name in text.split(","))


def _item(site: Site, entry: Entry, fields: frozenset[str] | None) -> dict[str, Any]:
    """A post as far as it is asked for: without its texts, none is written."""
    names: Iterable[str] = (name for name in _FIELDS if fields is None or name in fields)
    return {name: _FIELDS[name](site, entry) for name in names}


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(TEHRAN):%Y-%m-%dT%H:%M:%S}"


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _category_ids(site: Site, entry: Entry) -> list[int]:
    """WordPress numbers categories as they are made; 1 is its «uncategorised»."""
    slugs = [topic.slug for topic in topics()]
    return [slugs.index(term.slug) + 2 for term in site.desk.story(entry.id).categories if term.slug in slugs]


def _rendered(html: str, **more: Any) -> dict[str, Any]:
    return {"rendered": html, **more}


_FIELDS: Final[dict[str, Callable[[Site, Entry], Any]]] = {
    "id": lambda site, entry: entry.id,
    "date": lambda site, entry: _local(entry.published),
    "date_gmt": lambda site, entry: _utc(entry.published),
    "guid": lambda site, entry: _rendered(f"{site.base}/?p={entry.id}"),
    "modified": lambda site, entry: _local(entry.modified),
    "modified_gmt": lambda site, entry: _utc(entry.modified),
    "slug": lambda site, entry: encoded(site.desk.headline(entry.id).slug),
    "status": lambda site, entry: "publish",
    "type": lambda site, entry: "post",
    "link": lambda site, entry: site.base + site.desk.headline(entry.id).path,
    "title": lambda site, entry: _rendered(escape(site.desk.headline(entry.id).title, quote=False)),
    "content": lambda site, entry: _rendered(body(site.desk.story(entry.id)), protected=False),
    "excerpt": lambda site, entry: _rendered(
        f"<p>{escape(site.desk.story(entry.id).lead or '', quote=False)}</p>\n", protected=False
    ),
    "author": lambda site, entry: 1,
    "featured_media": lambda site, entry: entry.id + 1 if site.desk.story(entry.id).image else 0,
    "comment_status": lambda site, entry: "open",
    "ping_status": lambda site, entry: "closed",
    "sticky": lambda site, entry: False,
    "template": lambda site, entry: "",
    "format": lambda site, entry: "standard",
    "meta": lambda site, entry: [],
    "categories": _category_ids,
}
