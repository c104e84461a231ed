"""From a request to a page's answer: as HTML or JSON, in its language, with what caches need."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import Forbidden, NotFound, Response
from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import BadRequest, Base400

from shahr20.archive.errors import ArchiveError
from shahr20.reading_room import errors, language, public
from shahr20.reading_room.archives import archives
from shahr20.reading_room.links import FIELD, FORMAT, Links, at_the_top, pattern
from shahr20.reading_room.pages import HOME, PAGES, Ask, Page
from shahr20.reading_room.streaming import Streamed

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

View = Callable[["Datasette", "Request"], Awaitable[Response]]
FRONT = f"/(?P<{FORMAT}>)$"
UNDER_A_NAME = "/(?P<database>[^/.]+)/-/"
LOOPBACK = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.ASCII)
"""Where a reading room is on one's own machine. Any other Host header may be anybody's word."""


def routes(datasette: Datasette) -> list[tuple[str, View]]:
    """Where each page stands: at the top for the first archive, under its name for each."""
    found: list[tuple[str, View]] = [(FRONT, _front)]
    for page in PAGES.values():
        if at_the_top(datasette, page.address):
            found.append((pattern(page.address, page.formats), _view(page)))
        found.append((pattern(page.address, page.formats, UNDER_A_NAME), _view(page)))
    return found


async def _front(datasette: Datasette, request: Request) -> Response:
    """The first archive's home; Datasette's list of databases where there is none that the asker may see."""
    here = archives(datasette)
    if here and await datasette.permission_allowed(request.actor, "view-database", here[0], default=True):
        return await _view(PAGES[HOME])(datasette, request)
    from datasette.views.index import IndexView  # imports the whole of Datasette

    found: Response = await IndexView(datasette).dispatch_request(request)
    return found


def _view(page: Page) -> View:
    async def view(datasette: Datasette, request: Request) -> Response:
        try:
            if request.method not in ("GET", "HEAD"):
                raise errors.NotAllowed(f"{request.method} is not for this page; GET and HEAD are")
            response = await answer(page, datasette, request)
            if isinstance(response, Streamed):
                response.receive, response.only_headers = request.receive, request.method == "HEAD"
        except (Base400, Forbidden, errors.TooSlow) as mistake:
            return await errors.page(datasette, request, mistake)
        return _unless_known(request, response)

    return view


async def answer(page: Page, datasette: Datasette, request: Request) -> Response:
    """The page as it was asked for. Raises Datasette's errors for a wrong address or argument."""
    archive = _archive(datasette, request)
    await datasette.ensure_permissions(
        request.actor, [("view-table", (archive, page.table)), ("view-database", archive), "view-instance"]
    )
    parts = {key: value for key, value in request.url_vars.items() if value is not None}
    asked = await _asked(datasette, request, archive, parts)
    values = await read(page, datasette, archive, asked)
    if isinstance(values, Response):
        return values
    headers = {"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"}
    if asked.format == "json":
        if datasette.cors:
            add_cors_headers(headers)
        text = json.dumps({"ok": True, **values}, ensure_ascii=False, indent=2, default=_plain)
        return Response(text, headers=headers, content_type="application/json; charset=utf-8")
    context = {**values, "database": archive, "json_address": _as_json(page, asked, request)}
    context["allow_execute_sql"] = await may_run_sql(datasette, request, archive)
    html = await datasette.render_template(
        [f"room/{page.template or page.name}.html"], context, request=request, view_name=f"room-{page.name}"
    )
    return Response.html(html, headers=headers)


async def beside(
    page: Page, datasette: Datasette, request: Request, archive: str, **parts: str
) -> dict[str, Any]:
    """A page's values for a page of Datasette's that shows the same; empty where there is none."""
    asked = await _asked(datasette, request, archive, parts)
    values = await read(page, datasette, archive, asked)
    if isinstance(values, Response):
        return {}
    allowed = await may_run_sql(datasette, request, archive)
    return {**values, "allow_execute_sql": allowed, "json_address": _as_json(page, asked, request)}


async def _asked(datasette: Datasette, request: Request, archive: str, parts: dict[str, str]) -> Ask:
    captures = ("view-table", (archive, "captures"))
    return Ask(
        parts,
        request.args,
        language.current(),
        Links(datasette, archive),
        told(datasette, archive),
        parts.get(FORMAT) or None,
        origin=_origin(datasette, request, archive),
        sees_captures=await datasette.permission_allowed(request.actor, *captures, default=True),
    )


def _origin(datasette: Datasette, request: Request, archive: str) -> str:
    """Scheme and host of permalinks: what the operator says in `address`, or this machine's; empty without either."""
    said = (datasette.plugin_config("shahr20", database=archive) or {}).get("address")
    if said:
        return str(said).rstrip("/")
    here: str = datasette.absolute_url(request, "/").rstrip("/")
    return here if LOOPBACK.fullmatch(here) else ""


def told(datasette: Datasette, archive: str) -> dict[str, str]:
    """What the operator says of an archive, in Datasette's metadata for it or for the whole instance."""
    said = {name: datasette.metadata(name, database=archive) for name in ("license", "license_url")}
    said["contact"] = (datasette.plugin_config("shahr20", database=archive) or {}).get("contact")
    return {name: str(text) for name, text in said.items() if text}


async def may_run_sql(datasette: Datasette, request: Request, archive: str) -> bool:
    """Whether who asks may run SQL of their own, so that a page offers its queries."""
    return bool(
        await datasette.permission_allowed(request.actor, "execute-sql", resource=archive, default=True)
    )


async def read(page: Page, datasette: Datasette, archive: str, asked: Ask) -> dict[str, Any] | Response:
    """The page's values, read in one of Datasette's threads and within as much work as its time limit for SQL.

    Raises errors.TooSlow when that limit was passed.
    """
    limit = datasette.setting("sql_time_limit_ms")

    def within_time(connection: sqlite3.Connection) -> dict[str, Any] | Response:
        with _limited(connection, limit), public.opened(connection, datasette):
            return page.read(asked, connection)

    try:
        found: dict[str, Any] | Response = await datasette.get_database(archive).execute_fn(within_time)
    except ArchiveError as error:  # say, an index made by other rules
        raise BadRequest(str(error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise errors.TooSlow(
                f"this page took more than {limit} ms of work to count and was given up"
            ) from error
        raise
    return found


@contextmanager
def _limited(connection: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Statements are given up when this thread has worked for so long.

    Datasette's own limit goes by the clock, and on a machine that is busy with a crawl gives up what has hardly begun.
    """
    until = time.thread_time() + milliseconds / 1000
    connection.set_progress_handler(lambda: time.thread_time() > until, 1000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 1000)


def _archive(datasette: Datasette, request: Request) -> str:
    """The archive an address is about. Raises NotFound where there is none."""
    here = archives(datasette)
    named = request.url_vars.get("database")
    if named is None and here:
        return here[0]
    if named is not None and tilde_decode(named) in here:
        return str(tilde_decode(named))
    raise NotFound("there is no archive at this address")


def _as_json(page: Page, asked: Ask, request: Request) -> str:
    """The address of the same page as JSON, with its arguments."""
    address = asked.link(
        page.name, *(unquote(asked.parts[name]) for _, name in FIELD.findall(page.address)), format="json"
    )
    return f"{address}?{request.query_string}" if request.query_string else address


def _plain(value: object) -> object:
    """Rows of SQLite as JSON objects."""
    if isinstance(value, sqlite3.Row):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not plain")


def _unless_known(request: Request, response: Response) -> Response:
    """The answer with its tag; without a body where the asker has the same one already, or asked by HEAD."""
    if not isinstance(response.body, str) or response.status != 200:
        return response
    tag = f'W/"{hashlib.sha256(response.body.encode()).hexdigest()[:24]}"'
    response.headers["etag"] = tag
    if tag in [known.strip() for known in request.headers.get("if-none-match", "").split(",")]:
        return Response("", status=304, headers=response.headers, content_type=response.content_type)
    if request.method == "HEAD":
        response.body = ""
    return response
