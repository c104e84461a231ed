"""Whatever the archive says in codes and English sentences has words in both languages."""

import json
import re
from pathlib import Path

import pytest
import sqlite_utils
from parsel import Selector

from shahr20 import failing
from shahr20.pages import verdict, verdict_words
from shahr20.reading_room import telling
from shahr20.reading_room.language import DIRECTIONS, catalogue

ROOT = Path(__file__).parents[2]
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("shahr20", "shahr20_spider", "pipelines")
    for path in (ROOT / folder).rglob("*.py")
)
REASONS = {
    *re.findall(r'(?:Reject|Unfit|UnreadableError)\(\s*"(\w+)"', SOURCE),
    *(reason for reason, _ in verdict.BODY_CLASSES.values()),
    *verdict_words.SENTENCES,
}
FLAGS = {*re.findall(r'flags\["(\w+)"\]', SOURCE), *re.findall(r'(?:LOST|TIME_OF_FILE) = "(\w+)"', SOURCE)}
EXIT_CODES = {value for name, value in vars(failing).items() if name.isupper() and isinstance(value, int)}


@pytest.mark.parametrize("language", DIRECTIONS)
def test_every_reason_flag_and_exit_code_has_words(language):
    known = catalogue(language)
    assert len(REASONS) > 15
    assert len(FLAGS) > 10
    assert {f"reason.{one}" for one in REASONS} <= set(known)
    assert {f"flag.{one}" for one in FLAGS} <= set(known)
    codes = EXIT_CODES - {failing.BY_SIGNAL}
    assert {f"outcome.exit_{code}" for code in codes} <= set(known)


GAPS = [
    ("gone: answers 404", "دیگر در سایت نیست (پاسخ ۴۰۴)"),
    ("gone: answers 410, the next run asks again", "سایت پاسخ ۴۱۰ داد؛ خزش بعد دوباره می‌پرسد"),
    ("waiting", "در صف است"),
    ("only the REST and the feed door names it", "تنها REST و خوراک از آن نام می‌برد"),
    ("only the archive door names it", "تنها آرشیو از آن نام می‌برد"),
    ("failed: TimeoutError: 30 s", "گرفته نشد: TimeoutError: 30 s"),
    ("rejected: no_title", "خوانده نشد: عنوان نداشت"),
    ("answers 200, and is no article", "پاسخ ۲۰۰ آمد و نوشته نبود"),
    ("imported, and no door names it", "از جایی دیگر آورده شده و هیچ دری از آن نام نمی‌برد"),
    ("something new", "something new"),
]


@pytest.mark.parametrize(("sentence", "words"), GAPS)
def test_why_an_article_is_missing(sentence, words):
    assert telling.gap(sentence) == words


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [
        (None, None, "در جریان"),
        ("died", None, "ناتمام ماند"),
        ("done", 0, "پایان یافت"),
        ("failed: x", 1, "ناکام ماند"),
        ("ended by a signal", 143, "با فرمان ایست پایان یافت"),
        ("odd", 99, "odd"),
    ],
)
def test_how_a_run_ended(outcome, code, words):
    assert telling.outcome({"outcome": outcome, "exit_code": code}) == words


CODES = re.compile(r"\b(?:[a-z]+_[a-z_]+|done|died|todo|leased|gone|waiting|sitemap|listing|rest)\b")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/coverage",
        "/archive/crawls",
        "/archive/rejects",
        "/archive/frontier",
        "/archive/gaps",
        "/capture/1",
    ],
)
def test_no_persian_page_shows_a_bare_code(room, address):
    """Names of columns and codes stand in `code` elements, beside their words; links and details in their own."""
    at = "2022-03-01T10:00:00Z"
    db = sqlite_utils.Database(room.path)
    db["crawls"].insert({"id": 1, "started_at": at, "finished_at": at, "outcome": "the site gives no page",
                         "exit_code": 4, "arguments": json.dumps({"full": True}), "doors": "{}"})  # fmt: skip
    db["rejects"].insert({"url": "u", "reason": "not_an_article", "seen_at": at, "capture_id": 1})
    db["frontier"].insert_all(
        {"url": f"u{n}", "article_id": 100, "door": door, "state": state, "found_at": at}
        for n, (door, state) in enumerate([("rest", "gone"), ("sitemap", "todo"), ("listing", "leased")])
    )
    gap = {
        "crawl_id": 1,
        "article_id": 5,
        "url": "u",
        "listed_by": "rest, sitemap",
        "missing_from": "archive",
    }
    db["gaps"].insert({**gap, "reason": "rejected: no_title"})
    db.close()
    html = Selector(room.get(address).text)
    texts = html.xpath("//main//text()[not(ancestor::code or ancestor::details or ancestor::pre)]").getall()
    assert [text for text in texts if CODES.search(text)] == []
