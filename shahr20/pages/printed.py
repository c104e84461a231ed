"""What pages print around an article: labels, dates, meta lines, as patterns that hold in any spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from shahr20.persian.calendar_names import GREGORIAN_MONTHS, JALALI_MONTHS
from shahr20.persian.digits import TO_LATIN, to_latin
from shahr20.persian.fold import LETTERS
from shahr20.persian.jalali import ImpossibleDateError, read_printed

_INVISIBLE = re.compile(
    "[\u00ad\u0640\u064b-\u065f\u0670\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""What may stand between two letters without making it another word: marks, tatweel, zero-width, bidi."""

_ONE_SPELLING = str.maketrans(
    {ord(one): letter for letter, many in LETTERS.items() for one in many}
    | {ord("ئ"): "ی", ord("\u200c"): " ", ord("\u00a0"): " ", ord("\t"): " ", ord("\n"): " "}
    | dict(TO_LATIN)
)


@lru_cache(maxsize=8192)
def spelt(text: str) -> str:
    """`text` with one letter for each, Latin digits, spaces for half-spaces, and nothing invisible."""
    return _INVISIBLE.sub("", text.translate(_ONE_SPELLING))


def as_printed(text: str, start: int, end: int) -> str:
    """The part of `text` that stands from `start` to `end` in its one spelling."""
    folded = text.translate(_ONE_SPELLING)
    if start < end and _INVISIBLE.search(folded):
        places = [at for at, letter in enumerate(folded) if not _INVISIBLE.match(letter)]
        start, end = places[start], places[end - 1] + 1
    return text[start:end].strip()


class Phrase:
    """A pattern that reads any spelling: its letters are those of `spelt`. Answers are in the page's own."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self._group = "value" if "value" in self._pattern.groupindex else 0

    def find(self, text: str) -> list[str]:
        """Everything in `text` that fits, or the groups `value` of it, as printed."""
        spans = (match.span(self._group) for match in self._pattern.finditer(spelt(text)))
        return [as_printed(text, *span) for span in spans]

    def first(self, text: str) -> str | None:
        """The first of those."""
        match = self._pattern.search(spelt(text))
        return as_printed(text, *match.span(self._group)) if match else None

    def is_in(self, text: str) -> bool:
        """Whether some of `text` fits."""
        return self._pattern.search(spelt(text)) is not None

    def begins(self, text: str) -> bool:
        """Whether the beginning of `text` fits."""
        return self._pattern.match(spelt(text)) is not None

    def is_all_of(self, text: str) -> bool:
        """Whether the whole of `text` fits."""
        return self._pattern.fullmatch(spelt(text)) is not None

    def taken_from(self, text: str) -> str:
        """`text` in one spelling without what fits."""
        return self._pattern.sub(" ", spelt(text))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, with spaces, half-spaces or none between their parts."""
    keys = sorted({spelt(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(key).replace("\\ ", " *") for key in keys) + ")" if keys else "(?!)"


_WEEKDAY = f"(?:(?:{any_of(['یک', 'دو', 'سه', 'چهار', 'پنج'])} *)?شنبه|{any_of(['جمعه', 'آدینه'])})"
_MONTH = f"{any_of((*JALALI_MONTHS, *GREGORIAN_MONTHS))} *(?:ماه)?"
_YEAR = r"(?:سال *)?(?:\d{4}|\d{2})"
_NAMED = rf"\d{{1,2}} *(?:ام|م)? *{_MONTH} *[،,]? *{_YEAR}|{_MONTH} *\d{{1,2}} *[،,]+ *\d{{4}}"
_NUMERIC = r"\d{4} *[/.\-] *\d{1,2} *[/.\-] *\d{1,2}|\d{1,2} *[/\-] *\d{1,2} *[/\-] *\d{4}"
_DAY = rf"(?:{_WEEKDAY} *[،,]? *)?(?:{_NAMED}|{_NUMERIC})"
_HALF = any_of(
    ["ق.ظ", "ب.ظ", "ق ظ", "ب ظ", "صبح", "عصر", "بعد از ظهر", "قبل از ظهر", "شب", "ظهر", "am", "pm"]
)
_TIME = rf"\d{{1,2}} *: *\d{{2}}(?: *: *\d{{2}})?(?!\d)(?: *{_HALF}(?![^\W\d_]))?"
_HOUR = r"(?:(?:در *)?ساعت *:? *)"
_BETWEEN = r" *(?:[-–—|،,•·/@]|(?:در|و)(?= ))? *"
_DAY_FIRST = rf"{_DAY}(?!\d)(?:{_BETWEEN}{_HOUR}?{_TIME})?"
_TIME_FIRST = rf"{_HOUR}?{_TIME}{_BETWEEN}{_DAY}(?!\d)"
_DATE = rf"(?<!\d)(?<!\d[/:.\-])(?:{_DAY_FIRST}|{_TIME_FIRST})"

_DIGIT = re.compile(r"\d")

DATES = Phrase(_DATE)
"""Dates as pages print them, with weekday and time where they are printed."""

TIMES = Phrase(rf"(?<!\d){_HOUR}?{_TIME}")
FOOTER = Phrase(
    any_of(
        ["تمامی حقوق", "تمام حقوق", "کلیه حقوق", "حق نشر", "بازنشر مطالب", "استفاده از مطالب", "طراحی و اجرا"]
    )
    + "|طراحی سایت|©|copyright"
)
"""What the foot of a page says."""

COMMENT_RULES = Phrase(
    any_of(["دیدگاه های ارسال شده", "دیدگاه های ارسالی", "نظرات ارسالی", "پیام هایی که", "نظراتی که"])
    + "|"
    + any_of(["منتشر نخواهد شد", "نشانی ایمیل شما", "بخش های موردنیاز", "دیدگاه خود را", "نظر خود را"])
)
"""Words of the rules above a comment form."""

SIDEBARS = Phrase(
    any_of(
        ["جدیدترین", "تازه ترین", "تازه ها", "تازه های", "نوشته های تازه", "آخرین", "پیوندها", "محبوب ترین"]
    )
    + "|"
    + any_of(
        ["پر بازدید", "پر بیننده", "پر بحث", "پر مخاطب", "پر طرفدار", "داغ ترین", "برگزیده ها", "بایگانی"]
    )
)
"""How the headings of other lists of links begin."""

_WHOLE = r"(?<![^\W\d_]){}(?![^\W\d_])"

KINDRED = Phrase(
    _WHOLE.format(
        any_of(
            [
                "مرتبط", "مرتبط ها", "مشابه", "همین رابطه", "این رابطه", "همین زمینه", "همین موضوع", "همین باره",
                "هم موضوع", "دوست داشته باشید", "دوست دارید", "بپسندید", "می پسندید", "علاقه مند باشید", "related",
                "you may also like",
            ]
        )
    )
)  # fmt: skip
"""What stands in a heading of related articles, in wordings that no site file has."""

SUGGESTED = Phrase(
    _WHOLE.format(
        any_of(
            [
                "پیشنهاد", "پیشنهادی", "پیشنهادها", "پیشنهادات", "پیشنهاد سردبیر", "بیشتر بخوانید", "همچنین بخوانید",
                "بخوانید", "بیشتر بدانید", "خواندنی", "خواندنی ها",
            ]
        )
    )
)  # fmt: skip
"""What may stand in one, and over boxes that are the same on every page."""

UPDATES = Phrase(any_of(["به روز رسانی", "ویرایش", "آخرین تغییر", "اصلاح", "امروز"]))
"""What stands before a date that is not the date of publication."""

OPENERS = Phrase(rf"\W*{any_of(['به گزارش', 'به نقل از', 'گزارش خبرنگار'])}")
"""How the first paragraph of a news body begins."""

ATTRIBUTIONS = Phrase(any_of(["به گزارش", "به نقل از", "خبرنگار", "گفت و گو با", "گفتگو با"]))
"""What the first paragraph of a news body says somewhere at its beginning, and a lead does not."""

BUTTONS = (
    "پرینت", "چاپ", "نسخه چاپی", "چاپ خبر", "چاپ مطلب", "ارسال به دوستان", "ذخیره", "کپی لینک", "لینک کوتاه",
    "لینک کوتاه خبر", "اشتراک گذاری", "به اشتراک بگذارید", "بدون دیدگاه", "بدون نظر", "زمان مطالعه",
    "مدت مطالعه", "تعداد بازدید", "تعداد دیدگاه", "تعداد نظر", "تاریخ خبر", "اندازه متن", "اندازه قلم",
    "آخرین به روز رسانی",
)  # fmt: skip
"""Buttons and counters around an article: on a line of the theme's stands one of them, or a label."""

COUNTED = (
    "ارسال", "دیدگاه", "نظر", "بازدید", "بار", "خواندن", "دقیقه", "تاریخ", "ساعت", "زمان", "کد", "خبر",
    "به روز رسانی", "print", "a+", "a-",
)  # fmt: skip
"""Words that stand beside them."""

TAGS = ("برچسب", "برچسب ها", "برچسب‌های خبر", "کلید واژه", "کلیدواژه ها", "کلمات کلیدی", "تگ ها")
"""What stands before the tags."""

LONGEST_LINE = 1000
"""Letters in a line that is looked through for dates: every letter of a longer one would be tried as a beginning."""

LONGEST_META = 200
"""Letters in a line of labels, dates and buttons."""

NUMBER = r"\d+(?!\d|[/:.,٬،]\d)"
DATE = _DATE
"""What a label may have for a value."""


def find_date(text: str) -> str | None:
    """The first date in a line, exactly as printed; none in a paragraph too long for one."""
    return next(filter(is_date, DATES.find(text)), None) if len(text) <= LONGEST_LINE else None


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """Whether words are a date: also one that cannot be, which somebody must see."""
    try:
        return read_printed(text) is not None
    except ImpossibleDateError:
        return True


@lru_cache(maxsize=64)
def labelled(labels: tuple[str, ...], value: str) -> Phrase:
    """A pattern for `label : value` that begins a line or follows a separator; it answers with the value.

    Labels hold as whole words: neither «کد خبرنگار : 12» nor «شناسه مجوز : 12» has «کد خبر» or «شناسه».
    """
    before = r"(?:^|[|•·،,\-–—/\]\)\v]) *[\[\(]? *"
    return Phrase(rf"{before}{any_of(labels)}(?![^\W\d_]) *[:：\-–]?[ \v]*(?P<value>{value})")


@lru_cache(maxsize=64)
def bare(labels: tuple[str, ...]) -> Phrase:
    """A pattern for a label alone, its value being on the next line."""
    return Phrase(rf"{any_of(labels)} *[:：\-–]? *")


def number(text: str) -> int | None:
    """A number in any digits; None when it cannot be an id."""
    value = int(to_latin(text)) if text and len(text) < 16 else 0
    return value or None


@lru_cache(maxsize=8)
def _meta_words(labels: tuple[str, ...]) -> tuple[Phrase, Phrase, re.Pattern[str]]:
    """Labels and buttons, the same with dates, and words that stand beside them."""
    telling = _WHOLE.format(any_of((*labels, *BUTTONS)))
    beside = _WHOLE.format(any_of(COUNTED))
    return Phrase(telling), Phrase(rf"{telling}|{_DATE}"), re.compile(rf"{beside}|\d+", re.IGNORECASE)


def is_meta_line(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a line is made of labels, dates, numbers and buttons alone: «شناسه : 47859 | انتشار : … پرینت».

    A date alone is one; numbers alone are not.
    """
    if len(text) > LONGEST_META:
        return False
    words, words_and_dates, beside = _meta_words(labels)
    rest = (words_and_dates if _DIGIT.search(text) else words).taken_from(text)
    if rest == spelt(text):
        return False
    return not any(letter.isalnum() for letter in beside.sub(" ", rest))
