"""Captures: every answer as it came, compressed, with the hash of its bytes."""

from __future__ import annotations

import hashlib
import json

import zstandard
from sqlite_utils import Database

from shahr20.archive.entry import Answer, Article

LEVEL = 3  # zstd's default; higher levels gain little on markup of this size


class Captures:
    """The `captures` table: bodies go in and come out as they were received."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._compressor = zstandard.ZstdCompressor(level=LEVEL)
        self._decompressor = zstandard.ZstdDecompressor()

    def add(self, answer: Answer, *, article: Article | None, crawl_id: int | None) -> tuple[int, bool]:
        """Keep one answer; returns its id and whether it reads as the article's last one did.

        When it does, the row is kept and the body is not: `same_as` names the capture that has it.
        """
        same_as = self._reads_the_same(article) if article else None
        row = {
            "url": answer.url,
            "article_id": article.id if article else None,
            "crawl_id": crawl_id,
            "fetched_at": answer.fetched_at,
            "status": answer.status,
            "headers": json.dumps(answer.headers, ensure_ascii=False),
            "content_type": answer.content_type,
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "length": len(answer.body),
            "reading_hash": article.reading_hash if article else None,
            "body": None if same_as else self._compressor.compress(answer.body),
            "same_as": same_as,
            "origin": answer.origin,
        }
        capture_id = self.db.table("captures").insert(row).last_pk
        assert isinstance(capture_id, int)
        return capture_id, same_as is not None

    def body(self, capture_id: int) -> bytes:
        """The bytes of a capture, or of the one it equals in reading.

        Raises KeyError when there is no such capture.
        """
        row = self.db.execute(
            """SELECT holder.body FROM captures AS asked
               JOIN captures AS holder ON holder.id = coalesce(asked.same_as, asked.id)
               WHERE asked.id = ?""",
            [capture_id],
        ).fetchone()
        if row is None:
            raise KeyError(capture_id)
        return self._decompressor.decompress(row[0])

    def _reads_the_same(self, article: Article) -> int | None:
        row = self.db.execute(
            """SELECT coalesce(same_as, id), reading_hash FROM captures
               WHERE article_id = ? ORDER BY fetched_at DESC, id DESC LIMIT 1""",
            [article.id],
        ).fetchone()
        return row[0] if row and row[1] == article.reading_hash else None
