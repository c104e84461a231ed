"""Where a query is found in a text, by the same pieces that the index holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from shahr20.persian.fold import ZWNJ
from shahr20.persian.search.pieces import Piece, pieces
from shahr20.persian.search.query import Field, Query, Words
from shahr20.persian.search.spellings import Kind, Spelling


class Span(NamedTuple):
    """From `start` to `end` in the text stands `words`, in a spelling of this kind."""

    start: int
    end: int
    words: Words
    kind: Kind


def spans(query: Query, text: str, field: Field | None = None) -> list[Span]:
    """Every place in `text` where a word or phrase of the query stands, in their order, none over another.

    `text` is any of an article's texts, for reading or as published, and `field` says of which it is (a word that
    is asked for in the title is not marked in the body). Of places that overlap the first, then the longest, counts.
    """
    every = list(pieces(text))
    found = [
        span
        for words in query.words()
        if words.field in (None, field) or field is None
        for span in places(words, text, every)
    ]
    found.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def places(words: Words, text: str, every: list[Piece] | None = None) -> list[Span]:
    """Every place in `text` where one word or phrase stands; `every` are the text's pieces, where they are known."""
    every = list(pieces(text)) if every is None else every
    if words.exact:
        found_there = literally(words.literal, text, prefix=words.spellings[0].prefix)
        return [Span(start, end, words, Kind.TYPED) for start, end in found_there]
    starting: dict[str, Sequence[Spelling]] = {}
    beginning: list[Spelling] = []
    for one in words.spellings:
        if one.prefix and len(one.pieces) == 1:
            beginning.append(one)
        else:
            starting[one.pieces[0]] = [*starting.get(one.pieces[0], ()), one]
    found = []
    for at, (piece, start, _, _) in enumerate(every):
        candidates: Sequence[Spelling] = starting.get(piece, ())
        if beginning:
            candidates = [*candidates, *(one for one in beginning if piece.startswith(one.pieces[0]))]
        fitting = [one for one in candidates if len(one.pieces) == 1 or _stands(one, every, at)]
        if fitting:
            longest = max(fitting, key=lambda one: (len(one.pieces), -one.kind))
            found.append(Span(start, every[at + len(longest.pieces) - 1].end, words, longest.kind))
    return found


def _stands(spelling: Spelling, every: list[Piece], at: int) -> bool:
    *others, last = spelling.pieces
    if at + len(others) >= len(every):
        return False
    there = every[at + len(others)].text
    if not (there.startswith(last) if spelling.prefix else there == last):
        return False
    return all(every[at + n].text == piece for n, piece in enumerate(others))


def literally(typed: str, text: str, *, prefix: bool = False) -> Iterator[tuple[int, int]]:
    """Where a text has what was typed, letter for letter, and not as a piece of a longer word, from start to end.

    What stands before is looked at last: a pattern that begins with letters is searched several times as fast.
    """
    pattern = _literally(typed, prefix)
    match = pattern.search(text)
    while match:
        start, end = match.span()
        inside = start > 0 and _INSIDE.match(text, start - 1)
        if not inside:
            yield start, end
        match = pattern.search(text, start + 1 if inside else end)


_INSIDE = re.compile(rf"[\w{ZWNJ}]")


@lru_cache(maxsize=256)
def _literally(typed: str, prefix: bool) -> re.Pattern[str]:
    written = r"\s+".join(re.escape(part) for part in unicodedata.normalize("NFC", typed).split())
    return re.compile(written if prefix else f"{written}(?!{_INSIDE.pattern})")
