"""Second step: the text for reading, beside the text as published."""

from __future__ import annotations

import re

from pipelines.step import StepPipeline, changed
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian.normalise import normalise


def text(record: Record, site: Site) -> Record:
    """The record with kicker, title, lead and body for reading, and the body's number of words."""
    body = normalise(record.body_raw)
    return changed(
        record,
        kicker=_reading(record.kicker_raw),
        title=normalise(record.title_raw),
        lead=_reading(record.lead_raw),
        body=body,
        word_count=count_words(body),
    )


def count_words(text: str) -> int:
    """Words of a text for reading: what stands between spaces and has a letter or a digit in it.

    «می‌شود» is one word, «شهر بیست» are two, a dash between spaces is none.
    """
    return sum(1 for word in text.split() if _LETTER.search(word))


_LETTER = re.compile(r"[^\W_]")


def _reading(published: str | None) -> str | None:
    """The text for reading; None where nothing was published."""
    return (normalise(published) or None) if published else None


class TextPipeline(StepPipeline):
    """`text` in Scrapy."""

    step = staticmethod(text)
