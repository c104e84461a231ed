import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.search.parse import parse
from shahr20.persian.search.snippets import LENGTH, MOST, Snippet, marked, snippets
from shahr20.persian.search.spellings import Kind

FIRST = "شهردار قم گفت: برنامه های شهرداری برای سال آینده آماده است و شورا آن را تصویب کرد."
LAST = "در پایان نشست مترو افتتاح شد و همه رفتند."
TEXT = f"{FIRST}\n\n{'این جمله با پرسش کاری ندارد. ' * 20}\n\n{LAST}"


def words(snippet):
    return [snippet.text[mark.start : mark.end] for mark in snippet.marks]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("برنامه", "برنامه‌های شهر", [("برنامه", Kind.TYPED)]),
        ("برنامه‌های", "برنامه های و برنامههای", [("برنامه های", Kind.TYPED), ("برنامههای", Kind.SPELLING)]),
        ("علی", "حضرت علي و عليه", [("علي", Kind.TYPED)]),
        ("کتاب", "کِتـابِ كتاب", [("کِتـابِ", Kind.TYPED), ("كتاب", Kind.TYPED)]),
        ("هیئت", "هیأت مدیره", [("هیأت", Kind.SPELLING)]),
        ("1400", "سال ۱۴۰۰ و ١٤٠٠", [("۱۴۰۰", Kind.TYPED), ("١٤٠٠", Kind.TYPED)]),
        ('"شورای شهر"', "شهر و شورای شهر", [("شورای شهر", Kind.TYPED)]),
        ("تهر*", "تهران و تهرانی و شهر", [("تهران", Kind.TYPED), ("تهرانی", Kind.TYPED)]),
        ("covid", "بیماری COVID-19 آمد", [("COVID", Kind.TYPED)]),
        ("شهر -مترو", "مترو شهر", [("شهر", Kind.TYPED)]),
        ("title:شهر", "شهر", []),
        ("می‌شود", "می\u00adشود ﻣﻲﺷﻮد", [("می\u00adشود", Kind.TYPED), ("ﻣﻲﺷﻮد", Kind.SPELLING)]),
    ],
)
def test_what_is_marked_in_the_text_as_published(query, text, marks):
    shown = marked(parse(query), text, "body")
    assert [(text[mark.start : mark.end], mark.kind) for mark in shown.marks] == marks
    assert shown.text == text


def test_one_snippet_for_each_word_where_they_stand_apart():
    shown = snippets(parse("برنامه‌های مترو"), TEXT)
    assert [words(one) for one in shown] == [["برنامه های"], ["مترو"]]
    assert (shown[0].cut_before, shown[1].cut_after) == (False, False)
    assert shown[1].text.endswith("رفتند.")


def test_one_is_enough_where_they_stand_together():
    assert [words(one) for one in snippets(parse("شورا شهرداری"), TEXT)] == [["شهرداری", "شورا"]]


def test_the_beginning_where_nothing_was_found():
    (one,) = snippets(parse("نیست"), TEXT)
    assert FIRST.startswith(one.text[:20])
    assert one.marks == ()
    assert snippets(parse("نیست"), " \n") == []


def test_html_is_inert():
    one = marked(parse("شهر"), '<b onclick="x">شهر</b> & «قم»')
    assert one.html() == '&lt;b onclick=&quot;x&quot;&gt;<mark class="typed">شهر</mark>&lt;/b&gt; &amp; «قم»'
    assert Snippet("<", (), cut_before=True, cut_after=True).html() == "… &lt; …"


@given(
    st.lists(
        st.sampled_from(["شهر", "برنامه‌های", "برنامه های", "مترو", "<i>", "و", "\n\n", "ab-1"]), max_size=120
    ),
    st.sampled_from(["شهر", "برنامه", "برنامه های مترو", '"شهر مترو"', "مترو*"]),
)
def test_no_snippet_cuts_a_word_or_is_long(parts, query):
    text = " ".join(parts)
    whole = {*text.split()}
    shown = snippets(parse(query), text)
    assert len(shown) <= MOST
    for one in shown:
        assert {*one.text.split()} <= whole
        assert len(one.text) <= LENGTH + 60
        assert all(0 <= mark.start < mark.end <= len(one.text) for mark in one.marks)
        assert len(words(one)) == len(one.marks)


def test_a_text_of_a_million_letters_is_looked_through_to_a_bound():
    text = "شهر " * 300_000
    assert snippets(parse("شهر"), text)[0].cut_after
