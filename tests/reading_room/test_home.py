"""The first page: the first archive's, and what is served beside it."""

import json

import pytest
import sqlite_utils
from parsel import Selector

from tests.reading_room.conftest import article


@pytest.fixture
def other_db(tmp_path):
    path = tmp_path / "other.db"
    db = sqlite_utils.Database(path)
    db["words"].insert({"word": "سلام"})
    db.close()
    return path


def beside(page):
    html = Selector(page.text)
    return dict(
        zip(
            html.xpath("//section[h2='پایگاه‌های دیگر']//a//text()").getall(),
            html.xpath("//section[h2='پایگاه‌های دیگر']//a/@href").getall(),
            strict=True,
        )
    )


def test_it_stands_at_the_root_and_under_its_name(room):
    front, named = room.get("/"), room.get("/home")
    assert Selector(front.text).css("main").get() == Selector(named.text).css("main").get()
    assert json.loads(room.get("/home.json").text)["articles"] == 5
    assert "archive" in json.loads(room.get("/.json").text), "Datasette's own list of databases"
    assert room.request("POST", "/").status_code == 405


def test_no_table_is_counted_for_it(room, monkeypatch):
    async def counts(*_):
        raise AssertionError("Datasette counts every table")

    monkeypatch.setattr("datasette.database.Database.table_counts", counts)
    assert room.get("/").status_code == 200


def test_what_is_served_beside_the_archive_is_named(make, other_db, get):
    first, second = make(article(1)), make(article(2, title="دومی"), name="qom.db")
    page = get([first, second, other_db], "/")
    assert beside(page) == {"qom": "/qom/-/home", "other": "/other"}
    there = get([first, second, other_db], "/qom/-/home")
    assert "دومی" in there.text
    assert set(beside(there)) == {"archive", "other"}


def test_only_what_the_asker_may_see_is_named(make, other_db, get):
    closed = {"databases": {"other": {"allow": False}}}
    assert beside(get([make(), other_db], "/", metadata=closed)) == {}


def test_a_closed_archive_leaves_the_root_to_datasettes_list(make, other_db, get):
    closed = {"databases": {"archive": {"allow": False}}}
    page = get([make(article(1)), other_db], "/", metadata=closed)
    assert page.status_code == 200
    assert "/other" in Selector(page.text).css("a::attr(href)").getall()
    assert "تلاش برای" not in page.text


def test_without_an_archive_it_is_datasettes_own(other_db, get):
    page = get([other_db], "/")
    assert page.status_code == 200
    assert "آرشیو شهر بیست" not in page.text
    assert get([other_db], "/home").status_code == 404


def test_it_says_how_the_last_run_ended(room):
    db = sqlite_utils.Database(room.path)
    at = "2022-03-01T10:00:00Z"
    db["crawls"].insert(
        {"started_at": at, "finished_at": at, "outcome": "the site gives no page", "exit_code": 4}
    )
    db.close()
    html = Selector(room.get("/").text)
    assert "سایت در دسترس نبود" in html.css(".message::text").get()
    assert html.xpath("//a[.='نمودار']/@href").get().startswith("/archive?sql=SELECT")
