"""What each door asks for once the archive has what there was, and what it wants remembered."""

from __future__ import annotations

import re
from typing import Any

import pytest

from shahr20.archive.period import Period
from shahr20_spider.doors.rest import ORDERS, POSTS
from tests.shahr20_spider.doors.test_feed import rss
from tests.shahr20_spider.doors.test_listing import page as leaf
from tests.shahr20_spider.doors.test_sitemap import index, loc, urlset

DATE = {"Date": "Fri, 20 Nov 2026 12:00:00 GMT"}
BASE = "https://shahr20.ir"


def url(number: int) -> str:
    return f"{BASE}/{number}/slug/"


def post(number: int, published: str, modified: str | None = None) -> dict[str, Any]:
    dates = {"date_gmt": published, "modified_gmt": modified or published}
    return {"id": number, "link": url(number), **dates}


def rest(order: str, number: int = 1, bounds: str = "") -> str:
    return f"{POSTS}&page={number}{ORDERS[order]}{bounds}"


def answer(posts: list[dict[str, Any]], total: int, pages: int = 1) -> tuple[int, Any, dict[str, str]]:
    return 200, posts, {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages), **DATE}


OLD = post(1, "2026-11-01T00:00:00")
MARKS = {"published": "2026-11-10T00:00:00Z", "modified": "2026-11-10T00:00:00Z", "total": "1"}
SINCE = "&modified_after=2026-11-09T23:00:00Z"
KNOWN: dict[str, str | None] = {url(1): "2026-11-01T00:00:00Z"}


def test_a_walk_through_rest_remembers_the_latest_times_but_none_later_than_its_beginning(go: Any) -> None:
    skewed = post(3, "2030-01-01T00:00:00")
    walked, _ = go("rest", "walk", {rest("walk"): answer([OLD, skewed], 2)})
    assert walked.marks["published"] == walked.marks["modified"] == "2026-11-20T12:00:00Z"
    assert walked.marks["total"] == "2"
    assert walked.marks["page"] is None
    assert [bool(batch.marks.get("walked")) for batch in walked.batches] == [False, True]


def test_an_interrupted_walk_goes_on_one_page_before(go: Any) -> None:
    pages = {rest("walk", n): answer([post(n, f"2026-11-0{n}T00:00:00")], 4, 4) for n in range(1, 5)}
    begun = {"page": "3", "begun": "2026-11-02T00:00:00Z", "walk_published": "2026-11-04T00:00:00Z"}
    walked, visitor = go("rest", "walk", pages, marks=begun)
    assert visitor.asked == [rest("walk", n) for n in (2, 3, 4)]
    assert walked.marks["published"] == "2026-11-02T00:00:00Z", "edits since then are to be asked for"


def test_a_walk_whose_page_is_no_more_begins_anew(go: Any) -> None:
    pages = {
        rest("walk"): answer([OLD], 1),
        rest("walk", 8): (400, {"code": "rest_post_invalid_page_number"}),
    }
    walked, _ = go("rest", "walk", pages, marks={"page": "9", "begun": "2026-11-02T00:00:00Z"})
    assert [one.article_id for one in walked.found] == [1]
    assert walked.marks["walked"]


def test_news_of_rest_where_nothing_has_happened(go: Any) -> None:
    pages = {rest("published"): answer([OLD], 1), rest("modified", bounds=SINCE): answer([], 0, 0)}
    walked, visitor = go("rest", "news", pages, marks=MARKS, known=KNOWN)
    assert len(visitor.asked) == 2
    assert walked.marks == {**MARKS, "total": "1"}


def test_an_import_with_old_dates_shows_in_the_number_of_posts(go: Any) -> None:
    imported = post(9, "2015-01-01T00:00:00")
    newest = [post(n, f"2026-11-0{n}T00:00:00") for n in (3, 2)]
    pages = {
        rest("published"): answer(newest, 4),
        rest("modified", bounds=SINCE): answer([], 0, 0),
        rest("ids"): answer([imported, *newest], 4),
    }
    known: dict[str, str | None] = {**KNOWN, **{url(n): f"2026-11-0{n}T00:00:00Z" for n in (3, 2)}}
    walked, visitor = go("rest", "news", pages, marks={**MARKS, "total": "3"}, known=known)
    assert len(visitor.asked) == 3
    assert 9 in {one.article_id for one in walked.found}
    assert walked.marks["total"] == "4"


def test_what_the_highest_ids_do_not_show_takes_a_walk(go: Any) -> None:
    hidden = post(2, "2015-01-01T00:00:00")
    newest = post(3, "2026-11-03T00:00:00")
    pages = {
        rest("published"): answer([newest], 3),
        rest("modified", bounds=SINCE): answer([], 0, 0),
        rest("ids"): answer([newest], 3),
        rest("walk"): answer([OLD, hidden, newest], 3),
    }
    known: dict[str, str | None] = {**KNOWN, url(3): "2026-11-03T00:00:00Z"}
    walked, _ = go("rest", "news", pages, marks={**MARKS, "total": "2"}, known=known)
    assert 2 in {one.article_id for one in walked.found}
    today = {**MARKS, "total": "2", "walked": "2999-01-01T00:00:00Z"}
    _, visitor = go("rest", "news", pages, marks=today, known=known)
    assert rest("walk") not in visitor.asked, "once a day at most"


def test_fewer_posts_than_before_are_said(go: Any) -> None:
    pages = {
        rest("published"): answer([OLD], 1),
        rest("modified", bounds=SINCE): answer([], 0, 0),
        rest("ids"): answer([OLD], 1),
    }
    walked, _ = go("rest", "news", pages, marks={**MARKS, "total": "4"}, known=KNOWN)
    assert any("3 articles fewer" in batch.note for batch in walked.batches)


def test_a_period_is_asked_of_rest(go: Any) -> None:
    period = Period("2021-03-20T20:30:00Z", "2022-03-20T20:30:00Z")
    bounds = "&after=2021-03-20T20:29:59Z&before=2022-03-20T20:30:00Z"
    walked, visitor = go("rest", "walk", {rest("walk", bounds=bounds): answer([OLD], 1)}, period=period)
    assert len(walked.found) == 1
    assert len(visitor.asked) == 1


def atom(*entries: tuple[int, str, str]) -> str:
    text = "".join(
        f"""<entry><link rel="alternate" href="{url(n)}"/><id>{BASE}/?p={n}</id>
        <updated>{modified}T00:00:00Z</updated><published>{published}T00:00:00Z</published></entry>"""
        for n, published, modified in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{text}</feed>'


CHANGED = "Fri, 20 Nov 2026 09:00:00 GMT"
BY_EDIT = "/feed/atom/?orderby=modified&order=desc"
SETTLED = {"path": "/feed/atom/", "published last-modified": CHANGED, "modified last-modified": CHANGED}


def test_one_304_says_that_nothing_on_the_site_has_changed(go: Any) -> None:
    walked, visitor = go("feed", "news", {"/feed/atom/": (304, "")}, marks=SETTLED)
    assert visitor.asked == ["/feed/atom/"]
    assert visitor.conditions == [{"If-Modified-Since": CHANGED}]
    assert walked.found == []
    assert walked.marks == {}


def test_a_304_of_the_one_feed_alone_says_nothing_of_edits(go: Any) -> None:
    marks = {**SETTLED, "modified last-modified": "Thu, 19 Nov 2026 09:00:00 GMT"}
    pages = {"/feed/atom/": (304, ""), BY_EDIT: atom((5, "2020-01-01", "2026-11-20"))}
    walked, _ = go("feed", "news", pages, marks=marks)
    assert [one.article_id for one in walked.found] == [5]


def test_the_feed_is_read_as_far_as_there_is_anything_new(go: Any) -> None:
    headers = {**DATE, "Last-Modified": CHANGED}
    known: dict[str, str | None] = {url(n): "2026-11-05T00:00:00Z" for n in (5, 4, 3)}
    pages = {
        "/feed/atom/": (200, atom((7, "2026-11-19", "2026-11-19"), (5, "2026-11-05", "2026-11-05")), headers),
        BY_EDIT: (200, atom((3, "2026-11-03", "2026-11-18"), (7, "2026-11-19", "2026-11-17")), headers),
        BY_EDIT + "&paged=2": (200, atom((5, "2026-11-05", "2026-11-05")), headers),
    }
    marks = {"published": "2026-11-10T00:00:00Z", "modified": "2026-11-10T00:00:00Z", "path": "/feed/atom/"}
    walked, visitor = go("feed", "news", pages, marks=marks, known=known)
    assert visitor.asked == ["/feed/atom/", BY_EDIT, BY_EDIT + "&paged=2"]
    assert {one.article_id for one in walked.found} == {7, 5, 3}
    assert walked.marks["published"] == "2026-11-19T00:00:00Z"
    assert walked.marks["published last-modified"] == walked.marks["modified last-modified"] == CHANGED


def test_a_page_that_changed_a_moment_ago_is_not_remembered_by_its_time(go: Any) -> None:
    headers = {**DATE, "Last-Modified": "Fri, 20 Nov 2026 11:59:58 GMT"}
    walked, _ = go("feed", "news", {"/feed/atom/": (200, atom((7, "2026-11-19", "2026-11-19")), headers)}
                   | {BY_EDIT: (200, atom((7, "2026-11-19", "2026-11-19")), headers)}, known={})  # fmt: skip
    assert walked.marks["published last-modified"] is None


def test_a_feed_that_is_not_sorted_as_asked_tells_no_edits(go: Any) -> None:
    by_date = atom((7, "2026-11-19", "2026-11-01"), (5, "2026-11-05", "2026-11-18"))
    walked, _ = go("feed", "news", {"/feed/atom/": by_date, BY_EDIT: by_date, BY_EDIT + "&paged=2": by_date})
    assert not walked.batches[-1].edits


def test_rss_tells_no_edits(go: Any) -> None:
    walked, visitor = go("feed", "news", {"/feed/": rss(url(7))})
    assert [one.article_id for one in walked.found] == [7]
    assert not walked.batches[-1].edits
    assert not any("orderby" in path for path in visitor.asked)


def test_an_interrupted_walk_through_the_feed_reads_what_came_since_and_goes_on(go: Any) -> None:
    def paged(number: int) -> str:
        return "/feed/atom/" + (f"?paged={number}" if number > 1 else "")

    pages: dict[str, Any] = {
        paged(n): atom((30 - n, f"2026-11-{20 - n:02}", "2026-11-01")) for n in range(1, 10)
    }
    known = {url(30 - n): "2026-11-01T00:00:00Z" for n in range(1, 10)}
    begun = {"page": "7", "begun": "2026-11-19T00:00:00Z"}
    walked, visitor = go("feed", "walk", pages, marks=begun, known=known)
    assert visitor.asked == [paged(n) for n in (1, 2, 3, 6, 7, 8, 9, 10)]
    assert walked.marks["published"] == "2026-11-19T00:00:00Z", (
        "edits since the beginning are to be asked for"
    )
    assert walked.marks["page"] is walked.marks["begun"] is None


def test_after_an_interruption_what_is_known_says_nothing_of_what_stands_below(go: Any) -> None:
    pages = {
        "/feed/atom/": atom((9, "2026-11-19", "2026-11-19")),
        "/feed/atom/?paged=2": atom((8, "2026-11-18", "2026-11-18")),
        "/feed/atom/?paged=3": atom((7, "2026-11-01", "2026-11-01")),
    }
    known: dict[str, str | None] = {url(9): "2026-11-19T00:00:00Z", url(7): "2026-11-01T00:00:00Z"}
    for marks, expected in (({}, {9}), ({"underway": "3"}, {9, 8, 7})):
        marks = {"published": "2026-11-10T00:00:00Z", "path": "/feed/atom/", **marks}
        walked, _ = go("feed", "news", {**pages, BY_EDIT: (304, "")}, marks=marks, known=dict(known))
        assert {one.article_id for one in walked.found} == expected


def sitemaps(*files: tuple[str, str]) -> str:
    """An index with lastmod."""
    dated = {BASE + name: lastmod for name, lastmod in files}
    plain = index(*(name for name, _ in files))
    return re.sub(
        "<loc>([^<]*)</loc>", lambda match: f"{match[0]}<lastmod>{dated[match[1]]}</lastmod>", plain
    )


@pytest.mark.parametrize("moved", [False, True])
def test_of_the_sitemaps_the_newest_is_read_and_those_whose_lastmod_moved(go: Any, moved: bool) -> None:
    first, second = ("/post-sitemap.xml", "2026-11-01"), ("/post-sitemap2.xml", "2026-11-09")
    pages = {
        "/sitemap_index.xml": sitemaps(first, second),
        first[0]: urlset(loc("/7/slug/", "2026-11-01T00:00:00Z")),
        second[0]: urlset(loc("/9/slug/", "2026-11-09T00:00:00Z")),
    }
    walked, _ = go("sitemap", "walk", pages)
    assert all(batch.edits for batch in walked.batches)
    marks = {name: value for name, value in walked.marks.items() if value}
    known: dict[str, str | None] = {one.url: one.modified for one in walked.found}
    if moved:
        pages["/sitemap_index.xml"] = sitemaps((first[0], "2026-11-05"), second)
        pages[first[0]] = urlset(loc("/7/slug/", "2026-11-05T00:00:00Z"))
    _, visitor = go("sitemap", "news", pages, marks=marks, known=known)
    assert visitor.asked == ["/sitemap_index.xml", second[0], *([first[0]] if moved else [])]


def test_without_lastmod_files_are_read_from_the_last_as_far_as_something_has_moved(go: Any) -> None:
    names = [f"/wp-sitemap-posts-post-{n}.xml" for n in (1, 2, 3)]
    numbers = [(1, 2), (3, 4), (5,)]
    pages = {"/wp-sitemap.xml": index(*names)}
    pages |= {
        name: urlset(*(loc(f"/{n}/slug/") for n in ids)) for name, ids in zip(names, numbers, strict=True)
    }
    walked, _ = go("sitemap", "walk", pages)
    marks = {name: value for name, value in walked.marks.items() if value}
    known: dict[str, str | None] = {one.url: None for one in walked.found}
    _, visitor = go("sitemap", "news", pages, marks=marks, known=dict(known))
    assert visitor.asked == ["/wp-sitemap.xml", names[2]]
    # a draft with a low id comes out: it moves the last of each file into the next
    for name, ids in zip(names, [(1, 9), (2, 3), (4, 5)], strict=True):
        pages[name] = urlset(*(loc(f"/{n}/slug/") for n in ids))
    walked, visitor = go("sitemap", "news", pages, marks=marks, known=dict(known))
    assert visitor.asked == ["/wp-sitemap.xml", *reversed(names)]
    assert 9 in {one.article_id for one in walked.found}


def test_of_two_kinds_of_sitemaps_the_news_read_the_one_that_tells_edits(go: Any) -> None:
    pages = {
        "/wp-sitemap.xml": urlset(loc("/7/slug/")),
        "/sitemap_index.xml": urlset(loc("/7/slug/", "2026-11-01T00:00:00Z")),
    }
    both = [f"{BASE}{path}" for path in pages]
    walked, _ = go("sitemap", "walk", pages, sitemaps=both)
    marks = {name: value for name, value in walked.marks.items() if value}
    _, visitor = go("sitemap", "news", pages, marks=marks, sitemaps=both)
    assert visitor.asked == ["/sitemap_index.xml"]


def test_the_listing_is_read_until_everything_on_a_page_is_known(go: Any) -> None:
    pages = {"/": leaf("/9/a/", "/8/b/"), "/page/2/": leaf("/7/c/"), "/page/3/": leaf("/6/d/")}
    known: dict[str, str | None] = {f"{BASE}{path}": None for path in ("/8/b/", "/7/c/", "/6/d/")}
    walked, visitor = go("listing", "news", pages, known=known)
    assert visitor.asked == ["/", "/page/2/"]
    assert not walked.batches[-1].edits
