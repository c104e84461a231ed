"""Versions of an article: numbered as they came to the archive, ordered by when they were seen."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database


class Revisions:
    """The `revisions` table. A number, once given, is cited: it never changes and is never reused."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def place(self, article_id: int, content_hash: str, seen_at: str) -> tuple[int, bool]:
        """The number of the version with these words at this time, and whether it is a new one.

        The words seen before or after that time may be the same: then it is that version, known
        since the earlier of the two.
        """
        versions = self.db.execute(
            """SELECT revision, content_hash, seen_at FROM revisions
               WHERE article_id = ? ORDER BY seen_at, revision""",
            [article_id],
        ).fetchall()
        earlier = [version for version in versions if version[2] <= seen_at]
        later = [version for version in versions if version[2] > seen_at]
        if earlier and earlier[-1][1] == content_hash:
            return earlier[-1][0], False
        if later and later[0][1] == content_hash:
            self.db.execute(
                "UPDATE revisions SET seen_at = ? WHERE article_id = ? AND revision = ?",
                [seen_at, article_id, later[0][0]],
            )
            return later[0][0], False
        return max((version[0] for version in versions), default=0) + 1, True

    def add(self, article_id: int, revision: int, seen_at: str, fields: dict[str, Any]) -> None:
        """A new version."""
        self.db.table("revisions").insert(
            {"article_id": article_id, "revision": revision, "seen_at": seen_at, **fields}
        )

    def rewrite(self, article_id: int, revision: int, fields: dict[str, Any]) -> None:
        """The same version, read or refined better: in place."""
        self.db.table("revisions").update((article_id, revision), fields)
