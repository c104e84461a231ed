"""Under which ids and when the articles of the replica were published, and how each is written.

An article's `Slot` is known before a word of it is written, so that 50,000 articles can be put in
order without being written.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Final, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from shahr20.replica import FEWEST, MOST
from shahr20.replica.attribution import OPENINGS
from shahr20.replica.prose import topics
from shahr20.replica.spelling import Digits, Spelling

DateStyle = Literal["long", "weekday", "numeric"]
Kind = Literal["text", "photo"]
Status = Literal["publish", "future"]
Cards = tuple[Kind, tuple[int, ...], int, Spelling, Digits, DateStyle]
"""What chance decides of an article: kind, topics, opening, spelling, digits, date style."""
T = TypeVar("T")

TEHRAN: Final = ZoneInfo("Asia/Tehran")
FIRST_ID: Final = 1_004
LAST_ID: Final = 86_420

# The ids as the years went by: (id, that day in Tehran). Between two of these, evenly.
_MILESTONES: Final = (
    (FIRST_ID, datetime(2012, 4, 3, tzinfo=TEHRAN)),
    (21_000, datetime(2017, 3, 21, tzinfo=TEHRAN)),
    (47_859, datetime(2022, 2, 20, tzinfo=TEHRAN)),
    (LAST_ID, datetime(2026, 10, 22, tzinfo=TEHRAN)),
)
NEWEST: Final = _MILESTONES[-1][1].astimezone(UTC)
"""Nothing but scheduled posts is later than this."""
# Scheduled far ahead, so that nobody's clock reaches them: 1 Farvardin 1410 in Tehran, 10:00.
SCHEDULED_FROM: Final = datetime(2031, 3, 21, 6, 30, tzinfo=UTC)
_OPENING_HOUR: Final = timedelta(hours=6, minutes=30)
_WORKING_DAY: Final = 16.4 * 3600

# Decks: every run of as many articles has each card once, so that thirty articles show them all.
_SPELLINGS: Final[tuple[Spelling, ...]] = (
    ("clean",) * 14 + ("arabic",) * 3 + ("lost",) * 3 + ("spaced",) + ("marked",) * 2
)
_DIGITS: Final[tuple[Digits, ...]] = ("latin",) * 4 + ("persian",) * 4 + ("arabic",) * 2
_STYLES: Final[tuple[DateStyle, ...]] = ("long",) * 3 + ("weekday",) * 2 + ("numeric",) * 2
_KINDS: Final[tuple[Kind, ...]] = ("text",) * 18 + ("photo",)


class Slot(NamedTuple):
    """What is settled of an article before it is written. Times are UTC, to the second.

    `topics` are places in `prose.topics()`: the first is what the article is about.
    """

    id: int
    published: datetime
    modified: datetime
    status: Status
    kind: Kind
    topics: tuple[int, ...]
    opening: int
    spelling: Spelling
    digits: Digits
    date_style: DateStyle


def plan(articles: int, seed: int, always: Sequence[int]) -> list[Slot]:
    """The slots of a site of `articles` articles, by id; those of the ids in `always` among them.

    About one in fifty, the last ones, is scheduled. Raises ValueError for fewer articles than
    `FEWEST` or more than `MOST`.
    """
    if not FEWEST <= articles <= MOST:
        raise ValueError(f"a replica has from {FEWEST} to {MOST} articles, not {articles}")
    rng = Random(f"plan {seed}")
    free = sorted(set(range(FIRST_ID, LAST_ID)) - set(always))
    ids = sorted([*rng.sample(free, articles - len(always)), *always])
    scheduled_from = max(articles - max(1, articles // 50), ids.index(max(always)) + 1)
    return [
        _slot(article_id, position >= scheduled_from, rng, cards)
        for position, (article_id, cards) in enumerate(zip(ids, _decks(rng), strict=False))
    ]


def one_more(article_id: int, published: datetime, written: datetime, seed: int) -> Slot:
    """The slot of an article that comes in later: written now, published then, UTC both."""
    cards = next(_decks(Random(f"one more {seed} {article_id}")))
    return Slot(article_id, published, written, "future" if published > written else "publish", *cards)


def _slot(article_id: int, scheduled: bool, rng: Random, cards: Cards) -> Slot:
    """Most appear as they are saved, some had been scheduled a day or more, some are mended later."""
    drafted = _drafted(article_id)
    if scheduled:
        later = SCHEDULED_FROM + timedelta(hours=article_id % 5_000)
        return Slot(article_id, later, drafted, "future", *cards)
    published = drafted
    modified = drafted
    fate = rng.random()
    if fate < 0.05:
        published = min(drafted + timedelta(days=rng.randint(1, 3), seconds=rng.randint(0, 300)), NEWEST)
    elif fate < 0.30:
        modified = drafted + timedelta(minutes=rng.randint(1, 55), seconds=rng.randint(0, 59))
    elif fate < 0.38:
        modified = drafted + timedelta(days=rng.randint(1, 40), seconds=rng.randint(0, 9000))
    elif fate < 0.41:
        modified = drafted + timedelta(days=rng.randint(200, 1100))
    return Slot(article_id, published, min(modified, NEWEST), "publish", *cards)


def _drafted(article_id: int) -> datetime:
    """The moment, in a working day of Tehran, at which an id was given out: later for a higher id."""
    place = min(bisect(_MILESTONES, article_id, key=lambda mark: mark[0]), len(_MILESTONES) - 1)
    (low, start), (high, end) = _MILESTONES[place - 1], _MILESTONES[place]
    days = (end.date() - start.date()).days * (article_id - low) / (high - low)
    midnight = datetime.combine(start.date() + timedelta(days=int(days)), datetime.min.time())
    moment = midnight + _OPENING_HOUR + timedelta(seconds=int((days % 1) * _WORKING_DAY))
    return moment.replace(tzinfo=TEHRAN).astimezone(UTC)


def _decks(rng: Random) -> Iterator[Cards]:
    """The cards of one article after another, without end."""
    return zip(
        _dealt(_KINDS, rng),
        _dealt(_filings(), rng),
        _dealt(range(len(OPENINGS)), rng),
        _dealt(_SPELLINGS, rng),
        _dealt(_DIGITS, rng),
        _dealt(_STYLES, rng),
        strict=True,
    )


@cache
def _filings() -> tuple[tuple[int, ...], ...]:
    """Under which topics: one article in five stands under two."""
    places = range(len(topics()))
    return tuple((topic,) for topic in places) * 4 + tuple(
        (topic, (topic + 3) % len(places)) for topic in places
    )


def _dealt(cards: Sequence[T], rng: Random) -> Iterator[T]:
    while True:
        yield from rng.sample(cards, len(cards))
