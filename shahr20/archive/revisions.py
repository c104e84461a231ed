"""Versions of an article: numbered as they came to the archive, ordered by when they were seen."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database


class Revisions:
    """The `revisions` table. A number, once given, is cited: it never changes and is never reused."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def place(
        self, article_id: int, content_hash: str, seen_at: str, *, loose: bool = False
    ) -> tuple[int, bool]:
        """The number of the version with these words at this time, and whether it is a new one.

        The words seen before or after that time may be the same: then it is that version, known
        since the earlier of the two. A `loose` time is only a file's: it has no before and after, and such
        a version is any other one with the same words, whose time is then believed.
        """
        rows = self.db.execute(
            """SELECT revision, content_hash, seen_at, json_extract(flags, '$.time_of_file') IS NOT NULL
               FROM revisions WHERE article_id = ? ORDER BY seen_at, revision""",
            [article_id],
        ).fetchall()
        number = max((row[0] for row in rows), default=0) + 1
        if loose:
            return next(((row[0], False) for row in rows if row[1] == content_hash), (number, True))
        earlier = [row for row in rows if row[2] <= seen_at and not row[3]]
        if earlier and earlier[-1][1] == content_hash:
            return earlier[-1][0], False
        later = [row for row in rows if row[2] > seen_at and not row[3]]
        for row in (*later[:1], *(row for row in rows if row[3])):
            if row[1] == content_hash:
                self._date(article_id, row[0], seen_at)
                return row[0], False
        return number, True

    def _date(self, article_id: int, revision: int, seen_at: str) -> None:
        self.db.execute(
            """UPDATE revisions SET seen_at = ?, flags = json_remove(flags, '$.time_of_file')
               WHERE article_id = ? AND revision = ?""",
            [seen_at, article_id, revision],
        )

    def add(self, article_id: int, revision: int, seen_at: str, fields: dict[str, Any]) -> None:
        """A new version."""
        self.db.table("revisions").insert(
            {"article_id": article_id, "revision": revision, "seen_at": seen_at, **fields}
        )

    def rewrite(self, article_id: int, revision: int, fields: dict[str, Any]) -> None:
        """The same version, read or refined better: in place."""
        self.db.table("revisions").update((article_id, revision), fields)
