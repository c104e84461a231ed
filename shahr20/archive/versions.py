"""Versions of an article as they are read: what the archive has of each, and what changed between two."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from shahr20.persian.difference import Run, difference, paragraphs


@dataclass(frozen=True)
class Version:
    """One version of an article, its words as published.

    `revision` is the number that is cited; `seen_at` the UTC time at which the archive first saw these words;
    `is_current`: it is the one that `articles` shows.
    """

    article_id: int
    revision: int
    seen_at: str
    capture_id: int | None
    is_current: bool
    title_raw: str = field(repr=False)
    lead_raw: str | None = field(repr=False)
    body_raw: str = field(repr=False)


@dataclass(frozen=True)
class Difference:
    """What changed between two versions, field by field, as runs of `shahr20.persian.difference`."""

    older: Version
    newer: Version
    title: list[Run] = field(repr=False)
    lead: list[Run] = field(repr=False)
    body: list[Run] = field(repr=False)

    def changes(self) -> list[tuple[str, list[Run]]]:
        """The paragraphs in which something changed, each with the name of its field."""
        fields = (("title", self.title), ("lead", self.lead), ("body", self.body))
        return [
            (name, runs)
            for name, found in fields
            for runs in paragraphs(found)
            if any(run.kind != "equal" for run in runs)
        ]


def versions(connection: sqlite3.Connection, article_id: int | str) -> list[Version]:
    """Every version of an article in the order in which it was published; empty when there is none."""
    found = connection.execute(
        """SELECT article_id, revisions.revision, revisions.seen_at, revisions.capture_id,
                  articles.revision = revisions.revision,
                  revisions.title_raw, revisions.lead_raw, revisions.body_raw
           FROM revisions JOIN articles ON articles.id = article_id
           WHERE article_id = ? ORDER BY revisions.seen_at, revisions.revision""",
        [article_id],
    )
    return [
        Version(article, number, seen_at, capture, bool(current), title, lead, body)
        for article, number, seen_at, capture, current, title, lead, body in found
    ]


def between(older: Version, newer: Version) -> Difference:
    """What changed from one version to another."""
    return Difference(
        older,
        newer,
        title=difference(older.title_raw, newer.title_raw),
        lead=difference(older.lead_raw or "", newer.lead_raw or ""),
        body=difference(older.body_raw, newer.body_raw),
    )
