"""Two articles side by side: the evidence for a reprint."""

import json

import pytest
from parsel import Selector

from tests.reading_room.conftest import article

TEXT = "\n\n".join(
    [
        "به گزارش ایسنا، آیین گشایش بوستان بانوان با حضور شهردار و شماری از شهروندان برگزار شد.",
        "این بوستان با ۲۵ هکتار گستره در منطقه ۴ ساخته شده و از امروز به روی خانواده‌ها باز است.",
    ]
)


@pytest.fixture
def pair(make):
    """Articles 1 and 2: the second is a reprint with a paragraph more and a word changed; 3 is another."""
    return make(
        article(1, lead=None, body=TEXT, published_at="2022-02-20T14:38:00Z"),
        article(2, title="گشایش <b>بوستان</b>", lead=None, published_at="2022-02-19T14:38:00Z",
                body=TEXT.replace("شماری", "گروهی") + "\n\nپایان پیام."),
        article(3, lead=None, body="آسمان قم ابری است."),
    )  # fmt: skip


def test_a_reprint_is_told_with_its_evidence(pair, get):
    data = json.loads(get([pair], "/article/1/beside/2.json").text)
    assert data["is_reprint"] is True
    assert 0.6 < data["share"] < 1
    assert data["facts"] == 1
    assert data["earlier"] == 2
    changed = [run for paragraph in data["text"] for run in paragraph if run["in"] != "both"]
    assert [(run["in"], run["text"].strip()) for run in changed] == [
        ("first", "شماری"),
        ("second", "گروهی"),
        ("second", "پایان پیام."),
    ]


def test_each_side_has_its_whole_text_and_marks_what_is_its_own(pair, get):
    html = Selector(get([pair], "/article/1/beside/2").text)
    sides = ["".join(html.css(f"table.two td:nth-child({n}) ::text").getall()) for n in (1, 2)]
    assert sides[0] == TEXT.replace("\n\n", "")
    assert sides[1] == TEXT.replace("\n\n", "").replace("شماری", "گروهی") + "پایان پیام."
    assert "گشایش <b>بوستان</b>" in "".join(html.css("th:nth-child(2) a ::text").getall())
    assert html.css("th:nth-child(2) .mark::text").get() == "زودتر منتشر شد"
    assert html.css("th a::attr(href)").getall()[0] == "/article/1"
    assert "/article/2/beside/1" in html.css(".found a::attr(href)").getall()


def test_what_is_no_reprint_is_not_called_one(pair, get):
    page = get([pair], "/article/1/beside/3")
    assert "بازنشر یکدیگر نیستند" in page.text
    assert json.loads(get([pair], "/article/1/beside/3.json").text)["share"] == 0


@pytest.mark.parametrize(
    ("address", "status"), [("1/beside/1", 400), ("1/beside/9", 404), ("9/beside/1", 404)]
)
def test_a_pair_that_is_none(pair, get, address, status):
    assert get([pair], f"/article/{address}").status_code == status


def test_the_article_leads_there(pair, get):
    html = Selector(get([pair], "/article/1").text)
    assert html.css(".reprints a.mark::attr(href)").get() == "/article/1/beside/2"
