"""How alike two texts are: the words that say what a text is about, and what two texts share word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from shahr20.persian.calendar_names import JALALI_MONTHS, WEEKDAYS
from shahr20.persian.fold import ZWNJ, fold

SHINGLE = 6
"""Words of a shingle: as many in a row are no accident, and one changed word costs no more than six of them."""

FEWEST = 12
"""Shingles of a text that is long enough to be compared by them."""

_WORD = re.compile(rf"[^\W_]+(?:{ZWNJ}[^\W_]+)*")
_DIGIT = re.compile(r"\d")
_ENDINGS = frozenset("ها های هایی هایم هایت هایش هایمان هایتان هایشان ی ای ام ات اش اند ایم تر ترین".split())
_VERBAL = frozenset({"می", "نمی", "است", "اند", "ایم"})
_SAY_NOTHING = frozenset(
    fold(
        """
    از به با در بر تا را که و یا هم نیز اما ولی اگر چون زیرا پس پیش بین برای بدون درباره درحالی هنگام طی ضمن جز
    این آن همین همان چنین چنان چه چرا چگونه کجا کدام هر همه هیچ برخی بعضی چند یک دو سه دیگر خود خویش وی او
    ما شما آنها آنان ایشان من تو است هست نیست بود نبود باشد نباشد بودند باشند شد شده شود شدند نشده نشد کرد
    کرده کند کنند کنیم کردند نکرده دارد دارند داشت داشته داریم ندارد داد داده دهد دهند گفت گفته گوید گفتند افزود
    اظهار بیان تصریح تاکید اشاره اعلام ادامه عنوان مطرح توضیح یادآور متذکر خاطرنشان اضافه ابراز خبر گزارش نقل
    خواهد خواهند خواهیم باید نباید شاید توان تواند توانند بیش بیشتر کم کمتر خیلی بسیار بسیاری بار روز امروز دیروز
    فردا سال ماه هفته ساعت اکنون حال حالی هنوز همچنین همواره سپس گذشته آینده جاری نخست اول دوم سوم مورد موارد
    جمله طور طوری صورت نظر سوی روی زیر بالا کنار میان نزد سایر تمام تمامی کل درصد هزار میلیون میلیارد تومان ریال نفر
    قرار انجام آغاز پایان شرح ویژه وجود دلیل توجه بخش قبل بعد آمده آمد رسید رسیده گرفت گرفته شهر بیست دکتر مهندس آقای
    """
    ).split()
)
"""Folded words of every article."""
_DAYS = frozenset(fold(name) for name in (*JALALI_MONTHS, *WEEKDAYS))


@dataclass(frozen=True)
class Text:
    """Paragraphs, made ready to be compared with others."""

    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, *fields: str | None) -> Text:
        """Of an article's fields, whose paragraphs are parted by a blank line."""
        return cls(tuple(part for field in fields if field for part in field.split("\n\n") if part.strip()))

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each paragraph, folded and cut at their half-spaces."""
        return tuple(tuple(_WORD.findall(fold(part).replace(ZWNJ, " "))) for part in self.paragraphs)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every run of SHINGLE words, over the ends of paragraphs."""
        return _shingles([word for words in self.words for word in words])

    @cached_property
    def facts(self) -> frozenset[str]:
        """Its numbers, and its days and months: what changes when a form is filled in again."""
        return frozenset(
            word for words in self.words for word in words if word in _DAYS or _DIGIT.search(word)
        )


@dataclass(frozen=True)
class Overlap:
    """What two texts share.

    `share` is the part of the shorter one's shingles that the other has too, from 0 to 1; `facts` the same
    of its numbers, days and months, 1 where it names none.
    """

    share: float
    facts: float


def overlap(one: Text, other: Text) -> Overlap:
    """What two texts share.

    A text of fewer than FEWEST shingles is too short for an accident to be ruled out: it shares all, where the
    words are the same ones, or nothing.
    """
    shorter, longer = sorted((one, other), key=lambda text: len(text.shingles))
    facts = len(shorter.facts & longer.facts) / len(shorter.facts) if shorter.facts else 1.0
    if len(shorter.shingles) < FEWEST:
        same = bool(shorter.shingles) and shorter.words == longer.words
        share = float(same)
    else:
        share = len(shorter.shingles & longer.shingles) / len(shorter.shingles)
    return Overlap(share, facts)


def same_paragraphs(one: Text, other: Text) -> tuple[tuple[int, int], ...]:
    """Pairs of places, from 0, of paragraphs that share most of the shorter one's shingles, or are the same."""
    there = [(place, _shingles(words), words) for place, words in enumerate(other.words)]
    pairs = []
    for place, words in enumerate(one.words):
        mine = _shingles(words)
        for its_place, its, its_words in there:
            fewer = min(len(mine), len(its))
            if words == its_words or (fewer and len(mine & its) > fewer / 2):
                pairs.append((place, its_place))
                break
    return tuple(pairs)


def subjects(title: str, *texts: str | None) -> dict[str, float]:
    """The words that may say what an article is about, in the spelling of the text, with their weights.

    Plurals and persons stand as the word itself («برنامه‌های» as «برنامه»); verbs with می, numbers and the words of
    every article are left out. A word weighs more the more often it is there, four times as much in the title.
    """
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for text, weight in ((title, 4), *((text, 1) for text in texts)):
        for match in _WORD.finditer(text or ""):
            word, key = _subject(match[0])
            if key:
                counts[key] += weight
                spelt.setdefault(key, word)
    return {spelt[key]: float(count) for key, count in counts.items()}


@lru_cache(maxsize=1 << 14)
def _subject(written: str) -> tuple[str, str]:
    """A word without its endings, and the same folded: nothing where it says nothing about an article."""
    word = _uninflected(written)
    key = fold(word)
    says = len(key) > 2 and key not in _SAY_NOTHING and key.replace(ZWNJ, "").isalpha()
    return word, key if says else ""


def _uninflected(word: str) -> str:
    """A noun without its endings; nothing for a verb."""
    pieces = word.split(ZWNJ)
    if _VERBAL.intersection(map(fold, pieces)):
        return ""
    while len(pieces) > 1 and fold(pieces[-1]) in _ENDINGS:
        pieces.pop()
    return ZWNJ.join(pieces)


def _shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
