"""First step: is this an article at all, and what does it lack."""

from __future__ import annotations

from pipelines.step import StepPipeline, Unfit, changed
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian.fold import squash


def validate(record: Record, site: Site) -> Record:
    """The record, with `no_text` flagged.

    Raises Unfit for a record without a title, or with the site's own name for one: a page that answers for an
    article and is the home page, a login or an error. An article with id and title but no text (a photo, a
    video) is an article.
    """
    title = squash(record.title_raw)
    if not title:
        raise Unfit("no_title", f"the title of article {record.id} has no letter in it: {record.title_raw!r}")
    if title in {squash(name) for name in (site.title, site.host, *site.own_names)}:
        raise Unfit(
            "not_an_article", f"the title of page {record.id} is the site's own name: {record.title_raw}"
        )
    if record.body_raw.strip() or "no_text" in record.flags:
        return changed(record)
    return changed(record, {"no_text": "the article has no text: a photo, a video or an empty page"})


class ValidatePipeline(StepPipeline):
    """`validate` in Scrapy."""

    step = staticmethod(validate)
