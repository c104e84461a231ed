"""The language a page is in: Persian, or English by the switch; and its words.

`?lang=en` on any page of the room chooses English and is remembered in a cookie; `?lang=fa` forgets it. Without
either a page is in Persian and carries no cookie, so that caches may keep it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl

from markupsafe import Markup, escape

DIRECTIONS = {"fa": "rtl", "en": "ltr"}
"""The languages there are a catalogue for, in `words/`, and how each is written."""

PERSIAN = "fa"
COOKIE = "shahr20_lang"
KEPT_SECONDS = 365 * 24 * 3600
PARAMETER = b"lang="

Scope = MutableMapping[str, Any]


_current: ContextVar[str] = ContextVar("language", default=PERSIAN)


def current() -> str:
    """The language of the request that is being answered."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Answer in a language: `current()` while this lasts."""
    before = _current.set(language)
    try:
        yield
    finally:
        _current.reset(before)


def choose(scope: Scope) -> tuple[Scope, str, str | None]:
    """The request without its `lang`, the language it is to be answered in, and that the address chose, if it did."""
    query: bytes = scope.get("query_string", b"")
    asked = dict(parse_qsl(query.decode("latin-1"))).get("lang") if PARAMETER in query else None
    rest = b"&".join(part for part in query.split(b"&") if not part.startswith(PARAMETER))
    chosen = asked if asked in DIRECTIONS else None
    return {**scope, "query_string": rest}, chosen or _remembered(scope) or PERSIAN, chosen


def _remembered(scope: Scope) -> str | None:
    for name, value in scope.get("headers", []):
        if name == b"cookie" and COOKIE.encode() in value:
            try:
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                return None
            return found.value if found and found.value in DIRECTIONS else None
    return None


def cookie(language: str, path: str) -> bytes:
    """The header's value that remembers a language, or, for Persian, forgets the other."""
    kept = 0 if language == PERSIAN else KEPT_SECONDS
    return f"{COOKIE}={language}; Path={path}; Max-Age={kept}; SameSite=Lax; HttpOnly".encode()


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every word of a language: `words/fa.toml`, with `table.key` for each key of a table."""
    text = (resources.files(__package__) / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": words
        for section, keys in tomllib.loads(text).items()
        for key, words in keys.items()
    }


def say(language: str, key: str, **values: object) -> str:
    """A text of the catalogue with its `{names}` filled in; HTML where one of the values is HTML.

    Raises KeyError for a key that is not there.
    """
    text = catalogue(language)[key]
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(text).format(**values)
    return text.format(**values) if values else text


def word(language: str, section: str, name: str) -> str:
    """What a name that comes from the data is called; the name itself where the catalogue has none."""
    return catalogue(language).get(f"{section}.{name}", name)
