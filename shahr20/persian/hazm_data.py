"""hazm's word list and verb list, read from its data files without importing hazm.

Importing hazm costs one to three seconds, for every command that reads an article; the two files cost a few tenths.
hazm 0.10 and 0.12 ship the same files. The tests hold what is made of them here against hazm's own code.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from shahr20.persian.fold import ZWNJ

PERSONS = ("م", "ی", "د", "یم", "ید", "ند")
PAST_PERSONS = ("م", "ی", "", "یم", "ید", "ند")
PERFECT_PERSONS = ("ام", "ای", "ایم", "اید", "اند")


def entries() -> Iterator[tuple[str, str]]:
    """Word and tags of each line «word, count, tags» of the word list; hazm too passes over the others."""
    with (_folder() / "words.dat").open(encoding="utf-8") as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3:
                yield parts[0], parts[2]


def stems() -> Iterator[tuple[str, str]]:
    """Past and present stem of each verb; either may be empty, of two parts, or made with «می‌»."""
    for line in (_folder() / "verbs.dat").read_text(encoding="utf-8").split("\n"):
        past, mark, present = line.partition("#")
        if mark:
            yield past, present


def half_spaced_forms() -> frozenset[str]:
    """The verb forms in one word that begin with «می‌» or «نمی‌» or end with «‌ام», «‌ای», … «‌اند».

    They are those that `hazm.Conjugation.get_all` makes of the same stems.
    """
    forms: set[str] = set()
    for past, present in stems():
        perfect = {f"{past}ه{ZWNJ}{person}" for person in PERFECT_PERSONS}
        finite = {past + person for person in PAST_PERSONS} | {present + person for person in PERSONS}
        forms |= perfect | {f"ن{form}" for form in perfect}
        forms |= {f"{no}می{ZWNJ}{form}" for no in ("", "ن") for form in (*finite, *perfect, f"{past}ه")}
        if ZWNJ in past:  # two verbs of the list have «می‌» in their stem
            plain = {past + ending for ending in (*PAST_PERSONS, "ه")}
            forms |= plain | {f"ن{form}" for form in plain} | {f"{past}ن"}
    return frozenset(form for form in forms if " " not in form)


def _folder() -> Path:
    spec = find_spec("hazm")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("hazm is not installed", name="hazm")
    return Path(spec.origin).parent / "data"
