"""The public profile: what an archive on the open web answers, and nothing besides.

Chosen by `shahr20 serve --public`, or by `"public": true` in the plugin's settings. What is closed is closed twice:
Datasette's permissions refuse the pages, and SQLite answers NULL to whatever finds a way around them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import Response
from datasette.utils import tilde_decode

from shahr20.reading_room import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

    from shahr20.reading_room.headers import App, Message, Receive, Scope, Send

OPEN = frozenset(
    "articles revisions related links categories article_categories tags article_tags sources".split()
)
"""Tables that anybody may see; every other one, of today or to come, is closed."""

MACHINERY = ("sqlite_", "pragma_", "json_", "search", "lexicon_", "meta")
"""Beginnings of the names of tables that Datasette and the search read to make a page."""

SETTINGS: dict[str, Any] = {
    "allow_download": False,
    "allow_csv_stream": False,  # files of any length come from `/export`, safe for spreadsheets
    "default_allow_sql": False,
    "default_cache_ttl": 60,
    "force_https_urls": True,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 1000,
    "suggest_facets": False,
}
"""Datasette's settings for the open web; what they do: https://docs.datasette.io/en/stable/settings.html."""

ROBOTS = b"User-agent: *\nDisallow: /\n"
TOOLS = ("/-/static/", "/-/static-plugins/")
"""What of Datasette's own `/-/` is answered: styles and scripts."""
HOST = re.compile(rb"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")

_public: WeakKeyDictionary[Datasette, bool] = WeakKeyDictionary()


def is_public(datasette: Datasette) -> bool:
    """Whether this Datasette serves the open web."""
    if datasette not in _public:
        _public[datasette] = bool((datasette.plugin_config("shahr20") or {}).get("public"))
    return _public[datasette]


def as_public(metadata: dict[str, Any]) -> dict[str, Any]:
    """Datasette's metadata with the profile chosen."""
    plugins = metadata.get("plugins") or {}
    return {**metadata, "plugins": {**plugins, "shahr20": {**(plugins.get("shahr20") or {}), "public": True}}}


def allows(datasette: Datasette, action: str, resource: Any) -> bool | None:
    """What the public profile says of one of Datasette's permissions; None where it has nothing to say."""
    if not is_public(datasette):
        return None
    if action == "view-table" and not (resource[0] in archives.archives(datasette) and resource[1] in OPEN):
        return False
    if action == "view-database" and resource not in archives.archives(datasette):
        return False
    if action in ("execute-sql", "view-database-download", "view-query", "debug-menu", "permissions-debug"):
        return False
    return None


def close(connection: sqlite3.Connection) -> None:
    """Let a connection read open tables alone: every column of another one is NULL from now on."""
    connection.set_authorizer(_authorize)


@contextmanager
def opened(connection: sqlite3.Connection, datasette: Datasette) -> Iterator[None]:
    """For a page of our own, whose SQL nobody else writes: it may read what it counts, but never whole pages."""
    if not is_public(datasette):
        yield
        return
    connection.set_authorizer(archives.authorize)
    try:
        yield
    finally:
        close(connection)


def _authorize(
    action: int, table: str | None, column: str | None, schema: str | None, trigger: str | None
) -> int:
    if action == sqlite3.SQLITE_READ and table not in OPEN and not (table or "").startswith(MACHINERY):
        return sqlite3.SQLITE_IGNORE
    return archives.authorize(action, table, column, schema, trigger)


def _forwarded(headers: dict[bytes, bytes]) -> bytes:
    """The protocol that the first proxy was asked by; each one after it adds its own behind a comma."""
    return headers.get(b"x-forwarded-proto", b"").partition(b",")[0].strip().lower()


class Guard:
    """Stands before a public Datasette: robots, https, the Host header, methods, Datasette's tools."""

    def __init__(self, app: App, datasette: Datasette) -> None:
        self.app = app
        self.datasette = datasette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what needs no Datasette, and say to robots with every answer that it is not for them."""
        if scope["type"] != "http" or not is_public(self.datasette):
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        secure = scope.get("scheme") == "https" or _forwarded(headers) == b"https"

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(b"x-robots-tag", b"noindex, nofollow, noarchive")]
                if secure:
                    added.append((b"strict-transport-security", b"max-age=31536000"))
                message = {**message, "headers": [*message.get("headers", []), *added]}
            await send(message)

        answer = self._answer(scope, headers)
        if answer:
            await answer.asgi_send(send_on)
        else:
            await self.app(scope, receive, send_on)
        return None

    def _answer(self, scope: Scope, headers: dict[bytes, bytes]) -> Response | None:
        host = headers.get(b"host", b"")
        if not HOST.fullmatch(host):
            return Response.text("the Host header is no host", status=400)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            return Response.text("only GET and HEAD", status=405, headers={"allow": "GET, HEAD"})
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        if _forwarded(headers) == b"http":
            query = b"?" + scope["query_string"] if scope.get("query_string") else b""
            address = b"https://" + host + b"/" + raw.partition(b"?")[0].lstrip(b"/") + query
            return Response("", status=308, headers={"location": address.decode("latin-1")})
        path = self._inside(raw.decode("latin-1").partition("?")[0])
        if path == "/robots.txt":
            return Response(ROBOTS.decode(), content_type="text/plain; charset=utf-8")
        if tilde_decode(path).startswith("/-") and not path.startswith(TOOLS):
            return Response.text("there is nothing here", status=404)
        return None

    def _inside(self, path: str) -> str:
        """The path without the `base_url`."""
        base: str = self.datasette.setting("base_url")
        return "/" + path.removeprefix(base) if base != "/" and path.startswith(base) else path
