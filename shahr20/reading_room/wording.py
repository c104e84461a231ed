"""How numbers, dates and mixed text are worded on the pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import jdatetime
from markupsafe import Markup, escape

from shahr20.persian.digits import to_persian

GREGORIAN_MONTHS = (
    "ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip

_LATIN = re.compile(
    r"(?<![0-9])[0-9]*[A-Za-z](?:[!-~]*[A-Za-z0-9/])?(?: [A-Za-z0-9](?:[!-~]*[A-Za-z0-9/])?)*"
)


def number(value: int | None) -> str:
    """A count in Persian digits, thousands parted: 12345 is «۱۲٬۳۴۵»."""
    return to_persian(f"{value or 0:,}".replace(",", "٬"))


def digits(value: object) -> str:
    """Anything with its digits in Persian, otherwise as it is."""
    return to_persian(str(value))


def isolate(text: object) -> Markup:
    """`text` as HTML in which Latin runs keep their own direction."""
    text, parts, rest = str(text), [], 0
    for run in _LATIN.finditer(text):
        parts += [escape(text[rest : run.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(run[0])]
        rest = run.end()
    return Markup("").join([*parts, escape(text[rest:])])


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a normalised text."""
    return [part for part in (text or "").split("\n\n") if part.strip()]


def jalali_date(stamp: str) -> str:
    """`1400-12-01 18:08` as «۱ اسفند ۱۴۰۰»."""
    day = _jalali(stamp)
    return digits(f"{day.day} {jdatetime.date.j_months_fa[day.month - 1]} {day.year}")


def jalali_words(stamp: str) -> str:
    """`1400-12-01 18:08` as «یک‌شنبه ۱ اسفند ۱۴۰۰، ساعت ۱۸:۰۸»."""
    words = f"{jdatetime.date.j_weekdays_fa[_jalali(stamp).weekday()]} {jalali_date(stamp)}"
    clock = stamp.partition(" ")[2]
    return words + (f"، ساعت {digits(clock)}" if clock else "")


def gregorian_words(stamp: str) -> str:
    """The same day in the Gregorian calendar: «۲۰ فوریهٔ ۲۰۲۲»."""
    day: date = _jalali(stamp).togregorian()
    return digits(f"{day.day} {GREGORIAN_MONTHS[day.month - 1]} {day.year}")


def ago(stamp: str, now: datetime | None = None) -> str:
    """How long a UTC time of the archive is past, in its largest unit: «۳ ساعت پیش»."""
    moment = datetime.fromisoformat(stamp)
    seconds = int(((now or datetime.now(UTC)) - moment).total_seconds())
    for length, unit in ((86400, "روز"), (3600, "ساعت"), (60, "دقیقه")):
        if seconds >= length:
            return f"{number(seconds // length)} {unit} پیش"
    return "همین حالا"


def _jalali(stamp: str) -> jdatetime.date:
    year, month, day = stamp[:10].split("-")
    return jdatetime.date(int(year), int(month), int(day))
