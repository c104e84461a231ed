"""How a crawl ends: the monitors look at it, a word goes into the ledger, and the command has its exit code."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from shahr20.archive.archive import Archive, explain
from shahr20.archive.errors import ArchiveError
from shahr20.archive.finding import Finding
from shahr20.archive.ledger import Counts
from shahr20.failing import BY_SIGNAL, DONE, FAILED, REDESIGN, REFUSED, REJECTS, TOLERATED
from shahr20.watch import run as watched
from shahr20.watch.monitors import ACCIDENT, watch
from shahr20_spider.doors import Unreachable

logger = logging.getLogger("shahr20")


FEW = 10
"""So many pages that are no articles are an accident; more of them than of articles are a site made anew."""


class Run(Protocol):
    """What is looked at."""

    archive: Archive
    counts: Counts
    crawl_id: int
    doors: dict[str, str]
    ended_by: int
    error: Exception | None
    exit_code: int
    findings: list[Finding]
    full: bool
    outcome: str


def end(run: Run, reason: str) -> None:
    """Watch, write down and say how a run that Scrapy closed for `reason` went; then close the archive.

    Sets the run's findings, outcome and exit code. An archive that cannot be written is the outcome.
    """
    ledger = run.archive.ledger
    try:
        run.crawl_id = run.crawl_id or ledger.start({"full": run.full})
        if not isinstance(run.error, ArchiveError):
            ledger.beat(run.crawl_id, run.counts)
            run.findings = watch(run.archive.db.conn, _seen(run))
        run.outcome, run.exit_code = ending(run, reason, run.findings)
        ledger.finish(
            run.crawl_id,
            run.counts,
            outcome=run.outcome,
            exit_code=run.exit_code,
            doors=run.doors,
            findings=run.findings,
        )
    except sqlite3.Error as error:
        run.error = run.error or explain(error, run.archive.path)
        logger.error("%s", run.error)
        run.outcome, run.exit_code = ending(run, reason, run.findings)
    run.archive.close()
    for finding in run.findings:
        if finding.level != "ok":
            level = logging.ERROR if finding.level == "alarm" else logging.WARNING
            logger.log(level, "%s: %s", finding.monitor, finding.sentence)


def ending(run: Run, reason: str, findings: Sequence[Finding] = ()) -> tuple[str, int]:
    """Outcome and exit code of a run, from what stopped it, what it counted and what the monitors found."""
    counts = run.counts
    asked = counts.fetched + counts.failed
    if isinstance(run.error, ArchiveError):
        return "the archive cannot be written", run.error.exit_code
    if isinstance(run.error, Unreachable):
        return str(run.error).partition("; ")[0], REFUSED  # what to do about it was said before
    if reason == "shutdown":
        return "ended by a signal", BY_SIGNAL + run.ended_by
    if reason != "finished":
        return f"failed: {reason}", FAILED
    opened = any(said.startswith("open") for said in run.doors.values())
    if not counts.found and not asked and not opened:
        return "no door of the site lists an article", REFUSED
    accident = opened and counts.failed <= ACCIDENT
    if counts.failed and not counts.fetched and not accident:
        return "the site gives no page", REFUSED
    if any(one.monitor == "coverage" and one.level == "alarm" for one in findings):
        return "the pages no longer read: the site may have a new layout", REDESIGN
    if counts.rejected > FEW and counts.rejected > counts.fetched / 2:
        return "most pages are no articles: the site may be made anew", REDESIGN
    if counts.rejected > counts.fetched * TOLERATED:
        return "done, but too many pages could not be read", REJECTS
    if counts.failed > asked * TOLERATED and not accident:
        return "done, but too many addresses gave no page", FAILED
    return "done", DONE


def _seen(run: Run) -> watched.Run:
    return watched.Run(
        id=run.crawl_id,
        at=datetime.now(UTC),
        path=run.archive.path,
        counts=run.counts,
        doors=run.doors,
        full=run.full,
    )
