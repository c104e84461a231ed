"""Sources, categories and tags: a list of each, and a page each with its curve."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import NotFound

from shahr20.archive import facet_schema
from shahr20.reading_room import curve
from shahr20.reading_room.pages.page import Ask

PER_PAGE = 200
LATEST = 20


@dataclass(frozen=True)
class Terms:
    """One kind of term: its tables, and the SQL that its pages run and show."""

    table: str
    """`sources`, `categories` or `tags`: also the name of the list's page, and of the list in the JSON."""
    single: str
    """`source`, …: the name of one's page."""
    listing: str
    """SQL of name and number of articles of each."""
    whose: str
    """SQL of the articles of the one called `:name`, to be followed by a group or an order; `{table}` has them."""

    def all(self, ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
        """All terms of a kind, the most frequent first."""
        page = ask.number("page")
        total = connection.execute(f"SELECT count(*) FROM {self.table}").fetchone()[0]
        rows = connection.execute(
            f"{self.listing} LIMIT {PER_PAGE} OFFSET :skipped", {"skipped": (page - 1) * PER_PAGE}
        )
        found = [
            {"name": name, "articles": articles, "address": ask.link(self.single, name)}
            for name, articles in rows
        ]
        more = page * PER_PAGE < total
        return {
            "kind": self.table,
            "total": total,
            "page": page,
            "next": ask.link(self.table, page=page + 1) if more else None,
            "previous": ask.link(self.table, page=page - 1) if page > 1 else None,
            self.table: found,
            "sql": [{"of": self.table, "sql": self.listing, "params": {}}],
        }

    def one(self, ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
        """One term, by its name or its number in the table: its curve and its latest articles."""
        asked = ask.part("name")
        row = connection.execute(
            f"SELECT id, name FROM {self.table} WHERE name = :name OR id = :name ORDER BY name = :name DESC",
            {"name": asked},
        ).fetchone()
        if row is None:
            raise NotFound(f"the archive has no {self.single} {asked[:100]!r}")
        params = {"name": row["name"]}
        whose = self.whose.format(table=_table(connection))
        months = f"SELECT jalali_year, jalali_month, count(*) AS articles {whose} GROUP BY 1, 2"
        latest = f"""SELECT id, title, published_jalali, published_at FROM articles
            WHERE id IN (SELECT id {whose} ORDER BY published_at DESC LIMIT {LATEST})
            ORDER BY published_at DESC"""
        over_time = curve.of(connection.execute(months, params))
        return {
            "kind": self.table,
            "id": row["id"],
            "name": row["name"],
            "address": ask.link(self.single, row["name"]),
            "articles": over_time["articles"],
            "articles_address": ask.link("search", **{self.single: row["name"]}),
            "curve": over_time,
            "latest": [
                {**dict(found), "address": ask.link("article", found["id"])}
                for found in connection.execute(latest, params)
            ],
            "sql": [
                {"of": "curve", "sql": months, "params": params},
                {"of": "latest", "sql": latest, "params": params},
            ],
        }


def _table(connection: sqlite3.Connection) -> str:
    """Where times stand without texts; the articles themselves in an archive that no crawl has upgraded yet."""
    return "facets" if facet_schema.is_there(connection) else "articles"


def _joined(table: str, single: str, join: str, key: str) -> Terms:
    """The terms of a table that a table of pairs ties to articles."""
    listing = f"""SELECT name, count(*) AS articles FROM {join} JOIN {table} ON id = {key}
        GROUP BY {key} ORDER BY 2 DESC, 1"""
    whose = f"""FROM {join} JOIN {{table}} ON id = article_id
        WHERE {key} = (SELECT id FROM {table} WHERE name = :name)"""
    return Terms(table, single, listing, whose)


SOURCES = Terms(
    "sources",
    "source",
    "SELECT name, articles FROM sources ORDER BY articles DESC, name",
    "FROM articles WHERE source = :name",
)
CATEGORIES = _joined("categories", "category", "article_categories", "category_id")
TAGS = _joined("tags", "tag", "article_tags", "tag_id")
