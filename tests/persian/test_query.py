import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.query import NOTHING, match

TEXTS = {
    1: "برنامه‌های سازمان فرهنگی شهرداری قم",
    2: "سازمان ورزشی و برنامه فرهنگی",
    3: "قیمت بلیت مترو 25,000 تومان شد",
}


def search(texts, query):
    """The ids of the texts that an index like the archive's finds for a query."""
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE search USING fts5(body, content='', tokenize='unicode61')")
        for number, text in texts.items():
            db.execute(
                "INSERT INTO search (rowid, body) VALUES (?, ?)", [number, fold(text).replace(ZWNJ, " ")]
            )
        rows = db.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", [match(query)])
        return [number for (number,) in rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("برنامه", [1, 2]),
        ("برنامه‌های", [1]),
        ("برنامه های", [1]),
        ("سازمان فرهنگی", [1, 2]),
        ("فرهنگی سازمان", [1, 2]),
        ('"سازمان فرهنگی"', [1]),
        ("«سازمان فرهنگی»", [1]),
        ("“سازمان فرهنگی” قم", [1]),
        ("شهرداري", [1]),
        ("25,000", [3]),
        ("۲۵٬۰۰۰", [3]),
        ("مترو شهرداری", []),
    ],
)
def test_a_query_finds(query, found):
    assert search(TEXTS, query) == found


@pytest.mark.parametrize("query", ["", " ", '"', '""', "ء", "...", "«»", '"ـ"', "\u200c"])
def test_a_query_without_a_word_finds_nothing(query):
    assert search(TEXTS, query) == []


def test_the_empty_query_is_an_expression():
    assert match("") == NOTHING


@pytest.mark.parametrize(
    "query",
    [
        'سازمان "فرهنگی',
        "سازمان « فرهنگی",
        "سازمان » فرهنگی",
        "سازمان ( فرهنگی",
        "سازمان - فرهنگی",
        "^سازمان * + فرهنگی",
        "سازمان: فرهنگی",
        "سازمان \0 فرهنگی",
        "سازمان 'فرهنگی'",
        "سازمان '); -- فرهنگی",
    ],
)
def test_operators_and_lone_quotes_are_text(query):
    assert search(TEXTS, query) == [1, 2]


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR(a b)", "title:", "search MATCH"])
def test_operator_words_are_words(word):
    assert search({1: f"متن {word} دیگر", 2: "متن دیگر"}, f"{word} متن") == [1]


@given(st.text())
def test_anything_is_a_query(query):
    search(TEXTS, query)


@given(st.text(alphabet='"«»“”*^+-:(){} \0\u200cNEARبرنامهOT,', max_size=60))
def test_anything_near_the_syntax_is_a_query(query):
    search(TEXTS, query)


def test_a_very_long_query_is_a_query():
    assert search(TEXTS, "برنامه " * 20_000) == [1, 2]
    assert search(TEXTS, "«" * 200_000) == []
    assert search(TEXTS, "“" * 200_000) == []
