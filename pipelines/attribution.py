"""Fourth step: the first outside source that the body's first paragraph names."""

from __future__ import annotations

import re

from pipelines.step import StepPipeline, changed
from pipelines.text import LOST
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian import halfspaces
from shahr20.persian.attribution import first_source

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def attribution(record: Record, site: Site) -> Record:
    """The record with its source: the name for reading, and as the page writes it.

    Read from «به نقل از …» and «به گزارش …» in the first paragraph of the body as published, never from
    the lead or the caption of a picture; None where only the site itself is named. In a text that has
    lost its half-spaces (its flag says so) the name gets its own back.
    """
    paragraphs = [part for part in _BLANK_LINE.split(record.body_raw) if part.strip()]
    first = next(iter(paragraphs[record.leading_captions :]), "")
    found = first_source(first, (site.title, site.host, *site.own_names))
    if found is None:
        return changed(record, source=None, source_raw=None)
    name = halfspaces.restore(found.name) if LOST in record.flags else found.name
    return changed(record, source=name, source_raw=found.raw)


class AttributionPipeline(StepPipeline):
    """`attribution` in Scrapy."""

    step = staticmethod(attribution)
