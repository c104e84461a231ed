import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.likeness import FEWEST, SHINGLE, Text, overlap, same_paragraphs, subjects

PARAGRAPHS = (
    "شهردار قم صبح دیروز در نشست خبری با اصحاب رسانه از آغاز ساخت سه بوستان تازه در محله‌های جنوبی شهر خبر داد و"
    " گفت که اعتبار این طرح از محل فروش اوراق مشارکت تأمین شده است.",
    "او با اشاره به گلایه ساکنان پردیسان از کمبود فضای سبز افزود: طراحی بوستان نخست به پایان رسیده و پیمانکار آن"
    " تا پایان هفته جاری شناخته می‌شود.",
    "به گفته شهردار، کتابخانه مرکزی نیز پس از ده سال انتظار در بهار آینده به بهره‌برداری خواهد رسید و کودکان"
    " تالاری از آن خود خواهند داشت.",
)
WHOLE = Text(PARAGRAPHS)


def test_a_text_shares_all_with_itself_however_it_is_spelt():
    spelt = Text(tuple(p.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ") for p in PARAGRAPHS))
    found = overlap(WHOLE, spelt)
    assert found.share == found.facts == 1
    assert same_paragraphs(WHOLE, spelt) == ((0, 0), (1, 1), (2, 2))


def test_the_share_is_of_the_shorter_text_both_ways():
    part = Text(("یادداشت سردبیر برای شماره امروز.", PARAGRAPHS[1]))
    assert overlap(WHOLE, part).share == overlap(part, WHOLE).share > 0.8
    assert same_paragraphs(WHOLE, part) == ((1, 1),)
    assert same_paragraphs(part, WHOLE) == ((1, 1),)


def test_one_changed_word_costs_no_more_than_its_shingles():
    changed = Text((PARAGRAPHS[0].replace("بوستان", "پارک"), *PARAGRAPHS[1:]))
    assert overlap(WHOLE, changed).share == 1 - SHINGLE / len(WHOLE.shingles)


def test_others_share_nothing():
    other = Text(
        ("تیم والیبال بانوان با نتیجه سه بر صفر حریف خود را در خانه شکست داد و به نیمه‌نهایی راه یافت.",)
    )
    assert overlap(WHOLE, other) == overlap(other, WHOLE)
    assert overlap(WHOLE, other).share == 0


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("گزارش تصویری از راهپیمایی امروز مردم شهر", "گزارش تصویری از راهپیمایی امروز مردم شهر", 1),
        ("گزارش تصویری از راهپیمایی امروز مردم شهر", "گزارش تصویری از راهپیمایی امروز مردم قم", 0),
        ("عکس روز", "عکس روز", 0),
        ("", "", 0),
    ],
)
def test_short_texts_are_the_same_or_nothing(one, other, share):
    assert len(Text((one,)).shingles) < FEWEST
    assert overlap(Text((one,)), Text((other,))).share == share


def test_facts_are_numbers_and_days():
    one = Text(("دوشنبه ۵ مهر دمای هوا به ۲۴ درجه می‌رسد",))
    assert one.facts == {"دوشنبه", "5", "مهر", "24"}
    assert overlap(one, Text(("سه‌شنبه ۶ مهر دمای هوا به ۲۴ درجه می‌رسد",))).facts == 0.5


def test_subjects_are_nouns_without_endings_and_the_title_weighs_most():
    found = subjects("نوسازی مدرسه‌های پردیسان", "او گفت برنامه‌هاي مدرسه‌ها در سال ۱۴۰۲ انجام می‌شود.")
    assert found == {"نوسازی": 4, "مدرسه": 5, "پردیسان": 4, "برنامه": 1}


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one, other):
    found = overlap(Text.of(one), Text.of(other))
    assert 0 <= found.share <= 1
    assert found == overlap(Text.of(one), Text.of(other))
    subjects(one, other)
