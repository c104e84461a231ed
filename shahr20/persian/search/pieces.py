"""A text as search sees it: folded pieces of words, each with its place in the text.

A piece is what stands between spaces, half-spaces and signs, or between letters and digits: «می‌شود» and «می شود» are
both `می` `شود`, COVID-19 and covid19 both `covid` `19`. Thousands separators are no signs: 1,200 is `1200`. The index
holds these pieces and nothing else, so that it depends on no lexicon; what is one word is the query's business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
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


def _class(is_in: Callable[[str], bool]) -> str:
    """A class of characters for a regular expression; one that says each of its ranges is searched fastest."""
    ranges: list[list[int]] = []
    for code in range(0x10000):
        if is_in(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


def _is_unseen_or_mark(char: str) -> bool:
    """What may stand inside a word besides letters and digits."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or char in HALF_SPACES


_INNER = _class(_is_unseen_or_mark)
_SIGNS_OF_WORDS = _class(lambda char: (char.isalnum() and not char.isdecimal()) or _is_unseen_or_mark(char))
THOUSANDS = r"(?<!\d)\d{1,3}(?:[,٬،]\d{3})+(?!\d)"
"""A number with thousands separators."""
_WORD = re.compile(rf"(?:[{_SIGNS_OF_WORDS}]+|{THOUSANDS}|\d)+")
_PIECE = re.compile(rf"{THOUSANDS}|(?:\d[{_INNER}]*)+|[^\d{ZWNJ}{HALF_SPACES}]+")
_LETTERS = re.compile(r"[^\W_]+")
_SEPARATORS = str.maketrans("", "", ",٬،")
_new = tuple.__new__  # Piece() itself takes three times as long, of hundreds in each article


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of `text` in their order. Lone surrogates, like all signs, are none."""
    number = 0
    for match in _WORD.finditer(text):
        parts = _parts(match[0])
        if parts:
            at = match.start()
            for folded, start, end in parts:
                yield _new(Piece, (folded, at + start, at + end, number))
            number += 1


@lru_cache(maxsize=1 << 16)
def _parts(word: str) -> tuple[tuple[str, int, int], ...]:
    """The pieces of one word, folded, with their places in it."""
    return tuple(
        (folded, part.start(), part.end()) for part in _PIECE.finditer(word) for folded in _folded(part[0])
    )


def _folded(written: str) -> list[str]:
    """Mostly one; none of a mark alone, several of a ligature that is a phrase (ﷺ)."""
    if written[0].isdecimal():
        written = written.translate(_SEPARATORS)
    found: list[str] = _LETTERS.findall(fold(written))
    return found
