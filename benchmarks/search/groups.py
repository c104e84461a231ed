"""The words of groups.toml: which must find each other, and which must not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "groups.toml"

Find = Callable[[Mapping[int, str], Iterable[str]], list[set[int]]]
"""Puts texts (by id) into an index; gives what each query finds. A query that begins with ~ has inflections on."""


class Row(NamedTuple):
    """One line of the file."""

    kind: str
    spellings: tuple[str, ...]


class Apart(NamedTuple):
    """Two words that must not find each other; `always` also with inflections on."""

    one: str
    other: str
    why: str
    always: bool


class Miss(NamedTuple):
    """A pair that is not as it must be."""

    query: str
    text: str
    kind: str


def same() -> list[Row]:
    """Spellings of one word."""
    return _rows("same")


def inflected() -> list[Row]:
    """Forms that find each other with inflections on."""
    return _rows("inflected")


def apart() -> list[Apart]:
    """Words that must not find each other."""
    pairs = _file()["apart"]
    return [
        Apart(one, other, why, always)
        for name, always in (("never", True), ("as_they_stand", False))
        for one, other, why in pairs[name]
    ]


def missed(find: Find) -> tuple[list[Miss], int]:
    """The ordered pairs that do not find each other though they must; and how many there are in all."""
    asked = [
        (mark + query, text, row.kind)
        for mark, rows in (("", same()), ("~", inflected()))
        for row in rows
        for query, text in permutations(row.spellings, 2)
    ]
    return [miss for miss, found in _asked(asked, find) if not found], len(asked)


def mistaken(find: Find) -> tuple[list[Miss], int]:
    """The ordered pairs that find each other though they must not; and how many there are in all."""
    asked = [
        (mark + query, text, pair.why)
        for pair in apart()
        for mark in (("", "~") if pair.always else ("",))
        for query, text in permutations((pair.one, pair.other))
    ]
    return [miss for miss, found in _asked(asked, find) if found], len(asked)


def _asked(asked: list[tuple[str, str, str]], find: Find) -> list[tuple[Miss, bool]]:
    """Each text stands in a sentence of its own, once."""
    words = list(dict.fromkeys(text for _, text, _ in asked))
    ids = {word: number for number, word in enumerate(words, start=1)}
    texts = {number: f"هنوز {word} پیداست." for word, number in ids.items()}
    found = find(texts, [query for query, _, _ in asked])
    return [(Miss(*one), ids[one[1]] in hits) for one, hits in zip(asked, found, strict=True)]


@cache
def _file() -> dict[str, dict[str, list[list[str]]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _rows(name: str) -> list[Row]:
    return [Row(kind, tuple(row)) for kind, table in _file().items() for row in table.get(name, ())]
