"""Of which noun a word is an inflection: «کتابش», «شهروندان», «مدارس». For the archive's lexicon, made at indexing.

An ending is taken off only where hazm knows the noun that is left and does not know the whole as a word of its own:
«تهران» is not تهر, «کارت» not کار.
"""

from __future__ import annotations

from functools import cache, lru_cache

from shahr20.persian.fold import fold
from shahr20.persian.lexicon import lexicon

_ENDINGS = (
    "هایشان", "هایتان", "هایمان", "هایی", "هایش", "هایت", "هایم", "های", "ها",
    "شان", "تان", "مان", "یی", "ان", "ات", "ین", "ی", "م", "ت", "ش",
)  # fmt: skip
_PLURAL_ENDINGS = ("ات", "ان", "ین")
_SHORTEST = 3
_BROKEN = """
کتب کتاب · مدارس مدرسه · مساجد مسجد · مجالس مجلس · مراکز مرکز · مناطق منطقه · منابع منبع · مراسم رسم
مسائل مسئله · مشاغل شغل · معابر معبر · محلات محله · علما عالم · شهدا شهید · وزرا وزیر · رؤسا رئیس
فقرا فقیر · شعرا شاعر · ادبا ادیب · اعضا عضو · افراد فرد · اقوام قوم · اموال مال · اخبار خبر · اسناد سند
اشخاص شخص · اصول اصل · اعمال عمل · افکار فکر · امور امر · اماکن مکان · ایام یوم
آثار اثر · آداب ادب · آرا رأی · ابعاد بعد · ابنیه بنا · احکام حکم · ادوار دوره · ارقام رقم · ارکان رکن
اشیا شیء · اطفال طفل · اعیاد عید · القاب لقب · املاک ملک · انواع نوع · اهداف هدف · اوقات وقت
تجارب تجربه · تدابیر تدبیر · تصاویر تصویر · تکالیف تکلیف · جرایم جرم · جوانب جانب · جوامع جامعه · حقوق حق
حوادث حادثه · خطوط خط · دروس درس · دلایل دلیل · دول دولت · روابط رابطه · سوانح سانحه · شرایط شرط
شعب شعبه · صنایع صنعت · ضوابط ضابطه · طرق طریق · عناصر عنصر · عوارض عارضه · عوامل عامل · فصول فصل
فنون فن · قبایل قبیله · قبور قبر · قوانین قانون · قوا قوه · کسبه کاسب · کلمات کلمه · مباحث مبحث
مبالغ مبلغ · محافل محفل · مدارک مدرک · مراتب مرتبه · مراحل مرحله · مزایا مزیت · مشاهیر مشهور
مشکلات مشکل · مصادیق مصداق · مصارف مصرف · مصالح مصلحت · مطالب مطلب · معادن معدن · معارف معرفت
معلمین معلم · مقابر مقبره · مقاصد مقصد · مقاطع مقطع · مفاهیم مفهوم · ملل ملت · موارد مورد · مواضع موضع
موانع مانع · مواقع موقع · میادین میدان · نتایج نتیجه · نقاط نقطه · نکات نکته · نواحی ناحیه · نظرات نظر
وسایل وسیله · وظایف وظیفه · هیئات هیئت
"""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str | None:
    """The folded noun that `word`, a piece as a text for reading has it, is an inflection of; None for none."""
    known = lexicon()
    if broken := _broken().get(fold(word)):
        return broken
    if word in known.words:
        return _of_plural(word) if "N" in known.tags(word) else None
    if word in known.plain_verbs:
        return None
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < _SHORTEST:
            continue
        if known.is_noun(rest):
            if ending == "ت" and word in known.listed:
                return None  # more often another word («پاکت») than «of yours»
            return _broken().get(fold(rest)) or fold(_of_plural(rest) or rest)
        if ending == "ان" and rest.endswith("گ") and known.is_noun(f"{rest[:-1]}ه"):
            return fold(f"{rest[:-1]}ه")
        if rest not in known.words and (further := stem(rest)):
            return further
    return None


def _of_plural(word: str) -> str | None:
    """A plural that hazm lists as a word: «اطلاعات», «مسئولین»."""
    known = lexicon()
    for ending in _PLURAL_ENDINGS:
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < _SHORTEST:
            continue
        for noun in (rest, f"{rest}ه"):
            tags = known.tags(noun)
            if ("PL" in known.tags(word) and "N" in tags) or (ending == "ین" and tags == {"N"}):
                return fold(noun)
    return None


@cache
def _broken() -> dict[str, str]:
    pairs = (pair.split() for line in _BROKEN.strip().splitlines() for pair in line.split("·"))
    return {fold(plural): fold(noun) for plural, noun in pairs}
