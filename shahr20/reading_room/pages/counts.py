"""Hits over time as data: the curve of a search page as JSON or CSV, with the same arguments."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from typing import Any, cast

from datasette import Response

from shahr20.archive import counting
from shahr20.archive.counting import By
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.wanted import Wanted, one_of


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any] | Response:
    """Articles found per Jalali month or year (`by`), beside all articles of that time; as a page, the search's."""
    wanted = Wanted.by(ask)
    by = one_of(ask, "by", ("month", "year")) or "month"
    if ask.format is None:
        return Response.redirect(ask.link("search", **wanted.query))
    counts = counting.over_time(
        wanted.found(connection, dated=False).times(), counting.all_times(connection), cast("By", by)
    )
    if ask.format == "csv":
        headers = {"content-disposition": f'attachment; filename="counts-by-{by}.csv"'}
        return Response(counting.as_csv(counts), headers=headers, content_type="text/csv; charset=utf-8")
    periods = [{**asdict(period), "share": period.share} for period in counts.periods]
    return {"query": wanted.text, "by": by, **asdict(counts), "periods": periods}
