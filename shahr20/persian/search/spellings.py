"""Every way to write what was typed, as sequences of the pieces that the index holds.

A word of several pieces may be written with half-spaces, with spaces, or joined at any of its seams; one that was typed
joined is parted where the archive's lexicon, or an ending, parts it. «حرف‌های» is never parted as «حرفه‌ای», but typed
joined it asks for both. A piece is also looked for inside of what is written joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import islice, pairwise, product
from typing import Any, NamedTuple

from shahr20.persian.search.compounds import AFFIXES, LONG, Form, seams
from shahr20.persian.search.respelt import is_respelt, respelt
from shahr20.persian.search.vocabulary import Vocabulary

MOST = 200
"""Sequences that one word asks for; more than a handful only where a common piece is often written joined."""


class Kind(IntEnum):
    """How near a sequence is to what was typed; the nearer rank first."""

    TYPED = 0
    SPELLING = 1
    INFLECTION = 2


class Spelling(NamedTuple):
    """A sequence of pieces, side by side in a text; with `prefix` its last one only begins so."""

    pieces: Form
    kind: Kind = Kind.TYPED
    prefix: bool = False


_LONGEST = 6
_LONGEST_PAIR = 40
"""Letters of a word that may be two; each place to part it is a question to the archive."""
_PLURALS = ("هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "هاست", "های", "ها")
_THEIRS = ("مان", "تان", "شان")
"""By some set off from the plural too: «کتاب‌های‌شان»."""
_ENDINGS = (*_PLURALS, "ترین", "تری", "تر")
_AFTER_HEH = ("ایم", "اید", "اند", "مان", "تان", "شان", "ای", "ام", "ات", "اش", "ی")
_BEFORE = ("نمی", "می")
_CONTINUOUS = re.compile("(بر|باز|در|فرو|فرا|ور|وا)?(ن?می)(?:(..+))?")
_VERBAL_PREFIXES = ("بر", "باز", "فرو", "فرا", "ور", "وا")
_PREPOSITIONS = frozenset("در بر به با از تا که ما آن این".split())
_RATHER_PLURAL = frozenset({("ساله",), ("ماهه",), ("روزه",)})
"""Written joined with ای, these are nearly always the plurals سال‌های, ماه‌های, روزهای; not so after a number."""
_NEVER_PARTED = frozenset({"تنها"})


def spellings(
    form: Form, vocabulary: Vocabulary, *, prefix: bool = False, inside: bool = True
) -> list[Spelling]:
    """What to look for when a word was typed as these pieces; what was typed comes first.

    With `inside` it is also looked for as a piece of words that are written joined. Sequences with a piece that no
    article has are left out, but for the first.
    """
    finest = _finest(form, vocabulary)
    others = (one for fine in finest for one in _joined_at_any_seam(fine))
    found = [one for one in others if _is_there(one, prefix, vocabulary)]
    if inside and not prefix:
        found += (one for fine in finest for one in _inside(fine, vocabulary))
    kept = (Spelling(one, Kind.SPELLING, prefix) for one in _distinct(found) if one != form)
    return [Spelling(form, Kind.TYPED, prefix), *islice(kept, MOST - 1)]


def is_one_word(form: Form, vocabulary: Vocabulary, before: str | None = None) -> bool:
    """Whether pieces that were typed apart are one word; `before` is the one that stands before them.

    Endings and می are told by rule («برنامه های»), all else by the archive («دانش آموز»).
    """
    last = form[-1]
    if form[0] in _VERBAL_PREFIXES and form[1] in _BEFORE and len(form) == 3:
        return True
    if form[0] in _BEFORE and len(form) == 2 and len(last) > 2 and last not in AFFIXES:
        may = form[0] == "می" and before is not None and (before == "ماه" or before.isdigit())
        return not may
    if last in _ENDINGS and form[-2] not in AFFIXES and len(form[-2]) > 1:
        return len(form) == 2 or is_one_word(form[:-1], vocabulary) or vocabulary.is_one_word(form)
    if last in _THEIRS and form[-2] == "های" and len(form) > 2:
        return is_one_word(form[:-1], vocabulary)
    if last in _AFTER_HEH and form[-2].endswith("ه") and len(form[-2]) > 2:
        return len(form) == 2 or is_one_word(form[:-1], vocabulary)
    return is_respelt(form) or vocabulary.is_one_word(form)


def _finest(form: Form, vocabulary: Vocabulary) -> list[Form]:
    """The word parted as far as is known, in each way that keeps the seams it was typed with."""
    found = [form]
    for written in (form, *respelt(form)):
        typed = seams(written)
        known = [other for other in vocabulary.forms("".join(written)) if seams(other) >= typed]
        for one in (written, *known):
            found.append(one)
            if len(one) > 1 and one[-1] == "ی" and one[-2].endswith("ه"):
                found.append(one[:-1])  # the ی of خانه‌ی is the hamza of خانهٔ, which is no letter
        found += _parted(written, vocabulary)
    for one in list(found):
        found += respelt(one)
        if one[-1].startswith("های") and one[-1][3:] in _THEIRS:
            found.append((*one[:-1], "های", one[-1][3:]))
    return _distinct(found)


def _parted(form: Form, vocabulary: Vocabulary) -> Iterator[Form]:
    """By rule: what was typed joined, or with less than all of its seams."""
    if "".join(form) in _NEVER_PARTED:
        return
    form = tuple(part for number, piece in enumerate(form) for part in _vav(piece, is_first=not number))
    if verb := _CONTINUOUS.fullmatch(form[0]):
        form = (*filter(None, verb.groups()), *form[1:])
    yield form
    parted = [form]
    last = form[-1]
    for endings in (_ENDINGS, _AFTER_HEH):
        for ending in endings:
            stem = last.removesuffix(ending)
            if stem != last and len(stem) > 1 and (endings is _ENDINGS or stem.endswith("ه")):
                parted.append((*form[:-1], stem, ending))
                break
    yield from parted[1:]
    for first, *endings_of in parted:
        if AFFIXES.issuperset(endings_of):
            yield from ((*pair, *endings_of) for pair in _pairs(first, vocabulary))


def _vav(piece: str, *, is_first: bool) -> Form:
    """«حمل‌ونقل» is also written «حمل و نقل»."""
    return (piece,) if is_first or not piece.startswith("و") or len(piece) < 3 else ("و", piece[1:])


def _pairs(word: str, vocabulary: Vocabulary) -> Iterator[Form]:
    """Two words of the archive that stand side by side somewhere and are these letters: «محمد رضا», «عبد الله»."""
    for cut in range(2, len(word) - 1) if LONG <= len(word) <= _LONGEST_PAIR else ():
        first, last = word[:cut], word[cut:]
        if first not in _PREPOSITIONS and vocabulary.has(first) and vocabulary.has(first, last):
            yield (first, last)


def _joined_at_any_seam(form: Form) -> Iterator[Form]:
    """The form itself, and with each choice of its seams closed; of a very long one, with none or all."""
    if len(form) > _LONGEST:
        yield from (form, ("".join(form),))
        return
    closable = ((False,) if a.isdigit() and b.isdigit() else (False, True) for a, b in pairwise(form))
    for closed in product(*closable):
        made = [form[0]]
        for piece, is_closed in zip(form[1:], closed, strict=True):
            if is_closed:
                made[-1] += piece
            else:
                made.append(piece)
        yield tuple(made)


def _inside(form: Form, vocabulary: Vocabulary) -> Iterator[Form]:
    """Words written joined, wholly or in part, that the form is a piece of: «برنامهریزیهای» of «برنامه‌ریزی»."""
    first, last = form[0], form[-1]
    for whole in vocabulary.holding(first) if first not in AFFIXES else ():
        if form in _RATHER_PLURAL and whole == (first, "ای"):
            continue
        if len(whole) > len(form) and _holds(whole, form):
            yield ("".join(whole),)
    if len(form) == 1:
        return
    if last not in AFFIXES:
        yield from ((*form[:-1], "".join(one)) for one in vocabulary.holding(last) if one[0] == last)
    if first not in AFFIXES:
        yield from (("".join(one), *form[1:]) for one in vocabulary.holding(first) if one[-1] == first)


def _holds(whole: Form, form: Form) -> bool:
    size = len(form)
    return any(whole[at : at + size] == form for at in range(len(whole) - size + 1))


def _is_there(form: Form, prefix: bool, vocabulary: Vocabulary) -> bool:
    """Whether it is worth asking for. What is joined may also stand in a text as published, to be marked there."""
    return len(form) == 1 or (vocabulary.begins(*form) if prefix else vocabulary.has(*form))


def _distinct(found: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(found))
