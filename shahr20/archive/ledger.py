"""The ledger: one row a run, with what it was asked to do, what it did, how it ended and what was found of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from shahr20.archive.finding import Finding
from shahr20.archive.times import now
from shahr20.archive.transactions import writing


@dataclass
class Counts:
    """What a run has done so far, in articles.

    found: addresses the doors gave · fetched: pages that came · stored: new articles and new
    versions · unchanged: fetched or known, and as they were · rejected: pages that could not be
    read · gone: pages the site no longer has (404, 410) · failed: addresses that gave no page.
    """

    found: int = 0
    fetched: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    gone: int = 0
    failed: int = 0


ANSWERED = "max(fetched, stored + unchanged + rejected)"
"""Pages of a run that came or, by a 304, are as they were. `fetched` lacks these, the others what is being read."""


class Ledger:
    """The `crawls` and `findings` tables."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def start(self, arguments: dict[str, object]) -> int:
        """Open a row for a run that begins now; runs that never ended are marked as died."""
        with writing(self.db):
            self.db.execute(
                """UPDATE crawls SET outcome = 'died', finished_at = coalesce(heartbeat_at, started_at)
                   WHERE finished_at IS NULL"""
            )
            return self._open(arguments)

    def beat(self, crawl_id: int, counts: Counts) -> None:
        """Write down that the run lives and how far it is."""
        with writing(self.db):
            self.db.table("crawls").update(crawl_id, {"heartbeat_at": now(), **asdict(counts)})

    def finish(
        self,
        crawl_id: int,
        counts: Counts,
        *,
        outcome: str,
        exit_code: int,
        doors: dict[str, str],
        findings: Iterable[Finding] = (),
    ) -> None:
        """Close the row: how the run ended, what became of each door it tried, what the monitors say of it."""
        with writing(self.db):
            self._close(crawl_id, counts, outcome, exit_code, doors)
            self.db.table("findings").insert_all(
                {**asdict(one), "figures": json.dumps(one.figures), "crawl_id": crawl_id} for one in findings
            )

    def never_began(self, arguments: dict[str, object], *, outcome: str, exit_code: int) -> int:
        """A row for a run that failed before it could open one; other runs are left as they are."""
        with writing(self.db):
            crawl_id = self._open(arguments)
            self._close(crawl_id, Counts(), outcome, exit_code, {})
        return crawl_id

    def under_way(self) -> int | None:
        """How many pages the run that has not ended had an answer for; None when there is no such run."""
        row = self.db.execute(
            f"SELECT {ANSWERED} FROM crawls WHERE finished_at IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return row[0] if row else None

    def _open(self, arguments: dict[str, object]) -> int:
        begun = now()
        row = {
            "started_at": begun,
            "heartbeat_at": begun,
            "arguments": json.dumps(arguments, ensure_ascii=False),
        }
        crawl_id = self.db.table("crawls").insert(row).last_pk
        assert isinstance(crawl_id, int)
        return crawl_id

    def _close(
        self, crawl_id: int, counts: Counts, outcome: str, exit_code: int, doors: dict[str, str]
    ) -> None:
        ended = now()
        self.db.table("crawls").update(
            crawl_id,
            {
                **asdict(counts),
                "heartbeat_at": ended,
                "finished_at": ended,
                "outcome": outcome,
                "exit_code": exit_code,
                "doors": json.dumps(doors, ensure_ascii=False),
            },
        )
