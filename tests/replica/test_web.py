from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shahr20.replica.web import Request, Response, conditional, whole

PERSIAN = "/47859/هویت-شهری/"


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/47859/%D9%87%D9%88%DB%8C%D8%AA-%d8%b4%d9%87%d8%b1%db%8c/", PERSIAN, {}),
        # curl sends what a person types without encoding it
        (PERSIAN.encode().decode("latin-1"), PERSIAN, {}),
        ("/?title=%D9%82%D9%85&p=1", "/", {"title": "قم", "p": "1"}),
        ("//double/?p=2&p=3", "//double/", {"p": "3"}),
        ("/%FF", "/\ufffd", {}),
    ],
)
def test_a_target_is_decoded(target, path, query):
    request = Request.parsed("GET", target, {})
    assert (request.path, request.query) == (path, query)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("47859", 47859), ("", None), ("-1", None), ("۴۷", None), ("1.0", None), ("9" * 5000, None)],
)
def test_whole_numbers(text, number):
    assert whole(text) == number


PAGE = Response(200, b"page", etag='W/"1-a"', modified=datetime(2022, 2, 20, 14, 38, 0, 900, tzinfo=UTC))
SAME_SECOND = "Sun, 20 Feb 2022 14:38:00 GMT"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"if-none-match": 'W/"1-a"'}, 304),
        ({"if-none-match": '"1-a"'}, 304),
        ({"if-none-match": '"x", W/"1-a"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"1-b"'}, 200),
        ({"if-modified-since": SAME_SECOND}, 304),
        ({"if-modified-since": "Sun, 20 Feb 2022 14:37:59 GMT"}, 200),
        ({"if-modified-since": "not a date"}, 200),
        # RFC 9110, 13.1.3: ignored when there is an If-None-Match
        ({"if-none-match": '"1-b"', "if-modified-since": SAME_SECOND}, 200),
    ],
)
def test_conditional_requests(headers, status):
    answer = conditional(Request("GET", "/", {}, headers), PAGE)
    assert answer.status == status
    assert answer.body == (b"page" if status == 200 else b"")
    assert answer.validators() == PAGE.validators()


def test_an_error_is_never_unchanged():
    missing = replace(PAGE, status=404)
    assert conditional(Request("GET", "/", {}, {"if-none-match": "*"}), missing).status == 404
