"""One article with what stands around it: the archive's permalink."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from datasette import Response

from shahr20.archive.similar import neighbours
from shahr20.archive.versions import between, versions
from shahr20.reading_room.pages import citation, rows
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.pages.versions import told

POINTING = 20
"""How many of the articles that name this one as related are listed."""

EDITS = 3
"""How many of the last edits are shown; the page of versions has them all."""

ARTICLE = "SELECT * FROM articles WHERE id = :id"
AROUND = {
    "categories": """SELECT name FROM categories JOIN article_categories ON category_id = id
                     WHERE article_id = :id ORDER BY article_categories.rowid""",
    "tags": """SELECT name FROM tags JOIN article_tags ON tag_id = id
               WHERE article_id = :id ORDER BY article_tags.rowid""",
    "related": """SELECT related.title, related.url, articles.id, articles.published_jalali, articles.gone_at
                  FROM related LEFT JOIN articles ON articles.id = related_id
                  WHERE article_id = :id ORDER BY position""",
    "pointing": f"""SELECT DISTINCT articles.title, articles.id, published_jalali, gone_at
                    FROM related JOIN articles ON articles.id = article_id
                    WHERE related_id = :id ORDER BY published_at DESC LIMIT {POINTING}""",
    "links": "SELECT url, text FROM links WHERE article_id = :id ORDER BY position",
    "revisions": """SELECT revision, seen_at FROM revisions
                    WHERE article_id = :id ORDER BY seen_at, revision""",
    "captures": """SELECT captures.id, captures.url, fetched_at, status, sha256, length, same_as FROM captures
                   JOIN articles ON capture_id = captures.id WHERE articles.id = :id""",
    "earlier": """SELECT id, title, published_jalali FROM articles
                  WHERE (published_at, id) < (SELECT published_at, id FROM articles WHERE id = :id)
                  ORDER BY published_at DESC, id DESC LIMIT 1""",
    "later": """SELECT id, title, published_jalali FROM articles
                WHERE (published_at, id) > (SELECT published_at, id FROM articles WHERE id = :id)
                ORDER BY published_at, id LIMIT 1""",
}
"""What stands around an article: the name in the JSON, and the query."""

PAGES_OF_ITS = {
    "categories": ("category", "name"),
    "tags": ("tag", "name"),
    "related": ("article", "id"),
    "pointing": ("article", "id"),
    "earlier": ("article", "id"),
    "later": ("article", "id"),
    "similar": ("article", "id"),
    "reprints": ("article", "id"),
}
"""Of which of these each row has a page in the archive, and the column that its address is made of."""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any] | Response:
    """An article, or its citation as a file. SQLite compares the id of the address to the column as a number."""
    row = rows.one(connection, ARTICLE, {"id": ask.part("id")}, f"article {ask.part('id')[:50]}")
    params = {"id": row["id"]}
    if ask.format not in (None, "json"):
        return citation.response(ask, _record(ask, row, _terms(connection, params)))
    around = {name: rows.several(connection, sql, params) for name, sql in AROUND.items()}
    edits = _edits(connection, row["id"])
    like = _like(connection, row["id"])  # the last: it may use up the time that a page has
    around |= like or {"similar": [], "reprints": []}
    for name, (page, column) in PAGES_OF_ITS.items():
        for other in around[name]:
            other["address"] = ask.link(page, other[column]) if other[column] is not None else None
    for name in ("reprints", "similar"):
        for other in around[name]:
            other["beside_address"] = ask.link("beside", row["id"], other["id"])
    for version in around["revisions"]:
        version["address"] = ask.link("version", row["id"], version["revision"])
    for capture in around["captures"]:
        capture["address"] = ask.link("capture", capture["id"]) if ask.sees_captures else None
    made = _record(ask, row, around)
    return {
        "address": ask.link("article", row["id"]),
        "article": rows.with_json(row),
        **around,
        "likeness_in_time": like is not None,
        "edits": edits,
        "versions_address": ask.link("versions", row["id"]),
        "citation": citation.values(ask, "article", made, row["id"]),
        "sql": [{"of": "article", "sql": ARTICLE, "params": params}],
    }


def _record(ask: Ask, row: dict[str, Any], around: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    names = {kind: [term["name"] for term in around[kind]] for kind in ("categories", "tags")}
    return citation.record(ask, row, **names)


def _terms(connection: sqlite3.Connection, params: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {kind: rows.several(connection, AROUND[kind], params) for kind in ("categories", "tags")}


def _like(connection: sqlite3.Connection, article_id: int) -> dict[str, list[dict[str, Any]]] | None:
    """Similar articles and reprints; None when they were not found within the time for SQL."""
    try:
        found = neighbours(connection, article_id)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return None
        raise
    return {name: [asdict(one) for one in ones] for name, ones in found._asdict().items()}


def _edits(connection: sqlite3.Connection, article_id: int) -> list[dict[str, Any]]:
    """What the last edits changed, the newest first."""
    found = versions(connection, article_id)[-EDITS - 1 :]
    return [told(between(older, newer)) for older, newer in pairwise(found)][::-1]
