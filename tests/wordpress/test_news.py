"""What a crawl asks WordPress for when little has happened, through each door alone; and audits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from shahr20.replica.newsroom import write
from tests.wordpress.crawling import SHUT, Crawl, crawl, only
from tests.wordpress.installation import WordPress
from tests.wordpress.newspaper import stamp

TEXT = "به گزارش شهر بیست به نقل از روابط عمومی شهرداری قم، متنی دیگر.\n\nو بند دوم."
IDLE = 3
"""Requests of a crawl when nothing has happened, robots.txt among them."""


def now() -> datetime:
    return datetime.now(UTC)


def insert(wordpress: WordPress, *posts: dict[str, Any]) -> list[int]:
    made: list[int] = wordpress.act(
        "insert",
        [{"content": TEXT, "excerpt": "لید خبر.", "published": stamp(now()), **post} for post in posts],
    )
    return made


def asked(run: Crawl) -> list[str]:
    assert run.exit_code == 0, run.printed
    return [unquote(request.target) for request in run.requests]


@pytest.mark.parametrize("door", SHUT)
def test_through_each_door_alone(small: WordPress, tmp_path: Path, door: str) -> None:
    only(small, door)
    db = tmp_path / "archive.db"
    tells_edits = door in ("rest", "feed")
    late, drafted, trashed = insert(
        small,
        {"title": "زمان‌بندی‌شده", "status": "future", "published": stamp(now() + timedelta(days=1))},
        {"title": "پیش‌نویس", "status": "draft", "published": "2021-01-01 00:00:00"},
        {"title": "زباله"},
    )
    small.act("trash", trashed)
    asked(crawl(small, db))
    assert len(asked(crawl(small, db))) <= IDLE

    new = insert(small, *({"title": f"تازه {n}"} for n in range(10)), {"title": "چسبان", "sticky": True})
    edited = [story.id for story in write(40) if story.status == "publish"][5:30:5]
    for number in edited:
        small.act("edit", {"ID": number, "post_title": f"ویرایش {door} {number}"})
    small.act("edit", {"ID": drafted, "post_status": "publish"})
    assert small.act("come_out", [late, 1800]) == "publish"
    small.act("untrash", trashed)
    [imported] = insert(small, {"title": "درون‌ریزی", "published": "2015-05-05 05:05:05"})
    run = crawl(small, db)
    requests, articles = asked(run), run.articles()
    wanted = {*new, late, trashed} | ({drafted, *edited} if tells_edits else set())
    wanted |= {imported} if door in ("rest", "sitemap") else set()
    assert wanted <= set(articles)
    if tells_edits:
        assert {articles[number]["title_raw"] for number in edited} == {
            f"ویرایش {door} {number}" for number in edited
        }
    pages = sum(run.pages_asked_for().values())
    assert len(requests) - pages <= 9, requests
    idle = asked(crawl(small, db))
    assert len(idle) <= IDLE, idle

    audit = crawl(small, db, "--full")
    assert set(audit.articles()) >= {imported, drafted}, "what the news of this door cannot show"
    gaps = audit.rows("SELECT * FROM gaps")
    assert {gap["reason"] for gap in gaps} <= {"rejected: password", "rejected: protected"}, gaps
    for number in (*new, late, trashed, imported, drafted):
        small.act("delete", number)
    audit = crawl(small, db, "--full")
    gone = {gap["article_id"]: gap["reason"] for gap in audit.rows("SELECT * FROM gaps")}
    assert {*new, late, trashed, imported, drafted} <= set(gone)
    run = crawl(small, db)
    named = run.rows("SELECT id FROM articles WHERE gone_at IS NOT NULL")
    assert {row["id"] for row in named} == {*new, late, trashed, imported, drafted}


def test_an_id_that_is_given_to_another_article_keeps_both(small: WordPress, tmp_path: Path) -> None:
    only(small, "rest")
    db = tmp_path / "archive.db"
    [number] = insert(small, {"title": "یکم"})
    asked(crawl(small, db))
    small.act("delete", number)
    insert(small, {"id": number, "title": "دوم", "published": "2020-02-02 02:02:02", "slug": "دوم"})
    run = crawl(small, db, "--full")
    assert run.articles()[number]["title_raw"] == "دوم"
    versions = run.rows("SELECT title_raw FROM revisions WHERE article_id = ? ORDER BY revision", number)
    assert [row["title_raw"] for row in versions] == ["یکم", "دوم"]


def test_a_period_is_asked_of_rest_in_the_time_of_tehran(small: WordPress, tmp_path: Path) -> None:
    only(small, "rest")
    inside, outside = insert(
        small,
        {"title": "نخستین دقیقه", "published": "2018-03-20 20:30:00"},  # 1397-01-01 00:00 in Tehran
        {"title": "یک ثانیه پیش", "published": "2018-03-20 20:29:59"},
    )
    run = crawl(small, tmp_path / "archive.db", "--since", "۱۳۹۷", "--until", "1397-01-01")
    assert run.exit_code == 0, run.printed
    assert inside in run.articles()
    assert outside not in run.articles()
    assert all("1397-01-01" in row["published_jalali"] for row in run.articles().values())
    marks = {row["name"] for row in run.rows("SELECT name FROM watermarks")}
    assert marks == {"underway"}, (
        "a period moves no watermark: it only tells the next crawl that it was no whole one"
    )
