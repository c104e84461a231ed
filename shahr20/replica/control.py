"""The control surface: `POST /replica/edit?id=…`, `/replica/delete?id=…`, `/replica/add?count=…`.

What a person at the terminal changes between two crawls. It answers JSON with the articles it
touched. Scheduled posts are added with `minutes=…`, so many from now.
"""

from __future__ import annotations

from datetime import timedelta

from shahr20.replica.desk import Desk
from shahr20.replica.story import Story
from shahr20.replica.web import Request, Response, as_json

MOST = 1_000
"""How many articles one request may add."""


def answer(desk: Desk, request: Request) -> Response | None:
    """The outcome of a POST under `/replica/`; 405 for any other POST; None for other requests."""
    if request.method != "POST":
        return None
    if request.path in ("/replica/edit", "/replica/delete"):
        return _touch(desk, request)
    if request.path == "/replica/add":
        return _add(desk, request)
    return as_json(405, {"error": f"nothing here takes a POST: {request.path}"})


def _touch(desk: Desk, request: Request) -> Response:
    article_id = request.number("id", 0)
    if not article_id:
        return as_json(400, {"error": "which article? add ?id=NUMBER"})
    try:
        if request.path == "/replica/edit":
            changes = {name: request.query[name] for name in ("title", "lead") if name in request.query}
            return as_json(200, [_named(desk.edit(article_id, changes))])
        story = desk.story(article_id)
        desk.delete(article_id)
        return as_json(200, [_named(story)])
    except KeyError:
        return as_json(404, {"error": f"there is no article {article_id}"})


def _add(desk: Desk, request: Request) -> Response:
    count, minutes = request.number("count", 1), request.number("minutes", 0)
    if count is None or minutes is None or not 1 <= count <= MOST:
        return as_json(400, {"error": f"count is from 1 to {MOST}, minutes a whole number"})
    published = desk.clock().replace(microsecond=0) + timedelta(minutes=minutes) if minutes else None
    return as_json(200, [_named(story) for story in desk.add(count, published)])


def _named(story: Story) -> dict[str, str | int]:
    return {"id": story.id, "path": story.path, "title": story.title, "status": story.status}
