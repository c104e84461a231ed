"""Where the pages are that revisit records refer to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.timeutils import timestamp_to_datetime

from shahr20.archive.times import stamp
from shahr20.rereading.records import Record, record_at
from shahr20.rereading.tape import Place

FIRST_YEAR = 1991
"""There was no web page before; a capture that says so has no time."""


class Originals:
    """Where each page is that a later revisit may refer to, in a temporary database: not in memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a file of its own that nobody else sees, gone with the connection
        self._db.execute(
            "CREATE TABLE originals (key TEXT PRIMARY KEY, file TEXT, offset INTEGER, inner INTEGER)"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, file: Path, record: Record) -> None:
        """Note a page under every name that a revisit may call it by."""
        names = (
            record.header("WARC-Record-ID"),
            _at(record.header("WARC-Target-URI"), record.header("WARC-Date")),
            record.header("WARC-Payload-Digest"),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?)",
            [(name, str(file), record.place.offset, record.place.inner) for name in names if name],
        )

    def find(self, revisit: Record) -> Record | None:
        """The record that a revisit stands for (WARC 1.1, section 6.7), read again from its file."""
        names = (
            revisit.header("WARC-Refers-To"),
            _at(revisit.header("WARC-Refers-To-Target-URI"), revisit.header("WARC-Refers-To-Date")),
            revisit.header("WARC-Payload-Digest"),
        )
        for name in filter(None, names):
            with closing(
                self._db.execute("SELECT file, offset, inner FROM originals WHERE key = ?", [name])
            ) as rows:
                found = rows.fetchone()
            if found:
                return record_at(Path(found[0]), Place(found[1], found[2]))
        return None


def warc_time(said: str | None) -> str | None:
    """A WARC-Date as the archive writes times; None when it is none, or cannot be.

    Some tools write 14 digits instead.
    """
    said = (said or "").strip()
    try:
        if len(said) == 14 and said.isdigit():
            at = timestamp_to_datetime(said, tz_aware=True)
        else:
            at = datetime.fromisoformat(said)
            at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return stamp(at) if at.year >= FIRST_YEAR and at < datetime.now(UTC) + timedelta(days=1) else None


def _at(url: str | None, time: str | None) -> str | None:
    """One name for an address at a time, to the second."""
    return f"{warc_time(time)} {url.strip('<>')}" if url and time else None
