"""Versions of an article, and what changed between any two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Entry
from shahr20.persian.difference import Run

Make = Callable[..., Entry]


@pytest.fixture
def edited(archive: Archive, make_entry: Make) -> Archive:
    """Article 7 in three versions, the oldest of which came last."""

    def store(day: int, **fields: Any) -> None:
        html = f"<html>{day}</html>".encode()
        archive.store(make_entry(html=html, fetched_at=f"2026-01-{day:02}T00:00:00Z", **fields))

    store(10, body_raw="یک دو سه")
    store(20, body_raw="یک دو چهار", lead_raw="تازه")
    store(1, body_raw="یک")
    return archive


def test_versions_come_in_the_order_in_which_they_were_published(edited: Archive) -> None:
    found = edited.versions(7)
    assert [(one.revision, one.seen_at[8:10], one.is_current) for one in found] == [
        (3, "01", False),
        (1, "10", False),
        (2, "20", True),
    ]
    assert [one.body_raw for one in found] == ["یک", "یک دو سه", "یک دو چهار"]
    assert edited.versions(8) == []


def test_what_changed_between_two(edited: Archive) -> None:
    change = edited.difference(7, 1, 2)
    assert (change.older.revision, change.newer.revision) == (1, 2)
    assert change.title == [Run("equal", "گزارش شهرداري")]
    assert change.lead == [Run("added", "تازه")]
    assert change.body == [Run("equal", "یک دو "), Run("removed", "سه"), Run("added", "چهار")]
    back = edited.difference(7, 2, 1)
    assert back.body == [Run("equal", "یک دو "), Run("removed", "چهار"), Run("added", "سه")]


@pytest.mark.parametrize(("article", "number"), [(7, 9), (8, 1)])
def test_a_version_that_is_not_there(edited: Archive, article: int, number: int) -> None:
    with pytest.raises(KeyError, match=f"article {article} has no version {number}"):
        edited.difference(article, number, number)
