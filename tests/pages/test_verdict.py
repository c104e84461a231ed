"""Pages that are no article are recognised, and articles about such pages are not taken for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.site import Site
from tests.pages.taj import LEAD, TITLE, URL, record, taj

BODY = "به گزارش شهر بیست، برنامه‌های سازمان فرهنگی و رشته‌های سفالگری در چهار سرای محله گسترش می‌یابد."


def page(
    body: str,
    title: str = "شهر بیست",
    classes: str = "",
    url: str = URL,
    head: str = "",
    asked: int | None = 47859,
) -> Page:
    markup = f'<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body class="{classes}">{body}</body></html>'
    return Page(url=url, body=markup.encode(), fetched_at="x", asked_url=URL, asked_id=asked)


SIDE = (
    "<aside><h3>آخرین اخبار</h3><ul>"
    + "".join(f"<li><a href='/{i}/x/'>خبر شماره {i} شهر</a></li>" for i in range(9))
    + "</ul></aside>"
)
CARDS = "".join(
    f"<article><h2><a href='/{i}/x/'>خبر شماره {i} شهر</a></h2><p>{BODY}</p></article>" for i in range(5)
)

NO_ARTICLES = {
    "WordPress not found": (page(f"<h1>۴۰۴</h1>{SIDE}", classes="rtl error404"), "not_found"),
    "a soft not found": (
        page(f"<h1>صفحه مورد نظر یافت نشد</h1><p>{BODY}</p>{SIDE}", "صفحه یافت نشد | شهر بیست"),
        "not_found",
    ),
    "an English not found": (page("<h1>Page not found</h1>", "404 Not Found"), "not_found"),
    "the home page": (page(CARDS, "شهر بیست", "home blog", "https://shahr20.ir/"), "home"),
    "the home page of a theme without classes": (page(CARDS, url="https://shahr20.ir/?utm_source=x"), "home"),
    "a category": (
        page(CARDS, "فرهنگی", "archive category", "https://shahr20.ir/category/farhangi/"),
        "listing",
    ),
    "a search": (page(CARDS, "نتایج", "search search-results", "https://shahr20.ir/?s=x"), "listing"),
    "a WordPress page": (
        page(f"<h1>درباره ما</h1><p>{BODY}</p>", "درباره ما", "page page-id-2", "https://shahr20.ir/about/"),
        "page",
    ),
    "an attachment": (
        page("<h1>IMG_1</h1><img src=x>", "IMG_1", "attachment attachmentid-47859 attachment-jpeg"),
        "attachment",
    ),
    "WordPress login": (
        page("<form id=loginform><input type=password></form>", "ورود ‹ شهر بیست", "login wp-core-ui"),
        "login",
    ),
    "another login": (
        page("<h1>ورود به سامانه</h1><form><input type=password name=p></form>", "ورود"),
        "login",
    ),
    "a login of the theme's": (
        page(
            "<h1>شهر بیست</h1><h2>ورود به حساب کاربری</h2><form><input name=mobile type=tel></form>"
            + f"<footer>{'درباره شهر بیست، خبرگزاری شهر. ' * 40}</footer>",
            "ورود به حساب کاربری | شهر بیست",
        ),
        "login",
    ),
    "a shop's login": (
        page("<h1>حساب کاربری من</h1><form><input type=text><input type=Password></form>", "حساب کاربری من"),
        "login",
    ),
    "an English login": (page("<form><input type=password></form>", "Log In ‹ Shahr20 — WordPress"), "login"),
    "a soft not found with news below": (
        page(f"<h1>صفحه مورد نظر شما یافت نشد</h1>{CARDS * 3}", "شهر بیست"),
        "not_found",
    ),
    "maintenance": (
        page("<h1>سایت در دست تعمیر است</h1><p>به زودی بازمی‌گردیم</p>", "در دست تعمیر"),
        "maintenance",
    ),
    "WordPress maintenance": (
        page("<h1>به طور خلاصه برای تعمیرات برنامه‌ریزی شده در دسترس نیست.</h1>", "در حال بروزرسانی"),
        "maintenance",
    ),
    "Cloudflare": (
        page(
            "<h1>shahr20.ir</h1><script src='/cdn-cgi/challenge-platform/h/b/x.js'></script>",
            "Just a moment...",
        ),
        "challenge",
    ),
    "ArvanCloud": (
        page(
            "<script>var __arcsjs=1</script><p>در حال انتقال به سایت مورد نظر هستید...</p>",
            "در حال انتقال به سایت مورد نظر هستید",
        ),
        "challenge",
    ),
    "a database error": (
        page("<h1>خطا در برقراری ارتباط با پایگاه داده</h1>", "خطای پایگاه داده"),
        "server_error",
    ),
    "a password": (
        taj(
            "<form action='/wp-login.php?action=postpass' class='post-password-form'><p>این نوشته با رمز محافظت شده است.</p><input type=password></form>"
        ),
        "password",
    ),
    "no title": (page(""), "no_title"),
}


@pytest.mark.parametrize(("shown", "reason"), NO_ARTICLES.values(), ids=NO_ARTICLES)
def test_what_is_no_article_is_refused_by_its_name(shown: Page, reason: str, site: Site) -> None:
    reading = read(shown, site)
    assert reading.record is None
    assert reading.reject is not None
    assert reading.reject.reason == reason
    assert len(reading.reject.detail) > 10


@pytest.mark.parametrize(
    "title",
    [
        "صفحه گمشده تاریخ قم پیدا نشد",
        "ورود خودروها به هسته مرکزی شهر ممنوع شد",
        "سامانه ۱۳۷ به زودی در دست تعمیر قرار می‌گیرد",
        "خطای ۴۰۴؛ چرا سایت شهرداری یافت نشد؟",
        "جست‌وجو در بایگانی شهر",
    ],
)
def test_articles_about_such_pages_are_articles(title: str, site: Site) -> None:
    about = f"<p>{BODY} ورود کاربران با رمز عبور، صفحه یافت نشد و در دست تعمیر.</p><p>cdn-cgi/challenge-platform</p>"
    shown = taj(about)
    found = record(replace(shown, body=shown.body.replace(TITLE.encode(), title.encode())), site)
    assert found.title_raw == title


def test_an_article_with_a_login_form_beside_it_is_an_article(site: Site) -> None:
    shown = taj(f"<p>{BODY}</p>")
    login = "<aside><h3>ورود کاربران</h3><form><input type='password'></form></aside>"
    assert (
        record(
            replace(shown, body=shown.body.replace(b"<aside>", login.encode() + b"<aside>")), site
        ).body_raw
        == BODY
    )


IDENTITIES = {
    "canonical": (
        b'canonical" href="https://shahr20.ir/47859/',
        b'canonical" href="https://shahr20.ir/47860/',
        "other_article",
    ),
    "shortlink": (b"?p=47859", b"?p=47860", "other_article"),
    "postid": (b"postid-47859", b"postid-47860", "other_article"),
}


@pytest.mark.parametrize(("before", "after", "reason"), IDENTITIES.values(), ids=IDENTITIES)
def test_a_page_that_names_two_articles_is_refused(
    before: bytes, after: bytes, reason: str, site: Site
) -> None:
    shown = taj(f"<p>{BODY}</p>")
    assert before in shown.body
    reading = read(replace(shown, body=shown.body.replace(before, after)), site)
    assert reading.reject is not None
    assert reading.reject.reason == reason
    assert "47860" in reading.reject.detail


def test_another_article_than_was_asked_for_is_refused(site: Site) -> None:
    reading = read(replace(taj(f"<p>{BODY}</p>"), asked_id=5), site)
    assert reading.reject is not None
    assert reading.reject.reason == "other_article"


def test_a_label_that_differs_is_a_flag(site: Site) -> None:
    shown = taj(f"<p>{BODY}</p>")
    found = record(
        replace(shown, body=shown.body.replace("شناسه : 47859".encode(), "شناسه : 47000".encode())), site
    )
    assert found.id == 47859
    assert "47000" in found.flags["id_differs"]


@pytest.mark.parametrize(
    "label", ["شناسه مجوز : 81234", "کد خبرنگار : 12", "شناسهٔ یکتا : 5", "تلفن : 12", "شناسه : 12/5"]
)
def test_another_label_is_no_id(label: str, site: Site) -> None:
    shown = taj(f"<p>{BODY}</p>")
    body = shown.body.replace("شناسه : 47859".encode(), label.encode())
    assert "id_differs" not in record(replace(shown, body=body), site).flags


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.shahr20.ir/47859/slug/", 47859),
        ("https://shahr20.ir/47859", 47859),
        ("https://shahr20.ir/۴۷۸۵۹/slug/", 47859),
        ("https://shahr20.ir/?p=47859", 47859),
        ("file:///saved/page.html", 47859),
        ("", 47859),
    ],
)
def test_the_article_is_known_by_whatever_names_it(url: str, expected: int, site: Site) -> None:
    assert record(replace(taj(f"<p>{BODY}</p>"), url=url, asked_id=None), site).id == expected


def test_a_canonical_link_to_another_site_says_nothing(site: Site) -> None:
    shown = taj(f"<p>{BODY}</p>")
    body = shown.body.replace(
        b'canonical" href="https://shahr20.ir/47859/', b'canonical" href="https://irna.ir/84000/'
    )
    found = record(replace(shown, body=body), site)
    assert (found.id, found.url) == (47859, URL)


def test_without_any_name_it_is_refused(site: Site) -> None:
    shown = page(f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p>", TITLE, url="file:///x.html", asked=None)
    reading = read(shown, site)
    assert reading.reject is not None
    assert reading.reject.reason == "no_id"


LOGIN_FORM = "<form action=/login><input name=user><input type=password></form>"


@pytest.mark.parametrize(
    "title",
    [
        "ورود مسافران به قم",
        "ورود به سامانه سجام رایگان شد",
        "ورود",
        "ورود کاربران تازه به بازار سهام",
        "متروی قم به زودی افتتاح می‌شود",
        "اثری از گمشدگان سیل یافت نشد",
        "آب آشامیدنی در ۴۰۴ روستا وجود ندارد",
    ],
)
@pytest.mark.parametrize(
    "around",
    ["", f"<header>{LOGIN_FORM}</header>", f"<div class='login-modal fade'><h3>ورود</h3>{LOGIN_FORM}</div>"],
    ids=["alone", "a login form above", "a login form that opens"],
)
def test_news_without_a_mark_are_read_whatever_their_headline(title: str, around: str, site: Site) -> None:
    shown = page(f"{around}<article><h1>{title}</h1><p>{BODY}</p>{f'<p>{BODY}</p>' * 12}</article>", title)
    assert record(shown, site).title_raw == title


@pytest.mark.parametrize("title", ["ورود مسافران به قم", "ورود به سامانه سجام رایگان شد"])
def test_two_sentences_of_news_are_no_login_page(title: str, site: Site) -> None:
    shown = page(f"<header>{LOGIN_FORM}</header><h1>{title}</h1><p>{BODY}</p>", f"{title} | شهر بیست")
    assert record(shown, site).body_raw == BODY
