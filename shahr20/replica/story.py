"""What the replica knows of one article: what an exact reader finds on its page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple
from urllib.parse import quote

from shahr20.replica.calendar import DateStyle, Kind, Status
from shahr20.replica.spelling import Digits, Spelling

_SLUG_BYTES: Final = 200
_SLUG_BREAKS: Final = re.compile(r"[^\w]+")


class Term(NamedTuple):
    """A category or a tag: its name, and its slug, decoded."""

    name: str
    slug: str


class Headline(NamedTuple):
    """What other pages show of an article."""

    id: int
    title: str
    slug: str

    @property
    def path(self) -> str:
        """The article's path, as `Story.path`."""
        return f"/{self.id}/{encoded(self.slug)}/"


class Comment(NamedTuple):
    """What a reader wrote under an article, and when (UTC)."""

    author: str
    text: str
    written: datetime


@dataclass(frozen=True)
class Story:
    """One article. All text is as published, letter for letter; `source` alone is normalised.

    `paragraphs` is empty for a photo post. `source` is the outside source that the first paragraph
    names (Persian ی and ک, half-spaces in place), None when it names none; `source_words` are its
    words there. `related` are ids of other articles, in the order shown. `image` is a path on the
    site. `status` is the one it was saved with: a scheduled post keeps "future" when its moment has
    come. Times are UTC. The text holds nothing that WordPress's wptexturize would change: no straight
    quotes, no `--`, no `...`.
    """

    id: int
    slug: str
    kicker: str | None
    title: str
    lead: str | None
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime
    source: str | None
    source_words: str | None
    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    author: str | None
    image: str | None
    caption: str | None
    related: tuple[int, ...]
    comments: tuple[Comment, ...]
    kind: Kind
    status: Status
    digits: Digits
    date_style: DateStyle
    spelling: Spelling

    @property
    def path(self) -> str:
        """The article's canonical path, percent-encoded in lower case as WordPress does."""
        return f"/{self.id}/{encoded(self.slug)}/"


@lru_cache(maxsize=20_000)
def encoded(slug: str) -> str:
    """A slug as WordPress writes it in addresses (`utf8_uri_encode`: lower-case hexadecimal)."""
    return quote(slug, safe="").lower()


def slug_of(title: str) -> str:
    """The slug WordPress would give a title: words joined by hyphens, cut at 200 encoded bytes."""
    joined = _SLUG_BREAKS.sub("-", unicodedata.normalize("NFC", title)).strip("-").lower()
    sizes = accumulate(len(letter) if letter.isascii() else 3 * len(letter.encode()) for letter in joined)
    kept = (letter for letter, size in zip(joined, sizes, strict=True) if size <= _SLUG_BYTES)
    return "".join(kept).strip("-")
