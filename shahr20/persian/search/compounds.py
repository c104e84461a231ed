"""Words of several pieces in a text: those it writes with a half-space, those it writes apart, those it writes joined.

What is found here goes into the archive's own lexicon when an article is indexed, so that a query understands
«برنامههای» or «دانش آموز» without hazm, and everything of an article can be taken out again with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from shahr20.persian import halfspace_words as known
from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.halfspace_reader import Reader
from shahr20.persian.lexicon import OPEN, Lexicon, lexicon
from shahr20.persian.search import pieces as piecing
from shahr20.persian.search.pieces import Piece, pieces

VERSION = f"{piecing.VERSION}.1"
"""Changes with every change of what `compounds` returns."""

Form = tuple[str, ...]
"""A word as its folded pieces: («برنامه», «های»)."""

AFFIXES = frozenset(
    fold(affix)
    for affix in (*known.PLURALS, *known.AFTER_HEH, *"می نمی تر تری ترین ترین‌ها ترند ترها ترهای همی".split())
    if ZWNJ not in affix
)
"""Pieces that are no words: nobody looks for the words that have them."""

LONG = 6
"""Letters of a word that two pieces are not likely to make by chance."""

_LONGEST = 5
_SHORTEST_UNKNOWN = 4
"""Pieces of a word: what is longer was not meant as one."""
_PERSIAN = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]{4,40}")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans("يىك", "ییک")
_DEMONSTRATIVE = ("آن", "این", "همان", "همین")


def seams(form: Iterable[str]) -> set[int]:
    """After how many letters one piece ends and the next begins."""
    return set(list(accumulate(map(len, form)))[:-1])


class Compound(NamedTuple):
    """A word of several pieces in a text.

    form: its pieces · sure: the lexicon, or an ending, says that they are one word · joined: the text writes
    it without anything between them.
    """

    form: Form
    sure: bool
    joined: bool

    @property
    def key(self) -> str:
        """Its letters alone."""
        return "".join(self.form)


def compounds(text: str, every: list[Piece]) -> set[Compound]:
    """The words of several pieces in a text for reading; `every` are its pieces."""
    found: set[Compound] = set()
    for written in {text[piece.start : piece.end] for piece in every}:
        found.update(_joined(written))
    for _, word in groupby(every, attrgetter("word")):
        form = tuple(piece.text for piece in word)
        if 1 < len(form) <= _LONGEST:
            found.update(_written(form))
    found.update(Compound(form, sure=True, joined=False) for form in _apart(text, every))
    return found


def is_known(form: Form) -> bool:
    """Whether the lexicon lists the pieces as one word, but for its endings, or the last piece is no word."""
    while len(form) > 1:
        if form in _listed() or form[0] in ("می", "نمی") or form[-1] in _bound():
            return True
        if form[-1] not in AFFIXES:
            return False
        if len(form) == 2:
            return True
        form = form[:-1]
    return False


@lru_cache(maxsize=1 << 16)
def _written(word: Form) -> tuple[Compound, ...]:
    """A word with half-spaces, and each run of its pieces: «کتاب‌خانه» in «کتاب‌خانه‌ها»."""
    if any(piece.isdigit() for piece in word):
        return ()
    runs = (word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1))
    return tuple(Compound(run, sure=is_known(run), joined=False) for run in runs)


def _apart(text: str, every: list[Piece]) -> Iterator[Form]:
    """Words that the lexicon lists as one and the text writes with spaces."""
    listed, lasts, middles = _listed(), _lasts(), _middles()
    for first, second, third in zip(every, every[1:], [*every[2:], None], strict=False):
        if third is not None and second.text in middles:
            triple = (first.text, second.text, third.text)
            if triple in listed and first.word != third.word:
                yield triple
        if second.text not in lasts or first.word == second.word or text[first.end : second.start] != " ":
            continue
        pair = (first.text, second.text)
        if pair in listed or _is_pair(text[first.start : first.end], text[second.start : second.end]):
            yield pair


@lru_cache(maxsize=1 << 16)
def _joined(written: str) -> tuple[Compound, ...]:
    """The readings of a piece that the lexicon takes for several."""
    word = _plain(written)
    if not _PERSIAN.fullmatch(word):
        return ()
    forms = {_form(reading) for reading in _readings(word)}
    return tuple(Compound(form, sure=True, joined=True) for form in forms if 1 < len(form) <= _LONGEST)


def _readings(word: str) -> Iterable[str]:
    """As for mending text, and with the half-spaces that cannot be seen: «کار‌ها»."""
    reader = _reader()
    if word not in reader.lexicon.words and word not in reader.lexicon.listed:
        for bound in known.BOUND:
            if word.endswith(bound) and len(word) - len(bound) >= _SHORTEST_UNKNOWN:
                return reader.readings(word) or (word.removesuffix(bound) + ZWNJ + bound,)
    for ending in known.PLURALS:
        stem = word.removesuffix(ending)
        if stem == word or word in reader.lexicon.words:
            continue
        if word in known.IN_ONE:
            return (f"{stem}{ZWNJ}{ending}",) if stem in _DEMONSTRATIVE else ()
        if len(stem) > 1 and stem.endswith(OPEN):
            form = reader.stem(stem, listed=3)
            if form:  # not «شهره‌ای», though that could be written so
                return (f"{form}{ZWNJ}{ending}",)
    return [form for form in reader.readings(word) if ZWNJ in form]


def _form(word: str) -> Form:
    return tuple(piece.text for piece in pieces(word))


def _plain(written: str) -> str:
    return _MARKS.sub("", written).translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def _is_pair(first: str, second: str) -> bool:
    return _reader().is_pair(_plain(first), _plain(second))


@cache
def _reader() -> Reader:
    return Reader(_lexicon())


def _lexicon() -> Lexicon:
    return lexicon()


@cache
def _listed() -> frozenset[Form]:
    """Every compound that hazm or our own lists write with a half-space."""
    written = map(_form, (*_lexicon().compounds.values(), *known.KNOWN.values(), *known.PAIRS))
    forms = {form for one in written for form in (one, _with_vav(one))}
    return frozenset(form for form in forms if 1 < len(form) <= _LONGEST)


def _with_vav(form: Form) -> Form:
    """«حمل‌ونقل» as «حمل و نقل»."""
    if len(form) == 2 and form[1].startswith("و") and len(form[1]) > 2:
        return (form[0], "و", form[1][1:])
    return form


@cache
def _lasts() -> frozenset[str]:
    """Last pieces of pairs that may be one word: what is none of them need not be asked about."""
    ends = {pair[-1] for pair in _listed() if len(pair) == 2} | {*known.DEGREES, "اند", "اش"}
    ends |= {pair.split(ZWNJ)[1] for pair in known.PAIRS} | known.BOUND
    return frozenset(fold(end + tail) for end in ends for tail in ("", *known.FREE_TAILS))


@cache
def _middles() -> frozenset[str]:
    return frozenset(form[1] for form in _listed() if len(form) == 3)


@cache
def _bound() -> frozenset[str]:
    """Pieces that are no words of their own: «سازی», «کننده»."""
    return frozenset(fold(piece) for piece in (*known.BOUND, *_lexicon().apart))
