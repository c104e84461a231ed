"""Storing: one page, one transaction; what makes a version and what does not."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive import search
from shahr20.archive.entry import Entry, Reject
from shahr20.archive.frontier import Found

Make = Callable[..., Entry]


def rows(archive: Archive, sql: str, *values: Any) -> list[dict[str, Any]]:
    return list(archive.db.query(sql, values))


def hits(archive: Archive, query: str) -> list[int]:
    return [row["rowid"] for row in rows(archive, "SELECT rowid FROM search WHERE search MATCH ?", query)]


def test_a_page_is_stored_whole(archive: Archive, make_entry: Make) -> None:
    related = ((9, "https://shahr20.ir/9/x/", "نه"), (None, None, "بی نشانی"))
    outcome = archive.store(make_entry(html=b"<p>\xd8\xb4</p>", related=related))
    assert (outcome.kind, outcome.article_id) == ("new", 7)
    (article,) = rows(archive, "SELECT * FROM articles")
    assert article["title"] == "گزارش شهرداری"
    assert article["title_raw"] == "گزارش شهرداري"
    assert (article["revision"], article["first_seen_at"]) == (1, "2026-01-01T00:00:00Z")
    assert archive.captures.body(article["capture_id"]) == b"<p>\xd8\xb4</p>"
    (capture,) = rows(archive, "SELECT * FROM captures")
    assert capture["sha256"] == hashlib.sha256(b"<p>\xd8\xb4</p>").hexdigest()
    assert [(r["position"], r["related_id"], r["title"]) for r in rows(archive, "SELECT * FROM related")] == [
        (1, 9, "نه"),
        (2, None, "بی نشانی"),
    ]
    assert rows(archive, "SELECT name, articles FROM sources") == [{"name": "ایسنا", "articles": 1}]
    assert {row["name"] for row in rows(archive, "SELECT name FROM tags")} == {"قم", "شهر"}
    assert [row["revision"] for row in rows(archive, "SELECT revision FROM revisions")] == [1]


def test_the_same_page_again_stores_nothing_new(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry(html=b"clock 10:00"))
    again = archive.store(make_entry(html=b"clock 11:00", fetched_at="2026-01-02T00:00:00Z"))
    assert again.kind == "unchanged"
    (article,) = rows(archive, "SELECT * FROM articles")
    assert (article["first_seen_at"], article["last_seen_at"]) == (
        "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z",
    )
    first, second = rows(archive, "SELECT * FROM captures ORDER BY id")
    assert (second["body"], second["same_as"]) == (None, first["id"])
    assert archive.captures.body(second["id"]) == b"clock 10:00"
    assert archive.count("revisions") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"kicker": "روتیتر دیگر"},
        {"published_at": "2022-02-20T15:30:00Z"},
        {"flags": '{"date_differs": "…"}'},
        {"published_raw": "۱ اسفند ۱۴۰۰"},
    ],
)
def test_a_page_that_says_anything_else_is_kept(
    archive: Archive, make_entry: Make, change: dict[str, Any]
) -> None:
    """Else the archive would say what none of its captures says, and a rebuild take it back."""
    archive.store(make_entry(html=b"one"))
    archive.store(make_entry(html=b"two", fetched_at="2026-01-02T00:00:00Z", **change))
    (article,) = rows(archive, "SELECT * FROM articles")
    assert archive.captures.body(article["capture_id"]) == b"two"
    assert archive.count("revisions") == 1


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"body_raw": "پاراگراف دیگر."}, "revised"),
        ({"title_raw": "گزارش"}, "revised"),
        ({"lead_raw": "لید"}, "revised"),
        ({"body_raw": "پاراگراف یکم.\n\n\nبرنامه‌های  شهر. "}, "unchanged"),
        ({"related": ((11, None, "تازه"),)}, "unchanged"),
        ({"published_raw": "۱ اسفند ۱۴۰۰"}, "unchanged"),
        ({"title": "گزارش شهرداری قم", "reader_version": 2}, "unchanged"),
    ],
)
def test_only_the_published_words_make_a_version(
    archive: Archive, make_entry: Make, change: dict[str, Any], kind: str
) -> None:
    archive.store(make_entry())
    assert archive.store(make_entry(**change)).kind == kind
    revisions = rows(archive, "SELECT * FROM revisions ORDER BY revision")
    assert len(revisions) == (2 if kind == "revised" else 1)
    (article,) = rows(archive, "SELECT * FROM articles")
    newest = revisions[-1]
    assert article["revision"] == newest["revision"]
    for field, value in change.items():
        if field in newest:
            assert newest[field] == article[field] == value


def test_an_older_version_stays_as_it_was(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry(html=b"one"))
    archive.store(make_entry(html=b"two", body_raw="دوم", body="دوم"))
    archive.store(make_entry(html=b"three"))
    revisions = rows(archive, "SELECT revision, body_raw, capture_id FROM revisions ORDER BY revision")
    assert [r["revision"] for r in revisions] == [1, 2, 3]
    assert [archive.captures.body(r["capture_id"]) for r in revisions] == [b"one", b"two", b"three"]
    assert revisions[1]["body_raw"] == "دوم"


def test_the_index_forgets_what_an_edit_took_out(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry())
    assert hits(archive, '"برنامه های"') == [7]
    archive.store(make_entry(body="تازه", body_raw="تازه"))
    assert hits(archive, '"برنامه های"') == []
    assert hits(archive, search.key("تازه")) == [7]
    archive.db.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_sources_are_counted_whoever_writes(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry(1))
    archive.store(make_entry(2))
    archive.store(make_entry(2, source="ایرنا"))
    assert rows(archive, "SELECT name, articles FROM sources ORDER BY name") == [
        {"name": "ایرنا", "articles": 1},
        {"name": "ایسنا", "articles": 1},
    ]
    archive.store(make_entry(1, source=None))
    assert rows(archive, "SELECT name FROM sources") == [{"name": "ایرنا"}]


def test_a_reject_is_kept_with_its_page(archive: Archive, make_entry: Make) -> None:
    entry = replace(make_entry(html=b"login"), made=Reject("login", "a login form"), asked_id=7)
    outcome = archive.store(entry)
    assert outcome.kind == "rejected"
    (reject,) = rows(archive, "SELECT * FROM rejects")
    assert (reject["reason"], reject["article_id"]) == ("login", 7)
    assert archive.captures.body(reject["capture_id"]) == b"login"
    assert archive.count() == 0


@pytest.mark.parametrize(("reason", "due"), [("challenge", 1), ("cut_off", 1), ("password", 0)])
def test_a_challenge_never_hides_an_article(
    archive: Archive, make_entry: Make, reason: str, due: int
) -> None:
    """What says nothing of the article leaves its address due, though no door says that it was edited."""
    url = "https://shahr20.ir/7/slug/"
    archive.frontier.add([Found(url, 7, modified="2026-01-01T00:00:00Z")], door="rest", crawl_id=None)
    archive.frontier.lease(None)
    made = replace(make_entry(lease=url), made=Reject(reason, "…"))
    assert made.answer.header("etag")
    archive.store(made)
    assert archive.frontier.lease(None) == [], "not in the same run"
    assert archive.frontier.resume() == due
    archive.db.execute("UPDATE frontier SET state = 'todo'")
    assert archive.frontier.lease(None)[0].etag is None


def test_another_articles_page_never_replaces_a_good_one(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry(7))
    outcome = archive.store(make_entry(8, asked_id=7, body_raw="مقاله‌ای دیگر"))
    assert outcome.kind == "rejected"
    assert outcome.reject is not None
    assert outcome.reject.reason == "another_article"
    assert [row["id"] for row in rows(archive, "SELECT id FROM articles")] == [7]


def test_all_of_a_page_or_nothing(archive: Archive, make_entry: Make) -> None:
    url = "https://shahr20.ir/7/slug/"
    archive.frontier.add([Found(url, 7)], door="rest", crawl_id=None)
    archive.frontier.lease(None)
    archive.db.execute(
        "CREATE TRIGGER torn BEFORE INSERT ON article_tags BEGIN SELECT RAISE(ABORT, 'torn'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="torn"):
        archive.store(make_entry(lease=url))
    for table in ("articles", "captures", "revisions", "related", "sources", "categories"):
        assert archive.count(table) == 0, table
    assert [row["state"] for row in rows(archive, "SELECT state FROM frontier")] == ["leased"]
    archive.db.execute("DROP TRIGGER torn")
    archive.store(make_entry(lease=url))
    (row,) = rows(archive, "SELECT state, etag, last_status FROM frontier")
    assert row == {"state": "done", "etag": '"a"', "last_status": 200}


def versions(archive: Archive) -> list[tuple[int, str, str]]:
    found = rows(archive, "SELECT revision, seen_at, body_raw FROM revisions ORDER BY seen_at")
    return [(row["revision"], row["seen_at"][:4], row["body_raw"]) for row in found]


def test_an_older_page_becomes_an_older_version_without_renumbering(
    archive: Archive, make_entry: Make
) -> None:
    def at(year: int, words: str) -> str:
        entry = make_entry(
            html=words.encode(), body_raw=words, body=words, fetched_at=f"{year}-01-01T00:00:00Z"
        )
        return archive.store(entry).kind

    assert at(2024, "ب") == "new"
    assert at(2020, "الف") == "revised"
    assert versions(archive) == [(2, "2020", "الف"), (1, "2024", "ب")]
    assert at(2022, "ب") == "unchanged"  # the version of 2024 was there two years before
    assert at(2021, "الف") == "unchanged"
    assert at(2026, "الف") == "revised"  # back to the old words is a version of its own
    assert versions(archive) == [(2, "2020", "الف"), (1, "2022", "ب"), (3, "2026", "الف")]
    (article,) = rows(archive, "SELECT revision, body, first_seen_at, last_seen_at FROM articles")
    assert article == {
        "revision": 3,
        "body": "الف",
        "first_seen_at": "2020-01-01T00:00:00Z",
        "last_seen_at": "2026-01-01T00:00:00Z",
    }
    assert hits(archive, "ب") == []


def test_an_older_page_never_takes_the_newer_ones_place(archive: Archive, make_entry: Make) -> None:
    archive.store(make_entry(fetched_at="2024-01-01T00:00:00Z", related=((9, None, "نه"),)))
    archive.store(make_entry(fetched_at="2020-01-01T00:00:00Z", related=(), author="دیگری"))
    (article,) = rows(archive, "SELECT author, last_seen_at FROM articles")
    assert article == {"author": None, "last_seen_at": "2024-01-01T00:00:00Z"}
    assert archive.count("related") == 1
