"""One article with what stands around it, and one version of it: the archive's permalinks."""

from __future__ import annotations

import json
import sqlite3
from itertools import pairwise
from typing import Any

from datasette.utils.asgi import NotFound

from shahr20.archive.versions import Difference, between, versions
from shahr20.reading_room.pages.page import Ask

POINTING = 20
"""How many of the articles that name this one as related are listed."""

EDITS = 10
"""How many of the last edits are shown; the table of versions has them all."""

ARTICLE = "SELECT * FROM articles WHERE id = :id"
VERSION = "SELECT * FROM revisions WHERE article_id = :id AND revision = :revision"
AROUND = {
    "categories": """SELECT name FROM categories JOIN article_categories ON category_id = id
                     WHERE article_id = :id ORDER BY article_categories.rowid""",
    "tags": """SELECT name FROM tags JOIN article_tags ON tag_id = id
               WHERE article_id = :id ORDER BY article_tags.rowid""",
    "related": """SELECT related.title, related.url, articles.id, articles.published_jalali
                  FROM related LEFT JOIN articles ON articles.id = related_id
                  WHERE article_id = :id ORDER BY position""",
    "pointing": f"""SELECT articles.title, articles.id, published_jalali
                    FROM related JOIN articles ON articles.id = article_id
                    WHERE related_id = :id ORDER BY published_at DESC LIMIT {POINTING}""",
    "links": "SELECT url, text FROM links WHERE article_id = :id ORDER BY position",
    "revisions": """SELECT revision, seen_at FROM revisions
                    WHERE article_id = :id ORDER BY seen_at, revision""",
    "captures": """SELECT captures.id, captures.url, fetched_at, sha256 FROM captures
                   JOIN articles ON capture_id = captures.id WHERE articles.id = :id""",
}
"""What stands around an article: the name in the JSON, and the query."""

PAGES_OF_ITS = {
    "categories": ("category", "name"),
    "tags": ("tag", "name"),
    "related": ("article", "id"),
    "pointing": ("article", "id"),
}
"""Of which of these each row has a page in the archive, and the column that its address is made of."""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """An article. Its id is as the address has it: SQLite compares it to the column as a number."""
    row = _row(connection, ARTICLE, {"id": ask.part("id")}, f"article {ask.part('id')[:50]}")
    params = {"id": row["id"]}
    around = {name: _rows(connection, sql, params) for name, sql in AROUND.items()}
    for name, (page, column) in PAGES_OF_ITS.items():
        for other in around[name]:
            other["address"] = ask.link(page, other[column]) if other[column] is not None else None
    for version in around["revisions"]:
        version["address"] = ask.link("version", row["id"], version["revision"])
    return {
        "address": ask.link("article", row["id"]),
        "article": row,
        **around,
        "edits": _edits(connection, row["id"]),
        "sql": [{"of": "article", "sql": ARTICLE, "params": params}],
    }


def read_version(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """One version of an article, as it was seen then."""
    params = {"id": int(ask.part("id")), "revision": int(ask.part("revision"))}
    row = _row(connection, VERSION, params, f"version {params['revision']} of article {params['id']}")
    return {
        "address": ask.link("version", row["article_id"], row["revision"]),
        "article_address": ask.link("article", row["article_id"]),
        "version": row,
        "sql": [{"of": "article", "sql": VERSION, "params": params}],
    }


def _row(connection: sqlite3.Connection, sql: str, params: dict[str, Any], name: str) -> dict[str, Any]:
    """The one row of a query, with its JSON columns read. Raises NotFound when there is none."""
    found = connection.execute(sql, params).fetchone()
    if found is None:
        raise NotFound(f"the archive has no {name}")
    return {**dict(found), "read_by": _object(found["read_by"]), "flags": _object(found["flags"])}


def _rows(connection: sqlite3.Connection, sql: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, params)]


def _object(text: str | None) -> dict[str, Any]:
    """A JSON object stored as text; empty where there is none."""
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _edits(connection: sqlite3.Connection, article_id: int) -> list[dict[str, Any]]:
    """What the last edits changed, the newest first."""
    found = versions(connection, article_id)[-EDITS - 1 :]
    return [_plain(between(older, newer)) for older, newer in pairwise(found)][::-1]


def _plain(edit: Difference) -> dict[str, Any]:
    return {
        "older": edit.older.revision,
        "newer": edit.newer.revision,
        "seen_at": edit.newer.seen_at,
        "changes": [
            {"field": name, "runs": [{"kind": run.kind, "text": run.text} for run in runs]}
            for name, runs in edit.changes()
        ],
    }
