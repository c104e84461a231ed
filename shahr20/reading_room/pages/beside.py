"""Two articles side by side: what they share word for word, and where they part. The evidence for a reprint."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound

from shahr20.archive.similar import REPRINTED, SAME_FACTS
from shahr20.persian.difference import difference, paragraphs
from shahr20.persian.likeness import Text, overlap
from shahr20.reading_room.pages import rows
from shahr20.reading_room.pages.page import Ask

ARTICLES = """SELECT id, title, lead, body, published_at, published_jalali, source, category, word_count
FROM articles WHERE id IN (:id, :other)"""
PARAGRAPH = "¶"
"""The end of a paragraph that only one of two versions has; side by side it is seen without a sign."""
WHERE = {"equal": "both", "removed": "first", "added": "second"}
"""In which of the two articles a run of words stands, by its kind in a difference."""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """Both articles, the share of the shorter text that stands in the other too, and their texts run by run."""
    params = {"id": int(ask.part("id")), "other": int(ask.part("other"))}
    if params["id"] == params["other"]:
        raise BadRequest("an article stands beside another one, not beside itself")
    found = {row["id"]: row for row in rows.several(connection, ARTICLES, params)}
    for number in params.values():
        if number not in found:
            raise NotFound(f"the archive has no article {number}")
    first, second = (found[number] for number in params.values())
    same = overlap(_text(first), _text(second))
    return {
        "address": ask.link("beside", *params.values()),
        "turned_address": ask.link("beside", params["other"], params["id"]),
        "articles": [_named(ask, row) for row in (first, second)],
        "earlier": _earlier(first, second),
        "share": round(same.share, 3),
        "facts": round(same.facts, 3),
        "is_reprint": same.share >= REPRINTED and same.facts >= SAME_FACTS,
        "title": _runs(first["title"], second["title"]),
        "text": _runs(_whole(first), _whole(second)),
        "sql": [{"of": "beside", "sql": ARTICLES, "params": params}],
    }


def _named(ask: Ask, row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in ("lead", "body")}
    return {**kept, "address": ask.link("article", row["id"])}


def _earlier(first: dict[str, Any], second: dict[str, Any]) -> int | None:
    """The id of the one that was published first; None where that is not known."""
    times = [row["published_at"] for row in (first, second)]
    if None in times or times[0] == times[1]:
        return None
    return int(first["id"] if times[0] < times[1] else second["id"])


def _text(row: dict[str, Any]) -> Text:
    return Text.of(row["lead"], row["body"])


def _whole(row: dict[str, Any]) -> str:
    """Lead and body in one: what is the lead of one article may stand in the body of another."""
    return "\n\n".join(part for part in (row["lead"], row["body"]) if part)


def _runs(first: str, second: str) -> list[list[dict[str, str]]]:
    """The paragraphs of both texts, as runs of words that stand in both, in the first or in the second."""
    return [
        [{"in": WHERE[run.kind], "text": run.text} for run in paragraph if run.text != PARAGRAPH]
        for paragraph in paragraphs(difference(first, second))
    ]
