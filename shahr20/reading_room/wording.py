"""How numbers, dates and mixed text are worded on the pages."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import jdatetime
from markupsafe import Markup, escape

from shahr20.persian.digits import to_persian
from shahr20.persian.jalali import TEHRAN
from shahr20.reading_room.language import PERSIAN, say

GREGORIAN_MONTHS = (
    "ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip

GREGORIAN_MONTHS_EN = tuple(calendar.month_name[1:])  # of the C locale, which the program never leaves
_TEHRAN = ZoneInfo(TEHRAN)

_PLAIN = re.compile(r"[!-~آ-ی۰-۹\u200c]+")
_LATIN = re.compile(
    r"https?://[^\s«»،؛<>]*[^\s«»،؛<>.,:!?)]|"  # an address is one, whatever letters it has
    r"(?<![0-9])[0-9]*[A-Za-z](?:[!-~]*[A-Za-z0-9/])?(?: [A-Za-z0-9](?:[!-~]*[A-Za-z0-9/])?)*"
)


def number(value: int | None, language: str = PERSIAN) -> str:
    """A count with its thousands parted: «۱۲٬۳۴۵», in English "12,345"."""
    grouped = f"{value or 0:,}"
    return to_persian(grouped.replace(",", "٬")) if language == PERSIAN else grouped


def digits(value: object, language: str = PERSIAN) -> str:
    """Anything, on Persian pages with its digits in Persian."""
    return to_persian(str(value)) if language == PERSIAN else str(value)


def isolate(text: object, language: str = PERSIAN) -> Markup:
    """Persian `text` as HTML in which Latin runs keep their own direction; itself kept apart on an English page."""
    text, parts, rest = str(text), [], 0
    for run in _LATIN.finditer(text):
        parts += [escape(text[rest : run.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(run[0])]
        rest = run.end()
    isolated = Markup("").join([*parts, escape(text[rest:])])
    return isolated if language == PERSIAN else Markup('<bdi lang="fa" dir="auto">{}</bdi>').format(isolated)


def readable(url: str) -> str:
    """A web address as people write it, its Persian letters as letters; as it is where it hides anything else."""
    letters = unquote(url)
    return letters if _PLAIN.fullmatch(letters) else url


def breakable(url: str) -> Markup:
    """The same as HTML that a line may break after each slash, rather than in the middle of a number."""
    return Markup("/<wbr>").join(readable(url).split("/"))


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a normalised text."""
    return [part for part in (text or "").split("\n\n") if part.strip()]


def jalali_date(stamp: str, language: str = PERSIAN) -> str:
    """`1400-12-01 18:08` as «۱ اسفند ۱۴۰۰», in English "1 Esfand 1400"."""
    day = _jalali(stamp)
    month = say(language, f"curve.month_{day.month}")
    return digits(f"{day.day} {month} {day.year}", language)


def jalali_month(text: str, language: str = PERSIAN) -> str:
    """`1400-12` as «اسفند ۱۴۰۰»."""
    year, month = text.split("-")
    return f"{say(language, f'curve.month_{int(month)}')} {digits(year, language)}"


def marked(snippet: dict[str, Any], language: str = PERSIAN) -> Markup:
    """A snippet of a search as HTML: all escaped, `<mark>` around what was found, its kind as class."""
    text, parts, rest = snippet["text"], ["… " if snippet["cut_before"] else ""], 0
    for start, end, kind, _ in snippet["marks"]:
        parts += [
            escape(text[rest:start]),
            Markup('<mark class="{}">{}</mark>').format(kind, text[start:end]),
        ]
        rest = end
    found = Markup("").join([*parts, escape(text[rest:]), " …" if snippet["cut_after"] else ""])
    return found if language == PERSIAN else Markup('<bdi lang="fa" dir="auto">{}</bdi>').format(found)


def percent(share: float, language: str = PERSIAN) -> str:
    """A share from 0 to 1 in hundredths, with one place under ten of them: «۲٫۵٪»."""
    value = 100 * share
    text = f"{value:.1f}" if 0 < value < 10 else f"{value:.0f}"
    return f"{to_persian(text.replace('.', '٫'))}٪" if language == PERSIAN else f"{text}%"


def jalali_short(stamp: str, language: str = PERSIAN) -> str:
    """`1400-12-01 18:08` as «۱۴۰۰/۱۲/۰۱», for lists."""
    return digits(stamp[:10].replace("-", "/"), language)


def jalali_words(stamp: str, language: str = PERSIAN) -> str:
    """`1400-12-01 18:08` as «یک‌شنبه ۱ اسفند ۱۴۰۰، ساعت ۱۸:۰۸»."""
    weekdays = jdatetime.date.j_weekdays_fa if language == PERSIAN else jdatetime.date.j_weekdays_en
    words = f"{weekdays[_jalali(stamp).weekday()]} {jalali_date(stamp, language)}"
    clock = stamp.partition(" ")[2]
    return say(language, "date.clock", day=words, clock=digits(clock, language)) if clock else words


def gregorian_words(stamp: str, language: str = PERSIAN) -> str:
    """The same day in the Gregorian calendar: «۲۰ فوریهٔ ۲۰۲۲»."""
    return _gregorian(_jalali(stamp).togregorian(), language)


def utc_words(stamp: str, language: str = PERSIAN) -> str:
    """A UTC time of the archive in Tehran: «۱ اسفند ۱۴۰۰، ساعت ۱۸:۰۸»."""
    moment = datetime.fromisoformat(stamp).astimezone(_TEHRAN)
    day = jalali_date(str(jdatetime.date.fromgregorian(date=moment.date())), language)
    return say(language, "date.clock", day=day, clock=digits(f"{moment:%H:%M}", language))


def ago(stamp: str, now: datetime | None = None, language: str = PERSIAN) -> str:
    """How long a UTC time of the archive is past, in its largest unit: «۳ ساعت پیش»."""
    seconds = int(((now or datetime.now(UTC)) - datetime.fromisoformat(stamp)).total_seconds())
    for length, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= length:
            return say(language, f"ago.{unit}", n=number(seconds // length, language))
    return say(language, "ago.now")


def _gregorian(day: date, language: str) -> str:
    months = GREGORIAN_MONTHS if language == PERSIAN else GREGORIAN_MONTHS_EN
    return digits(f"{day.day} {months[day.month - 1]} {day.year}", language)


def _jalali(stamp: str) -> jdatetime.date:
    year, month, day = stamp[:10].split("-")
    return jdatetime.date(int(year), int(month), int(day))
