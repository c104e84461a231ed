"""The visible text alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from tests.pages.articles import ARTICLES, Article

CAPTURE = (Path(__file__).parent / "fixtures" / "page-47859.txt").read_bytes()
SEEN = CAPTURE.decode().splitlines()


def read_text(text: bytes, site: Site, **page: str) -> Record:
    reading = read(Page(url=page.get("url", "page.txt"), body=text, fetched_at="x"), site)
    assert reading.record is not None, reading.reject
    return reading.record


def test_the_capture_of_the_golden_page(site: Site) -> None:
    found = read_text(CAPTURE, site)
    assert found.id == 47859
    assert found.url is None
    assert found.title_raw == SEEN[0]
    assert found.lead_raw == SEEN[2]
    assert found.body_raw == "\n\n".join(SEEN[i] for i in (7, 9, 11, 13, 15))
    assert found.published_raw == "01 اسفند 1400 - 18:08"
    assert [one.title for one in found.related] == SEEN[18:24]
    assert found.kicker_raw is None
    assert set(found.read_by.values()) == {"plain", "label"}
    assert found.flags == {}


def as_shown(article: Article) -> str:
    lead = f"\n{article.lead}\n" if article.lead else "\n"
    kicker = f"{article.kicker}\n" if article.kicker else ""
    body, related = "\n\n".join(article.body), "\n".join(title for _, title in article.related)
    return f"""{kicker}{article.title}
{lead}پایگاه خبری شهر بیست (shahr20.ir) :
{article.title}
شناسه : {article.id} | انتشار : {article.date}   پرینت

{body}

نوشته های مشابه
{related}
ثبت دیدگاه
  • پیام هایی که حاوی تهمت یا افترا باشد منتشر نخواهد شد."""


def crowded(article: Article) -> str:
    """With the menu above, no print header, other labels, a line for every paragraph, and the footer below."""
    lead = f"{article.lead}\n" if article.lead else ""
    body, related = "\n".join(article.body), "\n".join("- " + title for _, title in article.related)
    return f"""شهر بیست
خانه
شهری
{article.title}
کد خبر: {article.id}
تاریخ انتشار: {article.date}
{lead}{body}
اخبار مرتبط:
{related}
نظرات کاربران
تمامی حقوق محفوظ است © شهر بیست"""


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article.id))
@pytest.mark.parametrize("shown", [as_shown, crowded])
def test_any_article(shown: object, article: Article, site: Site) -> None:
    assert callable(shown)
    found = read_text(shown(article).encode(), site)
    assert found.id == article.id
    assert found.title_raw == article.title
    assert found.lead_raw == article.lead
    assert found.published_raw == article.date
    assert found.body_raw == "\n\n".join(article.body)
    assert [one.title for one in found.related] == [title for _, title in article.related]


def test_windows_line_ends_and_a_bom(site: Site) -> None:
    found = read_text(b"\xef\xbb\xbf" + CAPTURE.replace(b"\n", b"\r\n"), site)
    assert found.body_raw == "\n\n".join(SEEN[i] for i in (7, 9, 11, 13, 15))


def test_the_address_names_the_article_before_its_label(site: Site) -> None:
    found = read_text(CAPTURE, site, url="https://shahr20.ir/48000/x/")
    assert found.id == 48000
    assert "47859" in found.flags["id_differs"]
