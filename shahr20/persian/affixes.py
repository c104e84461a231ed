"""Half-spaces for affixes that stand apart: «می شود» → «می‌شود», «کتاب ها» → «کتاب‌ها».

hazm knows the words and conjugates the verbs; its own `correct_spacing` is not used, because it joins what
only looks like an affix («ماه می سال», «کر و تر») and breaks numbers and addresses. Here an affix is joined
only where the two parts make a word that hazm's lexicon or conjugation confirms, and where the half-space can
be seen: after a letter that joins to the left (or, for ه, would be read on). «بندر ها» stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shahr20.persian.fold import ZWNJ
from shahr20.persian.hazm_data import knowledge

WORD = "[\u0621-\u063a\u0641-\u065f\u0670-\u06d3\u200c]+"
"""Persian letters with their marks and half-spaces; no digits, no punctuation."""

_MI = re.compile(f"(?<!{WORD[:-1]})(ن?می) ({WORD})")
_SUFFIX = re.compile(
    f"({WORD}) (ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|تر|تری|ترین|ترین‌ها|ی|ای|ام|ایم|اید|اند|اش)"
    f"(?!{WORD[:-1]})"
)
_MAY = re.compile(r"(?:ماه|[0-9۰-۹٠-٩]) $")
_OPEN = tuple("ادذرزژوآ")
_FUNCTION = {"CONJ", "P", "PRO", "DET", "POSTP"}
_VERBAL = {"ام", "ای", "ایم", "اید", "اند"}
_NOT_CONJUGATED = {"می‌توان", "نمی‌توان", "می‌بایستی", "نمی‌بایستی"}


@dataclass(frozen=True)
class Lexicon:
    """What hazm knows: words with their parts of speech, and conjugated verbs written with a half-space."""

    words: dict[str, frozenset[str]]
    verbs: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Hazm's words and verb forms, read once, when first needed."""
    known = knowledge()
    tags = {said: frozenset(said.split(",")) for said in set(known.words.values())}
    return Lexicon(
        words={word: tags[said] for word, said in known.words.items()},
        verbs=known.half_spaced | _NOT_CONJUGATED,
    )


def join(text: str) -> str:
    """`text` with a half-space for the space between a word and its affix, where the lexicon is sure.

    A space is replaced or left; nothing else changes. Idempotent.
    """
    while True:
        joined = _SUFFIX.sub(_join_suffix, _MI.sub(_join_mi, text))
        if joined == text:
            return text
        text = joined


def _join_mi(match: re.Match[str]) -> str:
    """A present or past continuous that hazm can conjugate; after a day or «ماه», می is the month of May."""
    joined = f"{match[1]}{ZWNJ}{match[2]}"
    may = match[1] == "می" and _MAY.search(match.string, max(0, match.start() - 4), match.start())
    return match[0] if may or joined not in lexicon().verbs else joined


def _join_suffix(match: re.Match[str]) -> str:
    word, suffix = match[1], match[2]
    if suffix.startswith("ها"):
        sure = _takes_plural(word, suffix)
    elif suffix.startswith("تر"):
        sure = _compares(word, suffix)
    elif suffix in _VERBAL and f"{word}{ZWNJ}{suffix}" in lexicon().verbs:
        sure = True
    else:
        sure = suffix in {"ی", "ای", "اش"} and word.endswith("ه") and len(word) > 3 and _is_noun(word)
    return f"{word}{ZWNJ}{suffix}" if sure else match[0]


def _takes_plural(word: str, suffix: str) -> bool:
    """ها on its own can be an exclamation after a verb («گفت ها»); with an ending it is the plural."""
    last = word.rpartition(ZWNJ)[2]
    if word.endswith(_OPEN) or not (word in lexicon().words or (last != word and last in lexicon().words)):
        return False
    return suffix != "ها" or not lexicon().words.get(word, frozenset()) & (_FUNCTION | {"V"})


def _compares(word: str, suffix: str) -> bool:
    """تر is also an adjective («سبزی تر»): it is joined to what the lexicon knows as a comparative."""
    words = lexicon().words
    if word.endswith(_OPEN) or word not in words or words[word] & _FUNCTION:
        return False
    return suffix.startswith("ترین") or f"{word}تر" in words or f"{word}{ZWNJ}تر" in words


def _is_noun(word: str) -> bool:
    last = word.rpartition(ZWNJ)[2]
    tags = lexicon().words.get(word) or lexicon().words.get(last) or frozenset()
    return "N" in tags and not tags & _FUNCTION
