"""A crawl of the whole newspaper through each door, held against what WordPress itself has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from shahr20.replica.story import Story
from tests.wordpress.crawling import SHUT, Crawl, crawl, only, path_of
from tests.wordpress.expected import Article
from tests.wordpress.hands import ZWNJ
from tests.wordpress.installation import WordPress


@pytest.fixture(scope="module", params=SHUT)
def crawled(
    request: pytest.FixtureRequest, wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory
) -> Crawl:
    """A first crawl through one door, the pages in every style and their machine-readable dates spoilt."""
    only(wordpress, request.param)
    wordpress.look(date_style="mixed", digits="mixed", published_time="mixed")
    return crawl(wordpress, tmp_path_factory.mktemp(request.param) / "archive.db")


def test_it_ends_well(crawled: Crawl) -> None:
    assert crawled.exit_code == 0, crawled.printed


def test_every_published_article_is_stored_and_nothing_else(
    crawled: Crawl, published: dict[int, Article]
) -> None:
    assert set(crawled.articles()) == set(published)


def test_each_page_is_fetched_once(crawled: Crawl, published: dict[int, Article]) -> None:
    asked = crawled.pages_asked_for()
    assert set(map(path_of, published.values())) <= set(asked)
    assert {path: times for path, times in asked.items() if times > 1} == {}


FIELDS: dict[str, tuple[Callable[[dict[str, Any]], Any], Callable[[Article], Any]]] = {
    "minute": (lambda row: (row["published_at"] or "")[:16], lambda article: article.minute),
    "title": (lambda row: row["title_raw"], lambda article: article.title),
    "lead": (lambda row: row["lead_raw"], lambda article: article.lead),
    "body": (lambda row: row["body_raw"], lambda article: article.body),
    "kicker": (lambda row: row["kicker"] is None, lambda article: article.kicker is None),
    "author": (lambda row: row["author"], lambda article: article.author),
    "category": (lambda row: row["category"], lambda article: article.categories[0]),
    "picture": (lambda row: row["image_url"], lambda article: article.image),
    "caption": (lambda row: row["image_caption"], lambda article: article.caption),
}
"""A field as the archive has it, and as WordPress has it."""


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_exact_on_every_article(crawled: Crawl, published: dict[int, Article], name: str) -> None:
    stored, meant = FIELDS[name]
    articles = crawled.articles()
    assert articles
    wrong = {
        number: (stored(articles[number]), meant(article))
        for number, article in published.items()
        if number in articles and stored(articles[number]) != meant(article)
    }
    assert wrong == {}


def test_an_article_in_parts_is_whole(crawled: Crawl, published: dict[int, Article]) -> None:
    articles = crawled.articles()
    in_parts = {number: article for number, article in published.items() if article.in_parts}
    assert len(in_parts) == 1
    assert {number: articles[number]["body_raw"] for number in in_parts} == {
        number: article.body for number, article in in_parts.items()
    }


@pytest.mark.parametrize(
    ("join", "terms", "key"),
    [("article_categories", "categories", "category_id"), ("article_tags", "tags", "tag_id")],
)
def test_terms_are_exact_on_every_article(
    crawled: Crawl, published: dict[int, Article], join: str, terms: str, key: str
) -> None:
    rows = crawled.rows(f"SELECT article_id, name FROM {join} JOIN {terms} ON {terms}.id = {key}")
    stored = {(row["article_id"], row["name"]) for row in rows}
    assert stored == {
        (article.id, name) for article in published.values() for name in getattr(article, terms)
    }


def test_related_are_exact_on_every_article(crawled: Crawl, published: dict[int, Article]) -> None:
    rows = crawled.rows("SELECT * FROM related ORDER BY article_id, position")
    stored = [(row["article_id"], row["related_id"], row["title"]) for row in rows]
    assert stored == [(article.id, *other) for article in published.values() for other in article.related]


def test_the_source_is_the_one_the_newsroom_named(crawled: Crawl, stories: list[Story]) -> None:
    def comparable(source: str | None, story: Story) -> str | None:
        """Where the page has lost its half-spaces the name has lost them too."""
        lost = source and story.spelling in ("lost", "spaced")
        return source.replace(ZWNJ, "").replace(" ", "") if source and lost else source

    articles = crawled.articles()
    wrong = {
        story.id: (articles[story.id]["source"], story.source)
        for story in stories
        if story.id in articles
        and comparable(articles[story.id]["source"], story) != comparable(story.source, story)
    }
    assert wrong == {}


def test_page_47859_is_the_known_one(crawled: Crawl) -> None:
    known = crawled.articles()[47_859]
    assert known["published_at"] == "2022-02-20T14:38:00Z"
    assert known["published_jalali"] == "1400-12-01 18:08"
    assert known["source"] == "روابط عمومی شهرداری قم"
    assert known["body_raw"].count("\n\n") == 4
    assert len(crawled.rows("SELECT * FROM related WHERE article_id = 47859")) == 6


def test_a_second_crawl_stores_nothing_new(
    crawled: Crawl, wordpress: WordPress, published: dict[int, Article]
) -> None:
    door = next(row["door"] for row in crawled.rows("SELECT door FROM frontier"))
    only(wordpress, door)
    before = {number: {**row, "last_seen_at": None} for number, row in crawled.articles().items()}
    again = crawl(wordpress, crawled.db)
    assert again.exit_code == 0, again.printed
    assert {number: {**row, "last_seen_at": None} for number, row in again.articles().items()} == before
    revisions = Counter(row["article_id"] for row in again.rows("SELECT article_id FROM revisions"))
    assert revisions == dict.fromkeys(before, 1)
    assert max(again.pages_asked_for().values(), default=0) <= 1
