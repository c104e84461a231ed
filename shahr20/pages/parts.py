"""Posts in parts (`<!--nextpage-->`): one article on several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from shahr20.pages.document import Document
from shahr20.pages.layers.marks import link
from shahr20.pages.page import Reading, Reject

_MAY_BE_PART = re.compile(r"/\d{1,3}/?(?:[?#]|$)|[?&]page=\d")
_DATE = r"/(?:1[3-5]|19|20)\d\d/(?:0[1-9]|1[0-2])(?:/\d\d)?"
_NUMBERED = re.compile(
    rf"^(?P<article>(?:{_DATE})?(?:/(?!page/|category/|tag/|author/|wp-)[^/]+){{1,2}})/(?P<number>[1-9]\d{{0,2}})/?$"
)
_ARCHIVE = re.compile(rf"^{_DATE}/?$|^/\d{{4}}/1[0-2]/?$")
"""A year before a month is no article's address (see `article_path` of the site file)."""


def parts_of(document: Document, own_id: int | None) -> tuple[str, ...]:
    """The addresses of an article's other parts that a page links to, in order.

    They carry the article's id, or are its own address and a number. A theme may link to all of them or only to the
    next: whoever fetches one looks at its `parts` too.
    """
    here = part_number(document.page.url)
    if own_id is None or own_id == here:  # the number at the end of its address is its id
        return ()
    own = {_article(document.absolute(document.page.url)), _article(link(document, "canonical"))} - {None}
    found: dict[int, str] = {}
    for anchor in document.body.iter("a"):
        href = anchor.get("href", "")
        url = document.absolute(href) if _MAY_BE_PART.search(href) else None
        number = part_number(url) if url else 1
        if url is None or number in (1, here):
            continue
        named = document.article_id(url)
        if named == own_id or (named is None and _article(url) in own):
            found.setdefault(number, url)
    return tuple(found[number] for number in sorted(found))


def part_number(url: str) -> int:
    """Which part of an article an address is: 1 unless it says otherwise.

    `/47859/slug/2/`, `/47859/2/`, `/slug/2/`, `/2022/02/slug/2/`, `?p=47859&page=2`, as WordPress's permalinks go.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return 1
    match = None if _ARCHIVE.match(parts.path) else _NUMBERED.match(parts.path)
    said = match["number"] if match else parse_qs(parts.query).get("page", ["1"])[0]
    return int(said) if said.isdecimal() and len(said) < 4 else 1


def _article(url: str | None) -> str | None:
    """The address of the article that an address is a part of, or its own."""
    if url is None:
        return None
    parts = urlsplit(url)
    match = _NUMBERED.match(parts.path)
    path = match["article"] if match and part_number(url) > 1 else parts.path
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key != "page"])
    return f"{parts.netloc}{path.rstrip('/')}?{query}"


def is_whole(reading: Reading) -> bool:
    """Whether what was read is all of an article, and not one of its parts without the others."""
    number = part_number(reading.page.url)
    is_id = reading.record is not None and reading.record.id == number
    return not reading.parts and (number == 1 or is_id)


def join(readings: Sequence[Reading]) -> Reading:
    """One reading of all parts of an article: the first part's fields, everybody's body and links.

    A part that was rejected or was not fetched makes the whole a reject: half an article is none. Either
    has the pages of all parts there are.
    """
    ordered = sorted(readings, key=lambda reading: part_number(reading.page.url))
    first = ordered[0]
    page = replace(first.page, parts=tuple(reading.page for reading in ordered[1:]))
    numbers = [part_number(reading.page.url) for reading in ordered]
    wanted = {1, *numbers, *(part_number(url) for reading in ordered for url in reading.parts)}
    lacking = [f"part {number} was not fetched" for number in sorted(wanted - set(numbers))]
    broken = [f"{one.page.url}: {one.reject.detail}" for one in ordered if one.reject]
    if first.record is None or lacking or broken:
        return Reading(page, reject=Reject("part_missing", "; ".join((*lacking, *broken))))
    records = [reading.record for reading in ordered if reading.record]
    record = first.record.model_copy(
        update={
            "body_raw": "\n\n".join(filter(None, (one.body_raw for one in records))),
            "links": list({(link.url, link.text): link for one in records for link in one.links}.values()),
            "flags": {
                code: said
                for one in reversed(records)
                for code, said in one.flags.items()
                if code != "no_text"
            },
        }
    )
    return Reading(page, record=record)
