"""The same articles in layouts unlike each other: every field exact, whatever the markup."""

from __future__ import annotations

import pytest

from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.record import Record
from shahr20.pages.site import Site
from tests.pages import fifth_layouts, fourth_layouts, layouts, more_layouts, third_layouts
from tests.pages.articles import ARTICLES, Article

LAYOUTS = (
    layouts.LAYOUTS
    | more_layouts.LAYOUTS
    | third_layouts.LAYOUTS
    | fourth_layouts.LAYOUTS
    | fifth_layouts.LAYOUTS
)
LINES = dict.fromkeys(("rows", "single_breaks", "magenta", "letters"), "\n")
"""What parts paragraphs where it is not a blank line."""


def rendered(layout: str, article: Article) -> Page:
    markup = LAYOUTS[layout](article)
    legacy = "windows-1256" in markup
    body = markup.encode("cp1256", "xmlcharrefreplace") if legacy else markup.encode()
    return Page(url=layouts.url(article), body=body, fetched_at="x", asked_id=article.id)


@pytest.fixture(params=ARTICLES, ids=lambda article: str(article.id))
def article(request: pytest.FixtureRequest) -> Article:
    found: Article = request.param
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_exact(layout: str, article: Article, site: Site) -> None:
    found = read(rendered(layout, article), site).record
    assert found is not None
    assert found.id == article.id
    assert found.title_raw == article.title
    assert found.lead_raw == article.lead
    assert found.published_raw == article.date
    assert found.body_raw.replace("\t", "\n\n") == LINES.get(layout, "\n\n").join(article.body)
    assert [one.title for one in found.related] == [title for _, title in article.related]
    assert [one.id for one in found.related] == [ident for ident, _ in article.related]
    assert found.flags == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_from_around_the_article_leaks_into_it(layout: str, article: Article, site: Site) -> None:
    found = read(rendered(layout, article), site).record
    assert found is not None
    said = found.model_dump_json()
    for elsewhere in (
        article.comment,
        layouts.LATEST[0][1],
        more_layouts.PROSE,
        fourth_layouts.ABOUT,
        third_layouts.FILLER,
        fifth_layouts.NOTE,
        "حقوق",
        "81234",
        "امروز:",
    ):
        assert elsewhere not in said


SPOILT = {
    "clean": "2022-02-20T18:08:00+03:30",
    "Jalali": "1400-12-01T18:08:00+03:30",
    "Persian digits": "۲۰۲۲-۰۲-۲۰T۱۸:۰۸:۰۰+۰۳:۳۰",
    "unset": "1970-01-01T00:00:00+00:00",
    "absent": "",
}


@pytest.mark.parametrize("published", SPOILT.values(), ids=SPOILT)
def test_the_printed_date_is_read_whatever_the_metadata_say(published: str, site: Site) -> None:
    article = ARTICLES[0]
    markup = layouts.renamed(article)
    if published:
        markup = markup.replace(
            "</head>", f'<meta property="article:published_time" content="{published}"></head>'
        )
    found: Record | None = read(
        Page(url=layouts.url(article), body=markup.encode(), fetched_at="x"), site
    ).record
    assert found is not None
    assert found.published_raw == article.date
    assert found.published_machine == (published or None)
