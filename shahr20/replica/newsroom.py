"""The newsroom of the replica: any number of articles, each one the same for the same seed.

    write(300)            a list of 300 stories, oldest first
    Newsroom(50_000)      the same, each story written when it is asked for

Story 47859 is the page of the real site that is known letter for letter; the six that it relates
to are there as well, with the titles that page gives them.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from random import Random
from typing import Final

import jdatetime

from shahr20.replica.attribution import OPENINGS, Attribution, attribute, unmarked
from shahr20.replica.calendar import TEHRAN, Slot, one_more, plan
from shahr20.replica.known import (
    ABOUT_CULTURE,
    KNOWN_ID,
    KNOWN_PUBLISHED,
    KNOWN_SOURCE,
    RELATED_IDS,
    known_page,
)
from shahr20.replica.prose import Writer, topics
from shahr20.replica.spelling import DIGITS, respell
from shahr20.replica.story import Comment, Headline, Story, Term, slug_of

_NEIGHBOURS: Final = 40


def write(articles: int, seed: int = 20) -> list[Story]:
    """So many stories, by id; among them 47859 and its six related ones, and some scheduled posts.

    Raises ValueError for fewer than 9 articles or more than 80,000. For very many, iterate over a
    `Newsroom`, which holds none of them.
    """
    return list(Newsroom(articles, seed))


class Newsroom:
    """All articles of a replica, in order of their ids; each is written when it is asked for."""

    def __init__(self, articles: int, seed: int = 20) -> None:
        """Raises ValueError for fewer than 9 articles or more than 80,000."""
        self.seed = seed
        self.known = known_page()
        self._titles = {KNOWN_ID: self.known.title, **dict(zip(RELATED_IDS, self.known.related, strict=True))}
        slots = map(self._settled, plan(articles, seed, sorted(self._titles)))
        self.slots: dict[int, Slot] = {slot.id: slot for slot in slots}
        self._public = [slot.id for slot in self.slots.values() if slot.status == "publish"]
        self._peers: dict[int, list[int]] = {}
        for article_id in self._public:
            self._peers.setdefault(self.slots[article_id].topics[0], []).append(article_id)
        self.headline = lru_cache(maxsize=20_000)(self._headline)

    def __iter__(self) -> Iterator[Story]:
        """Every story, lowest id first, one at a time."""
        return map(self.story, self.slots)

    def story(self, article_id: int) -> Story:
        """The article of that id. Raises KeyError when there is none."""
        slot = self.slots[article_id]
        writer = self._writer(slot)
        title = self._title(slot, writer)
        spell = partial(respell, spelling=slot.spelling, rng=writer.rng)
        photo = slot.kind == "photo"
        begin = attribute(OPENINGS[slot.opening], writer)
        lead = None if photo or writer.chance(0.1) else _lead(writer, begin)
        paragraphs = [] if photo else [spell(text) for text in _body(writer, begin)]
        source_words = None
        if paragraphs and begin.source:
            paragraphs[0], source_words = unmarked(paragraphs[0])
        image = photo or writer.chance(0.8)
        story = Story(
            id=slot.id,
            slug=slug_of(title),
            kicker=spell(writer.write("kicker")) if writer.chance(0.3) else None,
            title=title,
            lead=lead and spell(lead),
            paragraphs=tuple(paragraphs),
            published=slot.published,
            modified=slot.modified,
            source=begin.source if source_words else None,
            source_words=source_words,
            categories=self.categories(slot.id),
            tags=self.tags(slot.id),
            author=writer.write("author") if writer.chance(0.7) else None,
            image=f"/wp-content/uploads/{slot.published:%Y/%m}/{slot.id}.jpg" if image else None,
            caption=spell(writer.write("caption")) if image and writer.chance(0.5) else None,
            related=self._related(slot, writer),
            comments=_comments(slot, writer),
            kind=slot.kind,
            status=slot.status,
            digits=slot.digits,
            date_style=slot.date_style,
            spelling=slot.spelling,
        )
        return story if slot.id != KNOWN_ID else self._as_known(story)

    def categories(self, article_id: int) -> tuple[Term, ...]:
        """What an article is filed under, without writing it."""
        return tuple(Term(topics()[t].category, topics()[t].slug) for t in self.slots[article_id].topics)

    def tags(self, article_id: int) -> tuple[Term, ...]:
        """None to five tags, without writing the article."""
        rng = Random(f"tags {self.seed} {article_id}")
        names = topics()[self.slots[article_id].topics[0]].tags
        return tuple(Term(name, slug_of(name)) for name in rng.sample(names, rng.randint(0, 5)))

    def add(self, published: datetime, now: datetime) -> int:
        """Take in one more article, its id after all others; returns the id. Times are UTC."""
        article_id = max(self.slots) + 3
        self.slots[article_id] = one_more(article_id, published, now, self.seed)
        return article_id

    def _headline(self, article_id: int) -> Headline:
        """The title and address of an article alone. Raises KeyError when there is none."""
        slot = self.slots[article_id]
        title = self._title(slot, self._writer(slot))
        return Headline(article_id, title, slug_of(title))

    def _writer(self, slot: Slot) -> Writer:
        rng = Random(self.seed * 1_000_003 + slot.id)
        digits = slot.digits if rng.random() < 0.5 else "persian"
        year = jdatetime.date.fromgregorian(date=slot.published.astimezone(TEHRAN).date()).year
        return Writer(topics()[slot.topics[0]], rng, digits, {"year": str(year).translate(DIGITS[digits])})

    def _title(self, slot: Slot, writer: Writer) -> str:
        own = writer.chance(0.6)
        clean = writer.write("photo_title" if slot.kind == "photo" else "title" if own else "wide_title")
        return self._titles.get(slot.id) or respell(clean, slot.spelling, writer.rng)

    def _settled(self, slot: Slot) -> Slot:
        """The slot as planned, but for the articles that are known from the real site."""
        if slot.id not in self._titles:
            return slot
        about = "culture" if slot.id in ABOUT_CULTURE else "industry"
        topic = next(place for place, topic in enumerate(topics()) if topic.key == about)
        known = slot._replace(
            kind="text", status="publish", topics=(topic,), spelling="lost", digits="latin", date_style="long"
        )
        if slot.id != KNOWN_ID:
            return known
        return known._replace(published=KNOWN_PUBLISHED, modified=KNOWN_PUBLISHED)

    def _as_known(self, story: Story) -> Story:
        return replace(
            story,
            kicker=None,
            lead=self.known.lead,
            paragraphs=self.known.paragraphs,
            source=KNOWN_SOURCE,
            source_words=KNOWN_SOURCE,
            caption=None,
            related=RELATED_IDS,
            comments=(),
        )

    def _related(self, slot: Slot, writer: Writer) -> tuple[int, ...]:
        """Four to six public articles from about the same time, of the same topic if it has enough."""
        peers = self._peers.get(slot.topics[0], [])
        pool = peers if len(peers) > _NEIGHBOURS else self._public
        start = max(0, min(bisect(pool, slot.id) - _NEIGHBOURS // 2, len(pool) - _NEIGHBOURS))
        near = [other for other in pool[start : start + _NEIGHBOURS] if other != slot.id]
        return tuple(writer.rng.sample(near, min(len(near), writer.between(4, 6))))


def _lead(writer: Writer, begin: Attribution) -> str:
    lead = writer.write("lead")
    return begin.words + lead if begin.where == "lead" else lead


def _body(writer: Writer, begin: Attribution) -> list[str]:
    """Three to nine paragraphs; the attribution stands where its opening says."""
    first = writer.sentence("event")
    if begin.where == "first":
        first = begin.words + first
    elif begin.where == "inside":
        first = f"{first} {begin.words}{writer.sentence('speech')}"
    if writer.chance(0.4):
        first += " " + writer.sentence("wide_fact")
    paragraphs = [first]
    for _ in range(writer.between(1, 6)):
        kinds = ("speech" if writer.chance(0.75) else "wide_fact" for _ in range(writer.between(1, 4)))
        paragraphs.append(" ".join(map(writer.sentence, kinds)))
    paragraphs.append(writer.sentence("closing" if writer.chance(0.6) else "speech"))
    if begin.where == "second":
        paragraphs[1] = begin.words + paragraphs[1]
    return paragraphs


def _comments(slot: Slot, writer: Writer) -> tuple[Comment, ...]:
    """A quarter of the public articles has some."""
    if slot.status == "future" or writer.chance(0.75):
        return ()
    count = writer.between(1, 4)
    written = sorted(slot.published + timedelta(minutes=writer.between(3, 9000)) for _ in range(count))
    return tuple(Comment(writer.write("first"), writer.write("comment"), moment) for moment in written)
