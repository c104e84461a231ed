"""What this archive is, whose the texts are, whom to ask for a takedown, and how to cite."""

from __future__ import annotations

import sqlite3
from typing import Any

from shahr20.reading_room.pages.page import Ask

EXAMPLE = """SELECT id, title, published_jalali, revision FROM articles
WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1"""
SPAN = """SELECT count(*) AS articles, (SELECT value FROM meta WHERE key = 'site') AS site,
(SELECT published_jalali FROM articles WHERE published_at IS NOT NULL ORDER BY published_at LIMIT 1) AS earliest,
(SELECT published_jalali FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1) AS newest
FROM articles"""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """The page's values; what the operator says of the archive is in Datasette's metadata."""
    example = connection.execute(EXAMPLE).fetchone()
    return {
        **dict(connection.execute(SPAN).fetchone()),
        **{name: ask.told.get(name) for name in ("license", "license_url", "contact")},
        "example": {**dict(example), "address": ask.origin + ask.link("article", example["id"])}
        if example
        else None,
        "sql": [{"of": "span", "sql": SPAN, "params": {}}],
    }
