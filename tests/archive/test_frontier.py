"""The frontier: what is due, what is not, and what a dead run leaves."""

from __future__ import annotations

from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.frontier import Found

URL = "https://shahr20.ir/7/slug/"
FETCHED = "2026-06-01T12:00:00Z"


def states(archive: Archive) -> dict[str, str]:
    return {row["url"]: row["state"] for row in archive.db.query("SELECT url, state FROM frontier")}


def fetched(archive: Archive, at: str = FETCHED, **found: Any) -> None:
    """An address that crawl 1 found, fetched and stored."""
    crawl = archive.ledger.start({})
    archive.frontier.add([Found(URL, 7, **found)], door="rest", crawl_id=crawl)
    archive.frontier.lease(crawl)
    archive.frontier.settle(URL, status=200, article_id=7)
    archive.db.execute("UPDATE frontier SET fetched_at = ?", [at])


def verdict(archive: Archive, found: Found, **options: Any) -> str:
    crawl = archive.ledger.start({})
    archive.frontier.add([found], door="rest", crawl_id=crawl, **options)
    return {(1, 0): "again", (1, 1): "known"}[archive.frontier.tally(crawl)]


def test_newest_articles_first_and_each_only_once(archive: Archive) -> None:
    archive.frontier.add(
        [Found(f"https://shahr20.ir/{n}/", n) for n in (3, 9, 5)], door="rest", crawl_id=None
    )
    assert [lease.article_id for lease in archive.frontier.lease(None, 2)] == [9, 5]
    assert [lease.article_id for lease in archive.frontier.lease(None, 2)] == [3]
    assert archive.frontier.lease(None, 2) == []


@pytest.mark.parametrize(
    ("known", "found", "expected"),
    [
        ({"modified": "2026-05-01T00:00:00Z"}, {"modified": "2026-05-01T00:00:00Z"}, "known"),
        ({"modified": "2026-05-01T00:00:00Z"}, {"modified": "2026-06-02T00:00:00Z"}, "again"),
        # a backup of the site was restored: the edit is older, and still another one
        ({"modified": "2026-05-01T00:00:00Z"}, {"modified": "2026-04-01T00:00:00Z"}, "again"),
        # the first door told no edits, this one does
        ({}, {"modified": "2026-05-01T00:00:00Z"}, "known"),
        ({}, {"modified": "2026-06-01T11:30:00Z"}, "again"),
        # nobody tells: by age
        ({}, {}, "again"),
    ],
)
def test_a_known_page_is_due_when_it_was_edited(
    archive: Archive, known: dict[str, str], found: dict[str, str], expected: str
) -> None:
    fetched(archive, **known)
    assert verdict(archive, Found(URL, 7, **found)) == expected


def test_a_fresh_page_whose_edits_nobody_tells_is_known(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    assert verdict(archive, Found(URL, 7)) == "known"


def test_everything_is_due_once_in_a_full_crawl(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    crawl = archive.ledger.start({})
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=crawl, everything=True)
    assert [lease.article_id for lease in archive.frontier.lease(crawl)] == [7]
    archive.frontier.settle(URL, status=200)
    archive.frontier.add([Found(URL, 7)], door="sitemap", crawl_id=crawl, everything=True)
    assert archive.frontier.lease(crawl) == []
    assert archive.frontier.tally(crawl) == (1, 0)


def test_one_article_under_two_addresses_is_one(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    other = "https://shahr20.ir/7/renamed/"
    assert verdict(archive, Found(other, 7)) == "known"
    assert verdict(archive, Found(other, 7), everything=True) == "again"
    assert states(archive) == {other: "todo"}


def test_a_dead_run_leaves_nothing_behind(archive: Archive) -> None:
    archive.frontier.add([Found(URL, 7), Found(URL + "b", 8)], door="rest", crawl_id=None)
    archive.frontier.lease(None, 2)
    archive.frontier.fail(URL, "the site answers 500", status=500)
    assert archive.frontier.resume() == 2
    assert set(states(archive).values()) == {"todo"}


def test_an_article_is_gone_when_two_runs_were_told_so(archive: Archive, make_entry: Any) -> None:
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=None)
    archive.frontier.lease(None)
    archive.store(make_entry(7, lease=URL))

    def gone_at() -> str | None:
        found: str | None = archive.db.execute("SELECT gone_at FROM articles").fetchone()[0]
        return found

    first, second = archive.ledger.start({}), archive.ledger.start({})
    assert not archive.frontier.gone(URL, 404, first)
    assert not archive.frontier.gone(URL, 404, first), "twice in one run is once"
    assert gone_at() is None
    assert archive.frontier.resume() == 1, "the next run asks again"
    assert archive.frontier.gone(URL, 410, second)
    assert gone_at() is not None
    assert archive.frontier.resume() == 0
    assert archive.count() == 1, "the text stays"
    archive.store(make_entry(7, lease=URL, fetched_at="2999-01-01T00:00:00Z"))
    assert gone_at() is None, "it came back"


def test_a_page_that_is_as_it_was_is_not_gone(archive: Archive, make_entry: Any) -> None:
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=None)
    archive.store(make_entry(7, lease=URL))
    first, second, third = (archive.ledger.start({}) for _ in range(3))

    def gone_at() -> str | None:
        found: str | None = archive.db.execute("SELECT gone_at FROM articles").fetchone()[0]
        return found

    archive.frontier.gone(URL, 404, first)
    assert archive.frontier.gone(URL, 404, second)
    assert gone_at() is not None
    archive.frontier.unchanged(URL)
    assert gone_at() is None, "a 304 says that it is there"
    assert not archive.frontier.gone(URL, 404, third), "a new absence is counted anew"


def test_what_a_complete_walk_no_longer_names_is_asked_for_again(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    crawl = archive.ledger.start({})
    other = "https://shahr20.ir/8/b/"
    archive.frontier.add([Found(other, 8)], door="rest", crawl_id=crawl)
    assert archive.frontier.nominate(crawl) == 1
    assert states(archive) == {URL: "todo", other: "todo"}
    assert archive.frontier.nominate(crawl) == 0


def test_a_page_that_came_back_is_fetched_when_a_door_names_it(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    archive.frontier.gone(URL, 404, archive.ledger.start({}))
    assert verdict(archive, Found(URL, 7)) == "again"
