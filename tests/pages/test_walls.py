from __future__ import annotations

import pytest

from shahr20.pages.walls import by_markup, wall
from tests.pages.taj import taj

URL = "https://shahr20.ir/47859/x/"


def page(body: str, title: str = "shahr20.ir") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


WALLS = {
    "Cloudflare": page(
        '<script>(function(){window._cf_chl_opt={cvId:"3"};var a=document.createElement("script");'
        'a.src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8";})();</script>', "Just a moment..."
    ),
    "ArvanCloud": page("<script>var __arcsjs='x';</script>در حال انتقال به سایت مورد نظر هستید..."),
    "DDoS-Guard": page("<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>"),
    "a captcha": page("<form><div class='g-recaptcha' data-sitekey=x></div></form>", "لطفا صبر کنید"),
    "a cookie test": page(
        '<script src="/aes.js"></script><script>var a=toNumbers("f6");document.cookie="__test="+'
        'toHex(slowAES.decrypt(c,2,a,b))+"; path=/";location.href="/?i=1";</script>'
    ),
    "a challenge": page("<h1>در حال بررسی مرورگر شما هستیم</h1><p>چند ثانیه صبر کنید.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("whose", WALLS)
def test_a_wall_is_known_by_its_markup(whose: str) -> None:
    assert by_markup(WALLS[whose]) == whose


def test_a_page_that_sets_a_cookie_and_loads_again_is_a_test() -> None:
    assert by_markup("<script>document.cookie='s=1';window.location.reload()</script>") == "a cookie test"


TELLS = "<p>" + "در حال بررسی مرورگر شما: چرا سایت‌ها کپچا دارند و Cloudflare چه می‌کند؟ " * 20 + "</p>"

NO_WALLS = {
    "an article": taj("<p>متن</p>").body.decode(),
    "an article on a site behind Cloudflare": taj(
        "<p>متن</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    ).body.decode(),
    "an article about walls": page(TELLS),
    "an article with a captcha below": page(TELLS + "<div class=g-recaptcha></div>"),
    "a short article with WordPress's marks": page("<div class=g-recaptcha></div>").replace(
        "<body>", "<body class='postid-7'>"
    ),
    "a page that sets a cookie": page("<script>document.cookie='seen=1'</script>" + TELLS),
    "JSON": '[{"id":1,"link":"https://shahr20.ir/1/"}]',
    "not found": page("<h1>صفحه یافت نشد</h1>"),
}


@pytest.mark.parametrize("markup", NO_WALLS.values(), ids=NO_WALLS)
def test_what_is_no_wall(markup: str) -> None:
    assert by_markup(markup) is None


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (403, {"cf-mitigated": "challenge"}, "Cloudflare"),
        (307, {"location": "/47859/x/", "set-cookie": "__arcsco=1"}, "a cookie test"),
        (302, {"location": URL + "#a", "set-cookie": "x=1"}, "a cookie test"),
        (302, {"location": "/47859/y/", "set-cookie": "x=1"}, None),
        (301, {"location": URL}, None),
        (404, {}, None),
    ],
)
def test_what_status_and_headers_tell(status: int, headers: dict[str, str], expected: str | None) -> None:
    assert wall(status, URL, headers.get, "") == expected
