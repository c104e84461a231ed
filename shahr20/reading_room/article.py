"""What stands around one article on its page."""

from __future__ import annotations

import json
import sqlite3
from itertools import pairwise
from typing import Any

from shahr20.archive.versions import Difference, between, versions

POINTING = 20
"""How many of the articles that name this one as related are listed."""

EDITS = 10
"""How many of the last edits are shown; the table of versions has them all."""


def read(connection: sqlite3.Connection, article_id: str) -> dict[str, Any]:
    """The template's `around`: terms, related both ways, links, revisions and the capture.

    The id is as the address has it: SQLite compares it to the column as a number.
    """

    def rows(sql: str) -> list[sqlite3.Row]:
        return connection.execute(sql, {"id": article_id, "pointing": POINTING}).fetchall()

    return {
        "categories": rows(
            """SELECT id, name FROM categories JOIN article_categories ON category_id = id
               WHERE article_id = :id ORDER BY article_categories.rowid"""
        ),
        "tags": rows(
            """SELECT id, name FROM tags JOIN article_tags ON tag_id = id
               WHERE article_id = :id ORDER BY article_tags.rowid"""
        ),
        "related": rows(
            """SELECT related.title, related.url, articles.id, articles.published_jalali
               FROM related LEFT JOIN articles ON articles.id = related_id
               WHERE article_id = :id ORDER BY position"""
        ),
        "pointing": rows(
            """SELECT articles.id, articles.title, published_jalali
               FROM related JOIN articles ON articles.id = article_id
               WHERE related_id = :id ORDER BY published_at DESC LIMIT :pointing"""
        ),
        "links": rows("SELECT url, text FROM links WHERE article_id = :id ORDER BY position"),
        "revisions": rows(
            "SELECT revision, seen_at FROM revisions WHERE article_id = :id ORDER BY seen_at, revision"
        ),
        "edits": _edits(connection, article_id),
        "capture": next(
            iter(
                rows(
                    """SELECT captures.id, captures.url, fetched_at, sha256 FROM captures
                       JOIN articles ON capture_id = captures.id WHERE articles.id = :id"""
                )
            ),
            None,
        ),
    }


def _edits(connection: sqlite3.Connection, article_id: str) -> list[Difference]:
    """What the last edits changed, the newest first."""
    found = versions(connection, article_id)[-EDITS - 1 :]
    return [between(older, newer) for older, newer in pairwise(found)][::-1]


def table_of(text: str | None) -> dict[str, Any]:
    """A JSON object stored as text (`read_by`, `flags`); empty where there is none."""
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}
