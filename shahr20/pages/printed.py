"""What pages print around an article: labels, dates, meta lines, as patterns that hold in any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from shahr20.persian.calendar_names import GREGORIAN_MONTHS, JALALI_MONTHS
from shahr20.persian.digits import to_latin
from shahr20.persian.jalali import ImpossibleDateError, read_printed

DIGIT = "[0-9۰-۹٠-٩]"
_LOOSE = "[\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
"""What may stand between two letters without making it another word: marks, tatweel, the invisible."""

_VARIANTS = {
    "ی": "[یيىئ]",
    "ک": "[کك]",
    "ه": "[هةۀہھ]",
    "ا": "[اآأإٱ]",
    "آ": "[اآأإٱ]",
    "و": "[وؤ]",
    " ": "[\\s\u200c]*",
    "\u200c": "[\\s\u200c]*",
}
_MONTHS = (*JALALI_MONTHS, *GREGORIAN_MONTHS)


def spelt(words: str) -> str:
    """A pattern for `words` in any spelling: Arabic or Persian letters; spaces, half-spaces or none."""
    return "".join(_VARIANTS.get(letter, re.escape(letter)) + _LOOSE for letter in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words` in any spelling, the longest first."""
    return "(?:" + "|".join(spelt(one) for one in sorted(words, key=len, reverse=True)) + ")"


_D = DIGIT
_SPACE = "[\\s\u200c\u200e\u200f]*"
_WEEKDAY = (
    f"(?:(?:{any_of(['یک', 'دو', 'سه', 'چهار', 'پنج'])}{_SPACE})?{spelt('شنبه')}|{any_of(['جمعه', 'آدینه'])})"
)
_NAMED = (
    f"{_D}{{1,2}}{_SPACE}(?:ام|م)?{_SPACE}{any_of(_MONTHS)}{_SPACE}(?:{spelt('ماه')})?{_SPACE}[،,]?{_SPACE}"
    f"(?:{spelt('سال')}\\s*)?(?:{_D}{{4}}|{_D}{{2}})"
)
_NUMERIC = f"{_D}{{4}}{_SPACE}[/.\\-]{_SPACE}{_D}{{1,2}}{_SPACE}[/.\\-]{_SPACE}{_D}{{1,2}}"
_REVERSED = f"{_D}{{1,2}}{_SPACE}/{_SPACE}{_D}{{1,2}}{_SPACE}/{_SPACE}{_D}{{4}}"
_HALF = any_of(
    [
        "ق.ظ",
        "ب.ظ",
        "ق ظ",
        "ب ظ",
        "صبح",
        "عصر",
        "بعد از ظهر",
        "قبل از ظهر",
        "شب",
        "ظهر",
        "AM",
        "PM",
        "am",
        "pm",
    ]
)
_CLOCK = f"{_D}{{1,2}}{_SPACE}:{_SPACE}{_D}{{2}}(?:{_SPACE}:{_SPACE}{_D}{{2}})?(?!{_D})"
_TIME = f"{_CLOCK}(?:{_SPACE}{_HALF}(?![^\\W\\d_]))?"
_HOUR = f"(?:{any_of(['در ساعت', 'ساعت'])}{_SPACE}:?{_SPACE})"
_BETWEEN = f"{_SPACE}(?:[-–—|،,•·/@]|(?:در|و)(?=\\s))?{_SPACE}"
_DAY = f"(?:{_WEEKDAY}{_SPACE}[،,]?{_SPACE})?(?:{_NAMED}|{_NUMERIC}|{_REVERSED})"

DATE = re.compile(
    f"(?<!{_D})(?<!{_D}[/:.\\-])(?:{_DAY}(?!{_D})(?:{_BETWEEN}{_HOUR}?{_TIME})?"
    f"|{_HOUR}?{_TIME}{_BETWEEN}{_DAY}(?!{_D}))"
)
"""A date as pages print it, with its weekday and its time where they are printed."""

TIME = re.compile(f"(?<!{_D}){_HOUR}?{_TIME}")

_SHORT_LINK = r"(?:https?://)?[\w.-]+(?::\d+)?/?\?p=\d+"

BUTTONS = (
    "پرینت", "چاپ", "نسخه چاپی", "چاپ خبر", "چاپ مطلب", "ارسال به دوستان", "ذخیره", "کپی لینک", "لینک کوتاه",
    "لینک کوتاه خبر", "اشتراک گذاری", "به اشتراک بگذارید", "بدون دیدگاه", "بدون نظر", "زمان مطالعه", "مدت مطالعه",
    "تعداد بازدید", "تعداد دیدگاه", "تعداد نظر", "تاریخ خبر", "اندازه متن", "اندازه قلم", "آخرین بروزرسانی",
    "آخرین به روز رسانی",
)  # fmt: skip
"""Buttons and counters around an article: on a line of the theme's stands one of them, or a label."""

COUNTED = (
    "ارسال", "دیدگاه", "نظر", "بازدید", "بار", "خواندن", "دقیقه", "تاریخ", "ساعت", "زمان", "کد", "خبر", "بروزرسانی",
    "به روز رسانی", "print", "a+", "a-",
)  # fmt: skip
"""Words that stand beside them."""

TAGS = ("برچسب", "برچسب ها", "برچسب‌های خبر", "کلید واژه", "کلیدواژه ها", "کلمات کلیدی", "تگ ها")
"""What stands before the tags."""

FOOTER = re.compile(
    any_of(["تمامی حقوق", "تمام حقوق", "کلیه حقوق", "حق نشر", "بازنشر مطالب", "استفاده از مطالب"])
    + "|"
    + any_of(["طراحی و اجرا", "طراحی سایت"])
    + "|©|copyright",
    re.IGNORECASE,
)
"""What the foot of a page says."""

COMMENT_RULES = re.compile(
    any_of(
        [
            "دیدگاه های ارسال شده",
            "دیدگاه های ارسالی",
            "نظرات ارسالی",
            "پیام هایی که",
            "نظراتی که",
            "منتشر نخواهد شد",
        ]
    )
    + "|"
    + any_of(["نشانی ایمیل شما", "بخش های موردنیاز", "دیدگاه خود را", "نظر خود را"])
)
"""Words of the rules above a comment form."""

UPDATES = re.compile(
    any_of(["به روز رسانی", "بروزرسانی", "به روزرسانی", "ویرایش", "آخرین تغییر", "اصلاح", "امروز"])
)
"""What stands before a date that is not the date of publication."""

OPENERS = re.compile(f"\\W*(?:{any_of(['به گزارش', 'به نقل از', 'گزارش خبرنگار'])})")
"""How the first paragraph of a news body begins."""

ATTRIBUTIONS = re.compile(any_of(["به گزارش", "به نقل از", "خبرنگار", "گفتگو با", "گفت و گو با"]))
"""What the first paragraph of a news body says somewhere at its beginning, and a lead does not."""


def find_date(text: str) -> str | None:
    """The first date in a line, exactly as printed."""
    return next((match[0].strip() for match in DATE.finditer(text) if is_date(match[0])), None)


def is_date(text: str) -> bool:
    """Whether words are a date: also one that cannot be, which somebody must see."""
    try:
        return read_printed(text) is not None
    except ImpossibleDateError:
        return True


@lru_cache(maxsize=64)
def labelled(labels: tuple[str, ...], value: str) -> re.Pattern[str]:
    """A pattern for `label : value` that begins a line or follows a separator; group `value` is the value.

    Labels hold as whole words: neither «کد خبرنگار : 12» nor «شناسه مجوز : 12» has «کد خبر» or «شناسه».
    """
    before = "(?:^|[|•·،,\\-–—/\\]\\)\t])\\s*[\\[\\(]?\\s*"
    return re.compile(f"{before}{any_of(labels)}(?![^\\W\\d_])\\s*[:：\\-–]?\\s*(?P<value>{value})")


@lru_cache(maxsize=64)
def bare(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a label that stands alone on its line, its value being on the next."""
    return re.compile(f"{any_of(labels)}\\s*[:：\\-–]?\\s*")


def number(text: str) -> int | None:
    """A number in any digits; None when it cannot be an id."""
    value = int(to_latin(text)) if text and len(text) < 16 else 0
    return value or None


@lru_cache(maxsize=8)
def _meta_words(labels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    whole = "(?<![^\\W\\d_]){}(?![^\\W\\d_])"
    telling = whole.format(any_of((*labels, *BUTTONS)))
    beside = whole.format(any_of(COUNTED))
    return re.compile(telling, re.IGNORECASE), re.compile(f"{beside}|{DIGIT}+|{_SHORT_LINK}", re.IGNORECASE)


def is_meta_line(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a line is made of labels, dates, numbers and buttons alone: «شناسه : 47859 | انتشار : … پرینت».

    A date alone is one; numbers alone are not.
    """
    if len(text) > 200:
        return False
    telling, beside = _meta_words(labels)
    undated, dates = DATE.subn(" ", text)
    rest, signs = telling.subn(" ", undated)
    rest = beside.sub(" ", rest)
    return bool(dates or signs) and not any(letter.isalnum() for letter in rest)
