"""What the archive is known to lack, and how the rest came: gaps, rejects, removed articles, doors, crawls."""

from __future__ import annotations

import sqlite3
from typing import Any

from shahr20.reading_room.pages.page import Ask

SHOWN = 50
"""How many rows of a list are on the page; the SQL has them all."""

DOORS = "SELECT door, state, count(*) AS addresses FROM frontier GROUP BY door, state ORDER BY door, state"
REJECTS = """SELECT reason, count(*) AS pages, max(seen_at) AS last_seen_at FROM rejects
GROUP BY reason ORDER BY 2 DESC, 1"""
REMOVED = """SELECT articles.id, title, published_jalali, published_at, gone_at
FROM frontier JOIN articles ON articles.id = frontier.article_id
WHERE state = 'gone' AND gone_at IS NOT NULL ORDER BY gone_at DESC"""
GAPS = """SELECT article_id, url, listed_by, missing_from, reason FROM gaps ORDER BY article_id DESC"""
AUDIT = "SELECT 1 FROM crawls WHERE json_extract(arguments, '$.full') AND finished_at IS NOT NULL"
CRAWLS = """SELECT id, started_at, finished_at, outcome, exit_code,
found, fetched, stored, unchanged, rejected, gone, failed
FROM crawls ORDER BY id DESC"""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """The page's values; `gaps` is None where no audit (`shahr20 crawl --full`) has looked for any."""

    def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in connection.execute(sql)]

    def count(sql: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0])

    audited = _has_gaps(connection) and connection.execute(AUDIT).fetchone()
    queries = {"doors": DOORS, "rejects": REJECTS, "removed": REMOVED, "crawls": CRAWLS}
    if audited:
        queries["gaps"] = GAPS
    return {
        "articles": count("SELECT id FROM articles"),
        "doors": rows(DOORS),
        "rejects": rows(REJECTS),
        "removed": {"total": count(REMOVED), "latest": _linked(ask, rows(f"{REMOVED} LIMIT {SHOWN}"))},
        "gaps": {"total": count(GAPS), "latest": rows(f"{GAPS} LIMIT {SHOWN}")} if audited else None,
        "crawls": rows(f"{CRAWLS} LIMIT {SHOWN}"),
        "sql": [{"of": name, "sql": sql, "params": {}} for name, sql in queries.items()],
    }


def _linked(ask: Ask, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**article, "address": ask.link("article", article["id"])} for article in articles]


def _has_gaps(connection: sqlite3.Connection) -> bool:
    """Whether the archive has the table: one that no crawl has upgraded since has not."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gaps'")
    return found.fetchone() is not None
