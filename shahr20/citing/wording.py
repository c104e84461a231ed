"""Days in words, in both calendars."""

from __future__ import annotations

import calendar
from datetime import date

import jdatetime

from shahr20.persian.digits import to_persian


def jalali(day: date) -> str:
    """«۱ اسفند ۱۴۰۰»."""
    found = jdatetime.date.fromgregorian(date=day)
    return to_persian(f"{found.day} {jdatetime.date.j_months_fa[found.month - 1]} {found.year}")


def jalali_in_english(day: date) -> str:
    """`1 Esfand 1400`."""
    found = jdatetime.date.fromgregorian(date=day)
    return f"{found.day} {jdatetime.date.j_months_en[found.month - 1]} {found.year}"


def gregorian(day: date) -> str:
    """`20 February 2022`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
