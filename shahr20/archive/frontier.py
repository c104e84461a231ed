"""The frontier: every address known, what has become of it, and what is next.

It lives in the archive and not in the crawler, so that a page and the fact that it was fetched are
one transaction: a crawl that dies loses nothing and goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from shahr20.archive.times import moment, now, stamp
from shahr20.archive.transactions import writing

STALE_AFTER = timedelta(days=7)
"""A page of which no door tells when it was edited is fetched again when it is this old."""

OVERLAP = timedelta(hours=1)
"""Edits this much older than the last fetch count as newer: the site's clock is not ours."""


@dataclass(frozen=True)
class Found:
    """An article's address as a door gives it; times are UTC as the archive writes them."""

    url: str
    article_id: int | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Lease:
    """An address handed out to be fetched, with what the last answer said of itself."""

    url: str
    article_id: int | None
    etag: str | None
    last_modified: str | None


class Frontier:
    """The `frontier` table. States: todo, leased, done, failed, gone."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(
        self, found: Iterable[Found], *, door: str, crawl_id: int | None, everything: bool = False
    ) -> None:
        """Enter what a door has found.

        A known page is due again when its door says that it was edited since, or says nothing and
        the page is stale. `everything` makes each page due that this crawl has not fetched yet.
        """
        with writing(self.db):
            for one in found:
                self._enter(one, door, crawl_id, everything)

    def tally(self, crawl_id: int) -> tuple[int, int]:
        """How many addresses the doors have listed in a run, and how many of them are not due in it."""
        row = self.db.execute(
            """SELECT count(*), count(iif(state = 'done' AND crawl_id != :run, 1, NULL))
               FROM frontier WHERE listed = :run""",
            {"run": crawl_id},
        ).fetchone()
        return row[0], row[1]

    def _enter(self, found: Found, door: str, crawl_id: int | None, everything: bool) -> None:
        row = self._known(found)
        if row is None:
            self.db.execute(
                """INSERT INTO frontier (url, article_id, door, published, modified, found_at, listed)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                [found.url, found.article_id, door, found.published, found.modified, now(), crawl_id],
            )
            return
        settled = row["state"] not in ("todo", "leased")
        due = settled and row["crawl_id"] != crawl_id and (everything or _is_due(found, row))
        self.db.execute(
            """UPDATE frontier SET article_id = coalesce(article_id, :article_id), door = :door,
               published = coalesce(:published, published), modified = coalesce(:modified, modified),
               state = iif(:due, 'todo', state), url = iif(:due, :url, url), tries = iif(:due, 0, tries),
               not_before = iif(:due, NULL, not_before), listed = :run WHERE url = :known""",
            {**vars(found), "door": door, "due": due, "known": row["url"], "run": crawl_id},
        )

    def _known(self, found: Found) -> dict[str, Any] | None:
        """The row of this address, or else of this article under an older address."""
        rows = self.db.query(
            """SELECT * FROM frontier WHERE url = :url OR article_id = :article_id
               ORDER BY url = :url DESC LIMIT 1""",
            {"url": found.url, "article_id": found.article_id},
        )
        return next(iter(rows), None)

    def lease(self, crawl_id: int | None, limit: int = 1) -> list[Lease]:
        """Hand out up to `limit` addresses that are due, newest articles first."""
        with writing(self.db):
            rows = self.db.execute(
                """UPDATE frontier SET state = 'leased', tries = tries + 1, crawl_id = ?
                   WHERE url IN (
                       SELECT url FROM frontier
                       WHERE state = 'todo' AND (not_before IS NULL OR not_before <= ?)
                       ORDER BY article_id DESC LIMIT ?)
                   RETURNING url, article_id, etag, last_modified""",
                [crawl_id, now(), limit],
            ).fetchall()
        return [Lease(*row) for row in sorted(rows, key=lambda row: -(row[1] or 0))]

    def resume(self) -> int:
        """Take back what earlier runs had leased, failed to get, or may be gone; returns how many are due."""
        with writing(self.db):
            self.db.execute(
                """UPDATE frontier SET state = 'todo', tries = 0, not_before = NULL
                   WHERE state IN ('leased', 'failed') OR state = 'gone'
                   AND article_id IN (SELECT id FROM articles WHERE gone_at IS NULL)"""
            )
        return self.waiting()

    def settle(
        self,
        url: str,
        *,
        status: int,
        article_id: int | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """The address was fetched and what it gave is stored (call inside that transaction)."""
        self.db.execute(
            """UPDATE frontier SET state = 'done', article_id = coalesce(?, article_id), last_status = ?,
               last_error = NULL, etag = ?, last_modified = ?, fetched_at = ?, not_before = NULL,
               gone_in = NULL
               WHERE url = ?""",
            [article_id, status, etag, last_modified, now(), url],
        )

    def gone(self, url: str, status: int, crawl_id: int | None) -> bool:
        """The site answers 404 or 410; returns whether that is certain now.

        Once may be an accident. When a second run is told the same, the article is marked as gone;
        all that the archive has of it stays.
        """
        with writing(self.db):
            first, article_id = self.db.execute(
                "SELECT gone_in, article_id FROM frontier WHERE url = ?", [url]
            ).fetchone()
            self.db.execute(
                """UPDATE frontier SET state = 'gone', last_status = ?, fetched_at = ?,
                   gone_in = coalesce(gone_in, ?) WHERE url = ?""",
                [status, now(), crawl_id, url],
            )
            certain = first is not None and first != crawl_id
            if certain:
                self.db.execute(
                    "UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ?", [now(), article_id]
                )
        return certain

    def nominate(self, crawl_id: int) -> int:
        """After a door was walked to its end: what it no longer names is asked for again; how many.

        Absence from a list is no proof of anything, only a reason to look.
        """
        with writing(self.db):
            return self.db.execute(
                """UPDATE frontier SET state = 'todo', tries = 0
                   WHERE state = 'done' AND coalesce(listed, 0) != ? AND crawl_id != ?""",
                [crawl_id, crawl_id],
            ).rowcount

    def unchanged(self, url: str) -> None:
        """The site answered 304: the page is there, and as it was."""
        with writing(self.db):
            self.db.execute(
                """UPDATE frontier SET state = 'done', last_status = 304, last_error = NULL, fetched_at = :now,
                   gone_in = NULL WHERE url = :url""",
                {"now": now(), "url": url},
            )
            self.db.execute(
                """UPDATE articles SET last_seen_at = :now, gone_at = NULL
                   WHERE id = (SELECT article_id FROM frontier WHERE url = :url)""",
                {"now": now(), "url": url},
            )

    def fail(self, url: str, error: str, *, status: int | None = None) -> None:
        """The address could not be fetched in this run; the next run tries it again."""
        with writing(self.db):
            self.db.execute(
                "UPDATE frontier SET state = 'failed', last_status = ?, last_error = ? WHERE url = ?",
                [status, error, url],
            )

    def hand_back(self, crawl_id: int) -> int:
        """At the end of a run: what it leased and did not ask for is due as before; how many."""
        with writing(self.db):
            return self.db.execute(
                """UPDATE frontier SET state = 'todo', tries = max(0, tries - 1)
                   WHERE state = 'leased' AND crawl_id = ?""",
                [crawl_id],
            ).rowcount

    def waiting(self) -> int:
        """How many addresses are due or handed out."""
        row = self.db.execute("SELECT count(*) FROM frontier WHERE state IN ('todo', 'leased')").fetchone()
        return int(row[0])


def _is_due(found: Found, row: dict[str, Any]) -> bool:
    if row["fetched_at"] is None or row["state"] == "gone":
        return True
    fetched = moment(row["fetched_at"])
    if found.modified is None:
        return datetime.now(UTC) - fetched > STALE_AFTER
    if row["modified"] is not None:
        return bool(found.modified != row["modified"])
    return found.modified > stamp(fetched - OVERLAP)
