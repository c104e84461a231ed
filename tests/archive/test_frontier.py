"""The frontier: what is due, what is not, and what a dead run leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.frontier import Found
from shahr20.archive.period import Period
from shahr20.archive.times import moment, stamp

URL = "https://shahr20.ir/7/slug/"
FETCHED = "2026-06-01T12:00:00Z"


def states(archive: Archive) -> dict[str, str]:
    return {row["url"]: row["state"] for row in archive.db.query("SELECT url, state FROM frontier")}


def fetched(archive: Archive, at: str = FETCHED, door: str = "rest", **found: Any) -> None:
    """An address that crawl 1 found, fetched and stored."""
    crawl = archive.ledger.start({})
    archive.frontier.add([Found(URL, 7, **found)], door=door, crawl_id=crawl)
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
        # the door that spoke then and the one that speaks now round times in their own ways
        (
            {"modified": "2026-05-01T00:00:00Z", "door": "sitemap"},
            {"modified": "2026-05-01T00:00:09Z"},
            "known",
        ),
        (
            {"modified": "2026-05-01T00:00:00Z", "door": "sitemap"},
            {"modified": "2026-06-02T00:00:00Z"},
            "again",
        ),
        # nobody tells: not because it is named
        ({}, {}, "known"),
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
    assert verdict(archive, Found(URL.rstrip("/"), 7)) == "known", "spelt otherwise"
    assert verdict(archive, Found(other, 7)) == "again", "its title was changed, or it is another article"
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


def test_what_no_door_names_any_longer_is_asked_for_once_a_month(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    crawl = archive.ledger.start({})
    other = "https://shahr20.ir/8/b/"
    archive.frontier.add([Found(other, 8)], door="rest", crawl_id=crawl)
    assert archive.frontier.nominate(crawl) == 1
    assert states(archive) == {URL: "todo", other: "todo"}
    assert archive.frontier.nominate(crawl) == 0
    archive.frontier.settle(URL, status=200)
    later = archive.ledger.start({})
    archive.frontier.add([Found(other, 8)], door="rest", crawl_id=later)
    assert archive.frontier.nominate(later) == 0, "it is there, although nobody names it"
    archive.db.execute("UPDATE frontier SET nominated_at = '2020-01-01T00:00:00Z' WHERE url = ?", [URL])
    assert archive.frontier.nominate(later) == 1


def test_a_list_of_less_than_half_is_no_list_of_all(archive: Archive) -> None:
    crawl = archive.ledger.start({})
    urls = [f"https://shahr20.ir/{number}/" for number in range(1, 6)]
    archive.frontier.add([Found(url) for url in urls], door="rest", crawl_id=crawl)
    for url in urls:
        archive.frontier.settle(url, status=200)
    later = archive.ledger.start({})
    archive.frontier.add([Found(url) for url in urls[:2]], door="feed", crawl_id=later)
    assert archive.frontier.nominate(later) == 0


def test_an_imported_article_that_no_door_names_is_asked_for(archive: Archive, make_entry: Any) -> None:
    archive.store(make_entry(7))
    crawl = archive.ledger.start({})
    archive.frontier.add([Found("https://shahr20.ir/8/b/", 8)], door="rest", crawl_id=crawl)
    assert archive.frontier.nominate(crawl) == 1
    assert [lease.article_id for lease in archive.frontier.lease(crawl, 9)] == [8, 7]


def test_a_page_that_came_back_is_fetched_when_a_door_names_it(archive: Archive) -> None:
    fetched(archive, at="2999-01-01T00:00:00Z")
    archive.frontier.gone(URL, 404, archive.ledger.start({}))
    assert verdict(archive, Found(URL, 7)) == "again"


def test_a_page_that_is_named_and_not_there_is_asked_for_ever_more_rarely(archive: Archive) -> None:
    fetched(archive, modified="2026-05-01T00:00:00Z")
    found = Found(URL, 7, modified="2026-05-01T00:00:00Z")
    for expected in ("new", "new", "known"):
        crawl = archive.ledger.start({})
        archive.frontier.add([found], door="rest", crawl_id=crawl)
        archive.db.execute("UPDATE frontier SET state = 'todo'")
        archive.frontier.lease(crawl)
        archive.frontier.gone(URL, 404, crawl)
        assert archive.frontier.standings([found], "rest") == [expected]
    restored = replace(found, modified="2026-06-01T00:00:00Z")
    assert archive.frontier.standings([restored], "rest") == ["new"]


def test_what_fails_again_and_again_waits_ever_longer(archive: Archive) -> None:
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=None)
    waits = []
    for _ in range(8):
        archive.db.execute("UPDATE frontier SET not_before = NULL")
        assert archive.frontier.resume() == 1
        archive.frontier.lease(None)
        archive.frontier.fail(URL, "the site answers 500", status=500)
        (until,) = archive.db.execute("SELECT not_before FROM frontier").fetchone()
        waits.append(until and round((moment(until) - datetime.now(UTC)) / timedelta(minutes=1)))
    assert waits == [None, 10, 60, 360, 2160, 10080, 10080, 10080]
    assert archive.frontier.resume() == 0
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=None)
    assert archive.frontier.lease(None) == [], "that a door names it makes it no better"
    assert archive.frontier.resume(everything=True) == 1
    archive.frontier.lease(None)
    archive.frontier.settle(URL, status=200)
    assert archive.db.execute("SELECT tries FROM frontier").fetchone() == (0,)


def test_a_run_that_is_killed_is_no_failure_of_the_page(archive: Archive) -> None:
    archive.frontier.add([Found(URL, 7)], door="rest", crawl_id=None)
    for _ in range(5):
        archive.frontier.lease(None)
        archive.frontier.resume()
    archive.frontier.lease(None)
    archive.frontier.fail(URL, "reset")
    assert archive.frontier.resume() == 1, "the first failure in a row"


def test_an_edit_while_the_page_is_on_its_way_is_not_lost(archive: Archive) -> None:
    crawl = archive.ledger.start({})
    first = Found(URL, 7, modified="2026-06-01T12:00:00Z")
    second = replace(first, modified="2026-06-01T12:00:05Z")
    archive.frontier.add([first], door="rest", crawl_id=crawl)
    archive.frontier.lease(crawl)
    archive.frontier.add([second], door="rest", crawl_id=crawl)
    archive.frontier.settle(URL, status=200)
    assert archive.frontier.standings([second], "rest") == ["edited"]
    assert verdict(archive, second) == "again"


@pytest.mark.parametrize(
    ("published", "fetched_days_ago", "due"),
    [(0, 0.5, 0), (0, 1.5, 1), (9, 3, 0), (9, 5, 1), (3000, 100, 0), (3000, 181, 1)],
)
def test_where_nobody_tells_of_edits_a_page_is_due_when_its_age_has_doubled(
    archive: Archive, published: float, fetched_days_ago: float, due: int
) -> None:
    def ago(days: float) -> str:
        return stamp(datetime.now(UTC) - timedelta(days=days))

    came_out = ago(max(published, fetched_days_ago))
    fetched(archive, at=ago(fetched_days_ago), published=came_out)
    assert archive.frontier.grow_old(archive.ledger.start({})) == due


def test_a_period_leaves_the_others_waiting(archive: Archive) -> None:
    dates = {1: "2021-01-01T00:00:00Z", 2: "2022-01-01T00:00:00Z", 3: None, 4: "2023-01-01T00:00:00Z"}
    found = [Found(f"https://shahr20.ir/{n}/", n, published=at) for n, at in dates.items()]
    archive.frontier.add(found, door="rest", crawl_id=None)
    year = Period("2022-01-01T00:00:00Z", "2023-01-01T00:00:00Z")
    assert [lease.article_id for lease in archive.frontier.lease(None, 9, year)] == [3, 2]
    archive.frontier.put_back("https://shahr20.ir/3/", "2021-05-05T00:00:00Z")
    assert archive.frontier.lease(None, 9, year) == []
    assert [lease.article_id for lease in archive.frontier.lease(None, 9)] == [4, 3, 1]


def test_what_was_taken_down_is_known_and_never_entered(archive: Archive) -> None:
    archive.db.execute(
        """INSERT INTO forgotten (article_id, forgotten_at, actor, reason, removed)
           VALUES (7, '2026-01-01T00:00:00Z', 'a', 'b', '{}')"""
    )
    archive.frontier.add([Found(URL, 7), Found(URL + "8", 8)], door="rest", crawl_id=None)
    assert set(states(archive)) == {URL + "8"}
    assert archive.frontier.standings([Found(URL, 7)], "rest") == ["known"], "no walk goes on because of it"
