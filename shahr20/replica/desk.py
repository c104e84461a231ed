"""The desk: which articles are public at this moment, and in which order; edits, deletions, new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from threading import RLock
from typing import Any, Literal, NamedTuple

from shahr20.replica.newsroom import Newsroom
from shahr20.replica.story import Headline, Story

Clock = Callable[[], datetime]
OrderBy = Literal["date", "modified", "id"]


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class Entry(NamedTuple):
    """A public article in the lists: its id and its two dates (UTC)."""

    id: int
    published: datetime
    modified: datetime


@dataclass(frozen=True)
class Edition:
    """What is public from `since` until `until`, as long as nobody edits, deletes or adds anything."""

    number: int
    entries: Mapping[int, Entry]
    since: datetime
    until: datetime

    @cached_property
    def by_date(self) -> tuple[Entry, ...]:
        """Newest first."""
        return tuple(sorted(self.entries.values(), key=lambda e: (e.published, e.id), reverse=True))

    @cached_property
    def by_modified(self) -> tuple[Entry, ...]:
        """Last edited first."""
        return tuple(sorted(self.entries.values(), key=lambda e: (e.modified, e.id), reverse=True))

    @cached_property
    def by_id(self) -> tuple[Entry, ...]:
        """Highest id first."""
        return tuple(sorted(self.entries.values(), reverse=True))

    def ordered(self, by: OrderBy, descending: bool = True) -> tuple[Entry, ...]:
        """All entries in one order."""
        entries = {"date": self.by_date, "modified": self.by_modified, "id": self.by_id}[by]
        return entries if descending else entries[::-1]

    @cached_property
    def last_change(self) -> datetime:
        """WordPress's get_lastpostmodified: the last edit or publication, whichever is later."""
        moments = (moment for entry in self.entries.values() for moment in (entry.published, entry.modified))
        return max(moments, default=self.since)


class Desk:
    """A newsroom with what has happened to its articles since; safe to use from several threads.

    `clock` gives the moment (aware, UTC) that decides which scheduled posts are public and when an
    edit was made. It may be replaced at any time. Nothing changes while somebody holds `lock`.
    """

    def __init__(self, newsroom: Newsroom, clock: Clock = utc_now) -> None:
        self.clock = clock
        self._newsroom = newsroom
        self._changed: dict[int, Story] = {}
        self._deleted: set[int] = set()
        self.lock = RLock()
        self._edition: Edition | None = None
        self._terms: tuple[int, dict[tuple[str, str], list[Entry]]] | None = None

    def __len__(self) -> int:
        """How many articles there are, scheduled ones included."""
        return len(self._newsroom.slots) - len(self._deleted)

    def edition(self) -> Edition:
        """What is public now."""
        with self.lock:
            now = self.clock()
            known = self._edition
            if known is None or not known.since <= now < known.until:
                known = self._edition = self._made(now, known.number + 1 if known else 1)
            return known

    def story(self, article_id: int) -> Story:
        """The article as it stands, public or not. Raises KeyError when there is none, or no longer."""
        with self.lock:
            if article_id in self._deleted:
                raise KeyError(article_id)
            return self._changed.get(article_id) or self._newsroom.story(article_id)

    def headline(self, article_id: int) -> Headline:
        """Title and address of an article, cheaply. Raises KeyError as `story` does."""
        changed = self._changed.get(article_id)
        if changed:
            return Headline(changed.id, changed.title, changed.slug)
        return self._newsroom.headline(article_id)

    def stories(self) -> list[Story]:
        """Every article that has not been deleted, scheduled ones included, lowest id first."""
        return [
            self.story(article_id) for article_id in self._newsroom.slots if article_id not in self._deleted
        ]

    def filed_under(self, taxonomy: Literal["category", "tag"], slug: str) -> list[Entry]:
        """The public articles under a term, newest first; none for an unknown one."""
        return self._filed().get((taxonomy, slug), [])

    def terms(self, taxonomy: Literal["category", "tag"]) -> list[str]:
        """The slugs of the terms in use."""
        return sorted(slug for kind, slug in self._filed() if kind == taxonomy)

    def edit(self, article_id: int, changes: Mapping[str, Any]) -> Story:
        """Change fields of an article and set its last edit to now; without changes, add a sentence.

        Raises KeyError when there is no such article, TypeError for a field that no story has.
        """
        with self.lock:
            story = self.story(article_id)
            changes = dict(changes) or _amended(story)
            moment = self.clock().replace(microsecond=0)
            self._changed[article_id] = replace(story, **{"modified": moment, **changes})
            self._expire()
            return self._changed[article_id]

    def delete(self, article_id: int) -> None:
        """Take an article away: its address answers 404 from now on. Raises KeyError as `story` does."""
        with self.lock:
            self.story(article_id)
            self._deleted.add(article_id)
            self._expire()

    def restore(self, article_id: int) -> Story:
        """Bring back an article that was taken away, as from the trash. Raises KeyError when it was not."""
        with self.lock:
            self._deleted.remove(article_id)
            self._expire()
            return self.story(article_id)

    def add(self, count: int, published: datetime | None = None) -> list[Story]:
        """Publish so many new articles, now or at that moment; a later one is a scheduled post."""
        with self.lock:
            now = self.clock().replace(microsecond=0)
            ids = [self._newsroom.add(published or now, now) for _ in range(count)]
            self._expire()
            return [self.story(article_id) for article_id in ids]

    def _expire(self) -> None:
        if self._edition is not None:
            self._edition = replace(self._edition, until=self._edition.since)

    def _made(self, now: datetime, number: int) -> Edition:
        """An edition holds until the next scheduled post is due."""
        entries = {}
        until = datetime.max.replace(tzinfo=UTC)
        since = datetime.min.replace(tzinfo=UTC)
        for article_id, slot in self._newsroom.slots.items():
            if article_id in self._deleted:
                continue
            holder = self._changed.get(article_id, slot)
            if holder.status == "future" and holder.published > now:
                until = min(until, holder.published)
                continue
            if holder.status == "future":
                since = max(since, holder.published)
            entries[article_id] = Entry(article_id, holder.published, holder.modified)
        return Edition(number, entries, since, until)

    def _filed(self) -> dict[tuple[str, str], list[Entry]]:
        with self.lock:
            edition = self.edition()
            if self._terms is None or self._terms[0] != edition.number:
                self._terms = edition.number, self._index(edition)
            return self._terms[1]

    def _index(self, edition: Edition) -> dict[tuple[str, str], list[Entry]]:
        index: dict[tuple[str, str], list[Entry]] = {}
        for entry in edition.by_date:
            changed = self._changed.get(entry.id)
            categories = changed.categories if changed else self._newsroom.categories(entry.id)
            tags = changed.tags if changed else self._newsroom.tags(entry.id)
            for taxonomy, terms in (("category", categories), ("tag", tags)):
                for term in terms:
                    index.setdefault((taxonomy, term.slug), []).append(entry)
        return index


def _amended(story: Story) -> dict[str, Any]:
    """What an editor who changes little changes: a sentence at the end, or a word in a photo's title."""
    if not story.paragraphs:
        return {"title": f"{story.title} (ویرایش‌شده)"}
    return {"paragraphs": (*story.paragraphs[:-1], f"{story.paragraphs[-1]} این خبر ویرایش شده است.")}
