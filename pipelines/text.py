"""Second step: the text for reading, beside the text as published."""

from __future__ import annotations

import re

from pipelines.step import StepPipeline, changed
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian import halfspaces
from shahr20.persian.fold import ZWNJ
from shahr20.persian.normalise import normalise

LOST = "lost_half_spaces"


def text(record: Record, site: Site) -> Record:
    """The record with kicker, title, lead and body for reading, and the body's number of words.

    Where the article has lost its half-spaces, those that can only have been are put back, and the flag
    `lost_half_spaces` says how many; the fields as published keep none.
    """
    published = {
        "kicker": record.kicker_raw,
        "title": record.title_raw,
        "lead": record.lead_raw,
        "body": record.body_raw,
    }
    fields = {name: normalise(field or "") for name, field in published.items()}
    flags: dict[str, str] = {}
    if halfspaces.lost(filter(None, published.values())):
        restored = {name: halfspaces.restore(field) for name, field in fields.items()}
        number = sum(restored[name].count(ZWNJ) - (published[name] or "").count(ZWNJ) for name in fields)
        if number > 0:
            flags[LOST] = f"the page has lost its half-spaces: {number} of them were put back"
        fields = restored
    return changed(
        record,
        flags,
        kicker=fields["kicker"] or None,
        title=fields["title"],
        lead=fields["lead"] or None,
        body=fields["body"],
        word_count=count_words(fields["body"]),
    )


def count_words(text: str) -> int:
    """Words of a text for reading: what stands between spaces and has a letter or a digit in it.

    «می‌شود» is one word, «شهر بیست» are two, a dash between spaces is none.
    """
    return sum(1 for word in text.split() if _LETTER.search(word))


_LETTER = re.compile(r"[^\W_]")


class TextPipeline(StepPipeline):
    """`text` in Scrapy."""

    step = staticmethod(text)
