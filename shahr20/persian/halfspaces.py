"""Half-spaces put back where a text lost them: «برنامههای», «برنامه های» → «برنامه‌های».

Only where a word can be read in one way (`halfspace_reader`), and only in a text that has lost them: in one that
keeps its half-spaces, what is written in one was meant so. docs/persian.md says what this reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from shahr20.persian import affixes
from shahr20.persian import halfspace_words as known
from shahr20.persian.fold import HALF_SPACES, ZWNJ
from shahr20.persian.halfspace_reader import Reader
from shahr20.persian.lexicon import lexicon
from shahr20.persian.normalise import outside_tokens

_LETTERS = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
_MARKS = "\u064b-\u065f\u0670"
_INSIDE = f"\\w{_MARKS}{ZWNJ}"
_WORD = re.compile(f"(?<![{_INSIDE}])[{_LETTERS}]{{4,40}}(?=[{_MARKS}]*(?![{_INSIDE}]))")
_PAIR = re.compile(f"(?<![{_INSIDE}])([{_LETTERS}]{{2,20}}) (?=([{_LETTERS}]{{2,20}})(?![{_MARKS}\\w]))")
_AFTER = re.compile(f" ([{_INSIDE}]+)|[،؛:!؟»)]|\\.(?!\\.)")
_BEFORE = re.compile(f"([{_INSIDE}]+) $")
_LONGEST = 40
_KEPT = re.compile(f"(?<=[{_LETTERS}{_MARKS}])[{ZWNJ}{HALF_SPACES}]+(?=[{_LETTERS}])")
_FEW = 0.02
"""Half-spaces for each word: Persian prose that keeps them has 0.08 and more."""


def lost(texts: Iterable[str]) -> bool:
    """Whether the texts of an article, as published, have lost their half-spaces: all of them, or nearly all."""
    kept = words = 0
    for text in texts:
        kept += sum(1 for _ in _KEPT.finditer(text))
        words += len(text.split())
    return kept <= _FEW * words


def restore(text: str) -> str:
    """`text` with a half-space wherever a word of it can only be read with one.

    Takes text for reading that has lost its half-spaces, joined («برنامهریزی») or apart («برنامه ریزی»). Adds
    half-spaces or puts them for spaces, and changes nothing else; addresses and Latin tokens stay. Idempotent.
    """
    return outside_tokens(text, _restored)


def _restored(text: str) -> str:
    while True:
        restored = _PAIR.sub(_joined_pair, _WORD.sub(_restored_word, text))
        if restored == text:
            restored = affixes.join(text)
            if restored == text:
                return text
        text = restored


def _restored_word(match: re.Match[str]) -> str:
    word = match[0]
    readings = _reader().readings(word)
    if len(readings) == 2:
        return _in_context(match, *readings) or word
    return readings[0] if readings else word


def _in_context(match: re.Match[str], plural: str, indefinite: str) -> str | None:
    """«حرف‌های» or «حرفه‌ای», by the words beside it."""
    after = _AFTER.match(match.string, match.end())
    if after and (not after[1] or after[1] in known.ENDS_PHRASE or _reader().is_verb(after[1])):
        return indefinite
    before = _BEFORE.search(match.string, max(0, match.start() - _LONGEST), match.start())
    if before and (before[1] in known.COUNTS or before[1].isdigit()):
        return indefinite
    if (before and before[1] in known.SOME) or match[0].removesuffix("های") in known.PLURAL:
        return plural
    return None


def _joined_pair(match: re.Match[str]) -> str:
    return match[1] + (ZWNJ if _reader().is_pair(match[1], match[2]) else " ")


@cache
def _reader() -> Reader:
    return Reader(lexicon())
