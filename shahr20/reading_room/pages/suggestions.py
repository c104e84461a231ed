"""What to ask instead when nothing was found: only what finds something, with how much."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from shahr20.archive.facets import Found
from shahr20.persian.search.query import Query, Words
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.wanted import Wanted

WORDS = 6
"""Longer queries are not asked for with one of their words."""
_NO_FILTERS: dict[str, Any] = {
    "since": "", "until": "", "years": (), "months": (), "source": (), "category": (), "tag": (),
}  # fmt: skip


def of(ask: Ask, connection: sqlite3.Connection, wanted: Wanted, found: Found) -> list[dict[str, Any]]:
    """Each with its `kind`, its address and its number of `articles`, those nearest to what was asked first."""
    seen: list[dict[str, Any]] = []

    def add(kind: str, other: Wanted, articles: int, *, unfiltered: bool = False) -> None:
        if articles:
            seen.append(
                {
                    "kind": kind,
                    "query": other.text,
                    "articles": articles,
                    "unfiltered": unfiltered,
                    "address": ask.link("search", **other.query),
                }
            )

    plain = wanted.but(**_NO_FILTERS)
    chosen = found.chosen.facets
    if len(chosen) > 1 or (chosen and (wanted.since or wanted.until)):
        for facet in chosen:
            nothing: dict[str, Any] = {"years": (), "months": ()} if facet == "time" else {facet: ()}
            add(f"without_{facet}", wanted.but(**nothing), found.total_without(facet))
    if not wanted.text.strip():
        return seen
    without_all = 0
    filtered = plain != wanted.but()
    if filtered:
        without_all = plain.asked(connection).total()
        add("without_all", plain, without_all)
    query = replace(plain, inflections=False, exact=False).asked(connection).query
    for kind, other in _other_words(query, wanted.but()):
        articles = other.found(connection, dated=False).total
        add(kind, other, articles)
        if filtered and not articles:
            bare = other.but(**_NO_FILTERS)
            articles = bare.asked(connection).total()
            add(kind, bare, articles if articles > without_all else 0, unfiltered=True)
    return seen


def _other_words(query: Query, wanted: Wanted) -> list[tuple[str, Wanted]]:
    """The same words asked for in another way."""
    found = []
    if wanted.exact:
        found.append(("loosely", replace(wanted, exact=False)))
    if not wanted.inflections:
        found.append(("inflections", replace(wanted, inflections=True, exact=False)))
    words = query.words()
    alone = all(
        isinstance(node, Words) and not node.field for node in getattr(query.root, "nodes", (query.root,))
    )
    if words and alone and not words[-1].quoted and wanted.text.rstrip()[-1].isalpha():
        found.append(("prefix", replace(wanted, text=f"{wanted.text.rstrip()}*", exact=False)))
    if alone and 1 < len(words) <= WORDS:
        found.append(
            ("either", replace(wanted, text=" یا ".join(_typed(word) for word in words), exact=False))
        )
    return found


def _typed(word: Words) -> str:
    return f'"{word.typed}"' if word.quoted else word.shown
