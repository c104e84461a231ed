"""Posts in parts are one article, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shahr20.pages.parts import is_whole, join, part_number
from shahr20.pages.reader import read
from shahr20.pages.site import Site
from tests.pages.taj import URL, taj

TEXTS = [f"به گزارش شهر بیست، این بند شماره {n} از گزارشی بلند درباره شهر است." for n in ["یک", "دو", "سه"]]


def part(number: int, links: tuple[int, ...], site: Site):  # type: ignore[no-untyped-def]
    url = URL if number == 1 else f"{URL}{number}/"
    numbers = " ".join(f'<a href="{URL}{n}/" class="post-page-numbers">{n}</a>' for n in links)
    page = taj(f'<p>{TEXTS[number - 1]}</p><p class="post-nav-links">برگه‌ها: {numbers}</p>', url=url)
    return read(replace(page, asked_id=47859), site)


def test_the_other_parts_are_named(site: Site) -> None:
    assert part(1, (2, 3), site).parts == (f"{URL}2/", f"{URL}3/")
    assert part(2, (3,), site).parts == (f"{URL}3/",)


@pytest.mark.parametrize(
    ("own", "second", "other"),
    [
        ("/47859/", "/47859/2/", "/47860/2/"),
        ("/47859/slug/", "/47859/slug/?page=2", "/47860/slug/?page=2"),
        ("/?p=47859", "/?p=47859&page=2", "/?p=47860&page=2"),
        ("/some-slug/", "/some-slug/2/", "/other-slug/2/"),
        ("/2022/02/some-slug/", "/2022/02/some-slug/2/", "/2022/02/other-slug/2/"),
    ],
)
def test_parts_are_seen_under_any_permalinks(own: str, second: str, other: str, site: Site) -> None:
    links = f'<div class="pager"><span>1</span> <a href="{second}">2</a> <a href="{other}">2</a></div>'
    page = taj(f"<p>{TEXTS[0]}</p>{links}", url=f"https://shahr20.ir{own}")
    named = page.body.replace(
        f'rel="canonical" href="{URL}"'.encode(), f'rel="canonical" href="{own}"'.encode()
    )
    reading = read(replace(page, body=named), site)
    assert reading.record is not None, reading.reject
    assert reading.parts == (f"https://shahr20.ir{second}",)


def test_an_id_at_the_end_of_an_address_is_no_part(site: Site) -> None:
    elsewhere = site.model_copy(update={"article_path": "^/news/(?P<id>[0-9]+)/?$"})
    page = taj(f'<p>{TEXTS[0]}</p><a href="/news/346/">{TEXTS[1]}</a>', url="https://shahr20.ir/news/345/")
    body = page.body.replace(URL.encode(), b"/news/345/").replace(b"47859", b"345")
    reading = read(replace(page, body=body, asked_id=345), elsewhere)
    assert reading.record is not None, reading.reject
    assert reading.parts == ()
    assert is_whole(reading)


def test_an_ordinary_article_has_no_other_parts(site: Site) -> None:
    body = (
        f'<p>{TEXTS[0]} <a href="/5/x/2/">دیگری</a> <a href="{URL}#2">این</a> <a href="{URL}amp/">AMP</a></p>'
    )
    assert read(taj(body), site).parts == ()


def test_joined_they_are_one_article(site: Site) -> None:
    whole = join([part(3, (2,), site), part(1, (2,), site), part(2, (3,), site)])
    assert whole.record is not None
    assert whole.record.body_raw == "\n\n".join(TEXTS)
    assert whole.page.url == URL


def test_a_missing_part_makes_it_none(site: Site) -> None:
    whole = join([part(1, (2,), site), part(2, (3,), site)])
    assert whole.record is None
    assert whole.reject is not None
    assert whole.reject.reason == "part_missing"
    assert "3" in whole.reject.detail


def test_a_rejected_part_makes_it_none(site: Site) -> None:
    broken = read(replace(taj("<p>x</p>", url=f"{URL}2/"), body=b""), site)
    whole = join([part(1, (2,), site), broken])
    assert whole.reject is not None
    assert "no content" in whole.reject.detail
    assert whole.page.parts == (broken.page,), "what came is kept, whatever it is"


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (URL, 1),
        (f"{URL}2/", 2),
        (f"{URL}12", 12),
        ("https://x.ir/?p=5&page=3", 3),
        ("https://x.ir/5/2022/", 1),
        ("https://x.ir/47859/2/", 2),
        ("https://x.ir/some-slug/3/", 3),
        ("https://x.ir/2022/02/some-slug/3/", 3),
        ("https://x.ir/2022/02/20/", 1),
        ("https://x.ir/1400/12/", 1),
        ("https://x.ir/47859/02/", 1),
        ("https://x.ir/page/2/", 1),
        ("https://x.ir/category/4/", 1),
        ("http://[", 1),
    ],
)
def test_the_number_of_a_part(url: str, number: int) -> None:
    assert part_number(url) == number
