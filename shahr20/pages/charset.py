"""Bytes to text: which character encoding a page is really in, whatever it says of itself.

Persian sites mislabel their pages in both directions, and a few bytes of an otherwise sound UTF-8 page are
often broken (PHP's `substr` cuts letters in two). So the bytes are asked first and the label last.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = "cp1256"
"""windows-1256: what Persian pages were written in before UTF-8."""

SOUND = 20
"""UTF-8 that is broken in fewer than one of this many letters is damaged UTF-8 and nothing else."""

_SURROGATES = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
_LETTERS = re.compile("[\u0600-\u06ff]")
_NEVER_PERSIAN = re.compile("[\u0080-\u009f\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u024f\ufffd]")


@dataclass(frozen=True)
class Decoded:
    """The text of some bytes, the encoding they were in, and what was wrong with them (None: nothing)."""

    text: str
    encoding: str
    damage: str | None = None


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page, without BOM, NUL and lone surrogates.

    In this order: the BOM; strict UTF-8; UTF-8 in which a few bytes are broken (U+FFFD takes their place,
    as in a browser); of the declared encodings and windows-1256 the one that reads most like Persian.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], encoding)
    if data[:2] == b"<\0" or data[:2] == b"\0<":
        return _with_damage(data, "utf-16-le" if data[:1] == b"<" else "utf-16-be")
    try:
        return Decoded(drop_impossible(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        pass
    utf8 = _with_damage(_SURROGATES.sub(_pair, data), "utf-8")
    if utf8.text.count("\ufffd") * SOUND <= len(_LETTERS.findall(utf8.text)):
        return utf8
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(data))
    names = dict.fromkeys(name for name in (*declared, LEGACY) if name and name != "utf-8")
    return max((_with_damage(data, name) for name in names), key=lambda found: persian_score(found.text))


def drop_impossible(text: str) -> str:
    """`text` without NUL and lone surrogates, which no database and no UTF-8 file can hold."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def persian_score(text: str) -> int:
    """How Persian a decoding looks: its Arabic-script letters, less what a wrong decoding leaves behind."""
    return len(_LETTERS.findall(text)) - 2 * len(_NEVER_PERSIAN.findall(text))


def _with_damage(data: bytes, encoding: str) -> Decoded:
    text = drop_impossible(data.decode(encoding, "replace"))
    broken = text.count("\ufffd")
    damage = f"{broken} characters of the page are broken in its {encoding}" if broken else None
    return Decoded(text, encoding, damage)


def _pair(match: re.Match[bytes]) -> bytes:
    """Surrogates written as UTF-8: a pair is one character, a lone one is dropped."""
    units = match[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "ignore").encode("utf-8")
