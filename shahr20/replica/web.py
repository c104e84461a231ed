"""A request and an answer, as far as the replica's pages and doors care."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

HTML: Final = "text/html; charset=UTF-8"
JSON: Final = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class Request:
    """A request: the path decoded, the last value of each query parameter, headers by lower-case name."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parsed(cls, method: str, target: str, headers: Mapping[str, str]) -> Request:
        """From the request line's target, as http.server decodes it (Latin-1), and its headers.

        Letters that the client has not percent-encoded are taken for UTF-8, as web servers do.
        """
        target = target.encode("latin-1").decode(errors="replace")
        parts = urlsplit("//host" + target if target.startswith("//") else target)
        return cls(method, unquote(parts.path) or "/", dict(parse_qsl(parts.query)), headers)

    def number(self, name: str, default: int = 1) -> int | None:
        """A query parameter as a whole number; None when it is something else."""
        text = self.query.get(name)
        return default if text is None else whole(text)


@dataclass(frozen=True)
class Response:
    """An answer, body and all. `modified` (UTC) and `etag` are validators, sent when they are set."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    modified: datetime | None = None

    def validators(self) -> tuple[tuple[str, str], ...]:
        """The ETag and Last-Modified headers, as far as they are set."""
        etag = () if self.etag is None else (("ETag", self.etag),)
        modified = () if self.modified is None else (("Last-Modified", http_date(self.modified)),)
        return etag + modified


def whole(text: str) -> int | None:
    """A whole number in ASCII digits; None for anything else, and for one too long to be meant."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def page(status: int, html: str, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """An HTML page."""
    return Response(status, html.encode(), headers=headers)


def xml(text: str, kind: str = "application/xml") -> Response:
    """An XML document of that content type."""
    return Response(200, text.encode(), f"{kind}; charset=UTF-8")


def as_json(status: int, value: Any, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    r"""JSON as PHP writes it: ASCII, and slashes as `\/`."""
    text = json.dumps(value, separators=(",", ":")).replace("/", "\\/")
    return Response(status, text.encode(), JSON, headers)


def redirect(location: str) -> Response:
    """A permanent move, as WordPress answers for any other address of an article."""
    return Response(301, headers=(("Location", location), ("X-Redirect-By", "WordPress")))


def http_date(moment: datetime) -> str:
    """An instant as HTTP headers have it, to the second (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def conditional(request: Request, response: Response) -> Response:
    """304 in place of a 200 that the client already has (RFC 9110, 13.2.2).

    If-None-Match is compared weakly and, where present, makes If-Modified-Since ignored.
    """
    if response.status != 200 or not response.validators():
        return response
    if _unchanged(request, response):
        return replace(response, status=304, body=b"")
    return response


def _unchanged(request: Request, response: Response) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or (response.etag or "").removeprefix("W/") in tags
    since = request.headers.get("if-modified-since")
    if since is None or response.modified is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    return response.modified.replace(microsecond=0) <= moment.replace(tzinfo=moment.tzinfo or UTC)
