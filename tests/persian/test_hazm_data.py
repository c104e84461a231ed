"""What is kept of hazm is what hazm itself says, and the second command is spared the import."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hazm import Lemmatizer

from shahr20.persian import hazm_data
from shahr20.persian.affixes import lexicon
from shahr20.persian.fold import ZWNJ
from shahr20.persian.hazm_data import Knowledge, knowledge

SMALL = Knowledge({"کتاب": "N", "خوب": "AJ,ADV"}, (("رفت", "رو"),), frozenset({"می‌روم"}))


@pytest.fixture(scope="module")
def hazm() -> Lemmatizer:
    return Lemmatizer(joined_verb_parts=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a small hazm that counts how often it is asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(hazm_data, "ask", lambda: SMALL)
    knowledge.cache_clear()
    yield tmp_path / "shahr20"
    knowledge.cache_clear()


def _never() -> Knowledge:
    raise AssertionError("hazm is asked again")


def test_every_word_has_hazms_tags(hazm: Lemmatizer) -> None:
    assert lexicon().words == {word: frozenset(tags) for word, (_, tags) in hazm.words.items()}


def test_the_verb_forms_are_hazms_conjugations(hazm: Lemmatizer) -> None:
    ends = re.compile(f"ن?می{ZWNJ}.*|.*{ZWNJ}(?:ام|ای|ایم|اید|اند)")
    assert knowledge().half_spaced == {
        form for form in hazm.verbs if " " not in form and ends.fullmatch(form)
    }


def test_the_stems_are_those_of_hazms_verbs(hazm: Lemmatizer) -> None:
    assert {"#".join(stems) for stems in knowledge().stems} >= set(hazm.verbs.values()) - {"#است"}


def test_what_hazm_says_is_kept_for_the_next_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert knowledge() == SMALL
    assert [file.suffix for file in folder.iterdir()] == [".json"]
    knowledge.cache_clear()
    monkeypatch.setattr(hazm_data, "ask", _never)
    assert knowledge() == SMALL


@pytest.mark.parametrize("found", ["", "{", "[]", "{}", '{"words": {}, "stems": [1], "half_spaced": []}'])
def test_what_is_broken_is_made_anew(folder: Path, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge()
    (kept,) = folder.iterdir()
    kept.write_text(found)
    knowledge.cache_clear()
    assert knowledge() == SMALL
    knowledge.cache_clear()
    monkeypatch.setattr(hazm_data, "ask", _never)
    assert knowledge() == SMALL


def test_without_a_folder_to_write_to_it_is_told(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        assert knowledge() == SMALL
    assert "set XDG_CACHE_HOME" in caplog.text


def test_affixes_are_joined_without_importing_hazm_again() -> None:
    knowledge()
    code = (
        "import sys; from shahr20.persian.affixes import join;"
        "sys.exit(join('می شود') != 'می\u200cشود' or 'hazm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
