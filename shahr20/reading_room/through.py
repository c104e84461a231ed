"""Articles by category or tag: Datasette's `_through`, by name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from datasette.utils.asgi import BadRequest

TERMS = {"article_categories": ("category_id", "categories"), "article_tags": ("tag_id", "tags")}


def require_sense(asked: Iterable[str]) -> None:
    """Raises BadRequest for a `_through` that Datasette would stumble over."""
    for text in asked:
        try:
            through = json.loads(text)
        except ValueError:
            through = None
        match through:
            case {"table": str(), "column": str(), "value": str() | int() | float()}:
                continue
        raise BadRequest(
            '_through must be JSON such as {"table": "article_tags", "column": "tag_id", "value": "1"}'
        )


def read(connection: sqlite3.Connection, asked: list[str]) -> list[dict[str, Any]]:
    """For each `_through` argument its text, the column it is about and the name of the term."""
    found = []
    for text in asked:
        through = json.loads(text)
        column, terms = TERMS.get(through["table"], ("", ""))
        name = None
        if column == through["column"]:
            row = connection.execute(f"SELECT name FROM {terms} WHERE id = ?", [through["value"]]).fetchone()
            name = row[0] if row else None
        found.append({"text": text, "column": through["column"], "value": name or through["value"]})
    return found
