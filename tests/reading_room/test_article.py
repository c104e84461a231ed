import json
import re

import pytest
from parsel import Selector

from shahr20.archive.archive import Archive
from tests.citing.records import read_bibtex, read_ris
from tests.reading_room.conftest import BODY, article, put

EVIL = "</textarea></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def words(html):
    return " ".join(" ".join(html.xpath(".//text()").getall()).split())


def test_an_article_says_how_to_cite_the_version_that_is_shown(room):
    html = Selector(room.get("/article/47859").text)
    persian, english = html.css("#cite-fa::text").get(), html.css("#cite-en::text").get()
    assert "۱ اسفند ۱۴۰۰" in persian
    assert "20 February 2022 [1 Esfand 1400]" in english
    for text in (persian, english):
        assert "http://localhost/article/47859/v1" in text
        assert "https://shahr20.ir/47859/" in text
        assert re.search("SHA-256: [0-9a-f]{64}", text)


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
        ("txt", "text/plain"),
    ],
)
def test_a_citation_is_a_file_for_reference_managers(room, ending, media_type):
    for address, key in (("/article/47859", "shahr20-47859"), ("/article/47859/v1", "shahr20-47859-v1")):
        answer = room.get(f"{address}.{ending}")
        assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
        assert f'filename="{key}.{ending}"' in answer.headers["content-disposition"]
        assert "http://localhost/article/47859/v1" in answer.text
        assert ending == "txt" or key in answer.text
        assert f"{address}.{ending}" in Selector(room.get(address).text).css(".cite a::attr(href)").getall()


def test_the_files_are_what_they_are_called(room):
    _, _, fields = read_bibtex(room.get("/article/47859.bib").text)
    assert (fields["date"], fields["keywords"]) == ("2022-02-20", "فرهنگی, هویت شهری")
    assert dict(read_ris(room.get("/article/47859.ris").text))["KW"] == "هویت شهری"
    assert json.loads(room.get("/article/47859.csl.json").text)[0]["issued"]["date-parts"] == [[2022, 2, 20]]
    assert room.get("/article/47859.cslxjson").status_code == 404


@pytest.mark.parametrize("host", ['x"><script>alert(1)</script>', "evil.example", "localhost.evil.example"])
def test_a_permalink_is_not_made_of_just_any_host(room, host):
    answer = room.get("/article/47859", headers={"host": host})
    assert host not in answer.text
    assert "/article/47859/v1" not in Selector(answer.text).css("#cite-fa::text").get()


def test_a_permalink_begins_with_the_address_that_the_operator_says(archive_db, get):
    metadata = {"plugins": {"shahr20": {"address": "https://archive.example/"}}}
    answer = get([archive_db], "/article/47859.bib", metadata=metadata, headers={"host": "evil.example"})
    assert "https://archive.example/article/47859/v1" in answer.text
    assert "evil" not in answer.text


def test_a_page_tells_zotero_and_search_engines_what_it_is(room):
    html = Selector(room.get("/article/47859").text)
    assert html.xpath("//meta[@name='citation_publication_date']/@content").get() == "2022/02/20"
    assert html.xpath("//meta[@property='og:type']/@content").get() == "article"
    assert html.xpath("//link[@hreflang='en']/@href").get() == "/article/47859?lang=en"
    assert "rft.type=newspaperArticle" in html.css(".Z3988::attr(title)").get()
    data = json.loads(html.xpath("//script[@type='application/ld+json']/text()").get())
    assert data["headline"] == html.css("h1::text").get()


@pytest.fixture
def evil_db(make):
    fields = dict.fromkeys(
        ("title", "kicker", "lead", "source", "source_raw", "author", "image_caption"), EVIL
    )
    evil = article(
        66,
        **fields,
        body=EVIL,
        category=EVIL,
        image_url="javascript:alert(1)",
        published_raw=EVIL,
        flags=json.dumps({EVIL: EVIL}),
        read_by=json.dumps({EVIL: EVIL}),
        related=((None, "javascript:alert(1)", EVIL),),
        links=(("javascript:alert(1)", EVIL), ("data:text/html,x", EVIL)),
        categories=((EVIL, "x"),),
        tags=((EVIL, "x"),),
    )
    path = make(evil)
    with Archive(path) as archive:
        archive.db.execute("UPDATE articles SET url = 'javascript:alert(1)'")
        archive.db.conn.commit()
    return path


@pytest.mark.parametrize("address", ["/article/66", "/article/66/v1", "/article/66/versions", "/capture/1"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_hostile_text_is_text_in_every_place(evil_db, get, address, language):
    html = Selector(get([evil_db], f"{address}?lang={language}").text)
    assert not html.xpath("//script[not(@src or @type='application/ld+json')] | //img | //@onerror")
    assert not [
        at for at in html.xpath("//@href | //@src").getall() if at.startswith(("javascript", "data:"))
    ]
    for script in html.xpath("//script[@type='application/ld+json']/text()").getall():
        assert json.loads(script)["headline"] == EVIL


@pytest.mark.parametrize("ending", ["bib", "ris", "csl.json", "txt"])
def test_hostile_text_is_no_page_in_a_citation(evil_db, get, ending):
    answer = get([evil_db], f"/article/66.{ending}")
    assert "javascript:" not in answer.text
    assert "html" not in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_removed_article_says_so_and_when_it_was_seen_last(archive_db, get):
    with Archive(archive_db) as archive:
        archive.db.execute("UPDATE articles SET gone_at = '2023-05-10T00:00:00Z' WHERE id = 100")
        archive.db.conn.commit()
    gone = words(Selector(get([archive_db], "/article/100").text).css(".reading .message"))
    assert "دیگر در سایت نیست: در ۲۰ اردیبهشت ۱۴۰۲" in gone
    assert "آخرین بار در ۱۰ اسفند ۱۴۰۰" in gone
    related = Selector(get([archive_db], "/article/47859").text).css(".related")[0].css("li")[0]
    assert related.css(".mark::text").get() == "دیگر در سایت نیست"
    assert "دیدن در سایت" not in get([archive_db], "/article/100").text


def test_an_article_leads_to_those_before_and_after_it(room):
    found = json.loads(room.get("/article/103.json").text)
    assert [one["id"] for one in found["earlier"]] == [102]
    assert [one["id"] for one in found["later"]] == [47859]
    undated = json.loads(room.get("/article/101.json").text)
    assert (undated["earlier"], undated["later"]) == ([], [])
    html = Selector(room.get("/article/103").text)
    assert html.css(".neighbours a::attr(href)").getall() == ["/article/102", "/article/47859"]


def test_reprints_are_told_apart_from_what_is_similar(make, get):
    again = "\n\n".join(
        [BODY, "این نشست با حضور شماری از مدیران شهری و استادان دانشگاه در تالار شهر برگزار شد و ادامه دارد."]
    )
    path = make(
        article(1, body=again),
        article(2, body=again, title="همان خبر"),
        article(3, title="آب و هوا", lead=None, body="آسمان ابری است."),
    )
    html = Selector(get([path], "/article/1").text)
    assert html.css(".reprints a::attr(href)").getall() == ["/article/2", "/article/1/beside/2"]
    assert html.css(".reprints span.mark::text").get() == "۱۰۰٪ متن یکی است"
    assert not html.css(".similar a[href='/article/2']")


def test_an_article_is_shown_where_finding_its_like_takes_too_long(room, monkeypatch):
    def late(connection, article_id):
        connection.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        )

    monkeypatch.setattr("shahr20.reading_room.pages.article.neighbours", late)
    page = room.get("/article/47859", settings={"sql_time_limit_ms": 200})
    assert page.status_code == 200
    assert "در زمان مجاز یافته نشدند" in page.text


@pytest.fixture
def thrice_db(edited_db):
    put(edited_db, article(7, title="عنوان سوم"), seen_at="2022-03-03T10:00:00Z")
    return edited_db


def test_any_two_versions_are_compared(thrice_db, get):
    def changes(query=""):
        return json.loads(get([thrice_db], f"/article/7/versions.json{query}").text)["difference"]

    last = changes()
    assert (last["older"], last["newer"]) == (2, 3)
    whole = changes("?from=1&to=3")
    assert [change["field"] for change in whole["changes"]] == ["title"]
    back = changes("?from=2&to=1")
    assert {"kind": "added", "text": "گسترش "} in back["changes"][-1]["runs"]
    assert changes("?from=2&to=2") is None
    html = Selector(get([thrice_db], "/article/7/versions?from=1&to=2").text)
    assert html.css(".change ins::text").getall()[-1] == "کاهش "
    assert html.css(".change del::text").getall()[-1] == "گسترش "
    assert html.css("select[name=from] [selected]::attr(value)").get() == "1"
    assert len(html.css(".titles li")) == 3


def test_what_was_published_is_compared_unless_asked_otherwise(make, get):
    path = make(article(7, title="علی"))
    other = article(7, title="علی")
    other.fields["title_raw"] = "علي"
    put(path, other, seen_at="2022-03-02T10:00:00Z")

    def changes(query):
        return json.loads(get([path], f"/article/7/versions.json{query}").text)["difference"]["changes"]

    assert [run["text"] for run in changes("")[0]["runs"]] == ["علی", "علي"]
    assert changes("?text=reading") == []


@pytest.mark.parametrize(
    ("query", "status"), [("?from=9", 404), ("?from=x", 400), ("?text=x", 400), ("?to=0", 400), ("", 200)]
)
def test_versions_that_are_not_there(edited_db, get, query, status):
    assert get([edited_db], f"/article/7/versions{query}").status_code == status


def test_the_citation_of_an_older_version_names_that_one(edited_db, get):
    first, last = (get([edited_db], f"/article/7/v{n}.bib").text for n in (1, 2))
    assert read_bibtex(first)[1:][1]["urldate"] == "2022-03-01"
    assert read_bibtex(last)[1:][1]["urldate"] == "2022-03-02"
    assert read_bibtex(first)[2]["contenthash"] != read_bibtex(last)[2]["contenthash"]
    assert "نسخهٔ ۲" in read_bibtex(get([edited_db], "/article/7.bib").text)[2]["note"]
