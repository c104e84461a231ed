"""What hazm's word list and verb list know, read from its data files without importing hazm.

Importing hazm costs a second or more; the two files cost a few tenths, once, when first asked for. Both
releases of hazm that the project supports ship the same files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from shahr20.persian.fold import ZWNJ

OPEN = tuple("ادذرزژوآ")
"""Letters that do not join to the left: a half-space after one cannot be seen, and is not written."""

_PERSONS = ("م", "ی", "د", "یم", "ید", "ند")
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
    data = _data()
    words: dict[str, str] = {}
    listed: set[str] = set()
    written: list[str] = []
    for word, tags in _entries(data / "words.dat"):
        if ZWNJ in word:
            written.append(word)
        elif tags == "0":
            listed.add(word)
        else:
            words[word] = tags
    finite, participles, plain = _verbs(verb_stems())
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


def _data() -> Path:
    spec = find_spec("hazm")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("hazm is not installed", name="hazm")
    return Path(spec.origin).parent / "data"


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    """Word and tags of each line «word, count, tags»; hazm too passes over the others."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3:
                yield parts[0], parts[2]


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


def verb_stems() -> list[tuple[str, str]]:
    """The stems of past and present of every simple verb that hazm lists; quick, the words are not read."""
    lines = (_data() / "verbs.dat").read_text(encoding="utf-8").split("\n")
    stems = (line.partition("#") for line in lines if not {" ", ZWNJ} & set(line))
    return [(past, present) for past, _, present in stems if past and present]


def _verbs(stems: Collection[tuple[str, str]]) -> tuple[set[str], set[str], set[str]]:
    """Forms that may follow می, participles, and forms that are written in one."""
    pasts = {past for past, _ in stems}
    presents = {present for _, present in stems}
    presents |= {stem + "ی" for stem in presents if stem.endswith(("ا", "و"))}
    finite = {stem + person for stem in pasts for person in ("", *_PERSONS) if person != "د"}
    finite |= {stem + person for stem in presents for person in _PERSONS}
    participles = {form + "ه" for past in pasts for form in (past, negated(past))}
    plain = finite | {negated(form) for form in finite}
    plain |= {bound(stem) + person for stem in presents for person in ("", *_PERSONS)}
    return finite | set(_IMPERSONAL), participles, plain


def negated(stem: str) -> str:
    """The stem after ن: «نیامد», «نیفتاد», «نرفت»."""
    return "نی" + stem.replace("آ", "ا", 1) if stem.startswith("آ") else "ن" + stem


def bound(stem: str) -> str:
    """The stem after ب: «بیا», «برو»."""
    return "بی" + stem.replace("آ", "ا", 1) if stem.startswith("آ") else "ب" + stem
