"""Captures: the bytes come out as they went in, and cost little."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest

from shahr20 import Archive
from shahr20.archive.captures import ENOUGH
from shahr20.archive.dictionaries import markup
from shahr20.archive.entry import Entry
from shahr20.archive.errors import CaptureDamaged
from shahr20.replica.server import Replica
from shahr20.replica.web import Request

Make = Callable[..., Entry]


@pytest.fixture(scope="module")
def pages() -> dict[int, bytes]:
    """Article pages of the replica, by id."""
    with Replica(articles=ENOUGH + 60) as site:
        return {story.id: site.answer(Request.parsed("GET", story.path, {})).body for story in site.public}


def fill(archive: Archive, make_entry: Make, pages: dict[int, bytes]) -> None:
    for article_id, html in pages.items():
        archive.store(make_entry(article_id, html=html))


def test_every_byte_comes_back_before_and_after_there_is_a_dictionary(
    archive: Archive, make_entry: Make, pages: dict[int, bytes]
) -> None:
    first = dict(list(pages.items())[: ENOUGH - 1])
    fill(archive, make_entry, first)
    assert archive.count("dictionaries") == 0
    fill(archive, make_entry, pages)
    assert archive.count("dictionaries") == 1
    for row in archive.db.query("SELECT id, article_id FROM captures"):
        assert archive.captures.body(row["id"]) == pages[row["article_id"]]


def test_captures_are_much_smaller_than_the_pages(
    archive: Archive, make_entry: Make, pages: dict[int, bytes]
) -> None:
    fill(archive, make_entry, pages)
    size, stored = archive.db.execute("SELECT sum(length), sum(length(body)) FROM captures").fetchone()
    assert size / stored > 8


def test_a_dictionary_holds_no_words_of_any_article(pages: dict[int, bytes]) -> None:
    made = markup(list(pages.values())).decode("utf-8", "replace")
    with Replica(articles=ENOUGH + 60) as site:
        stories = site.public
    for story in stories:
        words = (story.title, story.lead or "", *story.paragraphs)
        for text in words:
            for piece in re.findall(r"\S+(?: \S+){7}", text):  # longer than the footer's names
                assert piece not in made
        assert story.path not in made


def test_a_site_without_anything_in_common_is_kept_all_the_same(archive: Archive, make_entry: Make) -> None:
    bodies = {number: os.urandom(200) for number in range(1, ENOUGH + 10)}
    fill(archive, make_entry, bodies)
    for row in archive.db.query("SELECT id, article_id FROM captures"):
        assert archive.captures.body(row["id"]) == bodies[row["article_id"]]


@pytest.mark.parametrize("damage", ["body = x'00'", "body = NULL", "sha256 = 'no'"])
def test_a_damaged_capture_is_never_passed_off_as_whole(
    archive: Archive, make_entry: Make, damage: str
) -> None:
    archive.store(make_entry())
    archive.db.execute(f"UPDATE captures SET {damage}")
    with pytest.raises(CaptureDamaged, match="capture 1"):
        archive.captures.body(1)
    with pytest.raises(KeyError):
        archive.captures.body(2)
