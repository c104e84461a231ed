"""Lucene's `persian` analyser, as its documentation describes it (org.apache.lucene.analysis.fa, 9 and 10).

PersianCharFilter makes a space of each half-space. StandardTokenizer cuts words by Unicode's rules (UAX #29: a
word runs on over marks and invisible signs, a number over its separators). Then lower case, decimal digits in
Latin, ArabicNormalizer (hamza on alef, dotless yeh, teh marbuta, tatweel, vowel marks), PersianNormalizer (yeh
and kaf as in Arabic, heh with yeh, hamza above), and, since version 10, PersianStemmer (seven endings, one after
the other, where two letters are left). Its list of stop words is left out: with it «می‌شود» is an empty query, so
this flatters it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from benchmarks.search.engines import Texts

_WORD = re.compile(
    r"(?:[^\W\d_]|_|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]|[\u00ad\u200b\u200d-\u200f\u202a-\u202e\ufeff]"
    r"|\d|(?<=\d)[.,;\u060c\u066b\u066c](?=\d)|(?<=[^\W\d_])[.:'](?=[^\W\d_]))+"
)
_NORMAL = {
    **dict.fromkeys(map(ord, "آأإ"), "ا"),
    ord("ى"): "ي",
    ord("ة"): "ه",
    **dict.fromkeys((0x0640, *range(0x064B, 0x0653)), ""),
    **dict.fromkeys(map(ord, "یے"), "ي"),
    ord("ک"): "ك",
    **dict.fromkeys(map(ord, "ۀہ"), "ه"),
    0x0654: "",
}
_ENDINGS = ("ات", "ان", "ترين", "تر", "يي", "ي", "ها")


class Lucene:
    """An inverted file over that analysis; all words of a query must be there, phrases in order."""

    inflects = False

    def __init__(self, texts: Texts, *, stems: bool) -> None:
        self.stems = stems
        self._places: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for number, fields in texts.items():
            for place, word in enumerate(self.analyse("\n\n".join(fields))):
                self._places[word][number].add(place)

    def analyse(self, text: str) -> list[str]:
        """The terms of a text."""
        terms = []
        for match in _WORD.finditer(text.replace("\u200c", " ")):
            word = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in match[0].lower())
            word = word.translate(_NORMAL)
            if any(c.isalnum() for c in word):
                terms.append(_stem(word) if self.stems else word)
        return terms

    def ids(self, query: str) -> set[int]:
        """The articles it finds."""
        terms = self.analyse(query)
        if not terms:
            return set()
        found = set.intersection(*(set(self._places.get(term, ())) for term in terms))
        if query.startswith('"'):
            found = {number for number in found if self._in_order(terms, number)}
        return found

    def _in_order(self, terms: list[str], number: int) -> bool:
        first, *rest = (self._places[term][number] for term in terms)
        return any(all(at + step in places for step, places in enumerate(rest, 1)) for at in first)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word.removesuffix(ending)
    return word
