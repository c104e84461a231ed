"""Fourth step: the first outside source that the body's first paragraph names."""

from __future__ import annotations

import re

from pipelines.step import StepPipeline, changed
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian.attribution import first_source

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def attribution(record: Record, site: Site) -> Record:
    """The record with its source: the name for reading, and as the page writes it.

    Read from «به نقل از …» and «به گزارش …» in the first paragraph of the body as published, never from the
    lead; None where only the site itself is named.
    """
    paragraphs = (part for part in _BLANK_LINE.split(record.body_raw) if part.strip())
    found = first_source(next(paragraphs, ""), (site.title, site.host, *site.own_names))
    return changed(record, source=found.name if found else None, source_raw=found.raw if found else None)


class AttributionPipeline(StepPipeline):
    """`attribution` in Scrapy."""

    step = staticmethod(attribution)
