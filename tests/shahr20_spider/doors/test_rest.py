from __future__ import annotations

from typing import Any

import pytest

from shahr20.archive.frontier import Found
from shahr20_spider.doors.rest import ORDERS, POSTS


def post(number: int, link: str | None = None) -> dict[str, Any]:
    return {
        "id": number,
        "link": link or f"https://shahr20.ir/{number}/slug/",
        "date_gmt": "2022-02-20T14:38:00",
        "modified_gmt": "2022-02-21T00:00:00",
    }


def page(number: int) -> str:
    return f"{POSTS}&page={number}{ORDERS['walk']}"


def test_every_page_to_the_last(walk: Any) -> None:
    headers = {"X-WP-Total": "3", "X-WP-TotalPages": "2"}
    found, visitor = walk(
        "rest", {page(1): (200, [post(1), post(2)], headers), page(2): (200, [post(3)], headers)}
    )
    assert [one.article_id for one in found] == [1, 2, 3]
    assert visitor.asked == [page(1), page(2)]
    assert found[0] == Found("https://shahr20.ir/1/slug/", 1, "2022-02-20T14:38:00Z", "2022-02-21T00:00:00Z")


def test_a_persian_slug_has_one_spelling(walk: Any) -> None:
    encoded = "https://shahr20.ir/7/%d8%b4%d9%87%d8%b1/"
    plain = "https://shahr20.ir/7/شهر/"
    addresses = {
        walk("rest", {page(1): [post(7, link)]})[0][0].url for link in (encoded, plain, plain + "#top")
    }
    assert addresses == {"https://shahr20.ir/7/%D8%B4%D9%87%D8%B1/"}


def test_a_post_without_a_date_is_found_all_the_same(walk: Any) -> None:
    undated = {**post(7), "date_gmt": "0000-00-00T00:00:00", "modified_gmt": None}
    assert walk("rest", {page(1): [undated]})[0] == [Found("https://shahr20.ir/7/slug/", 7)]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((401, {"code": "rest_cannot_access"}), "answers 401"),
        ((404, "<html>"), "answers 404"),
        ((200, "<html>maintenance</html>"), "something else than JSON"),
        ((200, {"code": "rest_no_route"}), "something else than a list"),
        ((200, [{"title": "x"}]), "without id and link"),
        ((200, [{"id": 7, "link": "mailto:x@example.org"}]), "without id and link"),
    ],
)
def test_shut(shut: Any, answer: tuple[int, Any], reason: str) -> None:
    assert reason in shut("rest", {page(1): answer})


def test_shut_in_the_middle_says_so_after_what_was_found(shut: Any) -> None:
    headers = {"X-WP-TotalPages": "2"}
    pages = {page(1): (200, [post(1)], headers), page(2): (500, "")}
    assert "page=2" in shut("rest", pages)
