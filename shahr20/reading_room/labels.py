"""Which of the archive's tables and columns are shown, and in which order; what they are called is in `words/`."""

from __future__ import annotations

from functools import cache

from shahr20.reading_room.language import PERSIAN, catalogue

TABLES = tuple(key.partition(".")[2] for key in catalogue(PERSIAN) if key.startswith("table."))
"""The archive's tables, in the order they are listed in."""

SHOWN: dict[str, tuple[str, ...]] = {
    "articles": ("id", "title", "published_jalali", "source", "category"),
    "revisions": ("article_id", "revision", "title", "seen_at", "capture_id"),
    "captures": ("id", "url", "article_id", "fetched_at", "status", "content_type", "length", "same_as"),
    "crawls": (
        "id",
        "started_at",
        "finished_at",
        "outcome",
        "found",
        "fetched",
        "stored",
        "unchanged",
        "rejected",
    ),
    "frontier": ("url", "article_id", "door", "state", "tries", "last_status", "fetched_at"),
    "gaps": ("article_id", "url", "listed_by", "missing_from", "reason"),
    "rejects": ("id", "url", "reason", "detail", "seen_at", "capture_id"),
}
"""The columns a table's page shows when the address names none with `_col`."""

SORTED_BY: dict[str, str] = {"published_jalali": "published_at"}
"""Columns in the same order as another one that has an index."""

HIDDEN = (
    "meta",
    "_sqlite_migrations",
    "search",
    "facets",
    "lexicon_forms",
    "lexicon_inside",
    "lexicon_stems",
    "dictionaries",
    "findings",
    "watermarks",
    "forgotten",
    "forgotten_addresses",
)


@cache
def meanings(language: str, table: str) -> dict[str, str]:
    """What a table's columns mean, for those that need saying; kept, and not to be changed."""
    start = f"meaning.{table}-"
    return {
        key.removeprefix(start): text for key, text in catalogue(language).items() if key.startswith(start)
    }
