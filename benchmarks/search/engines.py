"""What is measured, each as its users would set it up: texts in, then queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol

from shahr20.persian.fold import ZWNJ, fold


class Engine(Protocol):
    """Anything that finds articles."""

    inflects: bool
    """Whether it knows the query's `~`; the others are asked without it."""

    def ids(self, query: str) -> set[int]:
        """The articles it finds."""
        ...


Texts = Mapping[int, tuple[str, str, str]]
"""Title, lead and body as published, by id."""


class Fts5:
    """An FTS5 table with a tokenizer, texts and queries passed through `prepare`.

    A word is asked as FTS5 cuts it, a quoted phrase as a phrase, and all of them must be there.
    """

    inflects = False

    def __init__(self, texts: Texts, tokenizer: str, prepare: Callable[[str], str]) -> None:
        self.prepare = prepare
        self.db = sqlite3.connect(":memory:")
        self.db.execute(f"CREATE VIRTUAL TABLE search USING fts5(text, tokenize='{tokenizer}')")
        rows = ((number, prepare("\n\n".join(text))) for number, text in texts.items())
        self.db.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", rows)

    def ids(self, query: str) -> set[int]:
        """The articles it finds."""
        phrase = len(query) > 1 and query[0] == query[-1] == '"'
        words = [self.prepare(query.strip('"'))] if phrase else self.prepare(query).split()
        quoted = " ".join('"' + word.replace('"', "") + '"' for word in words)
        rows = self.db.execute("SELECT rowid FROM search WHERE search MATCH ?", [quoted or '""'])
        return {number for (number,) in rows}


def as_it_comes(texts: Texts) -> Fts5:
    """SQLite's default: unicode61."""
    return Fts5(texts, "unicode61", lambda text: text)


def trigram(texts: Texts) -> Fts5:
    """SQLite's trigram tokenizer over this archive's folding, half-spaces taken out on both sides."""
    return Fts5(texts, "trigram", lambda text: fold(text).replace(ZWNJ, ""))


def over_hazm(texts: Texts) -> Fts5:
    """SQLite's default over what hazm's Normalizer makes of texts and queries."""
    return Fts5(texts, "unicode61", _hazm().normalize)


@cache
def _hazm():  # type: ignore[no-untyped-def]
    from hazm import Normalizer

    return Normalizer()
