"""Words whose letters are written in more than one way, beyond what the folding makes one: «اتاق», «اطاق».

Each line holds the spellings of one word, folded when read; half-spaces stand wherever its pieces may part. Endings and
further pieces may follow («هیئت‌های», «هیأت‌های»). Only whole beginnings of words count, so «بلیت» is not in «قابلیت».
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from shahr20.persian import halfspace_words as known
from shahr20.persian.fold import ZWNJ
from shahr20.persian.search.compounds import AFFIXES
from shahr20.persian.search.pieces import pieces

_SPELLINGS = """
هیئت هیأت
مسئله مسأله
جرئت جرأت
نشئت نشأت
سؤال سئوال
مسئول مسول
توأم توام
قرائت قراءت
اتاق اطاق
بلیت بلیط
تهران طهران
امپراتور امپراطور
باتری باطری
توفان طوفان
غلتان غلطان
تشت طشت
اتو اطو
اتریش اطریش
ایتالیا ایطالیا
بقچه بغچه
زغال ذغال
اصطبل اسطبل
داوود داود
طاووس طاوس
کاووس کاوس
سیاووش سیاوش
سوئیس سویس
اسماعیل اسمعیل
اسحاق اسحق
رحمان رحمن
زکات زکوة
صلات صلوة
مشکات مشکوة
گفت‌و‌گو گفتگو
جست‌و‌جو جستجو
شست‌و‌شو شستشو
علاقه‌مند علاقمند
بهره‌مند بهرمند
آیت‌الله آیة‌الله
حجت‌الاسلام حجة‌الاسلام
ثقت‌الاسلام ثقة‌الاسلام
رحمت‌الله رحمة‌الله
بقیت‌الله بقیة‌الله
دائرة‌المعارف دایرت‌المعارف
ان‌شاء‌الله ان‌شاء‌اله انشالله
ما‌شاء‌الله ما‌شاء‌اله ماشالله
الحمد‌لله الحمدالله
علی‌رغم علیرغم
علی‌حده علی‌حدة علیحده
این‌که اینکه
آن‌که آنکه
همین‌که همینکه
چنان‌که چنانکه
چنان‌چه چنانچه
آن‌چه آنچه
این‌گونه اینگونه
آن‌گونه آنگونه
همان‌گونه همانگونه
هر‌گونه هرگونه
هر‌گاه هرگاه
هیچ‌کس هیچکس
هیچ‌یک هیچیک
یک‌دیگر یکدیگر
هم‌دیگر همدیگر
هم‌چنین همچنین
هم‌چنان همچنان
چه‌قدر چقدر
بنا‌بر‌این بنابراین
به‌هر‌حال به‌هرحال بهرحال
لا‌اقل لااقل
معذلک مع‌ذلک
مع‌هذا معهذا
موسا موسی
عیسا عیسی
مرتضا مرتضی
مصطفا مصطفی
مجتبا مجتبی
حتا حتی
کبرا کبری
فتوا فتوی
اعلا اعلی
"""

_AFTER_BEH = (
    "عنوان صورت طور طوری طوریکه دلیل خصوص وسیله واسطه علت منظور موقع ویژه تدریج سرعت شدت زودی راحتی سادگی سختی "
    "خوبی درستی موجب نحوی نحو جز جای سوی خاطر دنبال لحاظ ندرت وجود همراه هنگام گونه کار دست اندازه تازگی رغم"
)
"""Before these many write به as a single letter: «بعنوان»."""

_ENDINGS = frozenset(
    (
        "",
        "ی",
        "یی",
        "ای",
        "م",
        "ت",
        "ش",
        "ان",
        "ات",
        "انه",
        "مان",
        "تان",
        "شان",
        "یم",
        "ند",
        "گی",
        "گان",
        "گر",
        "گران",
    )
) | frozenset(known.PLURALS)
"""What may follow joined."""


def is_respelt(form: tuple[str, ...]) -> bool:
    """Whether all of the pieces, but for endings, are a word that stands here."""
    found = _beginning(form)
    return found is not None and found.covered > 1 and AFFIXES.issuperset(found.further)


def respelt(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The other spellings of a word given by its folded pieces, endings and further pieces kept."""
    found = _beginning(form)
    if found:
        for other in found.spellings:
            made = (*other[:-1], other[-1] + found.ending, *found.further)
            if made != form:
                yield made


class _Beginning(NamedTuple):
    """A word of the table at the beginning of another: its spellings, how many pieces it covers, what follows."""

    spellings: tuple[tuple[str, ...], ...]
    covered: int
    ending: str
    further: tuple[str, ...]


def _beginning(form: tuple[str, ...]) -> _Beginning | None:
    key = "".join(form)
    for length in range(min(len(key), _longest()), 1, -1):
        spellings = _table().get(key[:length])
        if spellings:
            ends = list(accumulate(map(len, form)))
            number = next(number for number, end in enumerate(ends) if end >= length)
            ending = key[length : ends[number]]
            if ending in _ENDINGS:
                return _Beginning(spellings, number + 1, ending, form[number + 1 :])
    return None


@cache
def _table() -> dict[str, tuple[tuple[str, ...], ...]]:
    """By its letters, the spellings of a word."""
    lines = [line.split() for line in _SPELLINGS.strip().splitlines()]
    lines += [[f"به{ZWNJ}{word}", f"ب{word}"] for word in _AFTER_BEH.split()]
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines:
        forms = [tuple(piece.text for piece in pieces(spelling)) for spelling in line]
        for form in forms:
            table["".join(form)] = tuple(forms)
    return table


@cache
def _longest() -> int:
    return max(map(len, _table()))
