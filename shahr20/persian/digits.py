"""One script for digits: Latin 0-9, Persian ۰-۹ (U+06F0…), Arabic-Indic ٠-٩ (U+0660…)."""

from __future__ import annotations

LATIN = "0123456789"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"

TO_LATIN = dict(zip(map(ord, PERSIAN + ARABIC), LATIN * 2, strict=True))
TO_PERSIAN = dict(zip(map(ord, LATIN + ARABIC), PERSIAN * 2, strict=True))


def to_latin(text: str) -> str:
    """`text` with every Persian and Arabic-Indic digit as a Latin one; nothing else changes."""
    return text.translate(TO_LATIN)


def to_persian(text: str) -> str:
    """`text` with every Latin and Arabic-Indic digit as a Persian one; nothing else changes."""
    return text.translate(TO_PERSIAN)
