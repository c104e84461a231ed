import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shahr20.persian.fold import fold, squash
from shahr20.persian.normalise import normalise


@pytest.mark.parametrize(
    ("published", "reading"),
    [
        ("علي كتاب را خواند", "علی کتاب را خواند"),
        ("طباطبايى‌نژاد", "طباطبایی‌نژاد"),
        ("ﻋﻠﻲ و ﺍﺳﻼﻡ", "علی و اسلام"),
        ("عبدﷲ", "عبدالله"),
        ("مسي\u0654ول و مسی\u0654ول", "مسئول و مسئول"),
        ("شهـــــر قـم", "شهر قم"),
        ("۱۳۵۷ هـ.ش", "۱۳۵۷ ه.ش"),
        ("۱۴۰۰ـ۱۴۰۱ و شنبه ـ دوشنبه", "۱۴۰۰–۱۴۰۱ و شنبه – دوشنبه"),
        ("\u202bشهر\u202c \u200fقم\u200e\ufeff و سلا\u200bم", "شهر قم و سلام"),
        ("نمایش¬های خانه\u00adای", "نمایش‌های خانه‌ای"),
        ("برنامه‌‌های‌ شهر ‌و‌\nروستا‌.", "برنامه‌های شهر و\nروستا."),
        ("در  سال\u00a01400 و ١٤٠١", "در سال ۱۴۰۰ و ۱۴۰۱"),
        ("بند یک \n\n\n\n بند دو\r\nسطر", "بند یک\n\nبند دو\nسطر"),
        ("رشد 70% و 3.5 درصد", "رشد ۷۰% و ۳.۵ درصد"),
        ("1,250,000 ریال در 1400/12/01 ساعت 18:08", "۱,۲۵۰,۰۰۰ ریال در ۱۴۰۰/۱۲/۰۱ ساعت ۱۸:۰۸"),
        ("ویروس COVID-۱۹ و 5G", "ویروس COVID-19 و 5G"),
        ("خانه\t۱۲\tمتر", "خانه\t۱۲\tمتر"),
    ],
)
def test_reading_text(published, reading):
    assert normalise(published) == reading


@pytest.mark.parametrize(
    "text",
    [
        "خانهٔ ما و خانۀ شما",
        "پیامبر اکرم ﷺ",
        "ههههه",
        "سلاممممم",
        "قطعاً مُلک و مَلِک",
        "قرآن، تأکید، مسئول، رؤیا، جزء، مسأله، صلاة",
        "خانه‌ی قدیمی و خانه‌ٔ نو",
        "«گیومه» “quote” 'x' (پرانتز) … - – ؟!",
        "ماه می سال",
        "۲۰ می رفت",
        "بندر ها",
        "کر و تر",
        "سبزی تر",
        "برای ترین ها",
        "گفت ها",
        "دستگاه ام آر آی",
        "جامعه ام اس ایران",
        "ۆ ڕ ێ ڵ ټ ړ ٹ",
        "پر شده است",
    ],
)
def test_what_stays_as_it_is(text):
    assert normalise(text) == text


TOKENS = [
    "https://a.ir/x?y=1",
    "http://shahr20.ir/47859/تلاش-برای-ارتقاي/?a=١",
    "www.qom.ir/fa",
    "shahr20.ir",
    "shahr20.ir/۴۷۸۵۹/كتاب",
    "-https://a.ir/كتاب",
    "info@shahr20.ir",
    "COVID-19",
    "@shahr_20",
    "#Qom2022",
    "report_v1.2.pdf",
    "C++",
    "F-14",
    "iPhone12",
    "5G",
    "2022-02-20T18:08:00+03:30",
    "AT&T",
    "Zürich",
]


@pytest.mark.parametrize("token", TOKENS)
def test_addresses_and_latin_tokens_survive(token):
    assert normalise(f"در  {token} كتاب (5) و «{token}» می شود") == (f"در {token} کتاب (۵) و «{token}» می‌شود")


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("گفته می شود", "گفته می‌شود"),
        ("نمی توان گفت", "نمی‌توان گفت"),
        ("می توان دید", "می‌توان دید"),
        ("انجام می دهند.", "انجام می‌دهند."),
        ("بر می گردد", "بر می‌گردد"),
        ("کتاب ها", "کتاب‌ها"),
        ("برنامه های شهر", "برنامه‌های شهر"),
        ("نوشته های مشابه", "نوشته‌های مشابه"),
        ("فعالیت هایی که", "فعالیت‌هایی که"),
        ("برنامه‌ریزی های", "برنامه‌ریزی‌های"),
        ("پرداخت های", "پرداخت‌های"),
        ("بزرگ تر و بزرگ ترین", "بزرگ‌تر و بزرگ‌ترین"),
        ("شده اند", "شده‌اند"),
        ("رفته ام", "رفته‌ام"),
        ("به گونه ای که", "به گونه‌ای که"),
        ("خانه ی ما", "خانه‌ی ما"),
        ("خانواده اش", "خانواده‌اش"),
        ("مي شود كتاب هاي", "می‌شود کتاب‌های"),
        ("می رود می شود", "می‌رود می‌شود"),
    ],
)
def test_affixes_hazm_knows_are_joined(apart, joined):
    assert normalise(apart) == joined
    assert normalise(joined) == joined


ALPHABET = "ابپتيیىكکهۀةآأئؤءرودمنشلا ًٔ‌‌   ـ\u200f\u200b\u00ac\u00ad\ufeffﷺﻻﮥ۱٢3Ab.\n\n،»-/:@%\ue000"
PIECES = st.lists(
    st.text(st.sampled_from(ALPHABET), max_size=8)
    | st.sampled_from(["می", "نمی", "شود", "کتاب", "ها", "خانه", "ای", "اند", "شده", " ", *TOKENS]),
    max_size=12,
).map("".join)


@given(PIECES | st.text(max_size=60))
@example("ء¬ﮥ")
@example("ب‌¬ب")
@example("COVID-19\u00ad3")
@example("@\u200cshahr20.ir/۴۷۸۵۹/كتاب")
@example("https://a.ir/x\u00ad")
def test_idempotent(text):
    once = normalise(text)
    assert normalise(once) == once


@given(PIECES)
def test_no_letter_and_no_digit_is_lost(text):
    assert squash(normalise(text)) == squash(text)


@given(st.lists(st.sampled_from(["ب", "ی", "ه", "ا", "\u200c", "\u200c\u200c"]), max_size=12).map("".join))
def test_half_space_between_letters_is_never_lost(text):
    assert normalise(text) == re.sub("\u200c+", "\u200c", text.strip("\u200c"))
    assert fold(normalise(text)) == fold(text)


@given(st.sampled_from(TOKENS), PIECES, PIECES)
def test_protected_tokens_survive_anywhere(token, before, after):
    assert token in normalise(f"{before} {token} {after}")


@given(st.text(st.sampled_from(ALPHABET.replace("/", "").replace("@", ""))))
def test_nothing_invisible_is_left(text):
    assert not set(normalise(text)) & set("\u200b\u200d\u200e\u200f\u202a\u2066\ufeff\u00adـ")
