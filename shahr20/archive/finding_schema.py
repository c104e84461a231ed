"""The tables of incremental crawls: what the doors remember, and the gaps that an audit found."""

from __future__ import annotations

from sqlite_utils import Database


def create(db: Database) -> None:
    """`watermarks`, `gaps`, and since when a known page is named by no door."""
    db.table("watermarks").create(
        {"door": str, "name": str, "value": str, "crawl_id": int, "set_at": str},
        pk=("door", "name"),
        not_null={"value", "set_at"},
        foreign_keys=[("crawl_id", "crawls", "id")],
        strict=True,
    )
    db.table("gaps").create(
        {
            "id": int,
            "crawl_id": int,
            "article_id": int,
            "url": str,
            "listed_by": str,
            "missing_from": str,
            "reason": str,
        },
        pk="id",
        not_null={"crawl_id", "url", "listed_by", "missing_from", "reason"},
        foreign_keys=[("crawl_id", "crawls", "id")],
        strict=True,
    )
    db.table("frontier").add_column("nominated_at", str)
