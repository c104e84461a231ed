"""Words in their context (KWIC): what stands before and after each place where a query is found.

In Persian what comes first stands on the right, so that `left` here, as in every concordance, is what was
written before the word, whichever side of the page it is shown on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.search.places import spans
from shahr20.persian.search.query import Field, Query
from shahr20.persian.search.snippets import READ
from shahr20.persian.search.spellings import Kind

WIDTH = 60
"""Letters of context on either side, as many whole words as fit."""

ALPHABET = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
"""The order of Persian letters, folded (آ with ا)."""

_ORDER = {letter: chr(0x100 + place) for place, letter in enumerate(ALPHABET)}
_WORDS = re.compile(rf"[\w{ZWNJ}]+")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """One place: the words before it, itself as it is written there, the words after it."""

    left: str
    node: str
    right: str
    start: int
    kind: Kind
    shown: str


def lines(query: Query, text: str, field: Field | None = None, *, width: int = WIDTH) -> list[Line]:
    """Every place where a query stands in a text, in the order of the text; contexts end at a paragraph's ends."""
    found = []
    for span in spans(query, text[:READ], field):
        first, last = _whole(text, span.start, span.end)
        begin = text.rfind("\n", 0, first) + 1
        end = text.find("\n", last)
        end = len(text) if end < 0 else end
        found.append(
            Line(
                _last_words(text[begin:first], width),
                _GAP.sub(" ", text[first:last]),
                _first_words(text[last:end], width),
                span.start,
                span.kind,
                span.words.shown,
            )
        )
    return found


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The place, and the rest of the words it stands in: «برنامه» of «برنامه‌های» is shown with its ending."""
    while start and _is_inside(text[start - 1]):
        start -= 1
    while end < len(text) and _is_inside(text[end]):
        end += 1
    return start, end


def _is_inside(char: str) -> bool:
    return char == ZWNJ or char.isalnum() or unicodedata.category(char) == "Mn"


def collation(text: str) -> str:
    """What Persian words are sorted by: letters in the order of the alphabet, digits before, other scripts after.

    Half-spaces do not count, nor does the way a letter is written.
    """
    return "".join(
        _ORDER.get(char, char if char < "a" else f"\u0300{char}") for char in fold(text) if char != ZWNJ
    )


def by_left(line: Line) -> tuple[str, ...]:
    """Sorts by the word before, then the one before that, and so on."""
    return tuple(collation(word) for word in reversed(_WORDS.findall(line.left)))


def by_right(line: Line) -> tuple[str, ...]:
    """Sorts by the word after, then the next, and so on."""
    return tuple(collation(word) for word in _WORDS.findall(line.right))


def _first_words(text: str, width: int) -> str:
    text = _GAP.sub(" ", text[: width * 3]).lstrip()
    if len(text) <= width:
        return text.rstrip()
    cut = text.rfind(" ", 1, width + 1)
    return text[: cut if cut > 0 else width].rstrip()


def _last_words(text: str, width: int) -> str:
    text = _GAP.sub(" ", text[-width * 3 :]).rstrip()
    if len(text) <= width:
        return text.lstrip()
    cut = text.find(" ", len(text) - width - 1)
    return text[cut + 1 if 0 <= cut < len(text) - 1 else len(text) - width :].lstrip()
