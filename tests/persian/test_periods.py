"""A year, a month or a day as people name it, in moments."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shahr20.persian.jalali import ImpossibleDateError
from shahr20.persian.periods import span


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("1400", "2021-03-20 20:30", "2022-03-20 20:30"),
        ("1400-12", "2022-02-19 20:30", "2022-03-20 20:30"),
        ("۱۴۰۰/۱۲/۰۱", "2022-02-19 20:30", "2022-02-20 20:30"),
        ("1400-12-01", "2022-02-19 20:30", "2022-02-20 20:30"),
        ("١٤٠٠.٦", "2021-08-22 19:30", "2021-09-22 20:30"),
        ("1 اسفند 1400", "2022-02-19 20:30", "2022-02-20 20:30"),
        ("2022", "2021-12-31 20:30", "2022-12-31 20:30"),
        ("2022-02-20", "2022-02-19 20:30", "2022-02-20 20:30"),
        ("1403-12-30", "2025-03-19 20:30", "2025-03-20 20:30"),
    ],
)
def test_a_span_begins_and_ends_at_midnight_in_tehran(text: str, begins: str, ends: str) -> None:
    expected = tuple(datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for at in (begins, ends))
    assert span(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "1400-13", "1400-00", "1404-12-30", "0900", "12", "1400-12-01-05x"]
)
def test_what_is_no_date_is_a_sentence(text: str) -> None:
    with pytest.raises(ImpossibleDateError, match="no "):
        span(text)
