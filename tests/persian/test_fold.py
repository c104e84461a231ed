import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.fold import fold, squash

PERSIAN = st.text(
    st.sampled_from("ابپآأئؤءيىیكکةهۀەۂودمنسشلا ًٔ‌‌  ـ\u200f\u200b\u00ac\u00ad\ufeff\u200dﷺﻻﮥﺋ۱٢3Ab.\n،»")
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("علي", "علی", "على", "عَلي", "عـــلی", "ﻋﻠﻲ"),
        ("كتاب", "کتاب", "کِتاب", "\u200fکتاب\u200e", "کت\u200bاب", "\ufeffکتاب"),
        ("۱۴۰۰", "1400", "١٤٠٠"),
        ("مسئول", "مسوول", "مسؤول", "مسي\u0654ول", "مسی\u0654ول", "ﻣﺴﺌﻮﻝ"),
        ("جزئی", "جزیی"),
        ("ارتقاء", "ارتقا"),
        ("قرآن", "قران", "قرا\u0653ن"),
        ("تأکید", "تاکید"),
        ("آیت‌الله", "ایت‌الله", "آيت‌‌الله"),
        ("خانهٔ", "خانه", "خانۀ", "خانة", "خانهٴ"),
        ("می‌شود", "می¬شود", "می\u00adشود", "می‌‌شود"),
        ("COVID", "covid", "Covid"),
        ("اسلام", "اﺳﻼم", "اسﻼم"),
        ("۷۰٪", "70%"),
        ("۳٫۵", "3.5"),
        ("دو واژه", "دو\u00a0واژه", "دو\u2009واژه"),
        ("سلام", "سلام‌", "‌سلام"),
    ],
)
def test_spellings_of_a_word_fold_to_one(spellings):
    assert {fold(s) for s in spellings} == {fold(spellings[0])}


def test_different_words_stay_different():
    words = ["می‌شود", "می شود", "میشود", "شور", "شهر", "گل", "کل", "بیست", "پیست", "نامه", "نام"]
    assert len({fold(w) for w in words}) == len(words)


def test_salutation_is_spelt_out_as_words():
    assert fold("پیامبرﷺ فرمود").split() == ["پیامبر", "صلی", "الله", "علیه", "وسلم", "فرمود"]
    assert fold("﷽").split() == ["بسم", "الله", "الرحمن", "الرحیم"]
    assert fold("عبدﷲ") == "عبدالله"
    assert fold("۵۰ ﷼") == "50 ریال"


def test_half_space_stays_between_letters_and_digits_only():
    assert fold("برنامه‌های ۲۰‌ساله‌ ، ‌و‌\n") == "برنامه‌های 20‌ساله ، و\n"


@pytest.mark.parametrize(
    "label",
    ["نوشته‌های مشابه", "نوشته های مشابه", "نوشتههای مشابه", "نوشته هاي مشابه :", " «نوشته‌هاي  مشابه»"],
)
def test_squash_tells_labels_by_their_letters(label):
    assert squash(label) == "نوشتههایمشابه"


def test_squash_keeps_labels_apart():
    assert squash("شناسه : ۴۷۸۵۹") == "شناسه47859"
    assert squash("شناسه") != squash("شناسه خبر")


@given(PERSIAN | st.text())
def test_fold_is_idempotent_and_composed(text):
    once = fold(text)
    assert fold(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert squash(once) == squash(text)


@given(PERSIAN)
def test_fold_leaves_nothing_that_cannot_be_seen(text):
    assert not set(fold(text)) & set("\u200b\u200d\u200e\u200f\u202a\u202e\u2066\ufeffـًٔء")
