"""How an author types: the same words, in other signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from benchmarks.search.corpus import ZWNJ, Article, Token, rows

HalfSpaces = Literal["kept", "stripped", "spaced"]
DIGITS = {"latin": "0123456789", "persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
_ANY_DIGIT = {ord(sign): str(value) for signs in DIGITS.values() for value, sign in enumerate(signs)}
_JOINING = "بپتثجچحخسشصضطظعغفقکگلمنهی"
_NUMBER = re.compile(r"[\d.,٬٫/]+")


@dataclass(frozen=True)
class Habit:
    """What an author does to every word."""

    keyboard: Literal["persian", "arabic"]
    hamza: bool
    digits: str
    strewn: bool
    half_spaces: HalfSpaces


def habit(rng: Random, half_spaces: HalfSpaces) -> Habit:
    """One author's."""
    return Habit(
        keyboard="arabic" if rng.random() < 0.2 else "persian",
        hamza=rng.random() < 0.6,
        digits=rng.choices(list(DIGITS), (3, 6, 1))[0],
        strewn=rng.random() < 0.1,
        half_spaces=half_spaces,
    )


def write(article: Article, seed: int, *, mixed: bool) -> tuple[str, str, str]:
    """Title, lead and body as published.

    `mixed`: half of the articles have lost their half-spaces, a quarter has spaces for them.
    """
    rng = Random(f"{seed} spelling {article.id}")
    half_spaces: HalfSpaces = "kept"
    author = habit(rng, half_spaces)
    if mixed:
        half_spaces = ("stripped", "spaced", "stripped", "kept")[article.id % 4]
        author = Habit(**{**vars(author), "half_spaces": half_spaces})
    title, lead, *body = (_line(line, author, rng) for line in article.tokens())
    return title, lead, "\n\n".join(body)


def _line(tokens: Iterable[Token], author: Habit, rng: Random) -> str:
    return "".join(token.gap + _typed(token, author, rng) for token in tokens)


def _typed(token: Token, author: Habit, rng: Random) -> str:
    form = token.form
    if token.row is not None and rng.random() < 0.3:
        form = rng.choice(rows()[token.row])
    elif not author.hamza:
        form = without_hamza(form)
    if author.strewn:
        form = strewn(form, rng) if rng.random() < 0.05 else form
    if author.keyboard == "arabic":
        form = arabic(form)
    if token.row is None and _NUMBER.fullmatch(form):
        form = number(form, author.digits, rng)
    return form if author.half_spaces == "kept" else gap(form, author.half_spaces)


def gap(form: str, half_spaces: HalfSpaces) -> str:
    """A word with its half-spaces lost, or as spaces."""
    return form.replace(ZWNJ, "" if half_spaces == "stripped" else " ")


def arabic(form: str) -> str:
    """From an Arabic keyboard."""
    return form.translate({ord("ی"): "ي", ord("ک"): "ك"})


def without_hamza(form: str) -> str:
    """Hamza left out, as many do."""
    return unicodedata.normalize("NFC", form).translate({ord("أ"): "ا", ord("ؤ"): "و", ord("ء"): ""}) or form


def yeh_for_hamza(form: str) -> str:
    """رییس for رئیس, مسوول for مسئول."""
    return re.sub("ئ(?=و)", "و", form).replace("ئ", "ی")


def strewn(form: str, rng: Random) -> str:
    """A tatweel or a vowel mark inside, or an invisible sign after."""
    way = rng.randrange(3)
    if way == 2 or len(form) < 3 or form[0] not in _JOINING:
        return form + rng.choice("\u200f\u200b")
    return form[0] + ("ـ" if way else "\u064e") + form[1:]


def number(form: str, digits: str, rng: Random) -> str:
    """A number in one of three scripts, from a thousand on with separators or without."""
    latin = form.translate(_ANY_DIGIT)
    if latin.isdecimal() and len(latin) > 4 and latin[0] != "0" and rng.random() < 0.6:
        latin = f"{int(latin):,}"
        latin = latin.replace(",", "٬") if digits != "latin" and rng.random() < 0.5 else latin
    return latin.translate(str.maketrans(DIGITS["latin"], DIGITS[digits]))


def presentation(form: str) -> str:
    """The signs of the word in their isolated presentation form, as some PDF programs copy them."""
    return "".join(_ISOLATED.get(sign, sign) for sign in form)


def _isolated() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<isolated>" and " " not in plain:
            found.setdefault(chr(int(plain, 16)), chr(code))
    return found


_ISOLATED = _isolated()
