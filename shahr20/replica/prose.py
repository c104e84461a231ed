"""Persian prose from templates: what the articles of the replica are made of.

The words stand in `prose/*.toml`: `words.toml` for what every article draws on, one more file a
topic. A string there is a template, in which braces hold

    {name}            something from the list of that name, the topic's own first
    {one|another}     one of these, as they stand
    {#100-900*50}     a number, here in steps of 50; `{,…}` with thousands separators
    {.1-9}            a number with one decimal
    {!10-99}          a number in Latin digits, whatever the article writes

Everything is drawn from one `random.Random`, so that the same seed gives the same words on every
machine and every Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import NamedTuple

from shahr20.replica.spelling import DIGITS, Digits

HOLE = re.compile(r"\{([^{}]*)\}")
NUMBER = re.compile(r"([#!,.])(\d+)-(\d+)(?:\*(\d+))?")


class Name(NamedTuple):
    """A hole that another list fills."""

    name: str


class Number(NamedTuple):
    """A hole for a number from `low` to `high`; `form` is `#`, `!`, `,` or `.` as in the template."""

    form: str
    low: int
    high: int
    step: int


class Either(NamedTuple):
    """A hole for one of these strings."""

    options: tuple[str, ...]


Part = str | Name | Number | Either
Template = tuple[Part, ...]
Words = Mapping[str, tuple[Template, ...]]


@dataclass(frozen=True)
class Topic:
    """What an article can be about: its category's name and slug, its tags, its words."""

    key: str
    category: str
    slug: str
    tags: tuple[str, ...]
    words: Words
    own: frozenset[str]
    """The names of the lists that the topic's file brings."""


# An article keeps to a few of these, as one about a street does, so that articles differ.
KEPT = frozenset({"street", "quarter", "park", "partner", "city", "occasion", "month", "zone", "season"})
# These are never narrowed, whatever the topic: each sentence should be another.
SENTENCES = frozenset({"work", "mention", "claim", "title", "source", "role"})
FEW = 3


def compiled(text: str) -> Template:
    """A template taken apart; see the module's docstring for its language."""
    parts: list[Part] = []
    for position, piece in enumerate(HOLE.split(text)):
        number = NUMBER.fullmatch(piece) if position % 2 else None
        if position % 2 == 0:
            if piece:
                parts.append(piece)
        elif number:
            form, low, high, step = number.groups()
            parts.append(Number(form, int(low), int(high), int(step or 1)))
        elif "|" in piece:
            parts.append(Either(tuple(piece.split("|"))))
        else:
            parts.append(Name(piece))
    return tuple(parts)


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of their file names."""
    shelf = resources.files("shahr20.replica") / "prose"
    files = {file.name.removesuffix(".toml"): file for file in shelf.iterdir() if file.name.endswith(".toml")}
    common = _words(files.pop("words").read_text(encoding="utf-8"))
    found = []
    for key in sorted(files):
        text = files[key].read_text(encoding="utf-8")
        own = _words(text)
        head = tomllib.loads(text)
        found.append(
            Topic(key, head["category"], head["slug"], tuple(head["tag"]), {**common, **own}, frozenset(own))
        )
    return tuple(found)


def _words(text: str) -> dict[str, tuple[Template, ...]]:
    lists = tomllib.loads(text)
    return {name: tuple(map(compiled, words)) for name, words in lists.items() if isinstance(words, list)}


class Writer:
    """Writes one article: keeps its people and places, and avoids saying a thing twice."""

    def __init__(self, topic: Topic, rng: Random, digits: Digits, facts: Mapping[str, str]) -> None:
        """`facts` are names with one value in this article, such as its `year`."""
        self.topic = topic
        self.rng = rng
        self._digits = DIGITS[digits]
        self._narrow = (topic.own | KEPT) - SENTENCES
        self._lists: dict[str, tuple[Template, ...]] = {}
        self._used: dict[str, set[int]] = {}
        self.facts = dict(facts)
        for name, words in (("last_name", "last"), ("person", "person"), ("role", "role")):
            self.facts[name] = self.write(words)

    def write(self, name: str) -> str:
        """One string from the list `name`, its holes filled."""
        out: list[str] = []
        self._fill(self._draw(name), out)
        return "".join(out)

    def sentence(self, name: str) -> str:
        """The same, ended with a full stop."""
        text = self.write(name)
        return text if text.endswith((".", "!", "؟")) else text + "."

    def chance(self, share: float) -> bool:
        """True in `share` (0 to 1) of the cases."""
        return self.rng.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.rng.random() * (high - low + 1))

    def _draw(self, name: str) -> Template:
        """A template that this article has not used yet, if a few tries find one."""
        templates = self._lists.get(name)
        if templates is None:
            templates = self.topic.words[name]
            if name in self._narrow and len(templates) > FEW:
                templates = tuple(self.rng.sample(templates, FEW))
            self._lists[name] = templates
        size = len(templates)
        place = int(self.rng.random() * size)
        used = self._used.setdefault(name, set())
        for _ in range(4):
            if place not in used:
                break
            place = int(self.rng.random() * size)
        used.add(place)
        return templates[place]

    def _fill(self, template: Template, out: list[str]) -> None:
        for part in template:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Name):
                fact = self.facts.get(part.name)
                if fact is None:
                    self._fill(self._draw(part.name), out)
                else:
                    out.append(fact)
            elif isinstance(part, Number):
                out.append(self._number(part))
            else:
                out.append(part.options[int(self.rng.random() * len(part.options))])

    def _number(self, hole: Number) -> str:
        value = hole.low + hole.step * int(self.rng.random() * ((hole.high - hole.low) // hole.step + 1))
        if hole.form == "!":
            return str(value)
        if hole.form == ",":
            return f"{value:,}".translate(self._digits)
        if hole.form == ".":
            return f"{value}.{self.between(1, 9)}".translate(self._digits)
        return str(value).translate(self._digits)
