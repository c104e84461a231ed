"""Watermarks: what each door remembers of its last finished walk, so that the next one asks for little.

A mark is written in the transaction that holds what was found up to it, and only by the last batch of a walk
that was finished: whatever is killed, the next run asks for what was not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from shahr20.archive.times import moment, now

WALKED = "walked"
"""When the door was last walked from one end to the other."""

SHUT = "shut"
"""When the door was found shut."""

UNDERWAY = "underway"
"""Somebody found addresses and was not yet at the end of the walk: that one is known says nothing of its neighbours."""

ANY = "any"
"""Stands for a door where it does not matter which."""


class Watermarks:
    """The `watermarks` table: door, name, value. The names are the door's own, but for WALKED and SHUT."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def of(self, door: str) -> dict[str, str]:
        """All that a door remembers, by name."""
        return dict(self.db.execute("SELECT name, value FROM watermarks WHERE door = ?", [door]).fetchall())

    def times(self) -> dict[str, str]:
        """The latest watermarks that any door has: where another one goes on that has none of its own."""
        return dict(
            self.db.execute(
                """SELECT name, max(value) FROM watermarks WHERE name IN ('published', 'modified')
                   GROUP BY name"""
            ).fetchall()
        )

    def write(self, door: str, marks: Mapping[str, str | None], crawl_id: int | None) -> None:
        """Write marks (None forgets one); call inside the transaction of what they stand for."""
        for name, value in marks.items():
            if value is None:
                self.db.execute("DELETE FROM watermarks WHERE door = ? AND name = ?", [door, name])
            else:
                self.db.execute(
                    """INSERT OR REPLACE INTO watermarks (door, name, value, crawl_id, set_at)
                       VALUES (?, ?, ?, ?, ?)""",
                    [door, name, value, crawl_id, now()],
                )

    def begin(self, crawl_id: int | None) -> None:
        """Addresses are being found; call inside the transaction that keeps them."""
        self.write(ANY, {UNDERWAY: str(crawl_id)}, crawl_id)

    def end(self, crawl_id: int | None) -> None:
        """A door was gone through as far as need be: what is known is known without holes."""
        self.write(ANY, {UNDERWAY: None}, crawl_id)

    def walked(self) -> bool:
        """Whether any door was ever walked to its end: the archive has all that the site had then."""
        return self.db.execute("SELECT 1 FROM watermarks WHERE name = ?", [WALKED]).fetchone() is not None

    def shut(self, within: timedelta) -> set[str]:
        """The doors that were found shut no longer ago than that."""
        rows = self.db.execute("SELECT door, value FROM watermarks WHERE name = ?", [SHUT]).fetchall()
        return {door for door, at in rows if datetime.now(UTC) - moment(at) < within}
