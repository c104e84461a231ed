"""What stands between the network and Datasette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from datasette.utils import tilde_decode

from shahr20.reading_room.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]


class Wrapper:
    """Adds the headers to every answer of a Datasette that serves an archive.

    The content security policy goes to the reading room's own pages alone: Datasette's pages of other
    databases and its debugging tools under /-/ have inline scripts that it would stop.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], datasette: Datasette) -> None:
        self.app = app
        self.datasette = datasette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without a blank `_search`, and the answer back, with the headers."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        place = self._place(scope)

        async def send_safely(message: Message) -> None:
            here = archives(self.datasette)
            if message["type"] == "http.response.start" and here:
                added = list(ALWAYS)
                if place in here or (place != "-" and place not in self.datasette.databases):
                    added.append((b"content-security-policy", POLICY.encode()))
                message = {**message, "headers": [*message.get("headers", []), *added]}
            await send(message)

        if place in archives(self.datasette):
            scope = {**scope, "query_string": _without_blank_search(scope.get("query_string", b""))}
        await self.app(scope, receive, send_safely)
        return None

    def _place(self, scope: Scope) -> str:
        """The first part of the path: the name of a database, `-` for Datasette's tools, or empty."""
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1").partition("?")[0].removeprefix(self.datasette.setting("base_url"))
        return str(tilde_decode(path.lstrip("/").partition("/")[0].partition(".")[0]))


def _without_blank_search(query_string: bytes) -> bytes:
    """An empty search box asks for everything, not for nothing."""
    pairs = query_string.split(b"&")
    return b"&".join(pair for pair in pairs if pair[:8] != b"_search=" or _says_something(pair[8:]))


def _says_something(value: bytes) -> bool:
    return bool(unquote_plus(value.decode("latin-1")).strip())
