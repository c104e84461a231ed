"""What a person types into a search box, as an FTS5 MATCH expression.

The index holds folded text with compounds cut at their half-spaces; a query folded and cut the same
way finds «برنامه‌های» as the phrase `برنامه های`, however it was typed.
"""

from __future__ import annotations

import re

from shahr20.persian.fold import ZWNJ, fold

NOTHING = '""'
"""A MATCH expression that finds nothing; the empty string would be a syntax error."""

_PHRASE = re.compile(r'"([^"]*)"|«([^«»]*)»|“([^“”]*)”')


def match(query: str) -> str:
    """The FTS5 MATCH expression for `query`.

    Every word must be found, and every phrase in "", «» or “” as it stands; there is no other
    syntax. Whatever is typed is safe: operators, lone quotes and punctuation are text, and a query
    that folds to nothing finds nothing.
    """
    terms: list[str] = []
    rest = 0
    for phrase in _PHRASE.finditer(query):
        terms += fold(query[rest : phrase.start()]).split()
        terms.append(fold(phrase[phrase.lastindex or 0]))
        rest = phrase.end()
    terms += fold(query[rest:]).split()
    return " ".join(_quoted(term) for term in terms) or NOTHING


def _quoted(term: str) -> str:
    """One FTS5 string, which the index's own tokenizer cuts into the tokens of a phrase."""
    return '"' + term.replace(ZWNJ, " ").replace('"', " ").replace("\0", " ") + '"'
