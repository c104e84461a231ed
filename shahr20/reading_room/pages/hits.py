"""What a page shows of the articles that a search found: title and snippets with their marks, or lines of context."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from datasette.utils.asgi import BadRequest

from shahr20.archive import concordance
from shahr20.archive.facets import Found
from shahr20.archive.searching import MOMENT, RANKED, Asked, CursorError, Hit
from shahr20.persian.search.query import Field, Query
from shahr20.persian.search.snippets import Snippet, marked, snippets
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.wanted import Wanted

LINES = 50
"""Lines of one page of a concordance."""
READ = concordance.READ
"""Articles that are read for one page of a concordance."""


def ranked(asked: Asked, wanted: Wanted, found: Found) -> tuple[list[Hit], str | None, int | None]:
    """One page by relevance, the cursor of the next one, and how many are ranked where not all are."""
    ids = found.ids[-RANKED:]
    try:
        page, _ = asked.within(ids).by_relevance(len(ids), wanted.size + 1, wanted.after)
    except CursorError as error:
        raise BadRequest(
            f"after must be what a page gave as its next one, not {wanted.after!r:.60}"
        ) from error
    next_ = page[wanted.size - 1].cursor if len(page) > wanted.size else None
    return list(asked.hits(page[: wanted.size])), next_, RANKED if found.total > RANKED else None


def newest(asked: Asked, wanted: Wanted, found: Found) -> tuple[list[Hit], str | None]:
    """One page by date, and the cursor of the next one."""
    page = found.newest(wanted.size + 1, cursor(wanted.after))
    next_ = _written(page[wanted.size - 1]) if len(page) > wanted.size else None
    ids = [number for _, number in page[: wanted.size]]
    narrowed = asked.within(ids)
    if asked.plan.matches:
        each, _ = narrowed.by_relevance(len(ids), len(ids), None)
    else:
        each = narrowed.by_date(len(ids), len(ids), None)
    by_id = {hit.id: hit for hit in asked.hits(each)}
    return [by_id[number] for number in ids if number in by_id], next_


def in_context(asked: Asked, wanted: Wanted, found: Found) -> concordance.Concordance:
    """One page of lines: by date article by article, by context of the newest articles."""
    start = cursor(wanted.after) if wanted.order == "date" else None
    read = found.newest(READ + 1, start)
    narrowed = asked.within(number for _, number in read[:READ])
    after = wanted.after if wanted.order != "date" else None
    if after is not None and not (after.isdecimal() and len(after) < 10):
        raise BadRequest(f"after must be what a page gave as its next one, not {after!r:.60}")
    lines = concordance.of(narrowed, wanted.order, LINES, after, total=min(len(read), READ))
    if wanted.order == "date" and lines.next is None and len(read) > READ:
        return concordance.Concordance(
            found.total, lines.read, lines.places, lines.understood, _written(read[READ - 1])
        )
    return lines


def cursor(after: str | None) -> tuple[str, int] | None:
    """Time and id of the article that a page by date begins after. Raises BadRequest for anything else."""
    if after is None:
        return None
    at, tilde, number = after.rpartition("~")
    if (
        not tilde
        or not MOMENT.fullmatch(at)
        or not (number.isdecimal() and number.isascii())
        or len(number) > 18
    ):
        raise BadRequest(f"after must be what a page gave as its next one, not {after!r:.60}")
    return at, int(number)


def _written(one: tuple[str, int]) -> str:
    return f"{one[0]}~{one[1]}"


def hit(ask: Ask, query: Query, found: Hit) -> dict[str, Any]:
    """A hit as the page shows it; `permalink` is its whole address where that is known."""
    address = ask.link("article", found.id)
    return {
        "id": found.id,
        "url": found.url,
        "address": address,
        "permalink": f"{ask.origin}{address}",
        "title": plain(marked(query, found.title or "", "title")),
        "published_at": found.published_at,
        "published_jalali": found.published_jalali,
        "source": found.source,
        "category": found.category,
        "kind": found.kind.name.lower(),
        "snippets": [plain(one) for one in _snippets(query, found)],
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


def plain(snippet: Snippet) -> dict[str, Any]:
    """A snippet with its marks: from letter, to letter, kind of spelling, the word of the query that stands there."""
    return {
        "text": snippet.text,
        "marks": [[mark.start, mark.end, mark.kind.name.lower(), mark.shown] for mark in snippet.marks],
        "cut_before": snippet.cut_before,
        "cut_after": snippet.cut_after,
    }


def _snippets(query: Query, found: Hit) -> list[Snippet]:
    """Of body or lead, whichever has a word of the query; else how the article begins."""
    texts: tuple[tuple[str | None, Field], ...] = ((found.body, "body"), (found.lead, "lead"))
    for text, field in texts:
        shown = snippets(query, text or "", field)
        if any(one.marks for one in shown):
            return shown
    return snippets(query, found.lead or found.body or "", "lead")[:1]
