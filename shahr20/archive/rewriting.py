"""Writing again what a better reader makes of the captures: versions in place, never a new one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

from shahr20.archive import search
from shahr20.archive.entry import Article
from shahr20.archive.revisions import Revisions
from shahr20.archive.schema import ARTICLE_FIELDS
from shahr20.archive.surroundings import Surroundings
from shahr20.archive.transactions import writing

BOOKKEEPING = frozenset({"reader_version", "read_by", "content_hash"})
"""Fields that say how an article was read, not what it says."""


TIME_OF_FILE = "time_of_file"
"""The flag of a version whose time is only that of the file it was in."""


class Version(NamedTuple):
    """One version of an article, and the capture that shows it; `is_current` where the article is it."""

    article_id: int
    revision: int
    capture_id: int
    is_current: bool


class Rewriting:
    """What reading again writes: each version whole or not at all, or inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.revisions = Revisions(db)
        self.surroundings = Surroundings(db)

    def versions(self) -> Iterator[Version]:
        """Every version of every article, by article."""
        found = self.db.execute(
            """SELECT article_id, revisions.revision, revisions.capture_id,
                      articles.revision = revisions.revision
               FROM revisions JOIN articles ON articles.id = revisions.article_id
               WHERE revisions.capture_id IS NOT NULL ORDER BY article_id, revisions.revision"""
        )
        for row in found:
            yield Version(row[0], row[1], row[2], bool(row[3]))

    def outdated(self, article_id: int, reader_version: int) -> Version | None:
        """The current version of an article, if it was read by another reader than that."""
        row = self.db.execute(
            """SELECT id, revision, capture_id FROM articles
               WHERE id = ? AND reader_version != ? AND capture_id IS NOT NULL""",
            [article_id, reader_version],
        ).fetchone()
        return Version(row[0], row[1], row[2], is_current=True) if row else None

    def changes(self, version: Version, article: Article) -> set[str]:
        """Names of the fields, and of what surrounds the article, that would be written differently."""
        before = self._before(version)
        after = _fields(article, before)
        changed = {name for name in ARTICLE_FIELDS if not _same(name, before[name], after[name])}
        if version.is_current:
            url = self.db.execute("SELECT url FROM articles WHERE id = ?", [article.id]).fetchone()[0]
            changed |= {"url"} if url != article.url else set()
            changed |= self.surroundings.changes(article)
        return changed

    def rewrite(self, version: Version, article: Article) -> None:
        """Put a version, and the article where it is the current one, as they are read now."""
        with writing(self.db):
            self._rewrite(version, article)

    def _rewrite(self, version: Version, article: Article) -> None:
        fields = _fields(article, self._before(version))
        self.revisions.rewrite(version.article_id, version.revision, fields)
        self.db.execute(
            "UPDATE captures SET reading_hash = ? WHERE id = ? OR same_as = ?",
            [article.reading_hash, version.capture_id, version.capture_id],
        )
        if version.is_current:
            before: dict[str, Any] = next(
                iter(self.db.query("SELECT * FROM articles WHERE id = ?", [version.article_id]))
            )
            self.db.table("articles").update(version.article_id, {**fields, "url": article.url})
            search.index(self.db, {**before, **fields}, before)
            self.surroundings.write(article)

    def _before(self, version: Version) -> dict[str, Any]:
        return next(
            iter(
                self.db.query(
                    "SELECT * FROM revisions WHERE article_id = ? AND revision = ?",
                    [version.article_id, version.revision],
                )
            )
        )


def _fields(article: Article, before: dict[str, Any]) -> dict[str, Any]:
    """The fields of a version as they are read now.

    That its time is only a file's may have been settled since, by a page that was seen at a known time.
    """
    fields = {**article.fields, "content_hash": article.content_hash}
    flags, known = _json(fields["flags"]), _json(before["flags"])
    if TIME_OF_FILE in flags and TIME_OF_FILE not in known:
        del flags[TIME_OF_FILE]
        fields["flags"] = json.dumps(flags, ensure_ascii=False)
    return fields


def _same(name: str, before: Any, after: Any) -> bool:
    return before == after or (name in ("flags", "read_by") and _json(before) == _json(after))


def _json(text: str | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(text or "{}")
    return found
