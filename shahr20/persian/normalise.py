"""Text for reading: one spelling for each letter, half-spaces kept and mended, nothing lost.

What is published stays beside it in the raw fields. docs/persian.md says what changes and what does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from shahr20.persian import affixes
from shahr20.persian.digits import to_latin, to_persian
from shahr20.persian.fold import HALF_SPACES, ZWNJ

LETTERS = {"ی": "يى", "ک": "كڪ", "ه": "ہھە"}
"""The same letter from an Arabic, Urdu or Kurdish keyboard. ة ۀ أ إ ؤ ئ ء are spellings and stay."""

SYMBOLS = "\ufdfa\ufdfb\ufdfd"
"""ﷺ ﷻ ﷽: one sign on the page, and one here."""

SOFT_HYPHEN = "\u00ad"

_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0x061C,
        0x180E,
        0x200B,
        *range(0x200D, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
    ],
    "",
)
"""Controls, bidi marks and zero-width characters other than ZWNJ."""

_DIGIT = "0-9۰-۹٠-٩"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_ADDRESS = re.compile(
    rf"""
      (?i:https?|ftps?|sftp|wss?|rtsp|rtmp|tg|file)://[^\s<>«»"]+
    | [Ww]{{3}}\.[^\s<>«»"]+
      # an e-mail
    | [{_LATIN}{_DIGIT}_.+-]{{1,64}}@[{_LATIN}{_DIGIT}-]+(?:\.[{_LATIN}{_DIGIT}-]+)+
      # a host with a path
    | (?<![A-Za-z0-9])(?:[A-Za-z0-9_-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}(?::[0-9]+)?/[^\s<>«»"]*
      # the placeholders' own kind
    | [\ue000-\uf8ff]
    """,
    re.VERBOSE,
)
_LATIN_TOKEN = re.compile(
    rf"[@#]?[{_DIGIT}._+/-]{{0,32}}[{_LATIN}]"
    rf"(?:[{_LATIN}{_DIGIT}_]|[][.+/\\@#&:%'’~=?,;!-]+(?=[{_LATIN}{_DIGIT}_]))*[+#]*"
)
_HELD_ADDRESS = "\ue000"
_HELD_TOKEN = "\ue001"

_LINE_BREAK = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_ARABIC = "\u0621-\u063a\u0641-\u065f\u0670-\u06d3"
_HALF_SPACE = re.compile(f"(?<=[{_ARABIC}\u064b-\u065f])[{ZWNJ}{HALF_SPACES}]+(?=[{_ARABIC}])")
_BROAD = f"[{_ARABIC}\u0640\ufb50-\ufdff\ufe70-\ufefc{ZWNJ}\u00ac]"
_SOFT_HYPHEN = re.compile(f"(?<!{_BROAD}){SOFT_HYPHEN}+|{SOFT_HYPHEN}+(?!{_BROAD})")
"""A soft hyphen that cannot be a half-space."""
_TATWEEL_DASH = re.compile(rf"(?<=[{_DIGIT}])ـ+|ـ+(?=[{_DIGIT}])|(?<!\w)ـ+(?!\w)")
_COMPOSE = re.compile("ی\u0654")
_RUN = re.compile(f"{ZWNJ}{{2,}}")
_BESIDE = f"[\\w\u064b-\u065f\u0670{_HELD_ADDRESS}]"
_STRAY = re.compile(f"(?<!{_BESIDE}){ZWNJ}|{ZWNJ}(?!{_BESIDE})")
_SPACES = re.compile(" {2,}")
_EDGES = re.compile(" *\n *")
_BLANK_LINES = re.compile("\n{3,}")


def _table() -> dict[int, str]:
    table = {ord(c): one for one, many in LETTERS.items() for c in many}
    table |= {ord("ۂ"): "هٔ", ord("ـ"): ""}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and chr(code) not in SYMBOLS:
            table[code] = plain.translate(table).strip()
    for code in range(0x80, 0x3001):
        if unicodedata.category(chr(code)) == "Zs":
            table[code] = " "
    return table


_TABLE = _table()


def normalise(text: str) -> str:
    """`text` for reading. Idempotent.

    Letters: ي ى → ی, ك → ک, presentation forms and ligatures spelt out (but ﷺ ﷻ ﷽), NFC; no letter, hamza or
    vowel mark is dropped. Digits are Persian in prose and Latin in Latin tokens; addresses (URL, e-mail) stay
    letter for letter. Tatweel, bidi controls and zero-width characters leave (a tatweel used as a dash
    becomes «–»).
    ZWNJ stays between letters; doubled ones become one, one beside a space, a line's end or punctuation
    goes. ¬ and the soft hyphen between letters are half-spaces. Affixes are joined where hazm's lexicon is
    sure (`affixes`). Lines and paragraphs stay; runs of spaces become one.
    """
    text = _LINE_BREAK.sub("\n", text).translate(_INVISIBLE)
    text = _SOFT_HYPHEN.sub("", text)
    addresses = _ADDRESS.findall(text)
    text = _letters(_ADDRESS.sub(_HELD_ADDRESS, text))
    text = _STRAY.sub("", _RUN.sub(ZWNJ, text))
    text = _BLANK_LINES.sub("\n\n", _EDGES.sub("\n", _SPACES.sub(" ", text))).strip(" \n")
    tokens = _LATIN_TOKEN.findall(text)
    text = to_persian(_LATIN_TOKEN.sub(_HELD_TOKEN, text))
    text = _release(_HELD_TOKEN, map(to_latin, tokens), affixes.join(text))
    return _release(_HELD_ADDRESS, addresses, text)


def outside_tokens(text: str, change: Callable[[str], str]) -> str:
    """A text for reading with `change` made to its prose; addresses and Latin tokens are out of its reach.

    `change` has to keep the private-use sign that stands for each of them.
    """
    addresses = _ADDRESS.findall(text)
    text = _ADDRESS.sub(_HELD_ADDRESS, text)
    tokens = _LATIN_TOKEN.findall(text)
    text = _release(_HELD_TOKEN, tokens, change(_LATIN_TOKEN.sub(_HELD_TOKEN, text)))
    return _release(_HELD_ADDRESS, addresses, text)


def _release(placeholder: str, held: Iterable[str], text: str) -> str:
    """`text` with what was held in the place of its placeholders, in order."""
    waiting = iter(held)
    return re.sub(placeholder, lambda _: next(waiting), text)


def _letters(text: str) -> str:
    text = _TATWEEL_DASH.sub("–", unicodedata.normalize("NFC", text))
    text = _HALF_SPACE.sub(ZWNJ, text.translate(_TABLE)).replace(SOFT_HYPHEN, "")
    return unicodedata.normalize("NFC", _COMPOSE.sub("ئ", text))
