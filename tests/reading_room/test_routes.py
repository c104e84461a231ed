import json

import pytest
import sqlite_utils
from parsel import Selector

from shahr20.reading_room.pages import PAGES

ADDRESSES = ("/search", "/sources", "/source/ایسنا", "/categories", "/category/شهری", "/tags", "/tag/هویت شهری",
             "/home", "/coverage", "/about", "/article/47859/beside/103", "/article/47859", "/article/47859/v1",
             "/article/47859/versions", "/capture/1")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_html_and_the_same_as_json(room, address):
    page = room.get(address)
    assert page.status_code == 200
    data = json.loads(room.get(f"{address}.json").text)
    assert data["ok"] is True
    link = Selector(page.text).xpath("//link[@rel='alternate' and @type='application/json']/@href").get()
    assert link.endswith(".json")
    for query in data["sql"]:
        assert query["sql"].upper().startswith("SELECT")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sql_of_a_page_runs(room, address):
    html = Selector(room.get(address).text)
    links = html.css(".ways a[href*='sql=']::attr(href)").getall()
    assert links
    for link in links:
        answer = room.get(link)
        assert answer.status_code == 200
        html = Selector(answer.text)
        assert html.css(".rows td") or "هیچ ردیفی نیست" in html.css(".message::text").get()


@pytest.mark.parametrize("address", ["/sources", "/article/47859.json", "/source/x"])
def test_head_is_get_without_its_body(room, address):
    asked, head = room.get(address), room.head(address)
    assert (head.status_code, head.text) == (asked.status_code, "")
    assert head.headers["content-type"] == asked.headers["content-type"]
    assert head.headers.get("etag") == asked.headers.get("etag")


def test_a_known_page_is_not_sent_again(room):
    first = room.get("/sources")
    again = room.get("/sources", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.text) == (304, "")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-security-policy" in again.headers
    assert room.get("/sources", headers={"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/article/1", 404),
        ("/article/999999999999999999", 404),
        ("/article/47859/v9", 404),
        ("/source/هیچ", 404),
        ("/sources?page=x", 400),
        ("/sources?page=0", 400),
        ("/sources?page=99999999999999999999", 400),
        ("/nothing/-/sources", 404),
    ],
)
def test_a_wrong_address_is_a_page_and_an_error_in_json(room, address, status):
    assert room.get(address).status_code == status
    path, _, query = address.partition("?")
    answer = room.get(f"{path}.json?{query}")
    error = json.loads(answer.text)
    assert answer.status_code == error["status"] == status
    assert error["ok"] is False
    assert error["error"]


def test_only_reading_is_allowed(room):
    answer = room.request("PUT", "/sources")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_second_archive_stands_under_its_name(make, get):
    first, second = make(name="archive.db"), make(name="qom.1400.db")
    page = get([first, second], "/qom~2E1400/-/sources")
    assert page.status_code == 200
    assert "/qom~2E1400/-/tags" in Selector(page.text).css("nav a::attr(href)").getall()
    assert get([first, second], "/archive/-/sources").status_code == 200


def test_a_database_called_like_a_page_keeps_its_address(make, get):
    archive = make(name="sources.db")
    page = get([archive], "/sources")
    assert "articles" in page.text
    assert "/sources/-/sources" in Selector(page.text).css("nav a::attr(href)").getall()
    assert get([archive], "/sources/-/sources").status_code == 200


def test_links_are_made_under_the_base_url(archive_db, get):
    html = Selector(get([archive_db], "/sources", settings={"base_url": "/qom/"}).text)
    for link in html.css("a::attr(href)").getall():
        assert link.startswith(("/qom/", "?", "#", "https://datasette.io"))


NAMES = ("a/b", "a?b#c", "x.json", "shahr20.ir", "50%", "<b>", "«نقل»", "12", "..", "a b+c")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_has_an_address(room, name):
    db = sqlite_utils.Database(room.path)
    db.execute("UPDATE articles SET source = ? WHERE id = 100", [name])
    db.conn.commit()
    db.close()
    addresses = [one["address"] for one in json.loads(room.get("/sources.json").text)["sources"]]
    found = [json.loads(room.get(f"{address}.json").text)["name"] for address in addresses]
    assert name in found


def test_datasettes_page_of_an_article_is_the_same_page(room):
    there, here = room.get("/archive/articles/47859"), room.get("/article/47859")
    assert Selector(there.text).css("main").get() == Selector(here.text).css("main").get()
    assert Selector(there.text).xpath("//link[@rel='canonical']/@href").get() == "/article/47859"


def test_every_page_has_an_address_of_its_own():
    assert len({page.address for page in PAGES.values()}) == len(PAGES)


def test_an_archive_that_no_crawl_has_upgraded_has_its_pages(room):
    db = sqlite_utils.Database(room.path)
    db.execute("DROP TABLE facets")
    db.conn.commit()
    db.close()
    assert json.loads(room.get("/category/فرهنگی.json").text)["articles"] == 5
    for address in ("/search?q=شهر", "/search.json?q=شهر", "/counts.json?q=شهر", "/export.jsonl?q=شهر"):
        answer = room.get(address)
        assert answer.status_code == 400
        assert "older version" in answer.text


def test_the_operator_says_whom_to_write_to(archive_db, get):
    metadata = {
        "license": "CC BY 4.0",
        "license_url": "javascript:alert(1)",
        "plugins": {"shahr20": {"contact": "archive@example.org"}},
    }
    html = Selector(get([archive_db], "/about", metadata=metadata).text)
    assert "mailto:archive@example.org" in html.css("main a::attr(href)").getall()
    assert "CC BY 4.0" in " ".join(html.css("main ::text").getall())
    assert not html.css("a[href^='javascript']")


AT = "2022-03-01T10:00:00Z"


def test_coverage_says_what_is_missing_and_why(room):
    db = sqlite_utils.Database(room.path)
    gap = {"article_id": 5, "url": "u", "listed_by": "rest", "missing_from": "archive", "reason": "waiting"}
    db["crawls"].insert({"id": 1, "started_at": AT, "finished_at": AT, "arguments": '{"full": true}'})
    db["gaps"].insert({"crawl_id": 1, **gap})
    db["rejects"].insert_all({"url": "u", "reason": "no_title", "seen_at": AT} for _ in range(2))
    db["frontier"].insert({"url": "u", "article_id": 100, "door": "rest", "state": "gone", "found_at": "x"})
    db["articles"].update(100, {"gone_at": "2022-03-02T10:00:00Z"})
    db.close()
    data = json.loads(room.get("/coverage.json").text)
    assert data["gaps"]["total"] == 1
    assert data["rejects"] == [{"reason": "no_title", "pages": 2, "last_seen_at": AT}]
    assert [article["id"] for article in data["removed"]["latest"]] == [100]
    assert data["doors"] == [{"door": "rest", "state": "gone", "addresses": 1}]
    text = " ".join(Selector(room.get("/coverage").text).css("main ::text").getall())
    for part in ("در صف است", "عنوان نداشت", "REST", "افتتاح بوستان"):
        assert part in text


def test_a_fault_of_the_program_is_a_page_too(room, monkeypatch, capsys):
    def fail(*_):
        raise RuntimeError("a fault")

    monkeypatch.setattr("shahr20.reading_room.answering.read", fail)
    answer = room.get("/about?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong in the program" in answer.text
    assert "a fault" in capsys.readouterr().err


def test_hits_over_time_as_csv_and_json(room):
    page = Selector(room.get("/search?q=شهر").text)
    address = page.css("a[href*='counts.csv']::attr(href)").get()
    lines = room.get(f"{address}&by=year").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "period,hits,articles,share"
    counts = json.loads(room.get(f"{address}&by=year".replace(".csv", ".json")).text)
    assert [line.split(",")[:2] for line in lines[1:]] == [
        [str(one["year"]), str(one["hits"])] for one in counts["periods"]
    ]
    assert sum(one["hits"] for one in counts["periods"]) + counts["undated"] == counts["total"]
    assert room.get("/counts.json?by=day").status_code == 400
    assert room.get("/counts?q=شهر").status_code == 302
