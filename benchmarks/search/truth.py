"""Which articles a query must find, and which it may, from the words that were put into them.

An article *must* be found when its author meant the word: written alone or as a piece of a compound that
standard spelling cuts with a half-space («برنامه» in «برنامه‌های»), however this article spells it. It *may* be
found, and counts neither for nor against, where the letters allow another reading: «حرفهای» is «حرف‌های» and
«حرفه‌ای», «پیش بینی» may be two words, and a date has its year in it. Everything else is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from benchmarks.search.corpus import WORD, ZWNJ, Article, Token, paradigms, rows

_LETTERS = {
    **{ord(c): "ی" for c in "يىئے"},
    **{ord(c): "ک" for c in "كڪ"},
    **{ord(c): "ه" for c in "ةۀھہ"},
    **{ord(c): "و" for c in "ؤ"},
    **{ord(c): "ا" for c in "أإآٱ"},
    **dict.fromkeys(map(ord, "ءـ\u200b\u200d\u200f\u202b\u202c\u00ad\u00ac\ufeff٬,"), ""),
}
_CUT = re.compile(rf"[{ZWNJ}\W]+")
_ENDINGS = frozenset(
    "ها های هایی هایش هایشان هایم هایت هایمان ی ای ام ات اش م ت ش ان تان مان شان یم ید ند".split()
)


class Truth(NamedTuple):
    """Ids of articles."""

    must: frozenset[int]
    may: frozenset[int]

    def __and__(self, other: Truth) -> Truth:
        return Truth(self.must & other.must, (self.must | self.may) & (other.must | other.may))


@cache
def bare(text: str) -> str:
    """The letters alone, one sign for each, as the eye of a reader compares them."""
    plain = unicodedata.normalize("NFKC", text).translate(_LETTERS).lower()
    plain = "".join(c for c in unicodedata.normalize("NFC", plain) if unicodedata.category(c) != "Mn")
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in plain)


@cache
def letters(text: str) -> str:
    """`bare` without half-spaces, spaces and punctuation."""
    return _CUT.sub("", bare(text))


class Meant:
    """The words of all articles, to be asked for."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.lines: dict[int, list[list[str]]] = {}
        self._seen: dict[int, list[str]] = defaultdict(list)
        self.words: dict[str, set[int]] = defaultdict(set)
        self._runs: dict[str, set[int]] = defaultdict(set)
        self._looks: dict[str, set[int]] = defaultdict(set)
        self._across: dict[str, set[int]] = defaultdict(set)
        for article in articles:
            for line in article.tokens():
                self._line(article.id, [token for token in line if token.form])

    def _line(self, article: int, tokens: Sequence[Token]) -> None:
        self.lines.setdefault(article, []).append([token.form for token in tokens])
        self._seen[article].append("".join(letters(token.form) for token in tokens))
        pieces: list[str] = []
        for token in tokens:
            self.words[token.form].add(article)
            parts = token.form.split(ZWNJ)
            for start in range(len(parts)):
                for end in range(start + 1, len(parts) + 1):
                    self._runs[ZWNJ.join(parts[start:end])].add(article)
            spellings = (token.form,) if token.row is None else rows()[token.row]
            for spelling in spellings:
                for piece in WORD.findall(spelling):
                    self._looks[letters(piece)].add(article)
                    for part in _CUT.split(bare(piece)):
                        self._looks[part].add(article)
            pieces += [part for part in _CUT.split(bare(token.form)) if part]
        for length in range(2, 6):
            for start in range(len(pieces) - length + 1):
                self._across["".join(pieces[start : start + length])].add(article)

    def word(self, form: str, typed: str) -> Truth:
        """A word in standard spelling, as it is typed."""
        must = self._runs.get(form, set())
        looks: set[int] = set()
        for seen in (letters(form), letters(typed)):
            looks |= self._looks.get(seen, set()) | self._across.get(seen, set())
        return Truth(frozenset(must), frozenset(looks - must))

    def phrase(self, forms: Sequence[str]) -> Truth:
        """These words after each other."""
        must, may = set(), set()
        whole = "".join(map(letters, forms))
        for article, lines in self.lines.items():
            if any(_contains(line, forms) for line in lines):
                must.add(article)
            elif any(whole in line for line in self._seen[article]):
                may.add(article)
        return Truth(frozenset(must), frozenset(may - must))

    def inflected(self, word: str, typed: str) -> Truth:
        """A word in any of its forms."""
        forms = next(all_ for all_ in paradigms().values() if word in all_)
        must: set[int] = set().union(*(self._runs.get(form, set()) for form in forms))
        stem = letters(min(forms, key=len))
        look: set[int] = set().union(*(self.word(form, typed).may for form in forms))
        for seen, where in self._looks.items():
            ending = seen.startswith(stem) and seen.removeprefix(stem) in {"", *_ENDINGS}
            if ending or any(stem == seen.removeprefix(mi) for mi in ("می", "نمی", "ب", "ن")):
                look |= where
        return Truth(frozenset(must), frozenset(look - must))


def _contains(line: Sequence[str], forms: Sequence[str]) -> bool:
    return any(line[at : at + len(forms)] == list(forms) for at in range(len(line) - len(forms) + 1))
