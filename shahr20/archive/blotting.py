"""Cutting one article out of the pages of others: its links, its address and its title.

Pure functions on bytes: what is cut leaves nothing in its place, everything else stays byte for byte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.entities import codepoint2name
from urllib.parse import urljoin

_TAG = re.compile(rb"<[^>]*>")
_LINK = re.compile(
    rb"<a\b[^>]*?\bhref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)[^>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE
)
_HREF = re.compile(rb"\shref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_ADDRESS = re.compile(rb"https?:(?:\\?/){2}[^\s\"'<>]+", re.IGNORECASE)
_TITLE_MIN = 4  # words; a shorter title may be anybody's words


@dataclass(frozen=True)
class Article:
    """What is cut out: `is_its(url)` tells its addresses, `titles` are those it had, as published."""

    is_its: Callable[[str], bool] = field(repr=False)
    titles: tuple[str, ...] = ()


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
