"""What happens to each article on its way in: one short file a step, in the order of one list."""

from __future__ import annotations

from pipelines.attribution import AttributionPipeline
from pipelines.date import DatePipeline
from pipelines.provenance import placed
from pipelines.step import StepPipeline, Unfit
from pipelines.text import TextPipeline
from pipelines.validate import ValidatePipeline
from shahr20.pages import parts
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.reader import read
from shahr20.pages.record import Record
from shahr20.pages.site import Site

__all__ = ["STEPS", "Unfit", "read_and_refine", "refine"]

STEPS: tuple[type[StepPipeline], ...] = (ValidatePipeline, TextPipeline, DatePipeline, AttributionPipeline)
"""Every step, in order; in a crawl, `pipelines.store` comes after them."""


def refine(record: Record, site: Site) -> Record:
    """The record after every step. Raises Unfit when it is no article."""
    for pipeline in STEPS:
        record = pipeline.step(record, site)
    return record


def read_and_refine(page: Page, site: Site) -> Reading:
    """A page, with its parts, read and refined: what a crawl makes of it, without the crawl.

    A reader that fails on it must not lose it, nor those after it: such a page is a reject.
    """
    try:
        reading = read(page, site)
        if page.parts:
            reading = parts.join([reading, *(read(part, site) for part in page.parts)])
        if reading.record is not None:
            reading.record = placed(refine(reading.record, site), site, page.origin)
    except Unfit as unfit:
        return Reading(page, reject=Reject(unfit.reason, unfit.detail))
    except Exception as error:
        return Reading(page, reject=Reject("reader_failed", f"{type(error).__name__}: {error}"))
    return reading
