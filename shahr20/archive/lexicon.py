"""The archive's own lexicon: which words of its articles are several pieces, and which are inflections.

It grows and shrinks with the articles, in the same transaction, and the index does not depend on it: a word
learned today makes yesterday's articles no less findable.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from shahr20.persian.fold import ZWNJ
from shahr20.persian.search.compounds import AFFIXES, LONG, Compound, Form, compounds, seams
from shahr20.persian.search.pieces import Piece, pieces
from shahr20.persian.search.stems import stem

MOST_HOLDING = 150
"""Joined words with one piece that a query asks for, those in the most articles first."""
_AS_ONE = 0.25
"""Of the articles in which pieces stand side by side, how many must write them as one for a query to ask so."""


class Words(NamedTuple):
    """What the lexicon learns from one article."""

    compounds: frozenset[Compound]
    stems: frozenset[tuple[str, str]]
    """Nouns and their inflections."""


class Text(NamedTuple):
    """A text of an article with its pieces, which index and lexicon both need."""

    text: str
    pieces: list[Piece]

    @classmethod
    def of(cls, text: str | None) -> Text:
        """The text, taken apart."""
        return cls(text or "", list(pieces(text or "")))


def words(texts: Iterable[Text], raw: Iterable[str | None]) -> Words:
    """The words of an article: of its texts for reading, and of those as published that lack half-spaces."""
    found: set[Compound] = set()
    stems: set[tuple[str, str]] = set()
    for text, published in zip(texts, raw, strict=True):
        found |= compounds(*text)
        if published is not None and published.count(ZWNJ) < text.text.count(ZWNJ):
            found |= compounds(*Text.of(published))
        for written in {(text.text[piece.start : piece.end], piece.text) for piece in text.pieces}:
            noun = stem(written[0])
            if noun:
                stems.add((noun, written[1]))
    return Words(frozenset(found), frozenset(stems))


def learn(connection: sqlite3.Connection, learned: Words) -> None:
    """Add an article's words."""
    connection.executemany(
        """INSERT INTO lexicon_forms (key, form, sure, apart, joined) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (key, form) DO UPDATE SET
               sure = max(sure, excluded.sure), apart = apart + excluded.apart, joined = joined + excluded.joined""",
        [
            (one.key, " ".join(one.form), one.sure, not one.joined, one.joined)
            for one in sorted(learned.compounds)
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO lexicon_inside (piece, form) VALUES (?, ?)",
        [
            (piece, " ".join(one.form))
            for one in learned.compounds
            if one.joined
            for piece in one.form
            if piece not in AFFIXES and len(piece) > 1
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO lexicon_stems (noun, piece) VALUES (?, ?)", sorted(learned.stems)
    )


def forget(connection: sqlite3.Connection, forgotten: Words) -> None:
    """Take an article's words out again, after its keys are out of the index."""
    connection.executemany(
        "UPDATE lexicon_forms SET apart = apart - ?, joined = joined - ? WHERE key = ? AND form = ?",
        [(not one.joined, one.joined, one.key, " ".join(one.form)) for one in forgotten.compounds],
    )
    for one in forgotten.compounds:
        row = [one.key, " ".join(one.form)]
        if one.joined:
            connection.execute(
                """DELETE FROM lexicon_inside WHERE form = ?2 AND piece IN (SELECT value FROM json_each(?3))
                   AND NOT (SELECT joined FROM lexicon_forms WHERE key = ?1 AND form = ?2)""",
                [*row, json_array(one.form)],
            )
        connection.execute(
            "DELETE FROM lexicon_forms WHERE key = ? AND form = ? AND apart <= 0 AND joined <= 0", row
        )
    vocabulary = ArchiveVocabulary(connection)
    gone = [(noun, piece) for noun, piece in forgotten.stems if not vocabulary.has(piece)]
    connection.executemany("DELETE FROM lexicon_stems WHERE noun = ? AND piece = ?", gone)


class ArchiveVocabulary:
    """The words of an archive, for a query to be understood by (`shahr20.persian.search.vocabulary`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def has(self, *pieces: str) -> bool:
        """Whether some article has these pieces side by side."""
        return self._any(phrase(pieces))

    def begins(self, *pieces: str) -> bool:
        """The same, where the last piece only begins so."""
        return self._any(phrase(pieces, prefix=True))

    def forms(self, key: str) -> list[Form]:
        """How words of these letters are parted."""
        return self._forms("SELECT form FROM lexicon_forms WHERE key = ? ORDER BY form", key)

    def holding(self, piece: str) -> list[Form]:
        """The words that some article writes joined and that have this piece, those in the most articles first."""
        return self._forms(
            f"""SELECT form FROM lexicon_inside JOIN lexicon_forms USING (form)
                WHERE piece = ? AND key = replace(form, ' ', '')
                ORDER BY joined DESC, form LIMIT {MOST_HOLDING}""",
            piece,
        )

    def is_one_word(self, form: Form) -> bool:
        """Whether the lexicon is sure of it, or the archive writes it as one often enough.

        Few letters may be another word by chance: «ما در» is not مادر.
        """
        key = "".join(form)
        rows = self.connection.execute(
            "SELECT form, sure, apart FROM lexicon_forms WHERE key = ?", [key]
        ).fetchall()
        written = [row[1:] for row in rows if seams(row[0].split(" ")) <= seams(form)]
        sure = any(one[0] for one in written)
        apart = sum(one[1] for one in written)
        joined = self._count(phrase((key,))) if len(key) >= LONG and self.has(key) else 0
        as_one = apart + joined
        return bool(sure) or (as_one > 0 and as_one >= _AS_ONE * (self._count(phrase(form)) + joined))

    def stems(self, piece: str) -> list[str]:
        """The nouns that a piece is an inflection of."""
        return self._column("SELECT noun FROM lexicon_stems WHERE piece = ? ORDER BY noun", piece)

    def inflections(self, noun: str) -> list[str]:
        """The pieces that are inflections of a noun."""
        return self._column("SELECT piece FROM lexicon_stems WHERE noun = ? ORDER BY piece", noun)

    def _forms(self, sql: str, value: str) -> list[Form]:
        return [tuple(form.split(" ")) for form in self._column(sql, value)]

    def _column(self, sql: str, value: str) -> list[str]:
        return [row[0] for row in self.connection.execute(sql, [value])]

    def _any(self, match: str) -> bool:
        sql = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
        return self.connection.execute(sql, [match]).fetchone() is not None

    def _count(self, match: str) -> int:
        sql = "SELECT count(*) FROM search WHERE search MATCH ?"
        return int(self.connection.execute(sql, [match]).fetchone()[0])


def phrase(form: Iterable[str], *, prefix: bool = False) -> str:
    """The MATCH expression for pieces side by side. Pieces are letters and digits, so that nothing needs escaping."""
    return f'"{" ".join(form)}"' + (" *" if prefix else "")


def json_array(values: Iterable[Any]) -> str:
    """Values as one parameter, for json_each()."""
    return json.dumps(list(values), ensure_ascii=False)
