"""What hazm's word list and verb list know of half-spaces that were lost: words, compounds and verb forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from shahr20.persian.fold import ZWNJ
from shahr20.persian.hazm_data import PERSONS, knowledge

OPEN = tuple("ادذرزژوآ")
"""Letters that do not join to the left: a half-space after one cannot be seen, and is not written."""

_CONTINUOUS = re.compile("((?:بر|در|باز|فرا|فرو|وا|ور)?ن?می)(.+)")
_PERFECT = re.compile("(.+ه)(ام|ای|ایم|اید|اند|است)")
_IMPERSONAL = ("توان", "بایست", "بایستی", "شاید")
_OFTEN = 5
"""Compounds with the same last piece that make it productive."""
_RARELY, _TOO_OFTEN = 0.06, 1
"""Words written in one for each compound with that last piece: up to the first it is set off, above the second
both are in use."""


@dataclass(frozen=True)
class Lexicon:
    """Words, compounds and verb forms, ready to be asked."""

    words: dict[str, str]
    """Words that hazm knows with their parts of speech, by commas."""
    listed: frozenset[str]
    """Words it only lists: rare ones, names, and what was scraped without its half-space."""
    compounds: dict[str, str]
    """By its letters alone, a compound as it is written with half-spaces."""
    pieces: frozenset[str]
    """Pieces that end many compounds."""
    apart: frozenset[str]
    """Those of them that are hardly ever joined: «سازی», «کننده», «پذیر»."""
    finite: frozenset[str]
    """Verb forms that may follow می: «شود», «رفتند», «توان»."""
    participles: frozenset[str]
    """«شده», «نکرده»."""
    plain_verbs: frozenset[str]
    """Verb forms that are written in one: «بیاید», «نیامد»."""

    def verb(self, key: str) -> str | None:
        """A verb form as it is written with half-spaces, by its letters: «میشود», «شدهاند», «برنمیگردد»."""
        if match := _CONTINUOUS.fullmatch(key):
            before, rest = match.groups()
            if rest in self.finite:
                return f"{before}{ZWNJ}{rest}"
            perfect = self._perfect(rest)
            return perfect and f"{before}{ZWNJ}{perfect}"
        return self._perfect(key)

    def _perfect(self, key: str) -> str | None:
        match = _PERFECT.fullmatch(key)
        return f"{match[1]}{ZWNJ}{match[2]}" if match and match[1] in self.participles else None

    def is_noun(self, word: str) -> bool:
        """A noun or an adjective, which take the plural."""
        tags = self.tags(word)
        return bool(tags & {"N", "AJ"}) and not tags & {"CONJ", "PRO", "DET", "POSTP"}

    def tags(self, word: str) -> set[str]:
        """The parts of speech of a word; empty for one that is unknown or only listed."""
        return set(self.words[word].split(",")) if word in self.words else set()


@cache
def lexicon() -> Lexicon:
    """The lexicon, read when first needed."""
    words: dict[str, str] = {}
    listed: set[str] = set()
    written: list[str] = []
    for word, tags in knowledge().words.items():
        if ZWNJ in word:
            written.append(word)
        elif tags == "0":
            listed.add(word)
        else:
            words[word] = tags
    finite, participles, plain = _verbs()
    pieces, apart, often_joined = _last_pieces(written, words)
    compounds: dict[str, str] = {}
    for form in written:
        key = form.replace(ZWNJ, "")
        visible = _visible(form)
        if key in words or key in listed or key in plain or form.rpartition(ZWNJ)[2] in often_joined:
            continue
        if ZWNJ in visible:
            compounds[key] = visible if compounds.get(key, visible) == visible else ""
    return Lexicon(
        words=words,
        listed=frozenset(listed),
        compounds={key: form for key, form in compounds.items() if form},
        pieces=pieces,
        apart=apart,
        finite=frozenset(finite),
        participles=frozenset(participles),
        plain_verbs=frozenset(plain),
    )


def _visible(form: str) -> str:
    """A form without the half-spaces that cannot be seen."""
    first, *rest = form.split(ZWNJ)
    for piece in rest:
        first += piece if not piece or first.endswith(OPEN) else ZWNJ + piece
    return first


def _last_pieces(
    written: Iterable[str], words: dict[str, str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Pieces that end many compounds, those that are hardly ever joined, and those that often are."""
    apart: Counter[str] = Counter()
    for form in written:
        first, _, last = form.partition(ZWNJ)
        if len(last) > 1 and ZWNJ not in last and first in words and not first.endswith(OPEN):
            apart[last] += 1
    joined: Counter[str] = Counter()
    for word in words:
        for cut in range(3, len(word) - 1):
            if word[cut:] in apart and word[:cut] in words and not word[:cut].endswith(OPEN):
                joined[word[cut:]] += 1
    pieces = frozenset(piece for piece, count in apart.items() if count >= _OFTEN)
    return (
        pieces,
        frozenset(piece for piece in pieces if len(piece) > 2 and joined[piece] <= _RARELY * apart[piece]),
        frozenset(piece for piece, count in apart.items() if joined[piece] > _TOO_OFTEN * count),
    )


def _verbs() -> tuple[set[str], set[str], set[str]]:
    """Forms that may follow می, participles, and forms that are written in one."""
    pasts: set[str] = set()
    presents: set[str] = set()
    for past, present in knowledge().stems:
        if past and present and not {" ", ZWNJ} & set(past + present):
            pasts.add(past)
            presents.add(present)
    presents |= {stem + "ی" for stem in presents if stem.endswith(("ا", "و"))}
    finite = {stem + person for stem in pasts for person in ("", *PERSONS) if person != "د"}
    finite |= {stem + person for stem in presents for person in PERSONS}
    participles = {form + "ه" for past in pasts for form in (past, negated(past))}
    plain = finite | {negated(form) for form in finite}
    plain |= {bound(stem) + person for stem in presents for person in ("", *PERSONS)}
    return finite | set(_IMPERSONAL), participles, plain


def negated(stem: str) -> str:
    """The stem after ن: «نیامد», «نیفتاد», «نرفت»."""
    return "نی" + stem.replace("آ", "ا", 1) if stem.startswith("آ") else "ن" + stem


def bound(stem: str) -> str:
    """The stem after ب: «بیا», «برو»."""
    return "بی" + stem.replace("آ", "ا", 1) if stem.startswith("آ") else "ب" + stem
