"""The first page: what is in the archive, how fresh it is, and the ways into it."""

from __future__ import annotations

import sqlite3
from typing import Any

from shahr20.reading_room import curve
from shahr20.reading_room.pages.page import Ask

LATEST = 10
FREQUENT = 12
ALIVE = "5 minutes"
"""A run whose last sign of life is older has died."""

MONTHS = "SELECT jalali_year, jalali_month, count(*) AS articles FROM articles GROUP BY 1, 2"
ARTICLES = f"""SELECT id, title, lead, published_at, published_jalali, source, category FROM articles
ORDER BY published_at DESC LIMIT {LATEST}"""
SOURCES = f"SELECT name, articles FROM sources ORDER BY articles DESC, name LIMIT {FREQUENT}"
CATEGORIES = f"""SELECT name, count(*) AS articles FROM article_categories JOIN categories ON id = category_id
GROUP BY category_id ORDER BY articles DESC, name LIMIT {FREQUENT}"""
SPAN = """SELECT (SELECT value FROM meta WHERE key = 'site') AS site,
(SELECT published_jalali FROM articles WHERE published_at IS NOT NULL ORDER BY published_at LIMIT 1) AS earliest,
(SELECT published_jalali FROM articles WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1) AS newest"""
UPDATED = "SELECT finished_at FROM crawls WHERE exit_code IN (0, 3) ORDER BY id DESC LIMIT 1"
RUNNING = f"""SELECT stored FROM crawls WHERE finished_at IS NULL
AND heartbeat_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-{ALIVE}') ORDER BY id DESC LIMIT 1"""
LAST = "SELECT finished_at, outcome, exit_code FROM crawls ORDER BY id DESC LIMIT 1"
AUDITED = """SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gaps')
AND EXISTS (SELECT 1 FROM crawls WHERE json_extract(arguments, '$.full') AND finished_at IS NOT NULL)"""
LACKING = """SELECT (SELECT count(*) FROM rejects) AS rejects,
(SELECT count(*) FROM frontier WHERE state = 'gone') AS gone"""
GAPS = "SELECT count(*) FROM gaps"


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """The page's values: every number from an index or a small table, so that size costs little."""

    def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in connection.execute(sql)]

    def first(sql: str) -> dict[str, Any] | None:
        return next(iter(rows(sql)), None)

    def value(sql: str) -> Any:
        row = connection.execute(sql).fetchone()
        return row[0] if row else None

    months = curve.of(connection.execute(MONTHS))
    named = {"curve": MONTHS, "latest": ARTICLES, "sources": SOURCES, "categories": CATEGORIES}
    return {
        **rows(SPAN)[0],
        "articles": months["articles"],
        "updated_at": value(UPDATED),
        "running": first(RUNNING),
        "last_crawl": first(LAST),
        "latest": [{**row, "address": ask.link("article", row["id"])} for row in rows(ARTICLES)],
        "sources": [{**row, "address": ask.link("source", row["name"])} for row in rows(SOURCES)],
        "categories": [{**row, "address": ask.link("category", row["name"])} for row in rows(CATEGORIES)],
        "curve": months,
        **rows(LACKING)[0],
        "gaps": value(GAPS) if value(AUDITED) else None,
        "sql": [{"of": name, "sql": sql, "params": {}} for name, sql in named.items()],
    }
