"""The ways the same Persian text is spelt and its numbers are written on real pages."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final, Literal

Digits = Literal["latin", "persian", "arabic"]
Spelling = Literal["clean", "arabic", "lost", "spaced", "marked"]

ZWNJ: Final = "\u200c"
DIGITS: Final[Mapping[Digits, dict[int, str]]] = {
    "latin": {},
    "persian": dict(zip(map(ord, "0123456789"), "۰۱۲۳۴۵۶۷۸۹", strict=True)),
    "arabic": dict(zip(map(ord, "0123456789"), "٠١٢٣٤٥٦٧٨٩", strict=True)),
}
_ARABIC: Final = {ord("ی"): "ي", ord("ک"): "ك"}
# What editors paste along without seeing it: tatweel inside a word; right-to-left mark, zero-width
# space, byte order mark and soft hyphen after one; a half-space typed twice.
_TATWEEL: Final = "\u0640"
_UNSEEN: Final = ("\u200f", "\u200b", "\ufeff", "\u00ad")
_JOINING: Final = frozenset("بپتثجچحخسشصضطظعغفقکگلمنهی")


def respell(text: str, spelling: Spelling, rng: Random) -> str:
    """Clean text as a page of that spelling has it.

    `arabic` has Arabic ي and ك; `lost` has no half-space left, as after a copy through a program
    that drops them; `spaced` has a space in their place; `marked` has invisible characters and
    tatweel strewn in, about one in forty words, and half-spaces typed twice.
    """
    if spelling == "arabic":
        return text.translate(_ARABIC)
    if spelling == "lost":
        return text.replace(ZWNJ, "")
    if spelling == "spaced":
        return text.replace(ZWNJ, " ")
    if spelling == "marked":
        return " ".join(_marked(word, rng) for word in text.split(" ")).replace(ZWNJ, ZWNJ * 2)
    return text


def _marked(word: str, rng: Random) -> str:
    if not word.isalpha() or rng.random() > 1 / 40:
        return word
    if len(word) > 3 and word[1] in _JOINING and rng.random() < 0.4:
        return word[:2] + _TATWEEL * 2 + word[2:]
    return word + rng.choice(_UNSEEN)
