"""A text as search sees it: folded pieces of words, each with its place in the text.

A piece is what stands between spaces, half-spaces and signs, or between letters and digits: «برنامه‌های» and «برنامه
های» are both `برنامه` `های`, COVID-19 and covid19 both `covid` `19`. Thousands separators are no signs: 1,200 is `1200`. The
index holds these pieces and nothing else, so that it depends on no lexicon; what is one word is the query's business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shahr20.persian import fold as folding
from shahr20.persian.fold import HALF_SPACES, ZWNJ, fold

VERSION = f"{folding.VERSION}.1"
"""Changes with every change of what `pieces` yields: an index is only right for one version."""


class Piece(NamedTuple):
    """One piece of a word: folded; from `start` to `end` in the text; `word` counts the words of the text."""

    text: str
    start: int
    end: int
    word: int


def _inner() -> str:
    """A class of what may stand inside a word besides letters and digits: marks, and what cannot be seen."""
    found = "".join(
        chr(c) for c in range(0x10000) if unicodedata.category(chr(c)) in ("Mn", "Me", "Mc", "Cf")
    )
    return re.escape(found + HALF_SPACES)


_INNER = _inner()
_THOUSANDS = r"(?<!\d)\d{1,3}(?:[,٬،]\d{3})+(?!\d)"
_WORD = re.compile(rf"(?:{_THOUSANDS}|[^\W_]|[{_INNER}])+")
_PIECE = re.compile(rf"{_THOUSANDS}|(?:\d[{_INNER}]*)+|[^\d{ZWNJ}{HALF_SPACES}]+")
_NUMBER = re.compile(_THOUSANDS)
_LETTERS = re.compile(r"[^\W_]+")
_SEPARATORS = str.maketrans("", "", ",٬،")


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of `text` in their order. Lone surrogates, like all signs, are none."""
    number = 0
    for word in _WORD.finditer(text):
        any_piece = False
        for found in _PIECE.finditer(text, word.start(), word.end()):
            for folded in _folded(found[0]):
                yield Piece(folded, found.start(), found.end(), number)
                any_piece = True
        number += any_piece


def without_thousands(text: str) -> str:
    """`text` without thousands separators."""
    return _NUMBER.sub(lambda number: number[0].translate(_SEPARATORS), text)


@lru_cache(maxsize=1 << 16)
def _folded(written: str) -> tuple[str, ...]:
    """Mostly one; none of a mark alone, several of a ligature that is a phrase (ﷺ)."""
    if written[0].isdigit():
        written = written.translate(_SEPARATORS)
    return tuple(_LETTERS.findall(fold(written)))
