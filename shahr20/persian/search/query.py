"""What a person typed into a search box, understood: `parse(text, vocabulary)` is a `Query`.

A query is a tree of words, filters, and what joins them. `wording` says how it was understood, `places` where it
is found in a text, and `shahr20.archive.searching` in which articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from shahr20.persian.search.spellings import Kind, Spelling

Field = Literal["title", "lead", "body"]


@dataclass(frozen=True)
class Words:
    """A word or a quoted phrase, in any of its spellings.

    typed: as it was typed · shown: the same, words that were taken as one joined by half-spaces · spellings: the
    sequences of pieces to find, what was typed first · field: the only field to look in · exact: only as typed,
    letter for letter.
    """

    typed: str
    shown: str
    spellings: tuple[Spelling, ...]
    field: Field | None = None
    quoted: bool = False
    exact: bool = False
    inflected: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The spellings as text, pieces parted by a space; a prefix ends in *."""
        return tuple(" ".join(one.pieces) + ("*" if one.prefix else "") for one in self.spellings)

    @property
    def literal(self) -> str:
        """What has to stand there, letter for letter, when it is `exact`."""
        return self.typed.rstrip("*") if self.spellings[0].prefix else self.typed


@dataclass(frozen=True)
class Filter:
    """Articles of a source, category or tag whose name has these words."""

    name: Literal["source", "category", "tag"]
    words: Words


@dataclass(frozen=True)
class Since:
    """Articles published at a moment or later; `at` is UTC, `shown` the date as it was typed, in Persian digits."""

    at: str
    shown: str


@dataclass(frozen=True)
class Before:
    """Articles published before a moment; `inclusive` when the date typed is the last one (تا:1400)."""

    at: str
    shown: str
    inclusive: bool = False


@dataclass(frozen=True)
class Without:
    """Articles that the node does not find."""

    node: Node


@dataclass(frozen=True)
class Every:
    """Articles that all of the nodes find."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """Articles that one of the nodes finds."""

    nodes: tuple[Node, ...]


Node = Words | Filter | Since | Before | Without | Every | Either


@dataclass(frozen=True)
class Query:
    """A query, understood.

    text: as it was typed · root: the tree; None when nothing that was typed has a letter or a digit in it ·
    notes: what was left out, by code: `too_long`, `too_many_words`, `too_many_prefixes`, `short_prefix`,
    `too_many_spellings`.
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = field(default=())

    def words(self) -> list[Words]:
        """The words and phrases that an article has to hold, or may: those that are excluded are left out."""
        return list(_sought(self.root)) if self.root else []

    @property
    def widest(self) -> Kind:
        """The farthest kind of spelling that some word asks for."""
        return max((one.kind for words in self.words() for one in words.spellings), default=Kind.TYPED)


def _sought(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Every | Either):
        for one in node.nodes:
            yield from _sought(one)
