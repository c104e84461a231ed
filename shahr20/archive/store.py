"""What was made of a page goes in: capture, article, revision, surroundings, index, frontier.

Everything of one page is one transaction: it is all in the archive, or nothing of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from shahr20.archive import forgotten, search
from shahr20.archive.captures import Captures
from shahr20.archive.entry import Answer, Article, Entry, Reject
from shahr20.archive.frontier import Frontier
from shahr20.archive.revisions import Revisions
from shahr20.archive.surroundings import Surroundings
from shahr20.archive.transactions import writing

Kind = Literal["new", "revised", "unchanged", "rejected", "forgotten"]

PASSING = frozenset({"challenge", "maintenance", "server_error", "login", "empty", "cut_off", "part_missing"})
"""Reasons of rejects that say how the site is just now, nothing of the article: the next run asks again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an entry."""

    kind: Kind
    article_id: int | None = None
    reject: Reject | None = None


class Store:
    """Writes entries."""

    def __init__(self, db: Database, captures: Captures, frontier: Frontier) -> None:
        self.db = db
        self.captures = captures
        self.frontier = frontier
        self.revisions = Revisions(db)
        self.surroundings = Surroundings(db)

    def store(self, entry: Entry, crawl_id: int | None = None) -> Outcome:
        """Store one page, what was made of it, and that its address is settled.

        An article under another id than was asked for becomes a reject: good content is never
        replaced by another article's page. One that was taken down is not stored, and cut out of the others.
        """
        with writing(self.db):
            if forgotten.any_forgotten(self.db):
                if forgotten.bars(self.db, entry):
                    forgotten.bar(self.db, entry)
                    return Outcome("forgotten")
                entry = forgotten.unmentioned(self.db, entry)
            made = _no_stranger(entry)
            if isinstance(made, Reject):
                outcome = self._reject(entry, made, crawl_id)
            else:
                outcome = Outcome(self._article(entry, made, crawl_id), made.id)
            if entry.lease is not None:
                self._settle(entry.lease, entry.answer, outcome)
        return outcome

    def _settle(self, url: str, answer: Answer, outcome: Outcome) -> None:
        """The address is done, unless what came says nothing of it.

        A reject's validators are not kept: «not modified» must not come to mean that a challenge still is.
        """
        if outcome.reject is None:
            etag, last_modified = answer.header("etag"), answer.header("last-modified")
            self.frontier.settle(
                url,
                status=answer.status,
                article_id=outcome.article_id,
                etag=etag,
                last_modified=last_modified,
            )
        elif outcome.reject.reason in PASSING:
            self.frontier.fail(url, outcome.reject.detail, status=answer.status)
        else:
            self.frontier.settle(url, status=answer.status)

    def seen(self, article_id: int, last_seen_at: str, gone_at: str | None) -> None:
        """What another archive knew of an article beyond its pages: how long it was there, since when not."""
        with writing(self.db):
            self.db.execute(
                """UPDATE articles SET last_seen_at = max(last_seen_at, :seen),
                                       gone_at = CASE WHEN :gone >= last_seen_at THEN :gone ELSE gone_at END
                   WHERE id = :id""",
                {"id": article_id, "seen": last_seen_at, "gone": gone_at},
            )

    def _reject(self, entry: Entry, reject: Reject, crawl_id: int | None) -> Outcome:
        capture_id, _ = self.captures.add(entry.answer, crawl_id=crawl_id, parts=entry.parts)
        self.db.table("rejects").insert(
            {
                "url": entry.asked_url or entry.answer.url,
                "article_id": entry.asked_id,
                "reason": reject.reason,
                "detail": reject.detail,
                "seen_at": entry.answer.fetched_at,
                "capture_id": capture_id,
                "crawl_id": crawl_id,
            }
        )
        return Outcome("rejected", reject=reject)

    def rescue(self, reject_id: int, capture_id: int, article: Article) -> bool:
        """Make an article of a reject that reads now; False where the article is there already."""
        with writing(self.db):
            if self._before(article.id) is not None or forgotten.is_forgotten(
                self.db, article.id, article.url
            ):
                return False
            self.db.execute(
                "UPDATE captures SET article_id = ?, reading_hash = ? WHERE id = ? OR part_of = ?",
                [article.id, article.reading_hash, capture_id, capture_id],
            )
            self._put(article, capture_id, self.captures.answer(capture_id))
            self.db.execute("DELETE FROM rejects WHERE id = ?", [reject_id])
        return True

    def _article(self, entry: Entry, article: Article, crawl_id: int | None) -> Kind:
        added, same_as = self.captures.add(
            entry.answer, article=article, crawl_id=crawl_id, parts=entry.parts
        )
        return self._put(article, same_as or added, entry.answer)

    def _put(self, article: Article, capture_id: int, answer: Answer) -> Kind:
        """An article as it was when the answer came, be it before or after what is known already."""
        before = self._before(article.id)
        seen_at, loose = answer.fetched_at, answer.time_of_file
        version, fresh = self.revisions.place(article.id, article.content_hash, seen_at, loose=loose)
        fields = {**article.fields, "content_hash": article.content_hash, "capture_id": capture_id}
        newest = before is None or _is_newer(answer, before)
        if newest:
            row = {
                **(before or {}),
                **fields,
                "id": article.id,
                "url": article.url,
                "first_seen_at": min(seen_at, before["first_seen_at"]) if before else seen_at,
                "revision": version,
                "last_seen_at": seen_at,
                "gone_at": None,
            }
            self.db.table("articles").upsert(row, pk="id")
            search.index(self.db, row, before)
            if before is None or before["capture_id"] != capture_id:
                self.surroundings.write(article)
        else:
            self.db.execute(
                "UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?",
                [seen_at, article.id],
            )
        if fresh:
            self.revisions.add(article.id, version, seen_at, fields)
        elif newest:
            self.revisions.rewrite(article.id, version, fields)
        if before is None:
            return "new"
        return "revised" if fresh else "unchanged"

    def _before(self, article_id: int) -> dict[str, Any] | None:
        return next(iter(self.db.query("SELECT * FROM articles WHERE id = ?", [article_id])), None)


def _is_newer(answer: Answer, before: dict[str, Any]) -> bool:
    """Whether an answer is to be shown instead of what the archive shows of its article.

    A file's time says only that the page is no younger: whatever was seen at a known time goes before it.
    """
    loose_before = "time_of_file" in json.loads(before["flags"] or "{}")
    if loose_before != answer.time_of_file:
        return loose_before
    return bool(answer.fetched_at >= before["last_seen_at"])


def _no_stranger(entry: Entry) -> Article | Reject:
    made, asked = entry.made, entry.asked_id
    if isinstance(made, Article) and asked is not None and made.id != asked:
        return Reject("another_article", f"article {asked} was asked for, the page is article {made.id}")
    return made
