"""The monitors, in the order in which they speak. Each is a pure function of the ledger and the archive."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from datetime import timedelta

from shahr20.archive.finding import Finding
from shahr20.archive.times import moment, stamp
from shahr20.failing import TOLERATED
from shahr20.watch.coverage import coverage
from shahr20.watch.freshness import freshness, volume
from shahr20.watch.layout import layout
from shahr20.watch.run import Monitor, Run

logger = logging.getLogger("shahr20")

ACCIDENT = 2
"""So many rejects in a run end it with 3 when they are over 5% of a few pages, and wake nobody."""

REMEMBERED = 24
"""Runs in which a door must not have been open for its being shut to be no news."""

MONTH = timedelta(days=30)
FULL = 200 * 1024**2
"""Less free room than this, or than the archive grows by in a week, is an alarm."""


def rejects(db: sqlite3.Connection, run: Run) -> Finding:
    """Pages that are no article: over 5% of those read end the run with 3."""
    number, read = run.counts.rejected, run.counts.fetched
    why = dict(
        db.execute(
            "SELECT reason, count(*) FROM rejects WHERE crawl_id = ? GROUP BY 1 ORDER BY 2 DESC", [run.id]
        )
    )
    figures = {"rejected": number, "read": read, "reasons": why}
    if not number:
        return Finding("rejects", "ok", f"none of {read} pages was rejected", figures)
    reasons = ", ".join(f"{reason} {times}" for reason, times in why.items())
    said = f"{number} of {read} pages are no articles ({reasons})"
    if number <= read * TOLERATED:
        return Finding("rejects", "ok", said, figures)
    return Finding("rejects", "warning" if number <= ACCIDENT else "alarm", said, figures)


def doors(db: sqlite3.Connection, run: Run) -> Finding:
    """A door that is shut now and was open in one of the last runs."""
    rows = db.execute(
        "SELECT started_at, doors FROM crawls WHERE id < ? AND doors IS NOT NULL ORDER BY id DESC LIMIT ?",
        [run.id, REMEMBERED],
    )
    opened: dict[str, str] = {}
    for started_at, text in rows:
        for name, status in json.loads(text).items():
            if status.startswith("open"):
                opened.setdefault(name, started_at)
    shut = {
        name: status for name, status in run.doors.items() if status.startswith("shut") and name in opened
    }
    figures = {"doors": run.doors, "shut": sorted(shut)}
    if not shut:
        return Finding("doors", "ok", "no door that was open is shut", figures)
    said = "; ".join(
        f"the {name} door is {status} (it was open at {opened[name]})" for name, status in shut.items()
    )
    return Finding("doors", "warning", f"{said}; the crawl goes on through the next one", figures)


def disk(db: sqlite3.Connection, run: Run) -> Finding:
    """The room that is left against what the archive grew by, and against its size: a copy must fit."""
    size, free = size_of(db), shutil.disk_usage(run.path.absolute().parent).free
    row = db.execute(
        """SELECT started_at, json_extract(figures, '$.size') FROM findings JOIN crawls ON crawls.id = crawl_id
           WHERE monitor = 'disk' AND crawl_id < ? AND started_at >= ? ORDER BY crawl_id LIMIT 1""",
        [run.id, stamp(run.at - MONTH)],
    ).fetchone()
    days = max((run.at - moment(row[0])) / timedelta(days=1), 1.0) if row else 1.0
    daily = max(0.0, (size - row[1]) / days) if row else 0.0
    figures = {"size": size, "free": free, "daily": round(daily)}
    said = f"{_megabytes(free)} are free; the archive has {_megabytes(size)} and grows by {_megabytes(daily)} a day"
    if free < max(FULL, 7 * daily):
        return Finding("disk", "alarm", f"only {said}; make room, or the next crawls end with 6", figures)
    if free < max(size, 30 * daily):
        return Finding(
            "disk", "warning", f"only {said}; a backup beside it or a takedown needs as much again", figures
        )
    return Finding("disk", "ok", said, figures)


MONITORS: dict[str, Monitor] = {
    "coverage": coverage,
    "layout": layout,
    "rejects": rejects,
    "freshness": freshness,
    "volume": volume,
    "doors": doors,
    "disk": disk,
}


def watch(db: sqlite3.Connection, run: Run) -> list[Finding]:
    """What every monitor says of a run.

    Raises sqlite3.Error. A monitor that fails for another reason is a warning of its own: it must not cost the
    run its row in the ledger.
    """
    found = []
    for name, monitor in MONITORS.items():
        try:
            found.append(monitor(db, run))
        except sqlite3.Error:
            raise
        except Exception as error:
            logger.exception("the monitor of %s failed", name)
            said = f"this monitor failed ({type(error).__name__}: {error}); please report it"
            found.append(Finding(name, "warning", said))
    return found


def size_of(db: sqlite3.Connection) -> int:
    """Bytes of an archive, what is not yet copied out of its write-ahead log included."""
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


def _megabytes(number: float) -> str:
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.0f} MB"
