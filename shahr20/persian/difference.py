"""What changed between two texts, word by word, for people to read.

Paragraphs are compared first, and where they differ words, numbers and single signs. A half-space is part
of its word: «می رود» and «می‌رود» differ in words, as they should.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby, zip_longest
from typing import Literal, NamedTuple

Kind = Literal["equal", "removed", "added"]

STEPS = 1_000_000
"""How many comparisons of words are made at most, about 0.2 s of them.

What is then still unmatched counts as replaced: long texts with little in common, or one word over and over.
"""

TELLING = 3
"""Letters of a word that two texts may meet in by themselves; «و» and «در» stand everywhere."""

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u200c\u200d"
_NUMBER = r"\d+(?:[./:,٫٬]\d+)+"
_WORD = re.compile(rf"({_NUMBER}|[\w{_MARKS}]+|[^\s])(\s*)")
_END = re.compile(r"(\n\s*\n\s*)")


class Run(NamedTuple):
    """A piece of text that is in both versions, in the older one alone, or in the newer one alone."""

    kind: Kind
    text: str


class Token(NamedTuple):
    """What is compared as one, a paragraph or a word, and the white space after it."""

    word: str
    space: str


Cut = Callable[[str], list[Token]]
"""A way to cut a text."""


def difference(older: str, newer: str) -> list[Run]:
    """The runs that lead from one text to another, what was removed before what was added in its place.

    The runs that are not `added` make up `older`, letter for letter; those that are not `removed`, `newer`.
    """
    return list(_joined(_runs(older, newer, (by_paragraph, by_word), Budget(STEPS))))


def _runs(older: str, newer: str, levels: Sequence[Cut], budget: Budget) -> Iterator[Run]:
    """The runs between texts that are cut in the first way, and where they differ in the next."""
    cut, *finer = levels
    one, other = cut(older), cut(newer)
    found = matches([token.word for token in one], [token.word for token in other], budget)
    i = j = 0
    for start, at, size in [*found, (len(one), len(other), 0)]:
        removed, added = _text(one[i:start]), _text(other[j:at])
        if finer and removed and added:
            yield from _runs(removed, added, finer, budget)
        else:
            yield from _replaced(removed, added)
        for before, after in zip(one[start : start + size], other[at : at + size], strict=True):
            yield Run("equal", before.word)
            if before.space == after.space:
                yield Run("equal", before.space)
            else:
                yield from _replaced(before.space, after.space)
        i, j = start + size, at + size


def _replaced(removed: str, added: str) -> tuple[Run, Run]:
    return Run("removed", removed), Run("added", added)


def paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs by paragraph: wherever either text ends one. A changed end of a paragraph shows as «¶»."""
    found: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(_END.split(run.text)[::2]):
            if number:
                if run.kind != "equal":
                    found[-1].append(Run(run.kind, "¶"))
                found.append([])
            if text:
                found[-1].append(Run(run.kind, text))
    return [list(_joined(paragraph)) for paragraph in found if paragraph]


def by_paragraph(text: str) -> list[Token]:
    """The paragraphs of a text, each with the blank line after it."""
    parts = _END.split(text)
    return [Token(*pair) for pair in zip_longest(parts[::2], parts[1::2], fillvalue="") if any(pair)]


def by_word(text: str) -> list[Token]:
    """The words, numbers and signs of a text; white space before the first is that of an empty word."""
    found = [Token(match[1], match[2]) for match in _WORD.finditer(text)]
    indent = text[: len(text) - len(text.lstrip())]
    return [Token("", indent), *found] if indent else found


@dataclass
class Budget:
    """How many comparisons may still be made."""

    left: int


def matches(one: Sequence[str], other: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    """Where two lists are the same: (start in one, start in the other, length), in order.

    What they begin and end with first; between, the longest common piece, then those before and after it
    (difflib's way), until nothing telling is left, or the budget is spent.
    """
    head = _common(zip(one, other, strict=False))
    tail = _common(zip(reversed(one[head:]), reversed(other[head:]), strict=False))
    found = [(0, 0, head), (len(one) - tail, len(other) - tail, tail)]
    if head in (len(one), len(other)):
        return [(0, 0, head)] if head else []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    count = Counter(other)
    costs = list(accumulate((count[word] for word in one), initial=0))
    due = deque([(head, len(one) - tail, head, len(other) - tail)])
    while due:
        start, end, begin, finish = due.popleft()
        cost = costs[end] - costs[start]
        if start == end or begin == finish or cost > budget.left:
            continue
        budget.left -= cost
        i, j, size = matcher.find_longest_match(start, end, begin, finish)
        if size and _tells(one[i : i + size]):
            found.append((i, j, size))
            due += [(start, i, begin, j), (i + size, end, j + size, finish)]
    return sorted(match for match in found if match[2])


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    number = 0
    for before, after in pairs:
        if before != after:
            break
        number += 1
    return number


def _tells(common: Sequence[str]) -> bool:
    """Whether a common piece is more than small words and signs that two sentences share by chance."""
    return any(len(word) >= TELLING for word in common)


def _text(found: Iterable[Token]) -> str:
    return "".join(token.word + token.space for token in found)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one kind as one; nothing empty."""
    for kind, same in groupby((run for run in runs if run.text), key=lambda run: run.kind):
        yield Run(kind, "".join(run.text for run in same))
