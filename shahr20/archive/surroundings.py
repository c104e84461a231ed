"""What stands around an article: related, links, categories, tags."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from shahr20.archive.entry import Article


class Surroundings:
    """The tables `related`, `links`, `categories`, `tags` and the two that join them."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def write(self, article: Article) -> None:
        """Put what surrounds an article in the place of what did."""
        for table in ("related", "links", "article_categories", "article_tags"):
            self.db.execute(f"DELETE FROM {table} WHERE article_id = ?", [article.id])
        for position, (related_id, url, title) in enumerate(article.related, start=1):
            self.db.execute(
                "INSERT INTO related (article_id, position, related_id, url, title) VALUES (?, ?, ?, ?, ?)",
                [article.id, position, related_id, url, title],
            )
        for position, (url, text) in enumerate(article.links, start=1):
            self.db.execute(
                "INSERT INTO links (article_id, position, url, text) VALUES (?, ?, ?, ?)",
                [article.id, position, url, text],
            )
        self._terms(article.id, article.categories, "categories", "article_categories", "category_id")
        self._terms(article.id, article.tags, "tags", "article_tags", "tag_id")

    def changes(self, article: Article) -> set[str]:
        """Which of the four would be written differently."""
        written = {
            "related": self._rows("SELECT related_id, url, title FROM related", article.id, "position"),
            "links": self._rows("SELECT url, text FROM links", article.id, "position"),
        }
        read: dict[str, Any] = {"related": list(article.related), "links": list(article.links)}
        changed = {name for name in written if written[name] != read[name]}
        for table, key, terms in (
            ("categories", "category_id", article.categories),
            ("tags", "tag_id", article.tags),
        ):
            names = self._rows(
                f"SELECT name FROM {table} JOIN article_{table} ON {key} = {table}.id", article.id, "name"
            )
            if {row[0] for row in names} != {name for name, _ in terms}:
                changed.add(table)
        return changed

    def _rows(self, select: str, article_id: int, order: str) -> list[tuple[Any, ...]]:
        return self.db.execute(f"{select} WHERE article_id = ? ORDER BY {order}", [article_id]).fetchall()

    def _terms(
        self, article_id: int, terms: tuple[tuple[str, str | None], ...], table: str, join: str, key: str
    ) -> None:
        for name, slug in terms:
            row = self.db.execute(
                f"""INSERT INTO {table} (name, slug) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET slug = coalesce(excluded.slug, slug) RETURNING id""",
                [name, slug],
            ).fetchone()
            self.db.execute(
                f"INSERT OR IGNORE INTO {join} (article_id, {key}) VALUES (?, ?)", [article_id, row[0]]
            )
