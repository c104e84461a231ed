"""The sixth round: leads of one paragraph, of two and none, with category and source beside the other fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines import refine
from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.site import Site
from tests.pages import layouts, sixth_layouts
from tests.pages.articles import LATER, Article
from tests.pages.test_layouts import LAYOUTS as EARLIER

IN_THE_TEXT = frozenset(("wp_print",))
"""Where the lead is bold text of the body, which nothing tells from an editor's own."""


def page(markup: str, article: Article) -> Page:
    legacy = "windows-1256" in markup
    body = markup.encode("cp1256", "xmlcharrefreplace") if legacy else markup.encode()
    return Page(url=layouts.url(article), body=body, fetched_at="2026-01-01T00:00:00Z", asked_id=article.id)


@pytest.mark.parametrize("article", LATER, ids=lambda article: str(article.id))
@pytest.mark.parametrize("layout", sixth_layouts.LAYOUTS)
def test_every_field_is_exact(layout: str, article: Article, site: Site) -> None:
    read_record = read(page(sixth_layouts.LAYOUTS[layout](article), article), site).record
    assert read_record is not None
    found = refine(read_record, site)
    related = () if layout == "wp_print" else article.related
    assert (found.id, found.title_raw, found.published_raw) == (article.id, article.title, article.date)
    assert [term.name for term in found.categories] == [article.category]
    assert [(one.id, one.title) for one in found.related] == list(related)
    if layout in IN_THE_TEXT and article.lead:
        assert found.body_raw == "\n\n".join((article.lead, *article.body))
    else:
        assert (found.lead_raw, found.body_raw) == (article.lead, "\n\n".join(article.body))
        assert found.source == article.extra.get("source")
    assert found.flags == {}


SHORT = (
    (
        "باغ پرندگان قم روز چهارشنبه برای ضدعفونی قفس‌ها بسته است و هیچ بازدیدکننده‌ای در آن روز نمی‌پذیرد",
        "این مجموعه از صبح پنجشنبه در ساعت‌های همیشگی میزبان خانواده‌ها و گردشگران شهر قم خواهد بود",
    ),
    ("باغ پرندگان قم روز چهارشنبه بسته است.", "این مجموعه از صبح پنجشنبه باز است."),
    ("باغ پرندگان قم چهارشنبه بسته است.",),
)
APART = frozenset(("magazine", "agency", "upside_down", "letters"))
"""Layouts that put something between the paragraphs of so short an item, or all of the page in one table."""


@pytest.mark.parametrize("body", SHORT, ids=("two of 90", "two of 35", "one of 35"))
@pytest.mark.parametrize("layout", sorted((EARLIER | sixth_layouts.LAYOUTS).keys() - APART))
def test_a_short_item_is_read_in_any_layout(layout: str, body: tuple[str, ...], site: Site) -> None:
    article = replace(LATER[2], body=body)
    found = read(page((EARLIER | sixth_layouts.LAYOUTS)[layout](article), article), site).record
    assert found is not None
    assert (found.lead_raw, found.body_raw.split()) == (None, " ".join(body).split())


@pytest.mark.parametrize("layout", sixth_layouts.LAYOUTS)
def test_menus_and_boxes_of_the_whole_site_are_not_related(layout: str, site: Site) -> None:
    article = replace(LATER[0], related=())
    found = read(page(sixth_layouts.LAYOUTS[layout](article), article), site).record
    assert found is not None
    assert found.related == []
