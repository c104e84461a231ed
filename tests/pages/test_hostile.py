"""Pages that are broken, mislabelled or out to hurt: an article with every word, or a reject that says why."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from shahr20.pages import document
from shahr20.pages.page import Page
from shahr20.pages.reader import explain, read
from shahr20.pages.site import Site, load
from tests.pages.articles import ARTICLES
from tests.pages.layouts import LAYOUTS, url
from tests.pages.taj import TITLE, record, taj

BODY = "به گزارش شهر بیست، برنامه‌های سازمان فرهنگی و رشته‌های سفالگری در چهار سرای محله گسترش می‌یابد."
LEGACY = "به گزارش شهر بيست، برنامه\u200cهاي سازمان فرهنگي و پژوهش گچ\u200cبري در چهار سراي محله گسترش مي\u200cيابد."
WORDS = f"<p>{BODY}</p>"


def reason(page: Page, site: Site) -> str | None:
    started = time.process_time()
    reading = read(page, site)
    took = time.process_time() - started
    assert took < 2 or took < 20 * parsing(page)
    assert (reading.record is None) != (reading.reject is None)
    return reading.reject.reason if reading.reject else None


def parsing(page: Page) -> float:
    """Seconds that a parser alone takes for the page: what this machine can do at this moment."""
    started = time.process_time()
    BeautifulSoup(page.body, "lxml")
    return time.process_time() - started


def markup(page: Page) -> str:
    return page.body.decode()


@pytest.mark.parametrize(
    ("encoding", "content_type", "meta"),
    [
        ("utf-8", "text/html; charset=windows-1256", "windows-1256"),
        ("utf-8", "text/html; charset=iso-8859-1", "utf-8"),
        ("utf-8", None, "no-such-charset"),
        ("utf-8-sig", "text/html; charset=windows-1256", "utf-8"),
        ("utf-16", "text/html", "utf-8"),
        ("utf-16-le", "text/html; charset=utf-8", "utf-8"),
    ],
)
def test_the_bytes_are_believed_before_the_label(
    encoding: str, content_type: str | None, meta: str, site: Site
) -> None:
    page = taj(WORDS)
    text = markup(page).replace('charset="utf-8"', f'charset="{meta}"')
    found = record(replace(page, body=text.encode(encoding), content_type=content_type), site)
    assert (found.title_raw, found.body_raw) == (TITLE, BODY)
    assert "broken_characters" not in found.flags


@pytest.mark.parametrize(
    "label", ["utf-8", "windows-1256", "iso-8859-1", "windows-1252", "iso-8859-6", "utf-16"]
)
def test_windows_1256_is_read_under_any_label(label: str, site: Site) -> None:
    page = taj(f"<p>{LEGACY}</p>")
    text = markup(page).replace('charset="utf-8"', f'charset="{label}"')
    legacy = replace(
        page, body=text.encode("cp1256", "xmlcharrefreplace"), content_type=f"text/html; charset={label}"
    )
    assert record(legacy, site).body_raw == LEGACY


def test_a_letter_cut_in_two_does_not_spoil_the_others(site: Site) -> None:
    page = taj(WORDS, lead="خلاصه‌ای که در میان یک حرف بریده شد")
    cut = page.body.replace("شد</p>".encode(), "شد".encode()[:-1] + b"</p>", 1)
    found = record(replace(page, body=cut), site)
    assert found.body_raw == BODY
    assert found.lead_raw == "خلاصه‌ای که در میان یک حرف بریده ش\ufffd"
    assert "broken_characters" in found.flags


def test_nul_and_lone_surrogates_are_dropped_and_nothing_else(site: Site) -> None:
    spoilt = (
        BODY.replace("سازمان", "ساز\0مان")
        .replace("محله", "مح&#0;ل&#xD83D;ه&#56832;")
        .replace("چهار", "چه\ud800ار")
    )
    found = record(taj(f"<p>{spoilt} 😀</p>"), site)
    assert found.body_raw == f"{BODY} 😀"
    assert "broken_characters" not in found.flags


@pytest.mark.parametrize("odd", ["\x01", "\x0b", "\x1f", "\x7f", "\ufffe", "\uffff", "\u2028"])
def test_odd_characters_anywhere_do_no_harm(odd: str, site: Site) -> None:
    shown = taj(f'<div class="ads">آگهی</div>{odd}{WORDS}')
    told = explain(replace(shown, body=shown.body.replace(b"><", f">{odd}<".encode())), site)
    assert told.reading.record is not None
    assert BODY in told.reading.record.body_raw


def test_a_page_too_large_is_refused_at_once(site: Site) -> None:
    assert reason(taj("<p>خبر <b>شهر</b></p>" * 400_000), site) == "too_large"


@pytest.mark.parametrize(
    "unit",
    ["<p>خبر</p>", "<i></i>", "<table><tr><td>x</td></tr></table>", "<br>", "<p>" + "x" * 60_000 + "</p>"],
)
def test_the_largest_pages_that_are_read_are_read_in_time(unit: str, site: Site) -> None:
    count = (
        min(document.MAX_BYTES // len(unit.encode()), document.MAX_ELEMENTS // max(1, unit.count("</") or 1))
        - 60
    )
    assert reason(taj(WORDS + unit * count), site) in (None, "too_large")


def test_too_many_elements_are_refused(site: Site) -> None:
    assert reason(taj("<b>خ</b>" * (document.MAX_ELEMENTS + 1)), site) == "too_large"


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "blockquote"])
def test_nesting_that_would_lose_text_is_refused(tag: str, site: Site) -> None:
    assert reason(taj(f"<{tag}>" * 10_000 + WORDS), site) == "too_deep"


def test_nesting_that_is_only_odd_is_read(site: Site) -> None:
    deep = "<div>" * 150 + WORDS + "</div>" * 150
    assert record(taj(deep), site).body_raw == BODY


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_page_cut_off_is_refused(share: float, golden: Page, site: Site) -> None:
    cut = golden.body[: int(len(golden.body) * share)]
    assert reason(replace(golden, body=cut), site) == "cut_off"


def test_no_cut_makes_an_article_with_words_missing(golden: Page, site: Site) -> None:
    whole = record(golden, site)
    for end in range(200, len(golden.body), 331):
        reading = read(replace(golden, body=golden.body[:end]), site)
        if reading.record:
            assert reading.record.body_raw == whole.body_raw
            assert reading.record.related == whole.related


@pytest.mark.parametrize(
    "tags",
    [["<body>", "</body>"], ["</body>", "</html>"], ["</html>"], ["<html>", "<body>", "</body>", "</html>"]],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_optional_tags_may_be_missing(tags: list[str], layout: str, site: Site) -> None:
    article = ARTICLES[0]
    text = LAYOUTS[layout](article)
    for tag in tags:
        text = text.replace(tag, "").replace(tag.upper(), "")
    page = Page(url=url(article), body=text.encode(), fetched_at="x", content_type="text/html; charset=utf-8")
    assert record(page, site).body_raw == "\n\n".join(article.body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"<!-- nothing -->", "empty"),
        (b"Forbidden", "no_article"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no_article"),
        (b"<html><body></body></html>", "no_title"),
        (b'{"code":"rest_no_route","data":{"status":404}}', "no_article"),
        (b"<html><frameset><frame src=x></frameset></html>", "no_title"),
        (b"\xff\xfe", "empty"),
    ],
)
def test_what_is_no_page_is_refused(body: bytes, expected: str, site: Site) -> None:
    assert reason(Page(url="https://shahr20.ir/47859/x/", body=body, fetched_at="x"), site) == expected


SITE = load()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000), st.integers(0, 60))
def test_no_bytes_break_the_reader(junk: bytes, at: int, gone: int) -> None:
    body = taj(WORDS).body
    for spoilt in (junk, body[:at] + junk + body[at + gone :]):
        reading = read(Page(url="https://shahr20.ir/47859/x/", body=spoilt, fetched_at="x"), SITE)
        if reading.record:
            reading.record.model_dump_json().encode("utf-8")
            assert "\0" not in reading.record.body_raw


@pytest.mark.parametrize(
    "unit",
    [
        "<h3>نوشته های مشابه</h3>",
        "<p>ثبت دیدگاه</p>",
        "<p>پرینت</p>",
        "<p>شناسه : 5</p>",
        "<p><a href=/5/x/>خبر</a></p>",
        f"<h2>{TITLE}</h2>",
    ],
)
def test_thousands_of_labels_take_no_longer(unit: str, site: Site) -> None:
    reason(taj(WORDS + unit * 6000), site)
    reason(replace(taj(""), body=f"<html><h1>{TITLE}</h1>{WORDS}{unit * 6000}</html>".encode()), site)


def test_a_title_of_many_parts_takes_no_longer(site: Site) -> None:
    shown = taj(WORDS)
    reason(replace(shown, body=shown.body.replace("| شهر بیست".encode(), b"| x " * 50_000)), site)
