"""What the first page says of an archive."""

from __future__ import annotations

import sqlite3
from typing import Any

from shahr20.archive import counting
from shahr20.reading_room import curve

LATEST = 10
FREQUENT = 12
ALIVE = "5 minutes"
"""A run whose last sign of life is older has died."""


def read(connection: sqlite3.Connection) -> dict[str, Any]:
    """The template's `home`: every number from an index or a small table, so that size costs little."""

    def rows(sql: str) -> list[sqlite3.Row]:
        return connection.execute(sql).fetchall()

    def first(sql: str) -> sqlite3.Row | None:
        return next(iter(rows(sql)), None)

    dated = (
        "SELECT published_jalali AS stamp FROM articles WHERE published_at IS NOT NULL ORDER BY published_at"
    )
    months = counting.all_times(connection)
    has_gaps = first("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gaps'")
    audited = has_gaps and first(
        "SELECT 1 FROM crawls WHERE json_extract(arguments, '$.full') AND finished_at IS NOT NULL"
    )
    return {
        "site": first("SELECT value FROM meta WHERE key = 'site'"),
        "articles": months.total(),
        "earliest": first(f"{dated} LIMIT 1"),
        "newest": first(f"{dated} DESC LIMIT 1"),
        "crawl": first("SELECT finished_at FROM crawls WHERE exit_code IN (0, 3) ORDER BY id DESC LIMIT 1"),
        "running": first(
            f"""SELECT stored FROM crawls WHERE finished_at IS NULL
                AND heartbeat_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-{ALIVE}')
                ORDER BY id DESC LIMIT 1"""
        ),
        "latest": rows(
            f"""SELECT id, title, lead, published_at, published_jalali, source, category FROM articles
                ORDER BY published_at DESC LIMIT {LATEST}"""
        ),
        "sources": rows(f"SELECT name, articles FROM sources ORDER BY articles DESC, name LIMIT {FREQUENT}"),
        "categories": rows(
            f"""SELECT category AS name, count(*) AS articles FROM articles WHERE category IS NOT NULL
                GROUP BY category ORDER BY articles DESC, name LIMIT {FREQUENT}"""
        ),
        "curve": curve.of((*(month or (None, None)), articles) for month, articles in months.items()),
        "last": first("SELECT finished_at, outcome, exit_code FROM crawls ORDER BY id DESC LIMIT 1"),
        "rejects": rows("SELECT count(*) FROM rejects")[0][0],
        "gone": rows("SELECT count(*) FROM frontier WHERE state = 'gone'")[0][0],
        "gaps": rows("SELECT count(*) FROM gaps")[0][0] if audited else None,
    }
