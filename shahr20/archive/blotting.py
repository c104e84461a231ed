"""Cutting one article out of the pages of others: its links, its address and its title.

Pure functions on bytes: what is cut leaves nothing in its place, everything else stays byte for byte.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import codepoint2name
from urllib.parse import quote, unquote, urljoin, urlsplit

_TAG = re.compile(rb"<[^>]*>")
_LINK = re.compile(
    rb"<a\b[^>]*?\bhref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)[^>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE
)
_HREF = re.compile(rb"\shref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_ADDRESS = re.compile(rb"https?:(?:\\?/){2}[^\s\"'<>]+", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")  # as JSON writes a character
_WORD = re.compile(r"[^\W_]+")
_TITLE_MIN = 4  # words; a shorter title may be anybody's words


@dataclass(frozen=True)
class Article:
    """What is cut out: `is_its(url)` tells its addresses, `titles` are those it had, as published."""

    is_its: Callable[[str], bool] = field(repr=False)
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """What stands in every page that names an article: its number, or all the words of one of its addresses.

    To look for these is a hundred times faster than `blot`, which alone decides.
    """

    number: bytes | None
    addresses: tuple[tuple[frozenset[bytes], ...], ...] = field(repr=False)

    @classmethod
    def of(cls, number: int | None, urls: Iterable[str]) -> Marks:
        """Those of an article that is known by this number and had these addresses."""
        mark = None if number is None else str(number).encode()
        return cls(mark, tuple(_words_of(url) for url in sorted(urls)))

    def may_be_in(self, page: bytes) -> bool:
        """Whether the page has to be looked at."""
        if self.number is not None and self.number in page:
            return True
        return any(all(any(one in page for one in spelt) for spelt in address) for address in self.addresses)


def _words_of(url: str) -> tuple[frozenset[bytes], ...]:
    """The words of an address's path and query, the longest first, each in every way it is written there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    words = sorted(set(_WORD.findall(unquote(f"{parts.path} {parts.query}"))), key=len, reverse=True)
    return tuple(frozenset(_written(word)) for word in words)


def _written(word: str) -> Iterator[bytes]:
    """As it is, percent-encoded, and as JSON and HTML escape it."""
    bare, escaped = quote(word, errors="replace"), json.dumps(word)[1:-1]
    entities = "".join(one if one.isascii() else f"&#{ord(one)};" for one in word)
    hexadecimal = "".join(one if one.isascii() else f"&#x{ord(one):x};" for one in word)
    lower = re.sub("%..", lambda found: found[0].lower(), bare)
    upper = re.sub(r"\\u(....)", lambda found: f"\\u{found[1].upper()}", escaped)
    for one in (word, bare, lower, escaped, upper, entities, hexadecimal):
        yield one.encode("utf-8", "replace")


def blot(page: bytes, url: str, article: Article, own: Iterable[str] = ()) -> bytes:
    """The page at `url` without its links to an article, and without the article's titles where it had some.

    `own` are the words of the page's own article. What stands in these stays, so that the page still reads
    as it did; of a link within them only the address goes.
    """
    kept = _words(" ".join(own))
    linked = False

    def link(found: re.Match[bytes]) -> bytes:
        nonlocal linked
        if not article.is_its(_address(found[1], url)):
            return found[0]
        linked = True
        return _unlinked(found[0]) if _is_own(found[2], kept) else b""

    def address(found: re.Match[bytes]) -> bytes:
        nonlocal linked
        if not article.is_its(_address(found[0], url)):
            return found[0]
        linked = True
        return b""

    page = _ADDRESS.sub(address, _LINK.sub(link, page))
    if linked:
        for title in article.titles:
            if len(title.split()) >= _TITLE_MIN and _words(title) not in kept:
                page = _spelt(title).sub(b"", page)
    return page


def _address(value: bytes, base: str) -> str:
    said = value.strip(b"\"'").replace(b"\\/", b"/").decode("utf-8", "replace")
    said = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)
    try:
        return urljoin(base, html.unescape(said).strip())
    except ValueError:
        return ""


def _is_own(inside: bytes, own: str) -> bool:
    words = _words(html.unescape(_TAG.sub(b" ", inside).decode("utf-8", "replace")))
    return bool(words) and words in own


def _unlinked(link: bytes) -> bytes:
    """The link without its address, and without a tooltip, which is the title as a rule."""
    tag, end, rest = link.partition(b">")
    return re.sub(rb"\stitle\s*=\s*(\"[^\"]*\"|'[^']*')", b"", _HREF.sub(b"", tag)) + end + rest


def _words(text: str) -> str:
    return " ".join(text.split())


def _spelt(title: str) -> re.Pattern[bytes]:
    """The title in UTF-8, with any of its characters as an HTML entity or a JSON escape."""
    words = (b"".join(_character(one) for one in word) for word in title.split())
    return re.compile(rb"(?:\s|&nbsp;|&#160;)+".join(words))


def _character(one: str) -> bytes:
    spellings = {one, html.escape(one), f"&#{ord(one)};", f"&#x{ord(one):x};", f"&#x{ord(one):X};"}
    spellings |= {f"&#0{ord(one)};"}
    if ord(one) < 0x10000:
        spellings |= {f"\\u{ord(one):04x}", f"\\u{ord(one):04X}"}
    named = codepoint2name.get(ord(one))
    spellings |= {f"&{named};"} if named else set()
    return b"(?:" + b"|".join(re.escape(each.encode()) for each in sorted(spellings)) + b")"
