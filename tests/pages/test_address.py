from __future__ import annotations

import pytest

from shahr20.pages import site as sites
from shahr20.pages.address import article_id, canonical, same_host

SITE = sites.load()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://shahr20.ir/7/شهر/", "https://shahr20.ir/7/%D8%B4%D9%87%D8%B1/"),
        ("https://shahr20.ir/7/%d8%b4%d9%87%d8%b1/", "https://shahr20.ir/7/%D8%B4%D9%87%D8%B1/"),
        ("HTTPS://Shahr20.IR:443/7/#respond", "https://shahr20.ir/7/"),
        ("http://127.0.0.1:8020", "http://127.0.0.1:8020/"),
        ("http://[::1]:8020/7/", "http://[::1]:8020/7/"),
        ("https://shahr20.ir/?p=7", "https://shahr20.ir/?p=7"),
        ("https://shahr20.ir/a%2Fb/", "https://shahr20.ir/a%2Fb/"),
        ("https://shahr20.ir/100%/", "https://shahr20.ir/100%25/"),
        ("https://shahr20.ir/7/%D8/", "https://shahr20.ir/7/%D8/"),
        ("  /7/x/ ", "https://shahr20.ir/7/x/"),
        ("//shahr20.ir/7/", "https://shahr20.ir/7/"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert canonical(url, "https://shahr20.ir/") == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url", ["", "mailto:x@shahr20.ir", "javascript:alert(1)", "file:///etc/passwd", "http://[", "http://a:b/"]
)
def test_no_web_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"not a web address|Invalid|Port"):
        canonical(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://shahr20.ir/47859/slug/", 47859),
        ("https://www.shahr20.ir/47859", 47859),
        ("https://shahr20.ir/۴۷۸۵۹/", 47859),
        ("https://shahr20.ir/%DB%B4%DB%B7/", 47),
        ("https://shahr20.ir/?p=47859", 47859),
        ("/47859/slug/", 47859),
        ("https://elsewhere.example/47859/slug/", None),
        ("https://shahr20.ir/category/47859/", None),
        ("https://shahr20.ir/2022-news/", None),
        ("https://shahr20.ir/2022/02/slug/", None),
        ("https://shahr20.ir/1400/12/01/slug/", None),
        ("https://shahr20.ir/2022/02/", None),
        ("https://shahr20.ir/2022/slug/", 2022),
        ("https://shahr20.ir/2022/2/", 2022),
        ("https://shahr20.ir/47859/02/", 47859),
        ("https://shahr20.ir/?p=abc", None),
        ("https://shahr20.ir/", None),
    ],
)
def test_the_id_an_address_carries(url: str, expected: int | None) -> None:
    assert article_id(url, SITE) == expected


def test_a_site_below_a_path() -> None:
    site = SITE.at("http://127.0.0.1:8020/news/")
    assert article_id("http://127.0.0.1:8020/news/7/slug/", site) == 7


def test_the_same_host_with_and_without_www() -> None:
    assert same_host("https://www.shahr20.ir/7/", SITE)
    assert not same_host("https://cdn.shahr20.ir/7/", SITE)
    assert not same_host("https://shahr20.ir.example/7/", SITE)
