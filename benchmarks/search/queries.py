"""What is asked: the words of the corpus in the spellings that people type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.search import spelling
from benchmarks.search.corpus import ZWNJ, paradigms, rows
from benchmarks.search.truth import Meant, Truth

WORDS = 260
INFLECTIONS = "inflections"
PAIRS = 120
PHRASES = 100
NUMBERS = 40
INFLECTED = 120

_PERSIAN_WORD = re.compile(rf"[\u0621-\u06d3{ZWNJ}]{{3,}}")
_LONG_NUMBER = re.compile("[۰-۹]{4,6}")


@dataclass(frozen=True)
class Query:
    """One query: the set it belongs to, what is typed, what it must find. `inflections` asks for other forms."""

    set: str
    typed: str
    truth: Truth
    inflections: bool = False


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda form: form,
    "joined": lambda form: spelling.gap(form, "stripped"),
    "apart": lambda form: spelling.gap(form, "spaced"),
    "arabic keyboard": spelling.arabic,
    "without hamza": spelling.without_hamza,
    "yeh for hamza": spelling.yeh_for_hamza,
    "alef for madda": lambda form: form.replace("آ", "ا"),
    "soft hyphen": lambda form: form.replace(ZWNJ, "\u00ad"),
    "apart on an arabic keyboard": lambda form: spelling.arabic(spelling.gap(form, "spaced")),
    "joined on an arabic keyboard": lambda form: spelling.arabic(spelling.gap(form, "stripped")),
}
"""Each way of typing a word; one that changes nothing is not asked twice."""
RARE: dict[str, Callable[[str, Random], str]] = {
    "strewn": spelling.strewn,
    "presentation forms": lambda form, rng: spelling.presentation(form),
}


def queries(meant: Meant, seed: int = 5) -> list[Query]:
    """Every set, always the same for the same articles and seed; only what some article must be found for."""
    rng = Random(f"{seed} queries")
    sets = (
        _words(meant, rng), _groups(meant), _pairs(meant, rng), _phrases(meant, rng), _numbers(meant, rng),
        _inflected(meant, rng),
    )  # fmt: skip
    return [query for one in sets for query in one if query.truth.must]


def typed(form: str, rng: Random) -> list[str]:
    """The word in every way that makes a difference, and now and then in a rare one."""
    ways = [way(form) for way in WAYS.values()]
    if rng.random() < 0.15:
        ways.append(RARE[rng.choice(list(RARE))](form, rng))
    return list(dict.fromkeys(ways))


def _vocabulary(meant: Meant) -> list[str]:
    """Words that say something: in two articles at least and a quarter of them at most."""
    most = len(meant.lines) // 4
    firsts = {row[0] for row in rows()}
    return sorted(
        form
        for form, where in meant.words.items()
        if 2 <= len(where) <= most and _PERSIAN_WORD.fullmatch(form) and form not in firsts
    )


def _words(meant: Meant, rng: Random) -> Iterator[Query]:
    vocabulary = _vocabulary(meant)
    compounds = [form for form in vocabulary if ZWNJ in form]
    plain = [form for form in vocabulary if ZWNJ not in form]
    for form in rng.sample(compounds, WORDS * 2 // 3) + rng.sample(plain, WORDS // 3):
        for query in typed(form, rng):
            yield Query("words", query, meant.word(form, query))


def _groups(meant: Meant) -> Iterator[Query]:
    for row in rows():
        for query in row:
            yield Query("groups", query, meant.word(row[0], query))


def _one_line(meant: Meant, rng: Random, length: int) -> list[str]:
    """So many words after each other, at least one of them a word that says something."""
    while True:
        line = rng.choice(meant.lines[rng.choice(list(meant.lines))])
        at = rng.randrange(max(1, len(line) - length))
        run = line[at : at + length]
        if len(run) == length and all(map(_PERSIAN_WORD.fullmatch, run)):
            return run


def _pairs(meant: Meant, rng: Random) -> Iterator[Query]:
    vocabulary = set(_vocabulary(meant))
    for _ in range(PAIRS):
        words: list[str] = []
        while len(words) != 2:
            lines = meant.lines[rng.choice(list(meant.lines))]
            here = sorted({word for line in lines for word in line} & vocabulary)
            words = rng.sample(here, 2) if len(here) > 1 else []
        ways = [rng.choice(typed(word, rng)) for word in words]
        one, other = (meant.word(word, way) for word, way in zip(words, ways, strict=True))
        yield Query("two words", " ".join(ways), one & other)


def _phrases(meant: Meant, rng: Random) -> Iterator[Query]:
    for _ in range(PHRASES):
        run = _one_line(meant, rng, rng.choice((2, 3, 3, 4)))
        ways = " ".join(rng.choice(typed(word, rng)) for word in run)
        yield Query("phrases", f'"{ways}"', meant.phrase(run))


def _numbers(meant: Meant, rng: Random) -> Iterator[Query]:
    numbers = sorted(form for form in meant.words if _LONG_NUMBER.fullmatch(form))
    for form in rng.sample(numbers, min(NUMBERS, len(numbers))):
        latin = str(int(form))
        ways = {
            form,
            latin,
            latin.translate(str.maketrans(spelling.DIGITS["latin"], spelling.DIGITS["arabic"])),
        }
        if len(latin) > 4:
            ways |= {f"{int(form):,}", f"{int(form):,}".replace(",", "٬")}
        for query in sorted(ways):
            yield Query("numbers", query, meant.word(form, query))


def _inflected(meant: Meant, rng: Random) -> Iterator[Query]:
    for word in rng.sample(sorted(paradigms()), min(INFLECTED // 2, len(paradigms()))):
        for form in rng.sample(paradigms()[word], 2):
            query = rng.choice((form, form, spelling.gap(form, "stripped"), spelling.arabic(form)))
            yield Query(INFLECTIONS, query, meant.inflected(form, query), inflections=True)
