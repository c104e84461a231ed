"""What is read from hazm's files is what hazm itself makes of them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hazm import Lemmatizer

from shahr20.persian.affixes import lexicon
from shahr20.persian.fold import ZWNJ
from shahr20.persian.hazm_data import half_spaced_forms


@pytest.fixture(scope="module")
def hazm() -> Lemmatizer:
    return Lemmatizer(joined_verb_parts=False)


def test_every_word_has_hazms_tags(hazm: Lemmatizer) -> None:
    assert lexicon().words == {word: frozenset(tags) for word, (_, tags) in hazm.words.items()}


def test_the_verb_forms_are_hazms_conjugations(hazm: Lemmatizer) -> None:
    ends = re.compile(f"ن?می{ZWNJ}.*|.*{ZWNJ}(?:ام|ای|ایم|اید|اند)")
    assert half_spaced_forms() == {form for form in hazm.verbs if " " not in form and ends.fullmatch(form)}


def test_affixes_are_joined_without_importing_hazm() -> None:
    code = (
        "import sys; from shahr20.persian.affixes import join;"
        "sys.exit(join('می شود') != 'می\u200cشود' or 'hazm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
