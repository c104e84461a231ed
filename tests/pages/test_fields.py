"""Single fields where pages mislead: dates, ids, titles, related articles, names of the site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shahr20.pages.page import Page
from shahr20.pages.printed import find_date, is_meta_line
from shahr20.pages.reader import read
from shahr20.pages.record import Related, Term
from shahr20.pages.site import Site
from tests.pages.taj import META, TITLE, URL, record, taj

BODY = "به گزارش شهر بیست، برنامه‌های سازمان فرهنگی و رشته‌های سفالگری در چهار سرای محله گسترش می‌یابد."
WORDS = f"<p>{BODY}</p>"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("شناسه : 47859 | انتشار : 01 اسفند 1400 - 18:08   پرینت", "01 اسفند 1400 - 18:08"),
        ("انتشار: یک‌شنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸", "یک‌شنبه ۱ اسفند ۱۴۰۰ ساعت ۱۸:۰۸"),
        ("1400/12/01 18:08", "1400/12/01 18:08"),
        ("۱۸:۰۸ - ۱۴۰۰/۱۲/۰۱", "۱۸:۰۸ - ۱۴۰۰/۱۲/۰۱"),
        ("سه شنبه ٣ شهريور ١٤٠١، ساعت: ٠٨:٠٥", "سه شنبه ٣ شهريور ١٤٠١، ساعت: ٠٨:٠٥"),
        ("تاریخ: 5 دی‌ماه 1399 (7 نظر)", "5 دی‌ماه 1399"),
        ("30 اسفند 1404 - 10:00", "30 اسفند 1404 - 10:00"),  # cannot be: somebody must see it
        ("تلفن: 025-3212-3344", None),
        ("۱۳۹۸ تا ۱۴۰۰", None),
        ("", None),
    ],
)
def test_a_date_is_its_own_words(line: str, date: str | None) -> None:
    assert find_date(line) == date


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        (META, True),
        ("پرینت", True),
        ("کد خبر: ۱۲۳ - ۲ دیدگاه", True),
        ("۱۴۰۰", False),
        ("۱۲\u200c", False),
        ("آمار سال ۱۴۰۰", False),
        ("انتشار کتاب تازه", False),
    ],
)
def test_a_meta_line_is_furniture_alone(line: str, furniture: bool) -> None:
    assert is_meta_line(line, ("شناسه", "کد خبر", "انتشار")) is furniture


@pytest.mark.parametrize(
    "label", ["شناسه", "شناسة", "شناسه خبر", "کد خبر", "كد خبر", "کد‌خبر", "کدخبر", "شـناسه", "شناسه مطلب"]
)
@pytest.mark.parametrize(
    "form", ["<p>{}: {}</p>", "<p>{} {}</p>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<p><b>{}</b><i>{}</i></p>"]
)
def test_a_label_is_known_in_any_spelling_and_markup(label: str, form: str, site: Site) -> None:
    shown = taj(WORDS)
    body = shown.body.replace(f'<p class="meta">{META}</p>'.encode(), form.format(label, "٤٧٠٠١").encode())
    assert "47001" in record(replace(shown, body=body), site).flags["id_differs"]


@pytest.mark.parametrize(
    "place",
    [
        "<aside>{}</aside>",
        "<footer>{}</footer>",
        '<div class="sidebar">{}</div>',
        '<div id="comments">{}</div>',
    ],
)
def test_a_label_elsewhere_is_not_the_article_s(place: str, site: Site) -> None:
    shown = taj(WORDS)
    elsewhere = place.format("<p>شناسه : 5</p><p>انتشار : 02 دی 1390 - 10:10</p>")
    found = record(
        replace(shown, body=shown.body.replace(b"<section", elsewhere.encode() + b"<section")), site
    )
    assert found.published_raw == "01 اسفند 1400 - 18:08"
    assert found.flags == {}


def test_of_two_dates_the_one_nearest_the_title_is_printed(site: Site) -> None:
    markup = f"""<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1><p>۱ اسفند ۱۴۰۰ - ۱۸:۰۸</p>{WORDS}
    <p>۵ دی ۱۳۹۹ - ۱۰:۰۰</p></div></body></html>"""
    assert record(replace(taj(""), body=markup.encode()), site).published_raw == "۱ اسفند ۱۴۰۰ - ۱۸:۰۸"


def test_the_date_of_an_edit_is_not_that_of_publication(site: Site) -> None:
    markup = f"""<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1><p>آخرین به‌روزرسانی: ۵ دی ۱۴۰۱ - ۱۰:۰۰</p>
    <p>۱ اسفند ۱۴۰۰ - ۱۸:۰۸</p>{WORDS}</div></body></html>"""
    assert record(replace(taj(""), body=markup.encode()), site).published_raw == "۱ اسفند ۱۴۰۰ - ۱۸:۰۸"


@pytest.mark.parametrize(
    "shown",
    [
        "{} | شهر بیست", "{} - شهر بیست", "شهر بیست :: {}", "{} – پایگاه خبری شهر بیست", "شهر ۲۰ » {}",
        "{} | پایگاه خبری تحلیلی شهر‌بیست | shahr20.ir", "{}",
    ],
)  # fmt: skip
def test_the_title_is_without_the_site_s_name(shown: str, site: Site) -> None:
    markup = f"<html><head><title>{shown.format(TITLE)}</title></head><body><p>{BODY}</p></body></html>"
    found = record(replace(taj(""), body=markup.encode()), site)
    assert found.title_raw == TITLE
    assert found.read_by["title_raw"] == "metadata:title"


def test_a_title_of_two_lines_keeps_its_words_apart(site: Site) -> None:
    shown = taj(WORDS)
    body = shown.body.replace(
        f'"single-post-title">{TITLE}'.encode(), '"single-post-title">یک<br>دو'.encode()
    )
    assert record(replace(shown, body=body), site).title_raw == "یک دو"


def test_titles_that_differ_are_flagged(site: Site) -> None:
    found = record(
        taj(WORDS, head='<meta property="og:title" content="عنوانی دیگر برای این خبر | شهر بیست">'), site
    )
    assert found.title_raw == TITLE
    assert "عنوانی دیگر" in found.flags["title_differs"]


def test_another_site_s_name_is_learnt_from_its_feed(site: Site) -> None:
    shown = taj(
        WORDS,
        head='<link rel="alternate" type="application/rss+xml" title="قم امروز &raquo; خوراک" href="/feed/">',
    )
    body = shown.body.replace("| شهر بیست".encode(), "- قم امروز".encode())
    body = body.replace(
        b'"con">', '"con"><p>قم امروز (example.ir) :</p>'.encode().replace(b"example.ir", b"shahr20.ir")
    )
    found = record(replace(shown, body=body), site)
    assert found.flags == {}
    assert found.body_raw == BODY


def test_related_articles_are_complete_in_order_and_others(site: Site) -> None:
    block = f"""<div class="related"><h3>نوشته های مشابه</h3><ul>
    <li><a href="/12/x/"><img src="a.jpg"></a><h4><a href="/12/x/">خبر <b>یک</b></a></h4><a href="/category/y/">شهری</a></li>
    <li><a href="https://www.shahr20.ir/?p=13">خبر دو</a></li><li><a href="{URL}">{TITLE}</a></li>
    <li><a href="https://irna.ir/news/84">خبر سه</a></li><li><a href="/old-slug/">خبر چهار</a></li></ul></div>"""
    assert record(taj(WORDS + f'<div class="page-bottom">{block}</div>'), site).related == [
        Related(title="خبر یک", url="https://shahr20.ir/12/x/", id=12),
        Related(title="خبر دو", url="https://www.shahr20.ir/?p=13", id=13),
        Related(title="خبر سه", url="https://irna.ir/news/84", id=None),
        Related(title="خبر چهار", url="https://shahr20.ir/old-slug/", id=None),
    ]


def test_categories_are_not_the_home_page_nor_none(site: Site) -> None:
    crumbs = """<div class="breadcrumb"><a href="/">خانه</a> » <a href="/category/farhangi/" rel="category tag">فرهنگی</a>
    <a href="/category/%d8%b4%d9%87%d8%b1%db%8c/" rel="category tag">شهری</a> <a href="/category/x/" rel="category tag">دسته‌بندی نشده</a></div>"""
    assert record(taj(WORDS, above=crumbs), site).categories == [
        Term(name="فرهنگی", slug="farhangi"),
        Term(name="شهری", slug="شهری"),
    ]


def test_the_kicker_the_author_and_the_picture(site: Site) -> None:
    above = """<small class="subtitle">در پنجمین سفر</small><div>نویسنده : <a rel="author" href="/author/a/">علی رضایی</a></div>
    <figure class="single-thumb"><img class="wp-post-image" src="data:image/gif;base64,R0" data-src="/wp-content/a.jpg">
    <figcaption>آیین افتتاح</figcaption></figure>"""
    found = record(taj(WORDS, above=above), site)
    assert (found.kicker_raw, found.author) == ("در پنجمین سفر", "علی رضایی")
    assert (found.image_url, found.image_caption) == ("https://shahr20.ir/wp-content/a.jpg", "آیین افتتاح")


@pytest.mark.parametrize("said", ["شهر بیست", "پایگاه خبری شهر بیست", ""])
def test_the_site_is_not_an_author(said: str, site: Site) -> None:
    assert record(taj(WORDS, head=f'<meta name="author" content="{said}">'), site).author is None


def test_a_class_of_the_body_does_not_outweigh_the_article_s_id(site: Site) -> None:
    assert record(taj(WORDS, classes="search home single postid-47859"), site).id == 47859


@pytest.mark.parametrize(
    "ld",
    [
        "{",
        "[]",
        '"x"',
        '{"@type":5}',
        '{"@graph":{}}',
        '{"@type":["NewsArticle"],"headline":5,"author":[]}',
        "[" * 5000,
    ],
)
def test_broken_json_ld_is_passed_over(ld: str, site: Site) -> None:
    head = f'<script type="application/ld+json">{ld}</script>'
    assert record(taj(WORDS, head=head), site).title_raw == TITLE


def test_a_picture_before_the_first_paragraph_is_the_articles(site: Site) -> None:
    html = """<body class="postid-7"><section class="single"><h2 class="single-post-title">عنوان خبر شهر</h2>
    <div class="con"><figure><img src="/a.jpg"><figcaption>عکس از آرشیو</figcaption></figure>
    <p>به گزارش ایسنا، متن خبر در یک پاراگراف بلند درباره شهر قم آمده است.</p></div></section></body>"""
    found = read(Page("https://shahr20.ir/7/x/", html.encode(), "2026-01-01T00:00:00Z"), site).record
    assert found is not None
    assert found.image_caption == "عکس از آرشیو"
    assert found.read_by["image_caption"] == "body:first_picture"
    assert found.body_raw.startswith("به گزارش ایسنا")


def test_the_caption_of_a_second_picture_stays_in_the_body_and_is_counted(site: Site) -> None:
    html = """<body class="postid-7"><section class="single"><h2 class="single-post-title">عنوان خبر شهر</h2>
    <figure class="single-thumb"><img class="wp-post-image" src="/main.jpg"><figcaption>عکس اصلی</figcaption></figure>
    <div class="con"><figure><img src="/a.jpg"><figcaption>عکس از آرشیو</figcaption></figure>
    <p>به گزارش ایسنا، متن خبر در یک پاراگراف بلند درباره شهر قم آمده است.</p></div></section></body>"""
    found = read(Page("https://shahr20.ir/7/x/", html.encode(), "2026-01-01T00:00:00Z"), site).record
    assert found is not None
    assert found.image_caption == "عکس اصلی"
    assert found.body_raw.startswith("عکس از آرشیو\n\nبه گزارش")
    assert found.leading_captions == 1


@pytest.mark.parametrize(
    ("box", "date"),
    [
        ("<dl><dt>زمان انتشار</dt><dd>۱ اسفند ۱۴۰۰ - ۱۸:۰۸</dd></dl>", "۱ اسفند ۱۴۰۰ - ۱۸:۰۸"),
        ("<p>تاریخ انتشار: 1400/12/01 18:08</p>", "1400/12/01 18:08"),
        ("<h4>تازه‌ها</h4><p><a href='/5/x/'>خبری دیگر</a></p><p>۱ اسفند ۱۴۰۰ - ۱۸:۰۸</p>", None),
    ],
)
def test_the_articles_own_facts_may_stand_in_a_box(site: Site, box: str, date: str | None) -> None:
    markup = f"<html><body><main><h1>{TITLE}</h1><aside>{box}</aside><div>{WORDS}{WORDS}</div></main></body></html>"
    made = read(Page(URL, markup.encode(), "2026-01-01T00:00:00Z", asked_id=47859), site)
    assert made.record is not None
    assert made.record.published_raw == date


def at_slug(path: str, shortlink: int, postid: int | None) -> Page:
    """A page at an address that is a number, whose marks name another."""
    page = taj("<p>متن خبری کوتاه درباره شهر قم که در یک بند آمده است.</p>", url=f"https://shahr20.ir{path}")
    body = page.body.replace(URL.encode(), f"https://shahr20.ir{path}".encode())
    body = body.replace(b"?p=47859", f"?p={shortlink}".encode())
    body = body.replace(b"postid-47859", f"postid-{postid}".encode() if postid else b"")
    return replace(page, body=body.replace("شناسه : 47859 | ".encode(), b""), asked_id=1401)


@pytest.mark.parametrize(
    ("path", "postid"),
    [
        ("/1401/", 82519),
        ("/۱۴۰۱/", 82519),
        ("/%DB%B1%DB%B4%DB%B0%DB%B1/", 82519),
        ("/%DB%B1%DB%B4%DB%B0%DB%B1/", None),
    ],
)
def test_a_title_that_is_a_number_is_no_id(path: str, postid: int | None, site: Site) -> None:
    found = record(at_slug(path, 82519, postid), site)
    assert found.id == 82519
    assert found.flags == {}


@pytest.mark.parametrize(
    ("path", "shortlink", "postid"),
    [("/1401/", 82519, None), ("/1401/", 82519, 82520), ("/1401/slug/", 82519, 82519)],
)
def test_a_number_is_the_id_unless_wordpress_says_otherwise_twice(
    path: str, shortlink: int, postid: int | None, site: Site
) -> None:
    reject = read(at_slug(path, shortlink, postid), site).reject
    assert reject is not None
    assert reject.reason == "other_article"
