import csv
import json
import re
from urllib.parse import unquote

import pytest
import sqlite_utils
from parsel import Selector

from shahr20.archive.times import now

PAGES = (
    "/",
    "/archive",
    "/archive/articles",
    "/archive/articles/47859",
    "/archive/articles/101",
    "/archive/articles?_search=شهرداری",
    "/archive/sources",
    "/archive/captures/1",
    "/archive?sql=select+title,+1+from+articles",
    "/nothing",
    "/-/versions",
)


def words(page):
    return " ".join(" ".join(Selector(page.text).xpath("//body//text()").getall()).split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_persian_and_right_to_left(room, address):
    page = room.get(address)
    html = Selector(page.text)
    assert html.xpath("/html/@lang").get() == "fa"
    assert html.xpath("/html/@dir").get() == "rtl"
    assert "آرشیو شهر بیست" in html.xpath("//title/text()").get() + words(page)
    assert not html.xpath("//script[not(@src or @type='application/ld+json')] | //style | //*[@style]")


@pytest.mark.parametrize("address", PAGES[:-1])
def test_headings_and_buttons_are_persian(room, address):
    html = Selector(room.get(address).text)
    for text in html.css("h1, h2, button, th a, summary").css("::text").getall():
        assert not re.search("[a-z]{4}", text), text


def test_home_says_what_is_here(room):
    text = words(room.get("/"))
    for part in ("نوشته ۵", "از ۱ اسفند ۱۴۰۰", "تا ۱۱ اردیبهشت ۱۴۰۲", "ایسنا", "فرهنگی ۵"):
        assert part in text


def test_home_shows_the_latest_first_and_links_to_filters(room):
    html = Selector(room.get("/").text)
    assert html.css(".latest a::attr(href)").getall()[0] == "/article/100"
    assert (
        html.css(".latest .snippet::text").get()
        == "سرپرست سازمان فرهنگی به فعالیت مجموعه گنبد سبز اشاره کرد."
    )
    assert html.css(".curve rect title::text").getall()
    for link in html.css(".counts a::attr(href)").getall():
        assert Selector(room.get(link).text).css(".titles li")


def test_home_of_an_empty_archive(make, get):
    page = get([make()], "/")
    assert page.status_code == 200
    assert "هنوز خالی است" in page.text


def test_the_table_shows_the_few_columns_newest_first(room):
    html = Selector(room.get("/archive/articles").text)
    assert html.css(".rows thead a::text").getall() == ["شناسه", "عنوان", "تاریخ انتشار", "منبع", "دستهٔ نخست"]
    assert html.css(".rows .col-id a::text").getall() == ["47859", "103", "102", "101", "100"]
    last = html.css(".rows tbody tr")[-1]
    assert last.css(".col-title a::attr(href)").get() == "/article/100"
    assert last.css(".date::text").get() == "۱۴۰۲/۰۲/۱۱ ۱۱:۳۰"


def test_the_table_shows_the_columns_asked_for(room):
    html = Selector(room.get("/archive/articles?_col=word_count&_col=lead").text)
    assert html.css(".rows thead a::text").getall() == ["شناسه", "شمار واژه‌ها", "لید"]


def test_the_heading_of_a_date_sorts_by_the_instant(room):
    html = Selector(room.get("/archive/articles").text)
    assert html.xpath("//th[a='تاریخ انتشار']").css("a::attr(href)").get() == "?_sort=published_at"
    html = Selector(room.get("/archive/articles?_sort=published_at").text)
    heading = html.xpath("//th[a='تاریخ انتشار']")
    assert heading.attrib["aria-sort"] == "ascending"
    assert heading.css("a::attr(href)").get() == "?_sort_desc=published_at"


def test_facets_stand_by_year_category_and_source(room):
    html = Selector(room.get("/archive/articles").text)
    assert html.css(".facets h2::text").getall() == ["سال", "دستهٔ نخست", "منبع"]
    assert html.css("#facet-jalali_year li a::text").getall() == ["۱۴۰۲", "۱۴۰۰"]
    assert html.css("#facet-jalali_year li > span::text").getall() == ["۱", "۳"]


def test_a_filter_is_a_chip_that_takes_itself_away(room):
    html = Selector(room.get("/archive/articles?jalali_year=1400&category=فرهنگی").text)
    chips = html.css(".found .chip")
    assert [" ".join(chip.css("::text").getall()).split()[0] for chip in chips] == ["دستهٔ", "سال:"]
    assert chips[1].attrib["href"].startswith("?category=")
    assert "jalali_year" not in chips[1].attrib["href"]


@pytest.mark.parametrize(
    "sort", ["", "&_sort=published_at", "&_sort_desc=published_at", "&_sort_desc=category"]
)
def test_paging_passes_over_no_article_however_it_is_sorted(room, sort):
    seen, address = [], f"/archive/articles?_size=2{sort}"
    while address:
        html = Selector(room.get(address).text)
        seen += html.css("td.col-id a::text").getall()
        link = html.css(".next a::attr(href)").get(default="").partition("?")[2]
        address = link and f"/archive/articles?{link}"
    assert set(seen) == {"100", "101", "102", "103", "47859"}
    if not sort:
        assert seen == ["47859", "103", "102", "101", "100"]


def test_the_csv_of_a_filter_has_all_of_its_rows(room):
    html = Selector(room.get("/archive/articles?_size=2&_sort_desc=category&jalali_year=1400").text)
    link = next(link for link in html.css(".tools a::attr(href)").getall() if ".csv" in link)
    rows = list(csv.DictReader(room.get(link).text.removeprefix("\ufeff").splitlines()))
    assert [row["id"] for row in rows if row["id"].isdecimal()] == ["47859", "103", "102"]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ""),
        ("?_search=شهردار", "?q=شهردار"),
        ("?source=ایسنا&_sort=id&_size=2", "?source=ایسنا"),
        ("?jalali_year__exact=1400&_search=شهردار", "?year=1400&q=شهردار"),
        ("?category=فرهنگی", None),  # the first of an article's, not any
        ("?jalali_year__gt=1400", None),
        ("?source=ایسنا&source=ایرنا", None),
        ("?_where=id>1", None),
        ("?_search_title=شهردار", None),
    ],
)
def test_a_table_leads_to_the_files_of_the_very_same_articles(room, query, asked):
    html = Selector(room.get(f"/archive/articles{query}").text)
    links = [unquote(link) for link in html.css(".tools a[href^='/export']::attr(href)").getall()]
    assert links == ([] if asked is None else [f"/export{asked}"])
    if asked:
        rows = json.loads(room.get(f"/archive/articles.json{query}").text)["filtered_table_rows_count"]
        assert json.loads(room.get(f"/export.json{asked}").text)["articles"] == rows


@pytest.mark.parametrize(
    "address", ["/archive/captures/1", "/archive/articles/47859", "/archive/article_tags/47859,1"]
)
def test_a_row_leads_to_its_sql(room, address):
    link = Selector(room.get(address).text).css(".ways a[href*='sql=']::attr(href)").get()
    assert link
    assert len(Selector(room.get(link).text).css(".rows tbody tr")) == 1


def test_an_article_is_typeset_for_reading(room):
    html = Selector(room.get("/archive/articles/47859").text)
    article = html.css("article.reading")
    assert article.css("h1::text").get() == "تلاش برای ارتقای هویت شهری و فرهنگ شهروندی در قم"
    assert article.css(".lead::text").get().startswith("سرپرست سازمان")
    assert len(article.xpath("p[not(@class)]")) == 2
    assert article.css("time::text").get() == "یک‌شنبه ۱ اسفند ۱۴۰۰، ساعت ۱۸:۰۸"
    assert article.css("time::attr(datetime)").get() == "2022-02-20T14:38:00Z"
    assert article.css(".gregorian::text").get() == "(۲۰ فوریهٔ ۲۰۲۲)"
    assert article.css('bdi[dir="ltr"]::text').get() == "shahr20.ir"


def test_related_articles_lead_into_the_archive_where_they_are_in_it(room):
    html = Selector(room.get("/archive/articles/47859").text)
    here, outside, bare = html.css(".related")[0].css("li")
    assert here.css("a::attr(href)").get() == "/article/100"
    assert outside.css("a.outside::attr(href)").get() == "https://shahr20.ir/999/"
    assert not bare.css("a")
    assert "عنوانی بی‌پیوند" in bare.css("::text").get()
    back = Selector(room.get("/archive/articles/100").text)
    assert "/article/47859" in back.css(".related a::attr(href)").getall()


def test_an_article_is_found_by_each_of_its_categories_and_tags(room):
    html = Selector(room.get("/archive/articles/100").text)
    links = html.css(".around .chip::attr(href)").getall()
    assert len(links) == 2
    assert links == ["/category/%D8%B4%D9%87%D8%B1%DB%8C", "/category/%D9%81%D8%B1%D9%87%D9%86%DA%AF%DB%8C"]
    term = Selector(room.get(links[1]).text)
    found = Selector(room.get(term.css(".next a::attr(href)").get()).text)
    assert "۵ نوشته" in found.css(".found strong::text").get()
    assert "دسته: فرهنگی" in found.css(".chips .chip").xpath("string()").get()


def test_what_an_edit_changed_stands_on_the_articles_page(room, edited_db, get):
    assert "ویرایش‌ها" not in room.get("/archive/articles/101").text
    page = get([edited_db], "/archive/articles/7").text.partition("ویرایش‌ها")[2]
    assert "نسخهٔ ۲، دیده‌شده در ۱۱ اسفند ۱۴۰۰، ساعت ۱۳:۳۰" in page
    assert "<ins>عنوان &lt;<bdi" in page
    assert "<del>گسترش </del><ins>کاهش </ins>" in page
    assert "<b>" not in page


def test_an_article_without_date_or_text_says_so(room):
    text = words(room.get("/archive/articles/101"))
    assert "بی‌تاریخ" in text
    assert "32 اسفند 1400" in text
    assert "این نوشته متنی ندارد" in text


def test_an_id_written_otherwise_is_the_same_article_or_none(room):
    assert "۲۰ فوریهٔ ۲۰۲۲" in room.get("/archive/articles/47859~2E0").text
    assert room.get("/archive/articles/x").status_code == 404
    assert room.get("/archive/articles/99999999999999999999").status_code == 404


def test_markup_in_every_field_is_text(room):
    for address in ("/", "/archive/articles", "/archive/articles/102", "/archive/sources"):
        html = Selector(room.get(address).text)
        assert not html.xpath(
            "//script[not(@src or @type='application/ld+json')] | //img | //i | //h1//script | //article//b"
        )
    assert "alert(1)" in words(room.get("/archive/articles/102"))


def test_a_sources_page_leads_to_its_articles(room):
    html = Selector(room.get("/archive/sources").text)
    links = html.css(".rows td a::attr(href)").getall()
    assert "/source/%D8%A7%DB%8C%D8%B3%D9%86%D8%A7" in links


def test_revisions_and_related_show_titles_for_foreign_keys(room):
    keys = Selector(room.get("/archive/revisions").text).css("td.col-article_id")
    assert "تلاش برای ارتقای" in keys.css("a::text").getall()[-1]
    cells = Selector(room.get("/archive/related").text).css("td.col-related_id")
    assert [cell.css("a::attr(href)").get() for cell in cells] == ["/article/100", None, None]


def test_a_wrong_address_is_a_persian_page(room, capfd):
    page = room.get("/archive/articles/1")
    assert page.status_code == 404
    assert "چنین صفحه‌ای نیست" in page.text
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/archive/articles?_sort=nothing", 400),
        ("/archive/articles?_size=x", 400),
        ("/archive/articles?_where=nothing+x", 400),
        ("/archive/nothing", 404),
        ("/nothing/articles", 404),
    ],
)
def test_wrong_options_are_persian_pages_without_a_traceback(room, capfd, address, status):
    page = room.get(address)
    assert page.status_code == status
    assert 'dir="rtl"' in page.text
    assert "Traceback" not in "".join(capfd.readouterr())


def test_errors_of_the_api_stay_json(room):
    answer = room.get("/archive/articles/1.json")
    assert answer.status_code == 404
    assert json.loads(answer.text)["ok"] is False


def test_json_has_every_column(room):
    rows = json.loads(room.get("/archive/articles.json?_shape=array&id=47859").text)
    assert rows[0]["body_raw"].startswith("به گزارش")
    assert rows[0]["published_jalali"] == "1400-12-01 18:08"


def test_internal_tables_are_hidden(room):
    text = room.get("/archive").text
    for name in ("meta", "_sqlite_migrations", "search_data", "dictionaries"):
        assert f">{name}<" not in text
    assert ">captures<" in text


@pytest.mark.parametrize(
    ("crawl", "said"),
    [
        ({"exit_code": 0, "finished_at": "2020-01-01T00:00:00Z"}, "آخرین به‌روزرسانی"),
        (
            {"exit_code": 4, "outcome": "refused", "finished_at": "2020-01-01T00:00:00Z"},
            "آخرین خزش",
        ),
        (
            {"heartbeat_at": now, "stored": 7},
            "خزش در جریان است: ۷",
        ),
        ({"heartbeat_at": "2020-01-01T00:00:00Z"}, None),
    ],
)
def test_home_says_how_fresh_it_is(room, crawl, said):
    db = sqlite_utils.Database(room.path)
    crawl = {
        name: value() if callable(value) else value for name, value in crawl.items()
    }  # now, not at collection
    db["crawls"].insert({"started_at": "2020-01-01T00:00:00Z", **crawl})
    db.close()
    text = words(room.get("/"))
    assert (said in text) if said else ("به‌روزرسانی" not in text and "خزش" not in text)


def test_rows_with_two_keys_have_a_link(room):
    html = Selector(room.get("/archive/revisions").text)
    assert "/archive/revisions/47859,1" in html.css(".rows a::attr(href)").getall()
