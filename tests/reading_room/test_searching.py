import json
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shahr20.archive.archive import Archive
from shahr20.reading_room import searching


@pytest.fixture
def found(room):
    """`found(query)` are the ids that the table page's search finds."""

    def found(query, more=""):
        address = f"/archive/articles.json?_shape=array&_search={quote_plus(query)}{more}"
        answer = room.get(address)
        assert answer.status_code == 200, answer.text
        return sorted(row["id"] for row in json.loads(answer.text))

    return found


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("مترو", [103]),  # in the title
        ("گنبد سبز", [100, 101, 103, 47859]),  # in the lead
        ("هکتار", [100]),  # in the body
        ("برنامه های", [47859]),
        ("برنامه‌های", [47859]),
        ("بوستان گشوده", [100]),
        ('"بوستان گشوده"', []),
        ("«بوستان بانوان»", [100]),
        ("شهردار 1400", [103]),
        ("۲۵ هكتار", [100]),
        ("covid-19", [100]),
        ("ء", []),
        ("...", []),
    ],
)
def test_search_finds_in_title_lead_and_body(found, query, ids):
    assert found(query) == ids


def test_search_holds_together_with_filters(found):
    assert found("گنبد", "&jalali_year=1402") == [100]
    assert found("گنبد", "&source=ایسنا") == [100]


def test_a_blank_search_box_asks_for_everything(found):
    assert len(found("")) == len(found("  ")) == len(found(" \n")) == 5


@pytest.mark.parametrize("text", ["مترو", '"', "NEAR(", "title : مترو"])
def test_sqlites_own_query_language_is_refused_with_a_sentence(room, text):
    for address in ("/archive/articles.json", "/archive/articles"):
        answer = room.get(f"{address}?_search={quote_plus(text)}&_searchmode=raw")
        assert answer.status_code == 400
        assert "_searchmode" in answer.text
    assert room.get(f"/archive/articles?_search={quote_plus(text)}&_searchmode=escaped").status_code == 200


def test_the_words_are_understood_once_for_all_statements_of_a_page(found, monkeypatch):
    """A statement that is interrupted inside of escape_fts would be an error, not an interruption."""
    asked = []

    def understood(*what):
        asked.append(what)
        return plan(*what)

    plan = searching._plan
    monkeypatch.setattr(searching, "_plan", understood)
    assert found("بوستان بانوان", "&_facet=source&_facet=jalali_year") == [100]
    assert len(asked) == 1


def test_search_in_one_field(room):
    rows = json.loads(room.get("/archive/articles.json?_shape=array&_search_title=بوستان").text)
    assert [row["id"] for row in rows] == [100]
    assert json.loads(room.get("/archive/articles.json?_shape=array&_search_title=هکتار").text) == []


HOSTILE = [
    '"',
    "'",
    "«",
    "NOT",
    "AND x",
    "a NEAR b",
    "*",
    "title:",
    "{a b}: c",
    "^",
    "(",
    "x)",
    "-",
    "\0",
    "%00",
    "';--",
]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("گنبد -بوستان", [101, 103, 47859]),
        ("-گنبد", [102]),
        ("source:ایسنا", [100]),
        ("گنبد منبع:ایسنا", [100]),
        ("بوستان یا مترو", [100, 103]),
        ("بوستان یا source:روابط", [100, 103, 47859]),
        ("after:1402", [100]),
        ("گنبد تا:1400-12", [103, 47859]),
        ("دسته:شهری", [100]),
        ("برچسب:هویت", [47859]),
        ("=بوستان", [100]),
        ("~بوستان‌های", [100]),
        ("بوست*", [100]),
        ("عنوان:مترو", [103]),
    ],
)
def test_the_table_page_finds_what_the_archive_finds(found, room, query, ids):
    with Archive(room.path) as archive:
        assert archive.ids(query) == found(query) == ids


def test_the_page_says_how_a_query_was_understood(room):
    page = room.get(f"/archive/articles?_search={quote_plus('برنامههای -مترو after:1400')}").text
    assert "بدون «مترو» و از ۱۴۰۰" in page
    assert "برنامه‌های" in page


def test_an_index_by_other_rules_is_said(room):
    with Archive(room.path) as archive:
        archive.db.execute("UPDATE meta SET value = '0' WHERE key = 'search'")
    answer = room.get("/archive/articles?_search=x")
    assert (answer.status_code, "rebuild --index" in answer.text) == (400, True)


def test_a_search_in_one_field_may_leave_out_or_filter(room):
    def titles(query):
        answer = room.get(f"/archive/articles.json?_shape=array&_search_title={quote_plus(query)}")
        return sorted(row["id"] for row in json.loads(answer.text))

    assert titles("-بوستان") == [101, 102, 103, 47859]
    assert titles("افتتاح source:ایسنا") == [100]
    assert titles("افتتاح source:ایرنا") == []


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_typed_is_a_query(found, query):
    found(query)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40).filter(lambda text: text.encode(errors="ignore").decode() == text))
def test_any_text_is_a_query(found, query):
    found(query)
