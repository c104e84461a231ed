"""Pages for what goes wrong by a visitor's hand: a wrong address, a wrong option, a slow query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from datasette import Response
from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import Base400

from shahr20.reading_room import language

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

WORDED = (400, 403, 404, 405)
"""Statuses that the catalogues have words for."""


class TooSlow(Base400):  # type: ignore[misc]
    """A page that passed Datasette's time limit for SQL."""

    status = 400
    title = "SQL Interrupted"


class NotAllowed(Base400):  # type: ignore[misc]
    """Another method than GET and HEAD."""

    status = 405


def is_the_visitors(exception: Exception) -> bool:
    """Whether a request was wrong, rather than the program."""
    return isinstance(exception, Base400) or _is_datasettes(exception)


async def page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer, as JSON where JSON was asked for."""
    status: int = getattr(exception, "status", 400)
    if status not in WORDED:
        status = 400  # Datasette says 500 of a column that cannot be sorted by
    detail = str(getattr(exception, "message", None) or next(iter(exception.args), ""))
    title: str | None = getattr(exception, "title", None)
    headers: dict[str, str] = {"allow": "GET, HEAD"} if status == 405 else {}
    if datasette.cors:
        add_cors_headers(headers)
    if request.path.partition("?")[0].endswith(".json"):
        body = {"ok": False, "error": detail, "status": status, "title": title}
        return Response.json({**getattr(exception, "error_dict", {}), **body}, status=status, headers=headers)
    database = tilde_decode(request.url_vars.get("database", ""))
    slow = title == "SQL Interrupted"
    say = partial(language.say, language.current())
    context = {
        "database": database if database in datasette.databases else None,
        "status": status,
        "title": say(f"error.title_{status}"),
        "hint": say("error.slow" if slow else f"error.hint_{status}"),
        "error": "" if slow or status == 404 else detail,
    }
    html = await datasette.render_template(["error.html"], context, request=request, view_name="error")
    return Response.html(html, status=status, headers=headers)


def _is_datasettes(exception: Exception) -> bool:
    from datasette.views.base import DatasetteError  # imports the whole of Datasette

    return isinstance(exception, DatasetteError)
