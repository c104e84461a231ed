"""Rows of the archive as plain values."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from datasette.utils.asgi import NotFound


def one(connection: sqlite3.Connection, sql: str, params: dict[str, Any], name: str) -> dict[str, Any]:
    """The one row of a query. Raises NotFound, with the name of what was asked for, when there is none."""
    found = connection.execute(sql, params).fetchone()
    if found is None:
        raise NotFound(f"the archive has no {name}")
    return dict(found)


def several(connection: sqlite3.Connection, sql: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows of a query."""
    return [dict(row) for row in connection.execute(sql, params)]


def with_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `articles` or `revisions` with its JSON columns read; empty where they hold nothing."""
    return {**row, "read_by": mapping(row["read_by"]), "flags": mapping(row["flags"])}


def mapping(text: str | None) -> dict[str, Any]:
    """A JSON object stored as text; empty where there is none."""
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}
