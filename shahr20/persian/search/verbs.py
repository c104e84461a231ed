"""The forms of each verb, from hazm's list of stems: for a query that asks for inflections."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from shahr20.persian.fold import ZWNJ, fold
from shahr20.persian.hazm_data import PERSONS, knowledge
from shahr20.persian.lexicon import bound, negated
from shahr20.persian.search.compounds import Form

_BEFORE = ("می", "نمی")
_NOUNS = frozenset("مرد مردم بدهی نبرد نشست نشان بند برند بازی نمازی بری نرم نبی بشری نما نبات نوشی".split())
"""Words of their own that are also a form of a verb."""


def conjugated(form: Form) -> list[Form]:
    """Every other form of the verb that `form` is one of; empty when it is none."""
    number = 1 if form[0] in _BEFORE and len(form) > 1 else 0
    found: dict[Form, None] = {}
    for verb in _verbs_of().get((number, form[number]), ()):
        singles, continuous = _forms(*verb)
        found |= dict.fromkeys((single,) for single in singles)
        found |= dict.fromkeys((before, one) for before in _BEFORE for one in continuous)
    return list(found)


@cache
def _verbs_of() -> dict[tuple[int, str], list[tuple[str, str]]]:
    """By whether می stands before it, and the piece, the verbs that it may be of."""
    table: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for verb in knowledge().stems:
        if not all(verb) or {" ", ZWNJ} & set("".join(verb)):
            continue
        singles, continuous = _forms(*verb)
        for number, forms in enumerate((singles, (*continuous, *singles))):
            for form in dict.fromkeys(forms):
                table[number, form].append(verb)
    return table


def _forms(past: str, present: str) -> tuple[list[str], list[str]]:
    """Folded: the forms that stand alone (or before ام, اند), and those after می."""
    pasts = [past, *(past + person for person in PERSONS if person != "د")]
    presents = [present + person for person in PERSONS]
    if present.endswith(("ا", "و")):
        presents += [f"{present}ی{person}" for person in PERSONS]
    derived = [negated(form) for form in (*pasts, *presents)] + [bound(form) for form in presents]
    singles = [*pasts, f"{past}ه", f"{past}ن", negated(f"{past}ه"), *derived]
    kept = (fold(form) for form in singles if form not in _NOUNS and len(form) > 2)
    return list(dict.fromkeys(kept)), [fold(form) for form in (*pasts, *presents)]
