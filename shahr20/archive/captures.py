"""Captures: every answer as it came, compressed, with the hash of its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import zstandard
from sqlite_utils import Database

from shahr20.archive.dictionaries import Dictionaries
from shahr20.archive.entry import Answer, Article
from shahr20.archive.errors import CaptureDamaged

LEVEL = 12  # zstd; beyond it a page takes several times as long and gets no smaller
ENOUGH = 100
"""Captures with a body after which there is a dictionary to be made."""


class Captures:
    """The `captures` table: bodies go in and come out as they were received."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.dictionaries = Dictionaries(db)
        self._compressors: dict[int | None, zstandard.ZstdCompressor] = {}
        self._decompressors: dict[int | None, zstandard.ZstdDecompressor] = {}

    def add(
        self,
        answer: Answer,
        *,
        article: Article | None = None,
        crawl_id: int | None = None,
        parts: Sequence[Answer] = (),
    ) -> tuple[int, int | None]:
        """Keep one answer; returns its id and, when it reads as the article's last one did, that one's.

        When it does, the row is kept and the body is not: `same_as` names the capture that has it.
        The other `parts` of an article on several pages are kept as captures that are `part_of` it.
        """
        same_as = self._reads_the_same(article) if article else None
        of_article = {
            "article_id": article.id if article else None,
            "crawl_id": crawl_id,
            "reading_hash": article.reading_hash if article else None,
        }
        capture_id = self._insert(answer, same_as, of_article)
        for part in parts:
            kept = self._part(same_as, part.url) if same_as else None
            self._insert(part, kept, {**of_article, "part_of": capture_id})
        return capture_id, same_as

    def known(self, url: str, fetched_at: str, sha256: str) -> bool:
        """Whether there is a capture of these bytes at this address and time, or what a takedown left of them."""
        row = self.db.execute(
            """SELECT 1 FROM captures WHERE url = ? AND fetched_at = ?
               AND (sha256 = ? OR json_extract(origin, '$.blotted'))""",
            [url, fetched_at, sha256],
        ).fetchone()
        return row is not None

    def parts(self, capture_id: int) -> list[int]:
        """The captures of the other parts of an article, in order."""
        found = self.db.execute("SELECT id FROM captures WHERE part_of = ? ORDER BY id", [capture_id])
        return [row[0] for row in found]

    def _insert(self, answer: Answer, same_as: int | None, columns: dict[str, Any]) -> int:
        dictionary_id = None if same_as else self._dictionary()
        sha256, length = hashlib.sha256(answer.body).hexdigest(), len(answer.body)
        if same_as:  # the body is not kept, so it may be one that stands for what came
            sha256, length = answer.sha256 or sha256, answer.length or length
        row = {
            **columns,
            "id": self._free(answer.capture_id),
            "url": answer.url,
            "fetched_at": answer.fetched_at,
            "status": answer.status,
            "headers": json.dumps(answer.headers, ensure_ascii=False),
            "content_type": answer.content_type,
            "sha256": sha256,
            "length": length,
            "dictionary_id": dictionary_id,
            "body": None if same_as else self._compress(answer.body, dictionary_id),
            "same_as": same_as,
            "origin": answer.origin,
        }
        capture_id = self.db.table("captures").insert(row).last_pk
        assert isinstance(capture_id, int)
        return capture_id

    def _free(self, wanted: int | None) -> int | None:
        """The number that is wanted when it comes after all there are; None lets the database choose."""
        if wanted is None:
            return None
        last = self.db.execute("SELECT max(id) FROM captures").fetchone()[0] or 0
        return wanted if wanted > last else None

    def _part(self, capture_id: int, url: str) -> int | None:
        found = self.db.execute(
            "SELECT id FROM captures WHERE part_of = ? AND url = ?", [capture_id, url]
        ).fetchone()
        return found[0] if found else None

    def answer(self, capture_id: int) -> Answer:
        """A capture as it came: address, headers, bytes. Raises what `body` raises."""
        body = self.body(capture_id)
        row = next(iter(self.db.query("SELECT * FROM captures WHERE id = ?", [capture_id])))
        return Answer(
            url=row["url"],
            body=body,
            fetched_at=row["fetched_at"],
            status=row["status"],
            headers=tuple((name, value) for name, value in json.loads(row["headers"] or "[]")),
            content_type=row["content_type"],
            origin=row["origin"],
            time_of_file=json.loads(row["origin"] or "{}").get("time") == "file",
        )

    def body(self, capture_id: int) -> bytes:
        """The bytes of a capture, or of the one it equals in reading.

        Raises KeyError when there is no such capture, CaptureDamaged when its bytes are not those
        that were received.
        """
        row = self.db.execute(
            """SELECT holder.id, holder.body, holder.dictionary_id, holder.sha256 FROM captures AS asked
               JOIN captures AS holder ON holder.id = coalesce(asked.same_as, asked.id)
               WHERE asked.id = ?""",
            [capture_id],
        ).fetchone()
        if row is None:
            raise KeyError(capture_id)
        holder, blob, dictionary_id, sha256 = row
        try:
            body = self._decompress(blob, dictionary_id)
        except (zstandard.ZstdError, TypeError, KeyError) as error:
            raise CaptureDamaged(f"capture {holder} cannot be unpacked: {error}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise CaptureDamaged(f"capture {holder} is not what was received: its hash differs")
        return body

    def rewrite(self, capture_id: int, body: bytes, dictionary_id: int | None) -> None:
        """Another body for a capture, or the same one packed anew: its hash and length are those of the new."""
        self.db.execute(
            "UPDATE captures SET body = ?, dictionary_id = ?, sha256 = ?, length = ? WHERE id = ?",
            [
                self._compress(body, dictionary_id),
                dictionary_id,
                hashlib.sha256(body).hexdigest(),
                len(body),
                capture_id,
            ],
        )

    def _dictionary(self) -> int | None:
        """The dictionary for a new capture. It is made when there are enough to make it of."""
        newest = self.dictionaries.newest()
        if newest is None and self._bodies() >= ENOUGH:
            newest = self._train()
        return newest

    def _bodies(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM captures WHERE body IS NOT NULL").fetchone()[0])

    def _train(self) -> int:
        """Make a dictionary of the first captures, and pack them again with it: they are few."""
        ids = [
            row[0] for row in self.db.execute("SELECT id FROM captures WHERE body IS NOT NULL ORDER BY id")
        ]
        bodies = [self.body(one) for one in ids]
        made = self.dictionaries.train(bodies)
        for one, body in zip(ids, bodies, strict=True):
            self.db.execute(
                "UPDATE captures SET body = ?, dictionary_id = ? WHERE id = ?",
                [self._compress(body, made), made, one],
            )
        return made

    def _compress(self, body: bytes, dictionary_id: int | None) -> bytes:
        if dictionary_id not in self._compressors:
            dictionary = self.dictionaries.get(dictionary_id) if dictionary_id is not None else None
            self._compressors[dictionary_id] = zstandard.ZstdCompressor(level=LEVEL, dict_data=dictionary)
        return self._compressors[dictionary_id].compress(body)

    def _decompress(self, blob: bytes, dictionary_id: int | None) -> bytes:
        if dictionary_id not in self._decompressors:
            dictionary = self.dictionaries.get(dictionary_id) if dictionary_id is not None else None
            self._decompressors[dictionary_id] = zstandard.ZstdDecompressor(dict_data=dictionary)
        return self._decompressors[dictionary_id].decompress(blob)

    def _reads_the_same(self, article: Article) -> int | None:
        row = self.db.execute(
            """SELECT coalesce(same_as, id), reading_hash FROM captures
               WHERE article_id = ? AND part_of IS NULL ORDER BY fetched_at DESC, id DESC LIMIT 1""",
            [article.id],
        ).fetchone()
        return row[0] if row and row[1] == article.reading_hash else None
