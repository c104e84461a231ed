"""How a crawl ended: a word for the ledger and the exit code of the command."""

from __future__ import annotations

from typing import Protocol

from shahr20.archive.errors import ArchiveError
from shahr20.archive.ledger import Counts
from shahr20.failing import BY_SIGNAL, REDESIGN, REFUSED, REJECTS, TOLERATED
from shahr20_spider.doors import Unreachable

DONE, FAILED = 0, 1

FEW = 10
"""So many unreadable pages are an accident; more of them than readable ones are a redesign."""


class Run(Protocol):
    """What is looked at."""

    counts: Counts
    doors: dict[str, str]
    error: Exception | None
    ended_by: int


def ending(run: Run, reason: str) -> tuple[str, int]:
    """Outcome and exit code of a run that Scrapy closed for `reason`."""
    counts = run.counts
    asked = counts.fetched + counts.failed
    if isinstance(run.error, ArchiveError):
        return "the archive cannot be written", run.error.exit_code
    if isinstance(run.error, Unreachable):
        return "the site cannot be reached", REFUSED
    if reason == "shutdown":
        return "ended by a signal", BY_SIGNAL + run.ended_by
    if reason != "finished":
        return f"failed: {reason}", FAILED
    opened = any(state.startswith("open") for state in run.doors.values())
    if not opened and not counts.found and not asked:
        return "no door of the site lists an article", REFUSED
    if counts.failed and not counts.fetched:
        return "the site gives no page", REFUSED
    if counts.rejected > FEW and counts.rejected > counts.fetched / 2:
        return "most pages cannot be read: the site may have a new layout", REDESIGN
    if counts.rejected > counts.fetched * TOLERATED:
        return "done, but too many pages could not be read", REJECTS
    if counts.failed > asked * TOLERATED:
        return "done, but too many addresses gave no page", FAILED
    return "done", DONE
