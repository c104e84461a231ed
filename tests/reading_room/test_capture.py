import hashlib
import json

import pytest
from parsel import Selector

from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer, Entry
from shahr20.reading_room.pages.capture import inert
from tests.reading_room.conftest import article
from tests.reading_room.hostile import HOSTILE

CP1256 = "<html><head><title>قم</title></head><body>شهر قم</body></html>".encode("cp1256")


@pytest.fixture
def hostile_db(archive_db):
    """Captures 6 (a hostile page), 7 (in another charset), 8 (its answer again) beside the five articles."""
    with Archive(archive_db) as archive:
        archive.captures.add(
            Answer("javascript:alert(1)", HOSTILE.encode(), "2022-03-02T10:00:00Z",
                   headers=(("X-<script>", "</dd><script>alert(1)</script>"),))
        )  # fmt: skip
        archive.captures.add(
            Answer(
                "https://shahr20.ir/8/",
                CP1256,
                "2022-03-02T10:00:00Z",
                content_type="text/html; charset=windows-1256",
            )
        )
        archive.captures.add(Answer("https://shahr20.ir/9/", b"", "2022-03-02T10:00:00Z"))
    return archive_db


def test_what_runs_or_fetches_is_taken_out_and_the_words_stay():
    made = inert(HOSTILE)
    html = Selector(made)
    assert {"متن می‌ماند", "پیوند", "خانه"} <= {text.strip() for text in html.xpath("//body//text()").getall()}
    assert not html.css(
        "script, link, base, meta, iframe, object, embed, video, audio, svg, math, form, template"
    )
    assert not html.xpath(
        "//@*[starts-with(name(), 'on')] | //@href | //@src | //@srcset | //@background | //@action"
    )
    assert "alert" not in made
    assert "evil" not in made


@pytest.mark.parametrize(
    "page",
    ["", "   ", "<!-- x -->", "\x00", "<p>متن", "متن بی نشانه", "\ud800".encode("utf-8", "replace").decode()],
)
def test_any_page_is_html(page):
    assert inert(page).startswith("<!DOCTYPE html>")


def test_a_page_is_shown_in_a_sandbox_of_its_own(hostile_db, get):
    answer = get([hostile_db], "/capture/6/fetched")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow" not in policy
    assert "script-src" not in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in answer.headers["cache-control"]
    frame = Selector(get([hostile_db], "/capture/6").text).css("iframe")
    assert (frame.attrib["sandbox"], frame.attrib["src"]) == ("", "/capture/6/fetched")


def test_the_source_text_is_the_very_bytes(hostile_db, get):
    answer = get([hostile_db], "/capture/7/fetched.txt")
    assert answer.content == CP1256
    assert answer.headers["content-type"] == "text/plain; charset=cp1256"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    said = json.loads(get([hostile_db], "/capture/7.json").text)["capture"]["sha256"]
    assert said == hashlib.sha256(CP1256).hexdigest()
    assert "شهر قم" in get([hostile_db], "/capture/7/fetched").text
    assert get([hostile_db], "/capture/8/fetched").status_code == 200


def test_headers_and_addresses_of_a_capture_are_inert(hostile_db, get):
    page = get([hostile_db], "/capture/6")
    html = Selector(page.text)
    assert not html.xpath("//script[not(@src)]")
    assert not [link for link in html.css("a::attr(href)").getall() if link.startswith("javascript")]
    assert html.css("dl.headers dd::text").get() == "</dd><script>alert(1)</script>"


def test_a_capture_says_which_rule_read_each_field_and_what_disagreed(make, get):
    path = make(article(9, read_by='{"title_raw": "selectors:taj"}', flags='{"title_differs": "a says b"}'))
    html = Selector(get([path], "/capture/1").text)
    assert html.css(".rules code::text").get() == "selectors:taj"
    assert (
        html.css(".rules td:nth-child(3) bdi::text").get()
        == "تلاش برای ارتقای هویت شهری و فرهنگ شهروندی در قم"
    )
    assert html.css(".flags dt::text").get().strip() == "عنوان‌ها در صفحه یکی نبود"
    assert html.css(".flags dd bdi::text").get() == "a says b"


def test_a_capture_that_reads_as_another_says_whose_bytes_are_shown(archive_db, get):
    with Archive(archive_db) as archive:
        made = article(200)
        for day, body in (("02", b"<p>first</p>"), ("03", b"<p>second</p>")):
            archive.store(Entry(Answer(made.url, body, f"2022-03-{day}T10:00:00Z"), made))
        last = archive.db.execute("SELECT max(id), same_as FROM captures").fetchone()
    assert last[1], "the second is kept without its bytes"
    html = Selector(get([archive_db], f"/capture/{last[0]}").text)
    assert html.css(".message a::attr(href)").get() == f"/capture/{last[1]}"
    assert get([archive_db], f"/capture/{last[0]}/fetched.txt").content == b"<p>first</p>"


def test_a_damaged_capture_says_so(archive_db, get):
    with Archive(archive_db) as archive:
        archive.db.execute("UPDATE captures SET body = x'00' WHERE id = 1")
        archive.db.conn.commit()
    answer = get([archive_db], "/capture/1/fetched")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")
    assert answer.text.startswith("capture 1 cannot be unpacked")


@pytest.mark.parametrize(
    "address", ["/capture/1", "/capture/1.json", "/capture/1/fetched", "/capture/1/fetched.txt"]
)
def test_who_may_not_see_captures_sees_none(archive_db, get, address):
    closed = {"databases": {"archive": {"tables": {"captures": {"allow": False}}}}}
    assert get([archive_db], address, metadata=closed).status_code == 403
    assert "/capture/" not in get([archive_db], "/article/47859", metadata=closed).text


@pytest.mark.parametrize("address", ["/capture/99", "/capture/99/fetched", "/capture/99/fetched.txt"])
def test_what_is_not_there_is_not_found(room, address):
    assert room.get(address).status_code == 404
