from __future__ import annotations

from typing import Any


def page(*paths: str, headings: bool = False) -> str:
    links = [f'<a href="{path}">خبر</a>' for path in paths]
    if headings:
        links = [f"<h2>{link}</h2>" for link in links]
    return f"<html><body>{''.join(links)}</body></html>"


def test_the_front_page_is_leafed_through_to_the_end(walk: Any) -> None:
    pages = {
        "/": page("/9/a/", "/8/b/", "/category/city/", "/5/popular/"),
        "/page/2/": page("/7/c/", "/6/d/", "/5/popular/"),
        "/page/3/": page("/4/e/", "/5/popular/"),
    }
    found, visitor = walk("listing", pages)
    assert [one.article_id for one in found] == [9, 8, 5, 7, 6, 4]
    assert visitor.asked == ["/", "/page/2/", "/page/3/", "/page/4/"]


def test_the_categories_where_the_front_page_is_one_page(walk: Any) -> None:
    pages = {
        "/": page("/9/a/", "/category/city/", "/category/city/", "/category/sport/"),
        "/page/2/": page("/9/a/"),
        "/category/city/": page("/9/a/", "/8/b/"),
        "/category/city/page/2/": page("/7/c/"),
        "/category/sport/": page("/6/d/"),
    }
    assert [one.article_id for one in walk("listing", pages)[0]] == [9, 8, 7, 6]


def test_annexes_of_an_article_are_not_articles(walk: Any) -> None:
    pages = {
        "/": page("/9/a/feed/", "/9/a/2/", "/9/a/amp/", "/9/a/comment-page-2/", "/9/a/#respond", "/9/a/")
    }
    assert [one.url for one in walk("listing", pages)[0]] == ["https://shahr20.ir/9/a/"]


def test_addresses_without_ids_are_known_by_their_headlines(walk: Any) -> None:
    pages = {
        "/": page("/news/a/", "/tag/x/", "/", headings=True).replace(
            "</body>", '<a href="/about/">درباره</a></body>'
        )
    }
    assert [one.url for one in walk("listing", pages)[0]] == ["https://shahr20.ir/news/a/"]


def test_a_number_among_addresses_without_ids_is_no_id(walk: Any) -> None:
    headlines = page("/news-a/", "/%DB%B1%DB%B4%DB%B0%DB%B1/", "/news-b/", headings=True)
    pages = {"/": headlines.replace("</body>", '<a href="/2022/">بایگانی ۲۰۲۲</a></body>')}
    found, _ = walk("listing", pages)
    assert [one.article_id for one in found] == [None, None, None]
    assert found[1].url == "https://shahr20.ir/%DB%B1%DB%B4%DB%B0%DB%B1/"


def test_a_headline_without_an_id_among_articles_that_have_one_is_left_alone(walk: Any) -> None:
    pages = {"/": page("/9/a/", "/8/b/", "/about/", headings=True)}
    assert [one.article_id for one in walk("listing", pages)[0]] == [9, 8]


def test_plain_addresses_are_leafed_through_as_wordpress_links_them(walk: Any) -> None:
    pages = {
        "/": page("/?p=9", "/?p=8", "/?paged=2"),
        "/page/2/": page("/?p=9", "/?p=8", "/?paged=2"),
        "/?paged=2": page("/?p=7", "/?paged=3"),
    }
    found, visitor = walk("listing", pages)
    assert [one.article_id for one in found] == [9, 8, 7]
    assert visitor.asked == ["/", "/?paged=2", "/?paged=3"]


def test_shut(shut: Any) -> None:
    assert "answers 403" in shut("listing", {"/": (403, "")})
    assert "links to no article" in shut("listing", {"/": page("/about/")})
