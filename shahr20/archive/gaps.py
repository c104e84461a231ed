"""Gaps: articles that one of the doors or the archive has and another lacks, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from shahr20.archive.transactions import writing

Key = int | str
"""An article's id, or its address where no door tells the id."""

ARCHIVE = "archive"


class Gaps:
    """The `gaps` table, written anew by each audit."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def explain(self, crawl_id: int, listed: Mapping[str, set[Key]]) -> int:
        """Compare the doors that were walked to their end, by what each named, and the archive; how many gaps.

        A gap is an article that is not in all of them.
        """
        with writing(self.db):
            self.db.execute("DELETE FROM gaps")
            gaps = [{"crawl_id": crawl_id, **gap} for gap in self._gaps(listed)]
            self.db.table("gaps").insert_all(gaps)
        return len(gaps)

    def _gaps(self, listed: Mapping[str, set[Key]]) -> Iterator[dict[str, Any]]:
        rejects = dict(self.db.execute("SELECT url, reason FROM rejects ORDER BY id").fetchall())
        rows = self.db.query(
            """SELECT f.url, f.article_id, f.state, f.last_status, f.last_error, a.id AS stored, a.gone_at
               FROM frontier AS f LEFT JOIN articles AS a ON a.id = f.article_id ORDER BY f.article_id"""
        )
        for row in list(rows):
            naming = [
                door for door, keys in listed.items() if row["article_id"] in keys or row["url"] in keys
            ]
            lacking = [door for door in listed if door not in naming]
            kept = row["stored"] is not None
            if kept and not lacking and not row["gone_at"]:
                continue
            yield {
                "article_id": row["article_id"],
                "url": row["url"],
                "listed_by": ", ".join([*naming, ARCHIVE] if kept else naming),
                "missing_from": ", ".join(lacking if kept else [*lacking, ARCHIVE]),
                "reason": _reason(row, naming, rejects.get(row["url"])),
            }
        unasked = self.db.query(
            """SELECT id, url FROM articles WHERE id NOT IN
               (SELECT article_id FROM frontier WHERE article_id IS NOT NULL) ORDER BY id"""
        )
        for row in list(unasked):
            yield {
                "article_id": row["id"],
                "url": row["url"],
                "listed_by": ARCHIVE,
                "missing_from": ", ".join(listed),
                "reason": "imported, and no door names it",
            }


def _reason(row: Mapping[str, Any], naming: list[str], reject: str | None) -> str:
    """Why, in a few English words."""
    if row["state"] == "gone":
        again = "" if row["gone_at"] or row["stored"] is None else ", the next run asks again"
        return f"gone: answers {row['last_status']}{again}"
    if row["stored"] is not None:
        if not naming:
            return "waiting" if row["state"] in ("todo", "leased") else "no door names it, its page is there"
        return f"only the {' and the '.join(_spoken(door) for door in naming)} door names it"
    if row["state"] == "failed":
        return f"failed: {row['last_error']}"
    if row["state"] in ("todo", "leased"):
        return "waiting"
    return f"rejected: {reject}" if reject else f"answers {row['last_status']}, and is no article"


def _spoken(door: str) -> str:
    return door.upper() if door == "rest" else door
