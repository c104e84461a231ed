"""The search page: what it finds, how it says so, its facets and its addresses."""

import json
from urllib.parse import urlencode

import pytest
from parsel import Selector

from shahr20.exporting import FORMATS
from tests.reading_room.conftest import article


@pytest.fixture
def asked(room):
    """`asked(q=…, …)` is the page as JSON."""

    def asked(**query):
        answer = room.get(f"/search.json?{urlencode(query, doseq=True)}")
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    return asked


QUERIES = [
    "", "مترو", "گنبد سبز", "هکتار", "برنامه های", "برنامه‌های", "برنامههای", "بوستان گشوده", '"بوستان گشوده"',
    "«بوستان بانوان»", "شهردار 1400", "۲۵ هكتار", "covid-19", "ء", "...", "-مترو", "گنبد -بوستان", "مترو یا هکتار",
    "بوستا*", "~شهر", "=شهردار", "عنوان:شهردار", "متن:شهردار", "منبع:ایسنا", "دسته:شهری گنبد", "برچسب:هویت",
    "از:1402", "پیش‌از:1401 گنبد", "تا:1400-12", "NOT (a", '"', "a OR b", "<script>",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_table_page_finds_the_same(room, asked, query):
    table = json.loads(
        room.get(f"/archive/articles.json?{urlencode({'_shape': 'array', '_search': query})}").text
    )
    page = asked(q=query)
    assert sorted(hit["id"] for hit in page["hits"]) == sorted(row["id"] for row in table)
    assert page["total"] == len(table)


def test_hits_say_where_and_how_they_were_found(asked):
    page = asked(q="برنامه های")
    assert page["understood"] == {"fa": "«برنامه‌های»", "en": "“برنامه‌های”"}
    hit = page["hits"][0]
    snippet = hit["snippets"][0]
    start, end, kind, word = snippet["marks"][0]
    assert (hit["id"], snippet["text"][start:end], kind, word) == (47859, "برنامه‌های", "typed", "برنامه‌های")
    assert hit["permalink"] == "http://localhost/article/47859"


def test_a_page_marks_what_was_found_and_nothing_else(room):
    html = Selector(room.get("/search?q=script").text)
    assert html.css(".hits mark").xpath("string()").getall() == ["script", "script"]
    assert not html.css(".hits script, .hits img, .hits b")


@pytest.fixture
def many(make, get):
    """Asks an archive of 60 articles: sources A and B, categories x and y, months 11 and 12 of 1400, and 1401."""
    path = make(
        *(
            article(
                number,
                source="AB"[number % 2],
                categories=((("x", "x"), ("y", "y"))[: 1 + (number % 3 == 0)]),
                tags=(("t", "t"),) if number < 110 else (),
                jalali_year=1401 if number % 5 == 0 else 1400,
                jalali_month=1 if number % 5 == 0 else 11 + number % 2,
                published_at=f"2022-0{1 + number % 3}-01T00:00:{number % 60:02}Z",
                body="مترو قطار" if number % 4 == 0 else "مترو",
            )
            for number in range(100, 160)
        )
    )

    def asked(address="", lines=False, **query):
        answer = get([path], address or f"/search.json?{urlencode(query, doseq=True)}")
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()] if lines else json.loads(answer.text)

    return asked


def counted(page, facet):
    return {one["value"]: one["articles"] for one in page["facets"][facet]["values"]}


def test_a_facet_counts_under_all_that_was_chosen_of_the_others(many):
    page = many(q="مترو", source="A", year=1401)
    in_1401 = [n for n in range(100, 160) if n % 5 == 0]
    assert page["total"] == len([n for n in in_1401 if n % 2 == 0])
    assert counted(page, "source") == {
        "A": len([n for n in in_1401 if n % 2 == 0]),
        "B": len([n for n in in_1401 if n % 2]),
    }
    years = {year["value"]: year["articles"] for year in page["facets"]["year"]}
    assert years == {1400: len([n for n in range(100, 160) if n % 5 and n % 2 == 0]), 1401: page["total"]}
    assert counted(page, "category") == {"x": 6, "y": 2}


def test_each_number_of_a_facet_is_what_choosing_it_shows(many):
    page = many(q="مترو", category="y", source="A")
    for facet in ("source", "category", "tag"):
        for one in page["facets"][facet]["values"]:
            chosen = {"category": ["y"], "source": ["A"]}
            chosen[facet] = [one["value"]]
            assert many(q="مترو", **chosen)["total"] == one["articles"]
    for year in page["facets"]["year"]:
        assert many(q="مترو", category="y", source="A", year=year["value"])["total"] == year["articles"]
        opened = many(q="مترو", category="y", source="A", year=year["value"])["facets"]["year"]
        months = next(one["months"] for one in opened if one["value"] == year["value"])
        assert sum(month["articles"] for month in months) == year["articles"]
        for month in months:
            found = many(q="مترو", category="y", source="A", month=month["value"])
            assert found["total"] == month["articles"]


@pytest.mark.parametrize(
    "chosen", [{"source": "A"}, {"category": "y"}, {"tag": "t"}, {"year": 1401}, {"month": "1400-12"}]
)
def test_without_words_a_facet_counts_as_with_a_word_of_all(many, chosen):
    """The ways that read less find the same: «مترو» is in every article."""
    alone, worded = many(**chosen), many(q="مترو", sort="date", **chosen)
    assert alone["total"] == worded["total"]
    assert [hit["id"] for hit in alone["hits"]] == [hit["id"] for hit in worded["hits"]]
    for facet in ("source", "category", "tag"):
        assert counted(alone, facet) == counted(worded, facet)
    numbers = [
        [(one["value"], one["articles"]) for one in page["facets"]["year"]] for page in (alone, worded)
    ]
    assert numbers[0] == numbers[1]
    assert alone["counts"] == worded["counts"]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"q": "قطار"},
        {"q": "=متروی", "inflections": 1},
        {
            "q": "مترو",
            "source": ["A", "B"],
            "year": [1401],
            "month": ["1400-12"],
            "category": "y",
            "exact": 1,
        },
        {"from": "2022-02-01", "to": "2022-02-28", "tag": ["t", "none"]},
    ],
)
def test_the_files_have_what_the_page_has(many, chosen):
    page = many(sort="date", size=100, **chosen)
    assert set(page["files"]) == set(FORMATS)
    lines = many(page["files"]["jsonl"], lines=True)
    assert [line["id"] for line in lines] == [hit["id"] for hit in page["hits"]]
    manifest = many(page["files"]["jsonl"].replace(".jsonl", ".json"))
    assert manifest["articles"] == page["total"]
    assert manifest["search"] == many(**chosen)["address"]


def test_of_a_date_that_is_none_there_is_no_file(many):
    assert many(q="مترو", to="دیروز")["files"] == {}


def test_dates_that_are_crossed_are_said(many, get):
    page = many(**{"q": "مترو", "from": "1402", "to": "1400"})
    assert (page["total"], page["crossed"], page["files"]) == (0, True, {})
    assert not many(**{"q": "مترو", "from": "1400", "to": "1402"})["crossed"]


def test_suggestions_keep_what_was_chosen_where_that_finds_something(many):
    found = {one["kind"]: one for one in many(q="=متروی", source="A", inflections=1)["suggestions"]}
    assert not found
    kept = {one["kind"]: one for one in many(q="متر", source="A", year=1401)["suggestions"]}["prefix"]
    assert not kept["unfiltered"]
    assert kept["articles"] == many(kept["address"].replace("/search?", "/search.json?"))["total"]
    assert "source=A" in kept["address"]
    bare = {one["kind"]: one for one in many(q="متر", source="C")["suggestions"]}["prefix"]
    assert bare["unfiltered"]
    assert "source" not in bare["address"]


def test_several_of_one_facet_are_alternatives(many):
    assert many(q="مترو", source=["A", "B"])["total"] == 60
    assert many(q="مترو", year=1401, month="1400-12")["total"] == 12 + 24
    assert many(q="مترو", source="nobody")["total"] == 0


@pytest.mark.parametrize(
    "query", [{"q": "مترو"}, {"q": "قطار"}, {}, {"q": "مترو", "sort": "date"}, {"tag": "t"}]
)
def test_pages_follow_each_other_without_gap_or_repeat(many, query):
    page = many(size=7, **query)
    total, seen = page["total"], [hit["id"] for hit in page["hits"]]
    while page["next"]:
        assert page["next"].startswith("/search.json?")
        page = many(page["next"])
        seen += [hit["id"] for hit in page["hits"]]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("order", ["date", "left", "right"])
def test_a_concordance_is_paged(many, order):
    page = many(q="مترو", view="kwic", order=order)
    assert page["next"]
    assert page["places"][0]["node"] == "مترو"
    seen = [place["id"] for place in page["places"]]
    while page["next"]:
        page = many(page["next"])
        seen += [place["id"] for place in page["places"]]
    assert sorted(seen) == list(range(100, 160))


def test_hits_over_time_stand_beside_all_articles(many):
    counts = many(q="قطار", year=1401)["counts"]
    assert counts["months"] == [{"year": 1401, "month": 1, "articles": 3, "of": 12, "share": 0.25}]
    assert (counts["articles"], counts["of"], counts["undated"]) == (3, 60, 0)


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        ("1402", "", [100]),
        ("۱۴۰۲/۲/۱۱", "۱۴۰۲/۰۲/۱۱", [100]),
        ("", "1401", [102, 103, 47859]),
        ("2023-05", "", [100]),
        ("1403", "", []),
        ("دیروز", "", [100, 101, 102, 103, 47859]),
    ],
)
def test_dates_are_read_as_people_write_them(asked, since, until, ids):
    page = asked(**{"from": since, "to": until})
    assert sorted(hit["id"] for hit in page["hits"]) == ids
    assert page["unread"] == (["from"] if since == "دیروز" else [])


def test_nothing_found_says_so_and_what_would_be(room):
    html = Selector(room.get("/search?q=بوستا&source=ایسنا").text)
    message = html.css(".message")
    assert "«بوستا»" in message.css("p::text").get()
    for link in message.css("a"):
        address = link.attrib["href"]
        found = json.loads(room.get(address.replace("/search?", "/search.json?", 1)).text)["total"]
        assert found > 0
    assert "بوستا*" in message.css("a").xpath("string()").getall()[-1]


def test_suggestions_keep_their_promise(asked, room):
    suggested = asked(q="مترو هکتار", source="ایسنا", year=1402)["suggestions"]
    assert {one["kind"] for one in suggested} == {"either"}
    suggested = asked(q="هکتار", source="ایسنا", year=1400)["suggestions"]
    assert {one["kind"]: one["articles"] for one in suggested} == {"without_time": 1, "without_all": 1}


@pytest.mark.parametrize(
    "query",
    ["size=0", "size=x", "size=101", "year=x", "year=14000", "month=1400", "month=1400-13", "sort=title", "view=x",
     "order=up", "after=x", "after=~", "after=1~2", "sort=date&after=2022~x", "view=kwic&order=left&after=x",
     "size=" + "9" * 5000, "&".join(f"source={n}" for n in range(60))],
)  # fmt: skip
@pytest.mark.parametrize("form", ["/search", "/search.json"])
def test_a_wrong_argument_is_400_with_a_sentence(room, form, query):
    answer = room.get(f"{form}?q=گنبد&{query}")
    assert answer.status_code == 400
    if form == "/search.json":
        assert json.loads(answer.text)["error"]


HOSTILE = ["\0", "%00", "'; DROP TABLE articles; --", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
           "\ud800", "‮", "a" * 5000, "*", "~", "=", "-", "NEAR(", "{{ 7*7 }}", "[]", "null"]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["q", "source", "category", "tag", "from", "to", "open"])
def test_whatever_is_typed_is_inert(room, name, value):
    text = urlencode({name: value}, errors="surrogatepass")
    for more in ("", "&view=kwic"):
        answer = room.get(f"/search?{text}{more}")
        assert answer.status_code == 200
        html = Selector(answer.text)
        assert not html.css("script, img")
        assert "49" not in html.css(".chips, .searching").get()


def test_the_form_holds_the_whole_state(room):
    address = (
        "/search?q=گنبد&inflections=1&from=1400&to=1402&source=ایسنا&source=x&view=kwic&order=left&size=10"
    )
    form = Selector(room.get(address).text).css("form.searching")
    held = [(one.attrib["name"], one.attrib["value"]) for one in form.css("input:not([type=checkbox])")]
    held += [("inflections", "1")] if form.css("[name=inflections][checked]") else []
    assert set(held) == {
        ("q", "گنبد"), ("inflections", "1"), ("from", "1400"), ("to", "1402"), ("source", "ایسنا"), ("source", "x"),
        ("view", "kwic"), ("order", "left"), ("size", "10"),
    }  # fmt: skip


def test_every_page_asks_the_search_page(room):
    for address in ("/", "/sources", "/article/47859", "/search?q=x"):
        forms = Selector(room.get(address).text).css("form[role=search]")
        assert [form.attrib["action"] for form in forms] == ["/search"]
        assert forms.css("[name=q]")
