"""How pages print an instant: in the Jalali calendar, at Tehran's time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import jdatetime

from shahr20.replica.calendar import TEHRAN, DateStyle
from shahr20.replica.spelling import DIGITS, Digits

MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
WEEKDAYS: Final = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه")


def printed(moment: datetime, style: DateStyle, digits: Digits) -> str:
    """`01 اسفند 1400 - 18:08`, `یکشنبه 1 اسفند 1400 ساعت 18:08` or `1400/12/01 18:08`, in those digits."""
    local = moment.astimezone(TEHRAN)
    day = jdatetime.date.fromgregorian(date=local.date())
    month = MONTHS[day.month - 1]
    if style == "long":
        text = f"{day.day:02} {month} {day.year} - {local:%H:%M}"
    elif style == "weekday":
        text = f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year} ساعت {local:%H:%M}"
    else:
        text = f"{day.year}/{day.month:02}/{day.day:02} {local:%H:%M}"
    return text.translate(DIGITS[digits])


def clock(moment: datetime) -> str:
    """Today's date and time as the head of every page has it."""
    local = moment.astimezone(TEHRAN)
    return f"{printed(moment, 'weekday', 'persian')}:{local:%S}".translate(DIGITS["persian"])


def machine(moment: datetime) -> str:
    """ISO 8601 in Tehran's time with its offset, as metadata give it."""
    return moment.astimezone(TEHRAN).replace(microsecond=0).isoformat()
