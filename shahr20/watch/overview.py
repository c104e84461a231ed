"""The state of an archive in figures: what is here, how fresh, how complete, what failed.

`shahr20 status --json` prints it as it is, so its names are kept.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from shahr20.archive.archive import Archive
from shahr20.archive.ledger import ANSWERED
from shahr20.archive.times import moment, stamp
from shahr20.failing import DONE, REJECTS
from shahr20.watch.monitors import size_of

RUNS = 10
"""So many of the last runs are told of."""

SILENT = timedelta(minutes=2)
"""Where the lock cannot be looked at: a run without a heartbeat for so long has died; or its machine sleeps."""

STATES = ("todo", "leased", "done", "failed", "gone")


def overview(archive: Archive, at: datetime | None = None) -> dict[str, Any]:
    """Everything that `status` says, at a moment (aware; now by default). Times are UTC, as in the archive."""
    at = at or datetime.now(UTC)
    db = archive.db.conn
    runs = _runs(archive, at)
    return {
        "archive": {
            "path": str(archive.path.absolute()),
            "site": archive.site,
            "at": stamp(at),
            "bytes": size_of(db),
            "free_bytes": shutil.disk_usage(archive.path.absolute().parent).free,
        },
        "holds": _holds(db),
        "frontier": _frontier(db, at),
        "failed": _failed(db),
        "rejects": _rejects(db),
        "gaps": _gaps(db),
        "doors": _doors(db),
        "running": next((run for run in runs if run["finished_at"] is None), None),
        "last_success": _last_success(db),
        "first_run_at": _one(db, "SELECT min(started_at) FROM crawls"),
        "runs": runs,
        "findings": _findings(db),
    }


def _holds(db: sqlite3.Connection) -> dict[str, Any]:
    (row,) = _rows(
        db,
        """SELECT count(*) AS articles, count(gone_at) AS gone, count(*) - count(published_at) AS undated,
           count(*) - count(nullif(word_count, 0)) AS without_text,
           min(published_at) AS oldest_published_at, max(published_at) AS newest_published_at
           FROM articles""",
    )
    for table in ("revisions", "captures"):
        row[table] = _one(db, f"SELECT count(*) FROM {table}")
    return row


def _frontier(db: sqlite3.Connection, at: datetime) -> dict[str, int]:
    """Addresses by state; `later` are those of them that are not asked for before their time."""
    counted = dict(db.execute("SELECT state, count(*) FROM frontier GROUP BY state"))
    later = _one(
        db,
        "SELECT count(*) FROM frontier WHERE state IN ('todo', 'failed') AND not_before > ?",
        stamp(at),
    )
    return {state: counted.get(state, 0) for state in STATES} | {"later": later}


def _failed(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return _rows(
        db,
        """SELECT url, article_id, tries, last_status, last_error, not_before FROM frontier
           WHERE state = 'failed' OR (state = 'todo' AND last_error IS NOT NULL) ORDER BY article_id DESC""",
    )


def _rejects(db: sqlite3.Connection) -> dict[str, int]:
    """Pages that could not be read, by reason, where no article came of their address since."""
    found = db.execute(
        """SELECT reason, count(DISTINCT url) FROM rejects
           WHERE article_id IS NULL OR article_id NOT IN (SELECT id FROM articles)
           GROUP BY reason ORDER BY 2 DESC, 1"""
    )
    return dict(found)


def _gaps(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """What the last `crawl --full` missed, with the reason."""
    if not _one(db, "SELECT count(*) FROM sqlite_master WHERE name = 'gaps'"):
        return []
    return _rows(
        db,
        """SELECT crawl_id, article_id, url, listed_by, missing_from, reason FROM gaps
           ORDER BY article_id DESC""",
    )


def _doors(db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """What became of each door when it was last tried; `site` is among them while nobody answers there."""
    last: dict[str, dict[str, Any]] = {}
    newest = _one(db, "SELECT max(id) FROM crawls")
    found = db.execute(
        """SELECT id, started_at, doors FROM crawls
           WHERE doors IS NOT NULL AND doors != '{}' ORDER BY id DESC LIMIT 100"""
    )
    for run, at, text in found:
        for name, status in json.loads(text).items():
            if name == "site" and run != newest:
                continue
            last.setdefault(name, {"status": status, "run": run, "at": at})
    return last


def _runs(archive: Archive, at: datetime) -> list[dict[str, Any]]:
    """The last runs, the newest first; one that has not ended and does not hold the lock `seems_dead`.

    `answered` is how many pages came or were said to be as they were.
    """
    runs = _rows(
        archive.db.conn,
        f"""SELECT id, started_at, heartbeat_at, finished_at, outcome, exit_code, found, fetched, stored,
            unchanged, rejected, gone, failed, {ANSWERED} AS answered FROM crawls ORDER BY id DESC LIMIT {RUNS}""",
    )
    for run in runs:
        beat = moment(run["heartbeat_at"] or run["started_at"])
        held = archive.lock.is_held(run["started_at"]) if run["finished_at"] is None else None
        silent = at - beat > SILENT if held is None else not held
        run["seems_dead"] = run["finished_at"] is None and silent
    return runs


def _last_success(db: sqlite3.Connection) -> dict[str, Any] | None:
    """The last run that did what it is for: it is done, rejects or not."""
    found = _rows(
        db,
        f"""SELECT id, finished_at, outcome FROM crawls WHERE exit_code IN ({DONE}, {REJECTS})
            ORDER BY id DESC LIMIT 1""",
    )
    return found[0] if found else None


def _findings(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """What the monitors said of the last run that they looked at."""
    found = _rows(
        db,
        """SELECT crawl_id AS run, monitor, level, sentence, figures FROM findings
           WHERE crawl_id = (SELECT max(crawl_id) FROM findings) ORDER BY findings.rowid""",
    )
    for one in found:
        one["figures"] = json.loads(one["figures"])
    return found


def _one(db: sqlite3.Connection, sql: str, *values: Any) -> Any:
    return db.execute(sql, values).fetchone()[0]


def _rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
