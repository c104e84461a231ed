"""Which door a crawl goes through, what it remembers, and what it leaves alone; against a small replica."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shahr20.replica.server import Replica
from tests.shahr20_spider.test_news import Run, only, rows


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica(articles=40) as site:
        yield site


def ids(db: Path) -> set[int]:
    return {row["id"] for row in rows(db, "SELECT id FROM articles")}


def test_a_run_that_is_not_to_fetch_all_moves_no_mark_and_hides_nothing(db: Path, site: Replica) -> None:
    only(site, "feed")
    Run(db, site)
    before = rows(db, "SELECT door, name, value FROM watermarks WHERE door != 'any' ORDER BY 1, 2")
    assert before
    new = {story.id for story in site.add(25)}
    Run(db, site, "--limit", "1")
    assert rows(db, "SELECT door, name, value FROM watermarks WHERE door != 'any' ORDER BY 1, 2") == before
    Run(db, site)
    assert new <= ids(db), "the first page of the feed was known already"


def test_a_door_that_shuts_is_left_for_the_next_and_tried_last_for_a_day(db: Path, site: Replica) -> None:
    Run(db, site)
    only(site, "feed", "sitemap")
    (edited, *_), (new,) = site.public, site.add(1)
    site.edit(edited.id)
    through_feed = Run(db, site)
    assert sum("/wp-json/" in path for path in through_feed.asked) == 1
    assert len(through_feed.pages) == 2
    assert new.id in ids(db)
    assert not any("/wp-json/" in path for path in Run(db, site).asked)
    assert any("/wp-json/" in path for path in Run(db, site, "--full").asked), "an audit asks again"


@pytest.mark.parametrize("door", ["rest", "feed", "listing"])
def test_a_period_is_all_that_is_stored(db: Path, site: Replica, door: str) -> None:
    only(site, door)
    wanted = {
        story.id
        for story in site.public
        if "2016-03-19T20:30" <= f"{story.published:%Y-%m-%dT%H:%M}" < "2021-03-20T20:30"
    }
    assert 1 < len(wanted) < 30
    run = Run(db, site, "--since", "۱۳۹۵", "--until", "1399")
    assert ids(db) == wanted
    assert len(run.pages) == (len(site.public) if door == "listing" else len(wanted))
    assert not rows(db, "SELECT * FROM watermarks WHERE door != 'any' AND name != 'shut'")
    again = Run(db, site, "--since", "1395", "--until", "1399")
    assert not again.pages
    Run(db, site)
    assert ids(db) == {story.id for story in site.public}


def test_an_audit_explains_every_gap(db: Path, site: Replica) -> None:
    Run(db, site)
    lost, hidden = site.public[3], site.public[5]
    site.delete(lost.id)
    whole = site.answer

    def with_faults(request):  # type: ignore[no-untyped-def]
        response = whole(request)
        if request.path == "/wp-json/wp/v2/posts":
            posts = [post for post in json.loads(response.body) if post["id"] != hidden.id]
            return replace(response, body=json.dumps(posts).encode())
        return response

    site.answer = with_faults  # type: ignore[method-assign]
    Run(db, site, "--full")
    gaps = {row["article_id"]: row for row in rows(db, "SELECT * FROM gaps")}
    assert set(gaps) == {lost.id, hidden.id}
    assert gaps[lost.id]["reason"] == "gone: answers 404, the next run asks again"
    assert (gaps[lost.id]["listed_by"], gaps[lost.id]["missing_from"]) == ("archive", "rest, sitemap")
    assert gaps[hidden.id]["reason"] == "only the sitemap door names it"
    assert (gaps[hidden.id]["listed_by"], gaps[hidden.id]["missing_from"]) == ("sitemap, archive", "rest")
    Run(db, site, "--full")
    gaps = {row["article_id"]: row for row in rows(db, "SELECT * FROM gaps")}
    assert gaps[lost.id]["reason"] == "gone: answers 404"
