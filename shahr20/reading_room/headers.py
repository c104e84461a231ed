"""What stands between the network and Datasette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from datasette.utils import tilde_decode

from shahr20.reading_room import language
from shahr20.reading_room.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
OTHERS_POLICY = "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
"""For other databases' pages, which keep Datasette's look, its inline scripts and the plugins made for it."""
ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
}


class Wrapper:
    """Chooses the language and adds the headers to every answer of a Datasette that serves an archive."""

    def __init__(self, app: App, datasette: Datasette) -> None:
        self.app = app
        self.datasette = datasette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without a blank `_search` and `lang`, and the answer back, with the headers."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        place = self._place(scope)
        another = place in self.datasette.databases and place not in archives(self.datasette)
        spoken, chosen = language.PERSIAN, None
        if archives(self.datasette) and not another:  # a table of somebody else's may have a column `lang`
            scope, spoken, chosen = language.choose(scope)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start" and archives(self.datasette):
                headers = _with_safety(message.get("headers", []), OTHERS_POLICY if another else POLICY)
                if chosen:
                    headers = _remembering(chosen, headers, self.datasette.setting("base_url"))
                message = {**message, "headers": headers}
            await send(message)

        if place in archives(self.datasette):
            scope = {**scope, "query_string": _without_blank_search(scope.get("query_string", b""))}
        with language.speaking(spoken):
            await self.app(scope, receive, send_safely)
        return None

    def _place(self, scope: Scope) -> str:
        """The first part of the path: the name of a database, `-` for Datasette's tools, or empty."""
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1").partition("?")[0].removeprefix(self.datasette.setting("base_url"))
        return str(tilde_decode(path.lstrip("/").partition("/")[0].partition(".")[0]))


def _with_safety(headers: Headers, policy: str) -> Headers:
    """An answer's headers with those that keep pages safe; one that it has already is its own affair."""
    named = {name.lower() for name, _ in headers}
    added = {**ALWAYS, b"content-security-policy": policy.encode()}
    return [*headers, *((name, value) for name, value in added.items() if name not in named)]


def _remembering(chosen: str, headers: Headers, path: str) -> Headers:
    """The headers with the cookie of the language that was chosen; such an answer is for no shared cache."""
    kept = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
    return [*kept, (b"cache-control", b"private, no-store"), (b"set-cookie", language.cookie(chosen, path))]


def _without_blank_search(query_string: bytes) -> bytes:
    """An empty search box asks for everything, not for nothing."""
    pairs = query_string.split(b"&")
    return b"&".join(pair for pair in pairs if pair[:8] != b"_search=" or _says_something(pair[8:]))


def _says_something(value: bytes) -> bool:
    return bool(unquote_plus(value.decode("latin-1")).strip())
