from __future__ import annotations

import gzip
from typing import Any

import pytest

from shahr20.archive.frontier import Found
from shahr20_spider.doors import Shut
from shahr20_spider.doors.trail import PATIENCE, Trail


def page(*paths: str) -> str:
    return "<html><body>" + "".join(f'<a href="{path}">خبر</a>' for path in paths) + "</body></html>"


def test_a_list_that_only_repeats_is_at_its_end() -> None:
    trail = Trail()
    assert trail.leads_on([Found("https://a.ir/1/", 1)])
    for _ in range(PATIENCE - 1):
        assert trail.leads_on([Found("https://a.ir/1/", 1)])
    assert not trail.leads_on([Found("https://a.ir/1/", 1)])


def test_session_ids_make_no_new_articles() -> None:
    trail = Trail()
    answers = [
        trail.leads_on([Found(f"https://a.ir/1/?sid={n}", 1), Found(f"https://a.ir/b/?sid={n}")])
        for n in range(9)
    ]
    assert answers == [True] * PATIENCE + [False] * (9 - PATIENCE)


def test_a_list_without_end_is_shut() -> None:
    trail = Trail(ceiling=20)
    for n in range(20):
        assert trail.leads_on([Found(f"https://a.ir/{n}/", n)])
    with pytest.raises(Shut, match="more than 20 pages"):
        trail.leads_on([Found("https://a.ir/21/", 21)])


def test_a_listing_that_repeats_two_pages_for_ever_ends(walk: Any) -> None:
    pages = {"/": page("/9/a/"), **{f"/page/{n}/": page(f"/{n % 2 + 1}/a/") for n in range(2, 100)}}
    found, visitor = walk("listing", pages)
    assert {one.article_id for one in found} == {9, 1, 2}
    assert len(visitor.asked) <= 3 + PATIENCE


def test_a_sitemap_that_names_itself_is_read_once(walk: Any) -> None:
    entries = "".join(
        f"<sitemap><loc>https://shahr20.ir/{name}.xml</loc></sitemap>" for name in ("wp-sitemap", "a", "b")
    )
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'
    posts = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://shahr20.ir/7/x/</loc></url></urlset>'
    found, visitor = walk("sitemap", {"/wp-sitemap.xml": index, "/a.xml": index, "/b.xml": posts})
    assert [one.article_id for one in found] == [7]
    assert len(visitor.asked) == len(set(visitor.asked)) == 3


@pytest.mark.parametrize(
    "body", [gzip.compress(b"<urlset/>" * 99, mtime=0)[:-9], gzip.compress(b" " * (51 << 20), mtime=0)]
)
def test_a_packed_sitemap_that_is_not_whole_is_none(shut: Any, body: bytes) -> None:
    assert "cannot be unpacked whole" in shut("sitemap", {"/wp-sitemap.xml": body})
