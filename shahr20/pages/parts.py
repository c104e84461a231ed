"""Posts in parts (`<!--nextpage-->`): one article on several pages, `/47859/slug/`, `/47859/slug/2/`, …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from shahr20.pages.document import Document
from shahr20.pages.page import Reading, Reject

_MAY_BE_PART = re.compile(r"/\d{1,3}/?(?:[?#]|$)|[?&]page=\d")
_NUMBERED = re.compile(r"^/[^/]+/[^/]+/(\d{1,3})/?$")


def parts_of(document: Document, own_id: int | None) -> tuple[str, ...]:
    """The addresses of an article's other parts that a page links to, in order.

    A theme may link to all of them or only to the next: whoever fetches one looks at its `parts` too.
    """
    here = part_number(document.page.url)
    found: dict[int, str] = {}
    for anchor in document.body.iter("a"):
        href = anchor.get("href", "")
        url = document.absolute(href) if _MAY_BE_PART.search(href) else None
        number = part_number(url) if url else 1
        if (
            url
            and number > 1
            and number != here
            and own_id is not None
            and document.article_id(url) == own_id
        ):
            found.setdefault(number, url)
    return tuple(found[number] for number in sorted(found))


def part_number(url: str) -> int:
    """Which part of an article an address is: 1 unless it says otherwise."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return 1
    match = _NUMBERED.match(parts.path)
    said = match[1] if match else parse_qs(parts.query).get("page", ["1"])[0]
    return int(said) if said.isdecimal() and len(said) < 4 else 1


def is_whole(reading: Reading) -> bool:
    """Whether what was read is all of an article, and not one of its parts without the others."""
    return not reading.parts and part_number(reading.page.url) == 1


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
