"""Words as they are really typed: which find each other, and which do not."""

from itertools import permutations

import pytest

from tests.archive.memory import archive_of, ids

SAME = """
برنامه‌های | برنامه های | برنامههای
می‌شود | می شود | میشود
حجت‌الاسلام | حجت الاسلام | حجتالاسلام | حجة‌الاسلام
ارتقاء | ارتقا
مسئول | مسوول | مسؤول
علي | علی
كتاب | کتاب | کِتاب | کـتاب | ﻛﺘﺎﺏ
۱۴۰۰ | 1400 | ١٤٠٠
قرآن | قران
تأکید | تاکید
آیت‌الله | آیت الله | ایت الله | آیتالله | آية‌الله
دانش‌آموز | دانش آموز | دانشآموز
دانش‌آموزان | دانش آموزان | دانشآموزان
سرمایه‌گذاری | سرمایه گذاری | سرمایهگذاری
این‌که | این که | اینکه
هیچ‌کس | هیچ کس | هیچکس
به‌هرحال | به هر حال | بهرحال
زیرساخت‌های | زیر ساخت های | زیرساختهای
درمی‌آید | در می آید | درمیآید
بچه‌هایمان | بچه های‌مان | بچه‌های‌مان | بچه های مان
ان‌شاءالله | انشاءالله | ان شاء الله | انشالله | إن‌شاءالله
به‌رغم | به رغم | برغم
گفت‌وگو | گفت و گو | گفتگو | گفت‌و‌گو | گفت وگو
جست‌وجوی | جست و جوی | جستجوی
حمل‌ونقل | حمل و نقل | حملونقل
پیش‌بینی | پیش بینی | پیشبینی
به‌عنوان | به عنوان | بعنوان | بهعنوان
به‌گونه‌ای | به گونه ای | بهگونهای
کتابخانه | کتاب‌خانه | کتاب خانه
رئیس‌جمهور | رئیس جمهور | رییس‌جمهور | رئیسجمهور
نمی‌توان | نمی توان | نمیتوان
رفته‌اند | رفته اند | رفتهاند
برمی‌گردد | بر می گردد | بر می‌گردد | برمیگردد
نمی‌خواسته‌اند | نمی خواسته اند | نمیخواستهاند
کارها | کار ها | کار‌ها
شهرهای | شهر های | شهر‌های
کتاب‌هایشان | کتاب هایشان | کتابهایشان
خانواده‌اش | خانواده اش | خانوادهاش
بزرگ‌تر | بزرگتر | بزرگ تر
مهم‌ترین | مهمترین | مهم ترین
آن‌ها | آنها | آن ها
حرفه‌ای | حرفه ای | حرفهای
هیئت | هیأت | هیات
هیئت‌های | هیأت های | هیاتهای
رئیس | رییس
مسئله | مسأله | مساله | مسئلة
مؤسسه | موسسه
سؤال | سئوال | سوال
شیء | شی
آئین‌نامه | آیین‌نامه | آیین نامه | آئیننامه
اتاق | اطاق
بلیت‌ها | بلیط ها
محمدرضا | محمد رضا | محمد‌رضا
عبدالله | عبد الله
نجف‌آباد | نجف آباد | نجفآباد
سیستان‌وبلوچستان | سیستان و بلوچستان
داوود | داود | داؤود
ایده‌آل | ایده آل | ایدهآل
وب‌سایت | وب سایت | وبسایت
۱٬۲۵۰٬۰۰۰ | 1,250,000 | ۱۲۵۰۰۰۰ | ١٬٢٥٠٬٠٠٠
۳٫۵ | 3.5
۱۴۰۰/۱۲/۰۱ | 1400/12/01
COVID-19 | covid19 | Covid ۱۹
ج.ا.ا | ج.ا.ا. | ج. ا. ا
ان‌شاءالله | انشاالله | ان شاء الله | إن‌شاء‌الله
علی‌رغم | علیرغم | علی رغم
خانهٔ | خانه‌ی | خانه ی | خانۀ | خانه
"""
INFLECTED = """
برنامه‌های | برنامه های | برنامههای | برنامه
ارتقاء | ارتقا | ارتقای
کتاب | کتاب‌ها | کتابش | کتاب هایشان | کتب
مدرسه | مدرسه‌های | مدارس
شهروند | شهروندان | شهروندی‌ها
می‌رود | رفته‌اند | نرفت | رفتن | برود
"""
APART = """
شعر شهر
ساله سالهای
کار کارت
حرف‌های حرفه‌ای
تهران تهر
ملک ملکه
سال سالن
پاک پاکت
مرد مردم
در دره
بازار باز
خان خانه
دانش دانشجو
قانون کانون
۱۴۰۰ ۱۴۰۱
۳٫۵ ۳۵
۲۵٬۰۰۰ ۲۵
بلیت قابلیت
مادر ما
"""


def rows(table):
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize("spellings", rows(SAME), ids=lambda spellings: spellings[0])
def test_every_spelling_finds_every_other(spellings):
    db = archive_of(*(f"در {spelling}، بود." for spelling in spellings))
    every = list(range(1, len(spellings) + 1))
    assert {query: ids(db, query) for query in spellings} == dict.fromkeys(spellings, every)


@pytest.mark.parametrize("spellings", rows(SAME), ids=lambda spellings: spellings[0])
def test_two_spellings_find_each_other_in_an_archive_of_nothing_else(spellings):
    for query, text in permutations(spellings, 2):
        assert ids(archive_of(text), query) == [1], f"{query} in {text}"


@pytest.mark.parametrize("forms", rows(INFLECTED), ids=lambda forms: forms[0])
def test_inflections_find_each_other_when_asked(forms):
    db = archive_of(*forms)
    every = list(range(1, len(forms) + 1))
    assert {form: ids(db, f"~{form}") for form in forms} == dict.fromkeys(forms, every)
    assert {form: ids(db, form, inflections=True) for form in forms} == dict.fromkeys(forms, every)


def test_inflections_are_not_found_unasked():
    db = archive_of("کتاب", "کتابش", "کتابی", "کتب", "مکتب")
    assert ids(db, "کتاب") == [1]


@pytest.mark.parametrize("pair", [line.split() for line in APART.strip().splitlines()], ids="/".join)
@pytest.mark.parametrize("mark", ["", "~"])
def test_other_words_are_not_found(pair, mark):
    db = archive_of(*pair)
    assert [ids(db, mark + word) for word in pair] == [[1], [2]]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("برنامه", "برنامه‌های"),
        ("برنامه", "برنامههای"),
        ("برنامه", "برنامه‌ریزی"),
        ("ریزی", "برنامه‌ریزی"),
        ("برنامه‌ریزی", "برنامهریزیهای"),
        ("پیاده‌سازی", "پیاده سازیهای"),
        ("آیت‌الله", "آیت‌الله‌العظمی"),
        ("شود", "می‌شود"),
        ("کار", "کارهای"),
        ("تهر*", "تهران"),
        ("برنامه‌ری*", "برنامه ریزی"),
    ],
)
def test_a_piece_of_a_longer_word_is_found(query, text):
    assert ids(archive_of(text), query) == [1]
