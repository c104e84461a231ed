"""Third step: when it was published, by the printed date and, for what that leaves out, by the metadata."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pipelines.step import StepPipeline, changed
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from shahr20.persian.calendar_names import WEEKDAY_NAMES
from shahr20.persian.jalali import (
    ImpossibleDateError,
    Instant,
    Machine,
    Printed,
    jalali_of,
    read_machine,
    read_printed,
    to_utc,
)


def date(record: Record, site: Site) -> Record:
    """The record with its instant in UTC and its day and minute in Tehran.

    The printed date wins for the parts it prints; metadata of the same day give the time that it does not. A
    printed date that cannot be leaves all of them None. Whatever was doubtful is a flag: `date_impossible`,
    `date_unread`, `date_missing`, `date_differs`, `date_metadata` (metadata not to be believed),
    `date_no_time` (the day's first moment stands for it), `date_twice`, `weekday_differs`.
    """
    flags: dict[str, str] = {}
    machine = _machine(record, site, flags)
    try:
        printed = read_printed(record.published_raw or "")
        at, has_time = _moment(record, site, printed, machine, flags)
    except ImpossibleDateError as error:
        flags["date_impossible"] = f"the page prints {record.published_raw!r}: {error}{_beside(record)}"
        at, has_time = None, False
    if at is None:
        return changed(
            record, flags, published_at=None, published_jalali=None, jalali_year=None, jalali_month=None
        )
    day = jalali_of(at, site.timezone)
    return changed(
        record,
        flags,
        published_at=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        published_jalali=str(day) if has_time else str(day).partition(" ")[0],
        jalali_year=day.year,
        jalali_month=day.month,
    )


def _machine(record: Record, site: Site, flags: dict[str, str]) -> Machine | None:
    """The metadata's date, when it is one that can be believed."""
    if not record.published_machine:
        return None
    try:
        machine = read_machine(record.published_machine, site.timezone)
        why = "it is no date"
    except ImpossibleDateError as error:
        machine, why = None, str(error)
    if machine is None:
        flags["date_metadata"] = f"the metadata's date {record.published_machine!r} is not used: {why}"
    return machine


def _moment(
    record: Record, site: Site, printed: Printed | None, machine: Machine | None, flags: dict[str, str]
) -> tuple[datetime | None, bool]:
    """The instant, and whether a time of day is known. Raises ImpossibleDateError."""
    if printed is None:
        if record.published_raw:
            flags["date_unread"] = f"the printed date {record.published_raw!r} is not understood"
        if machine is None:
            flags["date_missing"] = "neither the page nor its metadata say when it was published"
            return None, False
        if not machine.has_time:
            flags["date_no_time"] = "the metadata give no time of day"
        return machine.at, machine.has_time
    _check_weekday(printed, flags)
    local = machine.at.astimezone(ZoneInfo(site.timezone)) if machine else None
    if local and machine and _agree(printed, local, machine.has_time):
        if machine.has_time and printed.hour is None:
            return machine.at, True
        if machine.has_time and printed.minute is None:
            printed = replace(printed, minute=local.minute)
    elif machine:
        flags["date_differs"] = f"the page prints {record.published_raw!r}{_beside(record)}"
    instant = to_utc(printed, site.timezone)
    _flag_doubts(printed, instant, flags)
    return instant.at, printed.hour is not None


def _agree(printed: Printed, local: datetime, has_time: bool) -> bool:
    """Whether the metadata say the same for every part that the page prints."""
    if printed.day != local.date():
        return False
    return not has_time or (printed.hour in (None, local.hour) and printed.minute in (None, local.minute))


def _check_weekday(printed: Printed, flags: dict[str, str]) -> None:
    if printed.weekday is not None and printed.weekday_disagrees:
        said, is_ = WEEKDAY_NAMES[printed.weekday], WEEKDAY_NAMES[printed.right_weekday]
        flags["weekday_differs"] = f"the page prints {said} for a day that is {is_}"


def _flag_doubts(printed: Printed, instant: Instant, flags: dict[str, str]) -> None:
    if printed.hour is None:
        flags["date_no_time"] = "the page prints no time of day"
    elif instant.twice:
        flags["date_twice"] = "the clocks showed this time twice that day; the first is taken"


def _beside(record: Record) -> str:
    """The metadata's date, for a sentence about the printed one."""
    return f"; the metadata say {record.published_machine!r}" if record.published_machine else ""


class DatePipeline(StepPipeline):
    """`date` in Scrapy."""

    step = staticmethod(date)
