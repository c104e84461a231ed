"""What a page shows of the articles that a search found: title and snippets with their marks, or lines of context."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from datasette.utils.asgi import BadRequest

from shahr20.archive import concordance
from shahr20.archive.facets import Found
from shahr20.archive.searching import RANKED, Asked, CursorError, Dated, Hit
from shahr20.persian.search.query import Query
from shahr20.persian.search.snippets import Snippet, marked, snippets
from shahr20.persian.search.spellings import Kind
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.wanted import Wanted

LINES = 50
"""Lines of one page of a concordance."""
READ = 100
"""Articles that are read for one page of a concordance: in a fifth of a second no more than these."""


def ranked(asked: Asked, wanted: Wanted, found: Found) -> tuple[list[Hit], str | None, int | None]:
    """One page by relevance, the cursor of the next one, and how many are ranked where not all are."""
    ids = found.highest(RANKED)
    try:
        page, _ = asked.within(ids).by_relevance(len(ids), wanted.size + 1, wanted.after)
    except CursorError as error:
        raise _no_cursor(wanted.after) from error
    next_ = page[wanted.size - 1].cursor if len(page) > wanted.size else None
    hits = asked.hits({one.id: one.kind for one in page[: wanted.size]})
    return list(hits), next_, RANKED if found.total > RANKED else None


def newest(asked: Asked, wanted: Wanted, found: Found) -> tuple[list[Hit], str | None]:
    """One page by date, and the cursor of the next one."""
    page = found.newest(wanted.size + 1, _dated(wanted.after))
    next_ = page[wanted.size - 1].cursor if len(page) > wanted.size else None
    kinds = dict.fromkeys((one.id for one in page[: wanted.size]), Kind.TYPED)
    if asked.plan.matches:
        ranked, _ = asked.within(kinds).by_relevance(len(kinds), len(kinds), None)
        kinds |= {one.id: one.kind for one in ranked}
    return list(asked.hits(kinds)), next_


def in_context(asked: Asked, wanted: Wanted, found: Found) -> concordance.Concordance:
    """One page of lines: by date article by article, by context of the newest articles."""
    start = _dated(wanted.after) if wanted.order == "date" else None
    read = found.newest(READ + 1, start)
    narrowed = asked.within(one.id for one in read[:READ])
    after = wanted.after if wanted.order != "date" else None
    try:
        lines = concordance.of(narrowed, wanted.order, LINES, after, total=min(len(read), READ))
    except CursorError as error:
        raise _no_cursor(after) from error
    if wanted.order == "date" and lines.next is None and len(read) > READ:
        return replace(lines, articles=found.total, next=read[READ - 1].cursor)
    return lines


def _dated(after: str | None) -> Dated | None:
    """The article that a page by date begins after. Raises BadRequest."""
    try:
        return Dated.read(after) if after is not None else None
    except CursorError as error:
        raise _no_cursor(after) from error


def _no_cursor(after: str | None) -> BadRequest:
    return BadRequest(f"after must be what a page gave as its next one, not {after!r:.60}")


def hit(ask: Ask, query: Query, found: Hit) -> dict[str, Any]:
    """A hit as the page shows it; `permalink` is its whole address where that is known."""
    address = ask.link("article", found.id)
    return {
        "id": found.id,
        "url": found.url,
        "address": address,
        "permalink": f"{ask.origin}{address}",
        "title": marked(query, found.title or "", "title").plain(),
        "published_at": found.published_at,
        "published_jalali": found.published_jalali,
        "source": found.source,
        "category": found.category,
        "kind": found.kind.name.lower(),
        "snippets": [one.plain() for one in _snippets(query, found)],
    }


def line(ask: Ask, place: concordance.Place) -> dict[str, Any]:
    """A line of the concordance as the page shows it."""
    return {
        "id": place.article_id,
        "address": ask.link("article", place.article_id),
        "title": place.title,
        "published_jalali": place.published_jalali,
        "field": place.field,
        **asdict(place.line),
        "kind": place.line.kind.name.lower(),
    }


def _snippets(query: Query, found: Hit) -> list[Snippet]:
    """Where a word of the query stands; else how the article begins."""
    return found.snippets(query) or snippets(query, found.lead or found.body or "", "lead")[:1]
