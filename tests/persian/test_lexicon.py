import subprocess
import sys

import pytest
from hazm.lemmatizer import Conjugation

from shahr20.persian.fold import ZWNJ
from shahr20.persian.lexicon import lexicon


@pytest.mark.parametrize(
    "form",
    [
        "می‌شود",
        "نمی‌توان",
        "می‌گوید",
        "می‌آییم",
        "برنمی‌گردد",
        "بازمی‌گشتند",
        "شده‌اند",
        "نیامده‌ای",
        "می‌رفته‌ام",
        "نبوده‌است",
    ],
)
def test_verb_forms_by_their_letters(form):
    assert lexicon().verb(form.replace(ZWNJ, "")) == form


@pytest.mark.parametrize("word", ["میدان", "میان", "میز", "نمکی", "برمی", "خانهای", "بیاید"])
def test_what_is_no_such_form(word):
    assert lexicon().verb(word) is None


def test_every_conjugation_of_hazm_with_a_half_space_is_known():
    conjugation = Conjugation()
    for past, present in (("گفت", "گوی"), ("رفت", "رو"), ("آمد", "آی"), ("کرد", "کن"), ("نوشت", "نویس")):
        for form in (
            *conjugation.imperfective_past(past),
            *conjugation.negative_imperfective_past(past),
            *conjugation.imperfective_present(present),
            *conjugation.negative_imperfective_present(present),
            *(one for one in conjugation.present_perfect(past) if ZWNJ in one),
        ):
            assert lexicon().verb(form.replace(ZWNJ, "")) == form


def test_compounds_show_no_half_space_that_cannot_be_seen():
    compounds = lexicon().compounds
    assert compounds["پیشبینی"] == "پیش‌بینی"
    assert "کتابخانه" not in compounds
    for key, form in compounds.items():
        assert form.replace(ZWNJ, "") == key
        assert not any(piece.endswith(tuple("ادذرزژوآ")) for piece in form.split(ZWNJ)[:-1])


def test_last_pieces_are_those_that_are_set_off():
    assert {"سازی", "کننده", "شده", "پذیر"} <= lexicon().apart
    assert not {"گاه", "مند", "گر", "ها"} & lexicon().apart


def test_hazm_is_read_without_being_imported():
    code = (
        "import sys; from shahr20.persian.lexicon import lexicon; lexicon(); sys.exit('hazm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
