"""Dictionaries for captures: what the pages of a site have in common, so that each costs little.

A page is mostly theme. A zstd dictionary made of the markup that a hundred pages share makes every
further page about half as large as zstd alone does. It is made of markup *without the articles'
words*: no text of a link but the shortest, no address or attribute with Persian in it, and nothing
that is not on most of the pages. So an article that has to be taken down is not left behind in it.

A dictionary is never changed, nor deleted while there are captures that were made with it.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import zstandard
from sqlite_utils import Database

from shahr20.archive.times import now

SIZE = 112_640  # bytes; zstd's own default
COMMON = 0.5  # share of the pages that have a piece of the dictionary
LABEL = 3  # words; a link with more may be an article's title

_TAGS = re.compile(
    rb"(<(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE
)
_PIECES = re.compile(rb"([\"'{};,>\s]+)")
_QUOTED = re.compile(rb"[\"'<>=]")
_ESCAPED_PERSIAN = re.compile(rb"%[dD][0-9a-fA-F]|\\u0[67]")


def markup(pages: Sequence[bytes]) -> bytes:
    """The fullest of the pages, reduced to what most of them have too, without the articles' words."""
    cut = [list(_pieces(page)) for page in pages]
    pages_with = Counter(piece for pieces in cut for piece in set(pieces))
    common = (b"".join(one for one in pieces if pages_with[one] >= COMMON * len(cut)) for pieces in cut)
    return max(common, key=len)[-SIZE:]


def _pieces(page: bytes) -> Iterator[bytes]:
    """A page cut at its tags, and within them at quotes and white space, without what may be an article's."""
    in_link = False
    for index, part in enumerate(_TAGS.split(page)):
        if index % 2 == 0:
            if not in_link or len(part.split()) <= LABEL:
                yield part
            continue
        tag = part[1:3].lower()
        in_link = tag in (b"a ", b"a>", b"a\n") or (in_link and tag != b"/a")
        for piece in _PIECES.split(part):
            if piece.isascii() and not _ESCAPED_PERSIAN.search(piece):
                yield piece


def said(content: bytes) -> str:
    """The words of a page, a dictionary or a piece of one, those of its tags too, one space between two."""
    words = html.unescape(_QUOTED.sub(b" ", content).decode("utf-8", "replace"))
    return f" {' '.join(words.split())} "


def without(content: bytes, phrases: Sequence[str]) -> bytes:
    """A dictionary without the pieces of text, and the tags, in which one of the phrases stands."""
    kept = []
    for part in _TAGS.split(content):
        words = said(part)
        if not any(f" {phrase} " in words for phrase in phrases):
            kept.append(part)
    return b"".join(kept)


class Dictionaries:
    """The `dictionaries` table."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._loaded: dict[int, zstandard.ZstdCompressionDict] = {}

    def newest(self) -> int | None:
        """Id of the dictionary that new captures are made with; None before there is one."""
        found: int | None = self.db.execute("SELECT max(id) FROM dictionaries").fetchone()[0]
        return found

    def get(self, dictionary_id: int) -> zstandard.ZstdCompressionDict:
        """A dictionary, as zstandard takes it. Raises KeyError when it is not there."""
        if dictionary_id not in self._loaded:
            found = self.db.execute(
                "SELECT dictionary FROM dictionaries WHERE id = ?", [dictionary_id]
            ).fetchone()
            if found is None:
                raise KeyError(f"dictionary {dictionary_id}")
            self._loaded[dictionary_id] = zstandard.ZstdCompressionDict(
                found[0], dict_type=zstandard.DICT_TYPE_RAWCONTENT
            )
        return self._loaded[dictionary_id]

    def train(self, pages: Sequence[bytes]) -> int:
        """Make one of what the pages have in common, and keep it; its id."""
        return self.add(markup(pages), samples=len(pages))

    def add(self, content: bytes, *, samples: int) -> int:
        """Keep a dictionary made of so many pages; its id."""
        row = {
            "trained_at": now(),
            "sha256": hashlib.sha256(content).hexdigest(),
            "samples": samples,
            "dictionary": content,
        }
        made = self.db.table("dictionaries").insert(row).last_pk
        assert isinstance(made, int)
        return made
