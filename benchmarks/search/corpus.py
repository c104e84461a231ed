"""Articles whose every word is known: which one it is, in which spelling it was written.

A text is made in one standard spelling first, from the replica's prose, from sentences of benchmarks/texts, and
from frames that the words of groups.toml and prose.toml are put into. That is the truth. Then each
article is written as its author types: `spelling.write`. Nothing here uses the code that is measured.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.search import groups
from shahr20.replica.prose import Writer, topics

ZWNJ = "\u200c"
ARTICLES = 1200
HERE = Path(__file__).parent
TEXTS = HERE.parent / "texts"

_MARKS = "\u064b-\u0655\u0670"
_SIGNS = f"\u0640{ZWNJ}\u200b\u200d\u200f\u00ad\u00ac"
WORD = re.compile(rf"[\w{_MARKS}{_SIGNS}]+(?:[.,٬٫/](?=\d)\d+)*")
_THOUSANDS = re.compile("[0-9۰-۹]{1,3}(?:[,٬][0-9۰-۹]{3})+")
_SEPARATORS = re.compile("[,٬]")
NOUN_ENDINGS = ("", "ها", "های", "هایی", "هایش")
PERSONS = ("م", "د", "یم", "ند")


@dataclass(frozen=True)
class Token:
    """A word in its standard spelling, what stands before it, and its row of groups.toml if it has one."""

    form: str
    gap: str
    row: int | None = None


@dataclass(frozen=True)
class Article:
    """One article: the tokens of title, lead and each paragraph."""

    id: int
    title: tuple[Token, ...]
    lead: tuple[Token, ...]
    paragraphs: tuple[tuple[Token, ...], ...]

    def tokens(self) -> Iterator[tuple[Token, ...]]:
        """Every line."""
        yield self.title
        yield self.lead
        yield from self.paragraphs


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """The spellings of each word of groups.toml; a row that shares a word with an earlier one is left out."""
    taken: set[str] = set()
    kept = []
    for row in groups.same():
        if taken.isdisjoint(row.spellings) and not row.spellings[0].startswith(("محمّد", "حتّی")):
            kept.append(row.spellings)
            taken |= set(row.spellings)
    return tuple(kept)


@cache
def prose() -> dict[str, list[str]]:
    """Frames and words of prose.toml."""
    read = tomllib.loads((HERE / "prose.toml").read_text(encoding="utf-8"))
    return {name: value.split() if isinstance(value, str) else value for name, value in read.items()}


def paradigms() -> dict[str, tuple[str, ...]]:
    """The forms of each word that has several: nouns with their endings, verbs with می and persons."""
    nouns = {n: tuple(n + (ZWNJ + end if end else "") for end in NOUN_ENDINGS) for n in prose()["nouns"]}
    verbs = {
        v: tuple(f"{no}می{ZWNJ}{v}{person}" for no in ("", "ن") for person in PERSONS)
        for v in prose()["verbs"]
    }
    return {**nouns, **verbs}


def parse(text: str) -> tuple[Token, ...]:
    """A text in standard spelling as tokens; words of groups.toml in any spelling become their first."""
    found, end = [], 0
    for match in WORD.finditer(text):
        found.append(Token(match[0], text[end : match.start()]))
        end = match.end()
    return (*_merged(found), Token("", text[end:]))


def _merged(tokens: list[Token]) -> Iterator[Token]:
    known, longest = _spellings()
    at = 0
    while at < len(tokens):
        for length in range(longest, 0, -1):
            run = tokens[at : at + length]
            row = known.get(tuple(token.form for token in run))
            if (
                row is not None
                and len(run) == length
                and all(token.gap in (" ", "-", ".") for token in run[1:])
            ):
                yield Token(rows()[row][0], run[0].gap, row)
                at += length
                break
        else:
            form = tokens[at].form
            yield Token(_SEPARATORS.sub("", form) if _THOUSANDS.fullmatch(form) else form, tokens[at].gap)
            at += 1


@cache
def _spellings() -> tuple[dict[tuple[str, ...], int], int]:
    known = {tuple(WORD.findall(spelling)): number for number, row in enumerate(rows()) for spelling in row}
    return known, max(map(len, known))


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(
        line for file in sorted(TEXTS.glob("*.txt")) for line in file.read_text("utf-8").splitlines()
    )


def articles(count: int = ARTICLES, seed: int = 5) -> list[Article]:
    """So many articles, always the same for the same seed."""
    return [article(number, seed) for number in range(1, count + 1)]


def article(number: int, seed: int) -> Article:
    """One article by its number."""
    title, lead, paragraphs = composed(number, seed)
    return Article(number, parse(title), parse(lead), tuple(map(parse, paragraphs)))


def composed(number: int, seed: int) -> tuple[str, str, list[str]]:
    """Title, lead and paragraphs of an article in standard spelling."""
    rng = _rng(number, seed)
    writer = Writer(rng.choice(topics()), rng, "persian", {"year": "۱۴۰۲"})
    first = writer.sentence("event")
    rest = [writer.sentence("speech") for _ in range(rng.randint(2, 5))]
    rest += [writer.sentence("wide_fact"), writer.sentence("closing")]
    rest += rng.sample(_sentences(), rng.randint(4, 7))
    rest += [planted(rng) for _ in range(rng.randint(2, 5))]
    rng.shuffle(rest)
    paragraphs = [first]
    while rest:
        size = rng.randint(1, 3)
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    title = writer.write("title") if rng.random() < 0.7 else planted(rng).rstrip(".")
    return title, writer.write("lead"), paragraphs


def topic(number: int, seed: int) -> str:
    """What an article is about."""
    return _rng(number, seed).choice(topics()).key


def _rng(number: int, seed: int) -> Random:
    return Random(f"{seed} article {number}")


def planted(rng: Random) -> str:
    """A sentence with words whose spellings are known."""
    kind = rng.choices(("frames", "verb_frames", "number_frames"), (8, 3, 1))[0]
    frame = rng.choice(prose()[kind])
    while "{}" in frame:
        frame = frame.replace("{}", rng.choice(_words()), 1)
    number = str(rng.choice((rng.randint(1000, 99_999), rng.randint(100, 999) * 1000)))
    numbers = (*_row_words("numbers"), *[number.translate(_PERSIAN)] * 6)
    verb = rng.choice(_verbs()) if kind == "verb_frames" else ""
    return frame.replace("{verb}", verb).replace("{number}", rng.choice(numbers))


_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _row_words(*kinds: str) -> list[str]:
    firsts = {row[0] for row in rows()}
    return [row.spellings[0] for row in groups.same() if row.kind in kinds and row.spellings[0] in firsts]


@cache
def _words() -> list[str]:
    kinds = {row.kind for row in groups.same()} - {"verbs", "numbers"}
    verbs = set(prose()["verbs"])
    forms = [form for word, all_ in paradigms().items() if word not in verbs for form in all_]
    return _row_words(*kinds) + forms


@cache
def _verbs() -> list[str]:
    verbs = set(prose()["verbs"])
    return _row_words("verbs") + [f for word, all_ in paradigms().items() if word in verbs for f in all_]
