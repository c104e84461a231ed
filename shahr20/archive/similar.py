"""More like this: the archive's own similar articles, and reprints, which are told apart from them.

Nothing is stored for it. What is similar is asked of the search index, which is kept in step with the articles: the
words that an article shares with few others, and the articles that share most of them. Which of those say the
same word for word is then read off their texts.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from math import log
from typing import NamedTuple

from shahr20.archive.lexicon import phrase
from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.likeness import Text, overlap, same_paragraphs, subjects
from shahr20.persian.search.pieces import pieces

ASKED = 40
"""How many words of an article are looked up, the weightiest first."""

KEPT = 16
"""How many of them are followed to other articles: the rarest."""

FOLLOWED = 600
"""To how many articles a word is followed, the newest; how common it is beyond that is estimated from them."""

READ = 14
"""How many of the likest articles are read, to be compared; more when more are asked for."""

FAINT = 0.15
"""An article with less of what this one is about is not similar."""

REPRINTED = 0.6
"""The share of the shorter text's runs of words that a reprint has at least."""

SAME_FACTS = 0.5
"""Of the numbers and dates of the shorter text too; with fewer, it is a form that was filled in again."""


@dataclass(frozen=True)
class Similar:
    """An article about the same.

    `words` are those of the words this one is about that it has too, the rarest first; `score` is their share, from
    0 to 1, a rare word counting for more.
    """

    id: int
    title: str
    published_jalali: str | None
    score: float
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Reprint:
    """An article that says the same word for word.

    `share`, from 0 to 1: the part of the shorter text that stands in the other too. `paragraphs`: pairs of places,
    here and there, of paragraphs that say the same, counted from 0, the lead's first.
    """

    id: int
    title: str
    published_at: str | None
    published_jalali: str | None
    share: float
    paragraphs: tuple[tuple[int, int], ...] = field(repr=False)


class Neighbours(NamedTuple):
    """What is like an article."""

    similar: list[Similar]
    reprints: list[Reprint]


class _Extent(NamedTuple):
    """How many articles the archive has, and their lowest and highest id."""

    articles: int
    first: int
    last: int


@dataclass(frozen=True)
class _Word:
    """A word an article is about, and its weight: more for a rarer one, and for one it says more often."""

    word: str
    weight: float

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Of a compound; a text that has them has it."""
        return frozenset(fold(self.word).split(ZWNJ))


def neighbours(connection: sqlite3.Connection, article_id: int, limit: int = 6) -> Neighbours:
    """At most `limit` similar articles, the likest first, and every reprint found, the nearest first.

    A reprint is not listed as similar. Raises KeyError when there is no such article.
    """
    here = _article(connection, article_id)
    words = _characteristic(connection, here)
    text = Text.of(here["lead"], here["body"])
    similar: list[Similar] = []
    reprints: list[Reprint] = []
    for other in _candidates(connection, article_id, words, max(READ, limit)):
        there = _article(connection, other)
        its_text = Text.of(there["lead"], there["body"])
        reprint = _reprint(other, there, text, its_text)
        if reprint:
            reprints.append(reprint)
        else:
            similar.append(_similar(other, there, its_text, words))
    similar.sort(key=lambda one: (-one.score, -one.id))
    reprints.sort(key=lambda one: (-one.share, one.id))
    return Neighbours([one for one in similar if one.score >= FAINT][:limit], reprints)


def _article(connection: sqlite3.Connection, article_id: int) -> dict[str, str]:
    names = ("title", "lead", "body", "published_at", "published_jalali")
    row = connection.execute(f"SELECT {', '.join(names)} FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is None:
        raise KeyError(f"the archive has no article {article_id}")
    return dict(zip(names, row, strict=True))


def _characteristic(connection: sqlite3.Connection, article: dict[str, str]) -> list[_Word]:
    """The words an article is about, the weightiest first; those that no other article has are left out."""
    archive = _Extent(*connection.execute(_EXTENT).fetchone())
    said = subjects(article["title"], article["lead"], article["body"])
    asked = sorted(said, key=lambda word: (-said[word], -len(word), word))[:ASKED]
    words = []
    for word in asked:
        articles = _articles_with(connection, word, archive)
        if 2 <= articles < archive.articles:
            words.append(_Word(word, (1 + log(said[word])) * log(archive.articles / articles)))
    return sorted(words, key=lambda word: (-word.weight, word.word))


def _articles_with(connection: sqlite3.Connection, word: str, archive: _Extent) -> float:
    """How many articles have a word; of a common one, what its newest articles make likely.

    Ids grow with time, evenly enough for that.
    """
    sql = f"SELECT count(*), min(rowid) FROM ({_NEWEST})"
    newest, lowest = connection.execute(sql, [_match(word), FOLLOWED + 1]).fetchone()
    if newest <= FOLLOWED:
        return float(newest)
    newer = (archive.last - lowest + 1) / (archive.last - archive.first + 1)
    return float(min(newest / newer, archive.articles))


def _match(word: str) -> str:
    """A word as the index has it."""
    return phrase(piece.text for piece in pieces(word))


# each a subquery of its own: together they would read the whole table
_EXTENT = """SELECT (SELECT count(*) FROM articles), (SELECT min(id) FROM articles),
                    (SELECT max(id) FROM articles)"""
_NEWEST = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"


def _candidates(connection: sqlite3.Connection, article_id: int, words: list[_Word], count: int) -> list[int]:
    """The articles that share most of an article's rarest words, the likest first."""
    shared: dict[int, float] = defaultdict(float)
    cursor = connection.cursor()
    cursor.row_factory = None  # of so many rows, plain tuples take half the time
    for word in words[:KEPT]:
        for (other,) in cursor.execute(_NEWEST, [_match(word.word), FOLLOWED]):
            shared[other] += word.weight
    shared.pop(article_id, None)
    likest = nlargest(count, ((weight, other) for other, weight in shared.items()))
    return [other for _, other in likest]


def _reprint(other: int, there: dict[str, str], text: Text, its_text: Text) -> Reprint | None:
    found = overlap(text, its_text)
    if found.share < REPRINTED or found.facts < SAME_FACTS:
        return None
    return Reprint(
        other,
        there["title"],
        there["published_at"],
        there["published_jalali"],
        round(found.share, 3),
        same_paragraphs(text, its_text),
    )


def _similar(other: int, there: dict[str, str], text: Text, words: list[_Word]) -> Similar:
    title = Text.of(there["title"])
    its = frozenset(word for part in (*title.words, *text.words) for word in part)
    shared = [word for word in words if word.pieces <= its]
    score = sum(word.weight for word in shared) / sum(word.weight for word in words)
    return Similar(
        other, there["title"], there["published_jalali"], round(score, 3), tuple(word.word for word in shared)
    )
