"""The search folding: every spelling of a word that readers take for the same becomes one string.

Index, queries, highlighting and the comparison of labels share it. What is stored is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from shahr20.persian.digits import TO_LATIN

VERSION = 1
"""Changes with every change of what `fold` returns: an index is only right for one version."""

ZWNJ = "\u200c"
HALF_SPACES = "\u00ac\u00ad"
"""Word's optional hyphen, as ¬ or as a soft hyphen: typed for a half-space by a generation of editors."""

LETTERS = {
    "ی": "يىېێۍےۓؠ",
    "ک": "كڪ",
    "ه": "ةۀۂەہۃھ",
    "ا": "آأإٱ",
    "و": "ؤۆۇۋۈۉۊ",
}
"""Which letters are written for which: Arabic, Urdu and Kurdish keyboards, hamza and madda on a seat."""

PHRASES = {
    "\ufdfa": " صلی الله علیه وسلم ",
    "\ufdfb": " جل جلاله ",
    "\ufdfd": " بسم الله الرحمن الرحیم ",
}
"""Ligatures that are whole phrases, set off as the words they are (﷽ has no NFKC form)."""


def _table() -> dict[int, str]:
    """What becomes of single characters of the BMP; the empty string is dropped."""
    table: dict[int, str] = {**TO_LATIN, **dict.fromkeys(map(ord, HALF_SPACES), ZWNJ)}
    table.update({ord(c): one for one, many in LETTERS.items() for c in many})
    # hamza on its own, high hamza (خانهٴ), tatweel
    table.update(dict.fromkeys(map(ord, "ءٴـ"), ""))
    table.update({ord("٪"): "%", ord("٫"): ".", ord("٬"): ","})
    for code in range(0x10000):
        category = unicodedata.category(chr(code))
        if category == "Mn" and _is_mark(code):
            table[code] = ""
        elif category == "Zs":
            table[code] = " "
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if chr(code) in PHRASES:
            table[code] = PHRASES[chr(code)]
        elif plain != chr(code):
            # a mark of its own comes with the space or tatweel it sits on: str.strip takes that
            table[code] = plain.translate(table).strip()
    return table


def _unseen() -> dict[int, str]:
    """Bidi controls, zero-width characters: dropped first, so that a letter and its mark come together."""
    kept = ZWNJ + HALF_SPACES
    return {c: "" for c in range(0x10000) if unicodedata.category(chr(c)) == "Cf" and chr(c) not in kept}


def _is_mark(code: int) -> bool:
    """Whether a nonspacing mark sits on Latin or Arabic letters, or only picks a glyph."""
    blocks: Iterable[range] = (
        range(0x0300, 0x0370),
        range(0x0600, 0x0700),
        range(0x0750, 0x0780),
        range(0x0870, 0x0900),
        range(0xFE00, 0xFE10),
    )
    return any(code in block for block in blocks)


def _hamza_on_yeh(text: str) -> str:
    """ئ before و is heard as و (مسئول, مسوول), elsewhere as ی (جزئی, جزیی)."""
    return _YEH_BEFORE_VAV.sub("و", text).replace("ئ", "ی")


_UNSEEN = _unseen()
_TABLE = _table()
_YEH_BEFORE_VAV = re.compile("ئ(?=و)")
_COMPOSE = re.compile("[یى]\u0654")
_RUN = re.compile(f"{ZWNJ}{{2,}}")
_STRAY = re.compile(f"(?<!\\w){ZWNJ}|{ZWNJ}(?!\\w)")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` as search compares it.

    One letter each for ی, ک, ه, ا and و; ئ as و before و and as ی elsewhere; ء, vowel marks, tatweel,
    bidi controls and zero-width characters dropped; presentation forms and ligatures spelt out (ﷺ too);
    digits in Latin; Latin letters in lower case; every kind of space a space. The half-space (ZWNJ) stays,
    once, between letters or digits only; ¬ and the soft hyphen count as one. Idempotent.
    """
    text = unicodedata.normalize("NFC", text.translate(_UNSEEN).lower())
    text = _COMPOSE.sub("ئ", text).translate(_TABLE)
    text = _STRAY.sub("", _RUN.sub(ZWNJ, _hamza_on_yeh(text)))
    return unicodedata.normalize("NFC", text)


def squash(text: str) -> str:
    """The letters and digits of `text` alone, folded: to tell whether two labels say the same.

    «نوشته‌های مشابه», «نوشته های مشابه :» and «نوشتههای مشابه» are all `نوشتههایمشابه`.
    """
    return _NOT_WORD.sub("", fold(text))
