"""A citation as a sentence: in Persian by the Jalali calendar, in English by both."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

from shahr20.citing import wording
from shahr20.citing.reference import (
    ARCHIVE,
    ARCHIVE_IN_ENGLISH,
    SITE,
    SITE_IN_ENGLISH,
    Record,
    Reference,
)
from shahr20.persian.digits import to_persian

_LETTERS = re.compile(r"[!-~آ-ی۰-۹\u200c]+")


def plain(record: Record, language: Literal["fa", "en"] = "fa") -> str:
    """The citation on one line. Addresses stand last and without a full stop, so that they can be copied."""
    reference = Reference.of(record)
    return _persian(reference) if language == "fa" else _english(reference)


def provenance(one: Reference) -> str:
    """Which text of the archive is meant, in Persian: the id, the version and when it was seen."""
    said = [ARCHIVE, f"شناسهٔ {to_persian(str(one.id))}"]
    if one.version is not None:
        said.append(f"نسخهٔ {to_persian(str(one.version))}")
    if one.seen:
        said.append(f"دیده‌شده در {wording.jalali(one.seen)}")
    return "، ".join(said)


def _persian(one: Reference) -> str:
    said = [
        f"{one.author}." if one.author else "",
        f"«{one.title}».",
        f"{SITE}، {wording.jalali(one.published) if one.published else 'بی‌تاریخ'}.",
        f"{provenance(one)}.",
        f"SHA-256: {one.hash}." if one.hash else "",
        f"نشانی در آرشیو: {one.permalink}" if one.permalink else "",
        f"نشانی اصلی: {_in_letters(one.url)}" if one.url else "",
    ]
    return " ".join(filter(None, said))


def _english(one: Reference) -> str:
    day = "n.d."
    if one.published:
        day = f"{wording.gregorian(one.published)} [{wording.jalali_in_english(one.published)}]."
    archived = [f"{ARCHIVE_IN_ENGLISH}, article {one.id}"]
    if one.version is not None:
        archived.append(f"version {one.version}")
    if one.seen:
        archived.append(f"seen {wording.gregorian(one.seen)}")
    said = [
        f"{one.author}.\u200e" if one.author else "",  # or two Persian names would be shown as one run
        f"“{one.title}”.",
        f"{SITE_IN_ENGLISH}, {day}",
        f"{', '.join(archived)}.",
        f"SHA-256: {one.hash}." if one.hash else "",
        f"Archived: {one.permalink}" if one.permalink else "",
        f"Original: {one.url}" if one.url else "",
    ]
    return " ".join(filter(None, said))


def _in_letters(address: str) -> str:
    """An address with its Persian letters as letters; as it is where it hides anything else."""
    letters = unquote(address)
    return letters if _LETTERS.fullmatch(letters) else address
