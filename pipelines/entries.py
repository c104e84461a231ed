"""From what was read to what the archive takes in: plain rows, no record."""

from __future__ import annotations

import json

from pipelines.provenance import is_time_of_file
from shahr20.archive.entry import Answer, Article, Entry, Reject
from shahr20.pages.page import Page, Reading
from shahr20.pages.reader import READER_VERSION
from shahr20.pages.record import Record


def entry(reading: Reading) -> Entry:
    """What the archive stores of a reading whose record is refined."""
    made: Article | Reject
    if reading.record is not None:
        made = article(reading.record)
    elif reading.reject is not None:
        made = Reject(reading.reject.reason, reading.reject.detail)
    else:
        raise ValueError(f"{reading.page.url} was read into neither a record nor a reject")
    return Entry(
        answer=answer(reading.page),
        made=made,
        asked_url=reading.page.asked_url,
        asked_id=reading.page.asked_id,
        lease=reading.lease,
        parts=tuple(answer(page) for page in reading.page.parts),
    )


def answer(page: Page) -> Answer:
    """The page as the archive keeps it."""
    return Answer(
        url=page.url,
        body=page.body,
        fetched_at=page.fetched_at,
        status=page.status,
        headers=page.headers,
        content_type=page.content_type,
        origin=page.origin,
        time_of_file=is_time_of_file(page.origin),
    )


def article(record: Record) -> Article:
    """The columns and rows that a refined record becomes."""
    shared = (
        "kicker", "title", "lead", "body", "title_raw", "lead_raw", "body_raw", "published_at",
        "published_jalali", "jalali_year", "jalali_month", "published_raw", "source", "source_raw",
        "author", "image_url", "image_caption", "word_count",
    )  # fmt: skip
    fields = {name: getattr(record, name) for name in shared}
    fields["category"] = record.categories[0].name if record.categories else None
    fields["reader_version"] = READER_VERSION
    fields["read_by"] = json.dumps(record.read_by, ensure_ascii=False, sort_keys=True)
    fields["flags"] = json.dumps(record.flags, ensure_ascii=False, sort_keys=True)
    return Article(
        id=record.id,
        url=record.url,
        fields=fields,
        related=tuple((one.id, one.url, one.title) for one in record.related),
        links=tuple((link.url, link.text) for link in record.links),
        categories=tuple((term.name, term.slug) for term in record.categories),
        tags=tuple((term.name, term.slug) for term in record.tags),
    )
