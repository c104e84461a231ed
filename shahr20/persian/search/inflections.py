"""The other forms of a word, when they are asked for: «برنامه» and «برنامه‌مان» of «برنامه‌های», «می‌رود» of «رفتند»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shahr20.persian.search.compounds import AFFIXES, Form
from shahr20.persian.search.spellings import Kind, Spelling, spellings
from shahr20.persian.search.verbs import conjugated
from shahr20.persian.search.vocabulary import Vocabulary

_ENDINGS = ("ی", "م", "ت", "ش", "ان", "ات", "مان", "تان", "شان")
_SHORTEST = 3


def inflected(found: Iterable[Spelling], vocabulary: Vocabulary) -> list[Spelling]:
    """The sequences to look for besides those that the word's own spellings are."""
    known = {one.pieces for one in found}
    forms: dict[Form, None] = {}
    for pieces in known:
        for other in _forms(pieces, vocabulary):
            if other not in forms and other not in known:
                forms |= dict.fromkeys(one.pieces for one in spellings(other, vocabulary)[1:])
                if all(map(vocabulary.has, other)):
                    forms[other] = None
    return [Spelling(form, Kind.INFLECTION) for form in forms if form not in known]


def _forms(form: Form, vocabulary: Vocabulary) -> Iterator[Form]:
    """Other forms of a verb; else the noun without its endings, and all of its inflections."""
    if verb := conjugated(form):
        yield from verb
        if len(form) > 1 or form[0] not in vocabulary.stems(form[0]):
            return
    while len(form) > 1 and form[-1] in AFFIXES:
        form = form[:-1]
    *first, last = form
    for noun in (last, *(vocabulary.stems(last) or _stripped(last, vocabulary))):
        for one in (noun, *vocabulary.inflections(noun)):
            yield (*first, one)


def _stripped(piece: str, vocabulary: Vocabulary) -> list[str]:
    """Nouns of the archive that a piece it does not have may be an inflection of."""
    if vocabulary.has(piece):
        return []
    stems = (piece.removesuffix(ending) for ending in _ENDINGS)
    return [stem for stem in stems if stem != piece and len(stem) >= _SHORTEST and vocabulary.has(stem)]
