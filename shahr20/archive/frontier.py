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

from shahr20.archive.due import Found, Standing, is_for, not_before, standing
from shahr20.archive.forgotten import is_forgotten
from shahr20.archive.period import ALWAYS, Period
from shahr20.archive.times import now, stamp
from shahr20.archive.transactions import writing

__all__ = ["Found", "Frontier", "Lease", "Standing"]

YOUNG, OLD = 1, 180
"""Where no door tells of edits, a page is fetched again when its age has doubled: after days, at least and most."""

LOOK_AGAIN = timedelta(days=30)
"""A page that is there although no door names it is looked at again after so long."""


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

        A known page is due again when its door says that it was edited since, or names it at
        another address. `everything` makes each page due that this crawl has not fetched yet. What was
        taken down is passed by.
        """
        with writing(self.db):
            for one in found:
                if not is_forgotten(self.db, one.article_id, one.url):
                    self._enter(one, door, crawl_id, everything)

    def standings(self, found: Iterable[Found], door: str) -> list[Standing]:
        """What each of these is to the archive now, before it is added; what was taken down is no news."""
        return [
            "known"
            if is_forgotten(self.db, one.article_id, one.url)
            else standing(one, self._known(one), door)
            for one in found
        ]

    def tally(self, crawl_id: int) -> tuple[int, int]:
        """How many addresses the doors have listed in a run, and how many of them are not due in it."""
        row = self.db.execute(
            """SELECT count(*), count(iif(state = 'done' AND crawl_id IS NOT :run, 1, NULL))
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
        due = standing(found, row, door) != "known" or (everything and is_for(row, crawl_id))
        # an edit while the page is on its way is seen again by the next run, when it is not written down now
        modified = row["modified"] if row["state"] == "leased" else found.modified
        self.db.execute(
            """UPDATE frontier SET article_id = coalesce(article_id, :article_id), door = :door,
               published = coalesce(:published, published), modified = coalesce(:modified, modified),
               tries = iif(:due AND state != 'gone', 0, tries),
               state = iif(:due, 'todo', state), url = iif(:due, :url, url),
               not_before = iif(:due, NULL, not_before), listed = :run, nominated_at = NULL
               WHERE url = :known""",
            {
                **vars(found),
                "modified": modified,
                "door": door,
                "due": due,
                "known": row["url"],
                "run": crawl_id,
            },
        )

    def _known(self, found: Found) -> dict[str, Any] | None:
        """The row of this address, or else of this article under an older address."""
        rows = self.db.query(
            """SELECT * FROM frontier WHERE url = :url OR article_id = :article_id
               ORDER BY url = :url DESC LIMIT 1""",
            {"url": found.url, "article_id": found.article_id},
        )
        return next(iter(rows), None)

    def lease(self, crawl_id: int | None, limit: int = 1, period: Period = ALWAYS) -> list[Lease]:
        """Hand out up to `limit` addresses that are due, newest articles first.

        With a period only those that were published in it, as far as is known.
        """
        with writing(self.db):
            rows = self.db.execute(
                """UPDATE frontier SET state = 'leased', tries = tries + 1, crawl_id = :run
                   WHERE url IN (
                       SELECT url FROM frontier
                       WHERE state = 'todo' AND (not_before IS NULL OR not_before <= :now)
                       AND (published IS NULL OR
                            published >= coalesce(:since, '') AND published < coalesce(:until, '~'))
                       ORDER BY article_id DESC LIMIT :limit)
                   RETURNING url, article_id, etag, last_modified""",
                {"run": crawl_id, "now": now(), "limit": limit, **period._asdict()},
            ).fetchall()
        return [Lease(*row) for row in sorted(rows, key=lambda row: -(row[1] or 0))]

    def resume(self, *, everything: bool = False) -> int:
        """Take back what earlier runs left: what was on its way, what failed, what may be gone.

        A page that failed again and again waits for its hour, unless `everything` is asked for. Returns
        how many addresses are due.
        """
        with writing(self.db):
            # a run that died says nothing of the page: the try does not count
            self.db.execute(
                "UPDATE frontier SET state = 'todo', tries = max(tries - 1, 0) WHERE state = 'leased'"
            )
            self.db.execute(
                """UPDATE frontier SET state = 'todo', not_before = NULL
                   WHERE state = 'failed' AND (? OR not_before IS NULL OR not_before <= ?)""",
                [everything, now()],
            )
            self.db.execute(
                """UPDATE frontier SET state = 'todo', not_before = NULL
                   WHERE state = 'gone' AND article_id IN (SELECT id FROM articles WHERE gone_at IS NULL)
                   AND article_id NOT IN (SELECT article_id FROM frontier
                                          WHERE state = 'done' AND article_id IS NOT NULL)"""
            )
            if everything:
                self.db.execute("UPDATE frontier SET not_before = NULL WHERE state = 'gone'")
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
               gone_in = NULL, tries = 0
               WHERE url = ?""",
            [article_id, status, etag, last_modified, now(), url],
        )

    def gone(self, url: str, status: int, crawl_id: int | None) -> bool:
        """The site answers 404 or 410; returns whether that is certain now.

        Once may be an accident. When a second run is told the same, the article is marked as gone;
        all that the archive has of it stays. Where a door goes on naming it, it is asked for ever more rarely.
        """
        with writing(self.db):
            first, article_id, tries = self.db.execute(
                "SELECT gone_in, article_id, tries FROM frontier WHERE url = ?", [url]
            ).fetchone()
            self.db.execute(
                """UPDATE frontier SET state = 'gone', last_status = ?, last_error = NULL, fetched_at = ?,
                   gone_in = coalesce(gone_in, ?), not_before = ? WHERE url = ?""",
                # the second answer makes it certain; only what a door goes on naming after that has to wait
                [status, now(), crawl_id, not_before(tries - 1), url],
            )
            certain = first is not None and first != crawl_id
            if certain:
                self.db.execute(
                    """UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ? AND NOT EXISTS
                       (SELECT 1 FROM frontier WHERE article_id = articles.id AND state != 'gone')""",
                    [now(), article_id],
                )
        return certain

    def nominate(self, crawl_id: int) -> int:
        """After the doors were walked to their end: what none of them names is asked for again; how many.

        Absence from a list is no proof of anything, only a reason to look. What was looked at for this reason
        and is there is left alone for LOOK_AGAIN. Nothing is asked for when the doors named less than half
        of what is known: such a list is not whole.
        """
        listed, absent = self.db.execute(
            """SELECT count(iif(listed = :run, 1, NULL)),
                      count(iif(state = 'done' AND listed IS NOT :run, 1, NULL)) FROM frontier""",
            {"run": crawl_id},
        ).fetchone()
        if absent > listed:
            return 0
        with writing(self.db):
            self.db.execute(
                """INSERT INTO frontier (url, article_id, door, state, found_at)
                   SELECT url, id, 'archive', 'done', :now FROM articles
                   WHERE url IS NOT NULL AND gone_at IS NULL
                   AND id NOT IN (SELECT article_id FROM frontier WHERE article_id IS NOT NULL)
                   AND url NOT IN (SELECT url FROM frontier)""",
                {"now": now()},
            )
            return self.db.execute(
                """UPDATE frontier SET state = 'todo', tries = 0, nominated_at = :now
                   WHERE state = 'done' AND listed IS NOT :run AND crawl_id IS NOT :run
                   AND (nominated_at IS NULL OR nominated_at < :before)""",
                {"run": crawl_id, "now": now(), "before": stamp(datetime.now(UTC) - LOOK_AGAIN)},
            ).rowcount

    def grow_old(self, crawl_id: int) -> int:
        """Where no door tells of edits: what has doubled its age since it was fetched is due; how many.

        An article is edited in its first days, if at all: one that was fetched on the day it came out is
        fetched again the next day, then after two, four, eight days, at last twice a year.
        """
        with writing(self.db):
            return self.db.execute(
                """UPDATE frontier SET state = 'todo', tries = 0
                   WHERE state = 'done' AND crawl_id IS NOT :run
                   AND julianday(:now) - julianday(fetched_at) > min(:old, max(:young,
                       julianday(fetched_at) - julianday(coalesce(
                           published, (SELECT published_at FROM articles WHERE id = article_id), found_at))))""",
                {"run": crawl_id, "now": now(), "young": YOUNG, "old": OLD},
            ).rowcount

    def unchanged(self, url: str) -> None:
        """The site answered 304: the page is there, and as it was."""
        with writing(self.db):
            self.db.execute(
                """UPDATE frontier SET state = 'done', last_status = 304, last_error = NULL, fetched_at = :now,
                   gone_in = NULL, tries = 0 WHERE url = :url""",
                {"now": now(), "url": url},
            )
            self.db.execute(
                """UPDATE articles SET last_seen_at = :now, gone_at = NULL
                   WHERE id = (SELECT article_id FROM frontier WHERE url = :url)""",
                {"now": now(), "url": url},
            )

    def put_back(self, url: str, published: str | None) -> None:
        """The page came, and it is not of the period that was asked for: it waits for another run."""
        with writing(self.db):
            self.db.execute(
                "UPDATE frontier SET state = 'todo', tries = 0, published = ? WHERE url = ?", [published, url]
            )

    def fail(self, url: str, error: str, *, status: int | None = None) -> None:
        """The address could not be fetched in this run; the next run tries it again.

        From the second failure in a row on it waits, ever longer, so that a page that is broken for good is
        not hammered every hour.
        """
        with writing(self.db):
            row = self.db.execute("SELECT tries FROM frontier WHERE url = ?", [url]).fetchone()
            self.db.execute(
                """UPDATE frontier SET state = 'failed', last_status = ?, last_error = ?, not_before = ?
                   WHERE url = ?""",
                [status, error, not_before(row[0] if row else 0), url],
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
