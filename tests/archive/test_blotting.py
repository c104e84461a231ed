"""One article cut out of the pages of others."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest

from shahr20.archive import forgotten
from shahr20.archive.blotting import Article, blot

TITLE = "متهم پروندهٔ «زمین‌خواری» در قم آزاد شد"
URL = f"https://shahr20.ir/7/{quote(TITLE.replace(' ', '-'))}/"
PAGE = "https://shahr20.ir/8/slug/"
NAMES = forgotten.names(7, [URL])
SEVEN = Article(lambda url: bool(NAMES & set(forgotten.hashes(url))), (TITLE,))


@pytest.mark.parametrize(
    "mention",
    [
        f'<a href="{URL}">{TITLE}</a>',
        f"<a class=x href='{URL.lower()}'><img alt='{TITLE}'><h3>{TITLE}</h3></a>",
        f'<a title="{TITLE}" href="/7/another-slug/">{TITLE}</a>',
        "<a href=/?p=7>بیشتر</a>",
        f'<a href="http://www.shahr20.ir/7/">{TITLE}</a><h3>{html.escape(TITLE)}</h3>',
        f'<link rel="next" href="{URL}">',
        f'<a href="/7/"></a><h3>{TITLE.replace("«", "&#171;").replace("»", "&raquo;")}</h3>',
        "<script>" + json.dumps({"url": URL, "headline": TITLE}).replace("/", "\\/") + "</script>",
    ],
)
def test_every_way_of_naming_it_goes(mention: str) -> None:
    page = f'<html><p>پیش</p>{mention}<a href="/77/">دیگر</a></html>'.encode()
    left = html.unescape(blot(page, PAGE, SEVEN).decode())
    assert "زمین" not in left
    assert "\\u0632\\u0645" not in left
    assert "/7/" not in left
    assert "?p=7" not in left
    assert "پیش" in left
    assert '<a href="/77/">دیگر</a>' in left


def test_the_words_of_the_other_article_stay() -> None:
    body = f"پیش از این نوشتیم: {TITLE}. چرا؟"
    page = body.replace(TITLE, f'<a href="{URL}" title="{TITLE}" rel=x>{TITLE}</a>').encode()
    left = blot(page, PAGE, SEVEN, [body]).decode()
    assert left == body.replace(TITLE, f"<a rel=x>{TITLE}</a>")


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{TITLE}</p>",  # no link: somebody's words
        '<a href="https://shahr20.ir/70/7/">هفتاد</a><a href="https://example.org/7/">دیگری</a><a href="//[">x</a>',
        '<a href="/2007/07/">بایگانی</a>',
        f'<a href="/?p={"7" * 5000}">x</a><a href="/{"7" * 5000}/">x</a><a href="/?p=7x">x</a>',
    ],
)
def test_other_pages_stay_byte_for_byte(page: str) -> None:
    assert blot(page.encode("windows-1256", "replace"), PAGE, SEVEN) == page.encode("windows-1256", "replace")
    assert blot(page.encode(), PAGE, SEVEN) == page.encode()


def test_a_short_title_is_anybodys_words() -> None:
    photo = Article(SEVEN.is_its, ("گزارش تصویری",))
    page = '<a href="/7/">گزارش تصویری</a><h2>گزارش تصویری</h2>'.encode()
    assert blot(page, PAGE, photo).decode() == "<h2>گزارش تصویری</h2>"
