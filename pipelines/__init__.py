"""What happens to each article on its way in: one short file a step, in the order of one list."""

from __future__ import annotations

from pipelines.attribution import AttributionPipeline
from pipelines.date import DatePipeline
from pipelines.step import StepPipeline, Unfit
from pipelines.text import TextPipeline
from pipelines.validate import ValidatePipeline
from shahr20.pages.record import Record
from shahr20.pages.site import Site

__all__ = ["STEPS", "Unfit", "refine"]

STEPS: tuple[type[StepPipeline], ...] = (ValidatePipeline, TextPipeline, DatePipeline, AttributionPipeline)
"""Every step, in order; in a crawl, `pipelines.store` comes after them."""


def refine(record: Record, site: Site) -> Record:
    """The record after every step. Raises Unfit when it is no article."""
    for pipeline in STEPS:
        record = pipeline.step(record, site)
    return record
