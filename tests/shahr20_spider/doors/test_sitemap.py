from __future__ import annotations

import gzip
from typing import Any

import pytest

from shahr20_spider.doors.sitemap import holds_articles

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(*paths: str) -> str:
    entries = "".join(f"<sitemap><loc>https://shahr20.ir{path}</loc></sitemap>" for path in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex {NAMESPACE}>{entries}</sitemapindex>'


def urlset(*entries: str) -> str:
    urls = "".join(f"<url>{entry}</url>" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{urls}</urlset>'


def loc(path: str, lastmod: str = "") -> str:
    return f"<loc>https://shahr20.ir{path}</loc>" + (lastmod and f"<lastmod>{lastmod}</lastmod>")


def test_core_sitemaps_of_posts_and_of_nothing_else(walk: Any) -> None:
    found, visitor = walk(
        "sitemap",
        {
            "/wp-sitemap.xml": index(
                "/wp-sitemap-posts-post-1.xml",
                "/wp-sitemap-posts-post-2.xml",
                "/wp-sitemap-posts-page-1.xml",
                "/wp-sitemap-taxonomies-category-1.xml",
                "/wp-sitemap-users-1.xml",
            ),
            "/wp-sitemap-posts-post-1.xml": urlset(loc("/7/a/"), loc("/9/b/")),
            "/wp-sitemap-posts-post-2.xml": urlset(loc("/11/c/")),
        },
    )
    assert [(one.article_id, one.modified) for one in found] == [(11, None), (7, None), (9, None)]
    assert len(visitor.asked) == 3


def test_an_seo_plugins_sitemap_tells_the_last_edit(walk: Any) -> None:
    pages = {
        "/sitemap_index.xml": index("/post-sitemap.xml", "/page-sitemap.xml", "/category-sitemap.xml"),
        "/post-sitemap.xml": urlset(
            loc("/"), loc("/7/a/", "2022-02-20T18:08:00+03:30"), loc("/9/b/", "2022-02-20")
        ),
    }
    found, _ = walk("sitemap", pages)
    assert [(one.article_id, one.modified) for one in found] == [(7, "2022-02-20T14:38:00Z"), (9, None)]


def test_what_robots_txt_names_comes_first(walk: Any) -> None:
    pages = {
        "/news.xml.gz": gzip.compress(urlset(loc("/7/a/")).encode()),
        "/wp-sitemap.xml": urlset(loc("/8/b/")),
    }
    found, _ = walk(
        "sitemap", pages, sitemaps=["https://elsewhere.example/s.xml", "https://shahr20.ir/news.xml.gz"]
    )
    assert [one.article_id for one in found] == [7]


def test_an_index_that_lists_itself_ends(walk: Any) -> None:
    found, visitor = walk("sitemap", {"/wp-sitemap.xml": index("/wp-sitemap.xml")})
    assert found == []
    assert len(visitor.asked) < 10


def test_addresses_elsewhere_are_left_alone(walk: Any) -> None:
    pages = {
        "/wp-sitemap.xml": urlset(
            "<loc>https://elsewhere.example/7/</loc>", "<loc>not an address</loc>", loc("/7/a/")
        )
    }
    assert [one.url for one in walk("sitemap", pages)[0]] == ["https://shahr20.ir/7/a/"]


def test_shut(shut: Any) -> None:
    assert "/sitemap.xml answers 404" in shut("sitemap", {"/wp-sitemap.xml": (403, "")})
    assert "is no sitemap" in shut("sitemap", {"/wp-sitemap.xml": "<html><body>not found</body></html>"})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wp-sitemap-posts-post-1.xml", True),
        ("post-sitemap12.xml", True),
        ("sitemap-pt-post-p1-2022-02.xml", True),
        ("sitemap-1.xml", True),
        ("wp-sitemap-posts-page-1.xml", False),
        ("post_tag-sitemap.xml", False),
        ("sitemap-tax-category.xml", False),
        ("author-sitemap.xml", False),
        ("wp-sitemap-users-1.xml", False),
    ],
)
def test_the_name_says_what_is_inside(name: str, expected: bool) -> None:
    assert holds_articles(f"https://shahr20.ir/{name}") is expected
