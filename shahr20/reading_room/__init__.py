"""The reading room: a Datasette plugin that shows an archive in Persian, right to left.

Loaded by its entry point, so that plain `datasette archive.db` shows it. An archive is recognised by
its schema; pages of other databases stay Datasette's own.
"""

# Datasette's hookimpl has no types.
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any

from datasette import Forbidden, Response, hookimpl
from datasette.utils import tilde_decode

from shahr20.reading_room import (
    answering,
    archives,
    cells,
    errors,
    furniture,
    headers,
    public,
    searching,
    spreadsheets,
    through,
)  # fmt: skip
from shahr20.reading_room.pages import PAGES

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment
    from markupsafe import Markup
    from pluggy import Result


@hookimpl(trylast=True)  # after Datasette's own escape_fts, which is replaced
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Recognise an archive, close what stays closed, fold what is searched for."""
    archives.prepare(conn, database, datasette)
    if public.is_public(datasette) and database != "_internal":  # Datasette's own, which nobody may view
        public.close(conn)


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Open every database once, so that archives are known before the first page."""

    async def open_all() -> None:
        for database in datasette.databases.values():
            await database.execute("SELECT 1")
        if archives.archives(datasette):
            # trying every column of a wide table for a facet costs most of a second a page
            datasette._settings["suggest_facets"] = False

    return open_all


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, answering.View]]:
    """The reading room's own pages."""
    return answering.routes(datasette)


@hookimpl
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Titles, descriptions, default order, facets and the full-text index of every archive."""
    return {"databases": {name: furniture.metadata() for name in archives.archives(datasette)}}


@hookimpl
def permission_allowed(datasette: Datasette, action: str, resource: Any) -> bool | None:
    """The file holds every page as fetched, so an archive is not for download."""
    if action == "view-database-download" and archives.of_an_archive(datasette, resource):
        return False
    return public.allows(datasette, action, resource)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Filters and functions of the templates; error pages have nothing else."""
    furniture.furnish(env, datasette)


@hookimpl
def extra_template_vars(
    template: str,
    database: str | None,
    table: str | None,
    view_name: str,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What an article's page and a filtered table say beyond Datasette's own variables."""

    async def variables() -> dict[str, Any]:
        if request is None or database not in archives.archives(datasette):
            return {}
        read = datasette.get_database(database).execute_fn
        if view_name == "row" and table == "articles":
            number = tilde_decode(request.url_vars["pks"])
            return await answering.beside(PAGES["article"], datasette, request, database, id=number)
        if view_name == "row":
            return {"allow_execute_sql": await answering.may_run_sql(datasette, request, database)}
        if view_name == "table" and "_through" in request.args:
            asked = request.args.getlist("_through")
            return {"through": await read(lambda connection: through.read(connection, asked))}
        return {}

    return variables


@hookimpl(tryfirst=True)
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Awaitable[Any] | None:
    """What a search asks for besides words; what makes no sense is refused before Datasette reads it."""
    through.require_sense(request.args.getlist("_through"))
    if table == "articles" and database in archives.archives(datasette):
        return searching.filters(request, datasette.get_database(database))
    return None


@hookimpl
def render_cell(
    row: sqlite3.Row, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | Awaitable[Markup] | None:
    """Titles as links to their articles, Jalali dates in Persian digits."""
    if (
        column in cells.COLUMNS
        and table
        and value is not None
        and archives.of_an_archive(datasette, database)
    ):
        return cells.render(row, value, column, table, database, datasette)
    return None


@hookimpl(hookwrapper=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Result[list[Any]], None]:
    """Answer a mistake in an address in Persian, and without Datasette's traceback on the terminal."""
    outcome = yield
    if archives.archives(datasette) and errors.is_the_visitors(exception):
        outcome.force_result([lambda: errors.page(datasette, request, exception)])


@hookimpl
def forbidden(
    datasette: Datasette, request: Request, message: str
) -> Callable[[], Awaitable[Response]] | None:
    """The same look for what may not be seen."""
    if archives.archives(datasette):
        return lambda: errors.page(datasette, request, Forbidden(message))
    return None


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Headers that keep pages safe, and a blank search box that asks for nothing."""
    return lambda app: headers.Wrapper(
        public.Guard(spreadsheets.Spreadsheets(app, datasette), datasette), datasette
    )
