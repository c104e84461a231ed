"""How pages write months and weekdays, folded and without half-spaces, as `jalali` looks them up."""

from __future__ import annotations

JALALI_MONTHS = {
    "فروردین": 1,
    "اردیبهشت": 2,
    "خرداد": 3,
    "تیر": 4,
    "مرداد": 5,
    "امرداد": 5,
    "شهریور": 6,
    "مهر": 7,
    "ابان": 8,
    "اذر": 9,
    "دی": 10,
    "بهمن": 11,
    "اسفند": 12,
}

_GREGORIAN = (
    "ژانویه جانویه جنوری ینایر january jan",
    "فوریه فبروری فبرایر شباط february feb",
    "مارس مارچ اذار march mar",
    "اوریل اپریل ابریل نیسان april apr",
    "مه می مای مایو ایار may",
    "ژوین جون یونیو یونیه حزیران june jun",
    "ژوییه ژولای جولای یولیو یولیه تموز july jul",
    "اوت اگوست اگست اغسطس august aug",
    "سپتامبر سپتمبر سبتمبر ایلول september sept sep",
    "اکتبر اکتوبر october oct",
    "نوامبر نومبر نوفمبر november nov",
    "دسامبر دسمبر دیسمبر december dec",
)

GREGORIAN_MONTHS = {name: number for number, names in enumerate(_GREGORIAN, 1) for name in names.split()}

WEEKDAYS = {
    "شنبه": 0,
    "یکشنبه": 1,
    "دوشنبه": 2,
    "سهشنبه": 3,
    "چهارشنبه": 4,
    "چارشنبه": 4,
    "پنجشنبه": 5,
    "جمعه": 6,
    "ادینه": 6,
    "saturday": 0,
    "sunday": 1,
    "monday": 2,
    "tuesday": 3,
    "wednesday": 4,
    "thursday": 5,
    "friday": 6,
}
"""Saturday is 0, as in jdatetime."""

WEEKDAY_NAMES = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
