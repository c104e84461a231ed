"""What changed between two texts, word by word."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.difference import Run, difference, paragraphs

ZWNJ = "\u200c"


def shown(older: str, newer: str) -> str:
    """A difference as git shows words."""
    marks = {"equal": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in difference(older, newer))


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("", "", ""),
        ("شهردار قم گفت", "شهردار قم گفت", "شهردار قم گفت"),
        ("", "تازه", "{+تازه+}"),
        ("رفته", "", "[-رفته-]"),
        ("شهردار قم گفت", "شهردار تهران گفت", "شهردار [-قم -]{+تهران +}گفت"),
        ("او گفت.", "او چنین گفت.", "او {+چنین +}گفت."),
        ("ساعت 18:08 امروز", "ساعت 18:09 امروز", "ساعت [-18:08 -]{+18:09 +}امروز"),
        ("۱۴۰۰/۱۲/۰۱ بود", "۱۴۰۰/۱۲/۰۲ بود", "[-۱۴۰۰/۱۲/۰۱ -]{+۱۴۰۰/۱۲/۰۲ +}بود"),
        ("گفت: خوب.", "گفت: خوب!", "گفت: خوب[-.-]{+!+}"),
        ("برنامه های شهر", f"برنامه{ZWNJ}های شهر", f"[-برنامه های -]{{+برنامه{ZWNJ}های +}}شهر"),
        ("مُدیر شهر", "مدیر شهر", "[-مُدیر -]{+مدیر +}شهر"),
        ("یک دو\n\nسه چهار", "یک دو سه چهار", "یک دو[-\n\n-]{+ +}سه چهار"),
        ("الف\n\nب\n\nپ", "الف\n\nپ", "الف\n\n[-ب\n\n-]پ"),
        ("سطر یک\nسطر دو", "سطر یک\nسطر سه", "سطر یک\nسطر [-دو-]{+سه+}"),
    ],
)
def test_words(older: str, newer: str, expected: str) -> None:
    assert shown(older, newer) == expected


def test_a_sentence_that_was_rewritten_is_replaced_whole() -> None:
    """Two sentences that share «و», «در» and commas only have nothing in common."""
    runs = difference("رفت و آمد در شهر، آسان شد", "باران و برف در راه، سنگین بود")
    assert [run.kind for run in runs] == ["removed", "added"]


texts = st.text(alphabet="ابپ تشهر\n\u200c.،12", max_size=80)


@given(texts, texts)
def test_the_runs_make_up_both_texts_letter_for_letter(older: str, newer: str) -> None:
    runs = difference(older, newer)
    assert "".join(run.text for run in runs if run.kind != "added") == older
    assert "".join(run.text for run in runs if run.kind != "removed") == newer
    assert all(run.text for run in runs)
    assert all(one.kind != other.kind for one, other in pairwise(runs))


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(text, text) == ([Run("equal", text)] if text else [])


def test_paragraphs_end_where_either_text_ends_one() -> None:
    runs = difference("یک دو\n\nسه چهار\n\nپنج", "یک دو سه چهار\n\nشش")
    assert paragraphs(runs) == [
        [Run("equal", "یک دو"), Run("removed", "¶")],
        [Run("added", " "), Run("equal", "سه چهار")],
        [Run("removed", "پنج"), Run("added", "شش")],
    ]


def test_a_paragraph_that_was_added_has_its_own_place() -> None:
    assert paragraphs(difference("یک", "یک\n\nدو\n\nسه")) == [
        [Run("equal", "یک"), Run("added", "¶")],
        [Run("added", "دو¶")],
        [Run("added", "سه")],
    ]


def body(seed: int, words: int, vocabulary: int) -> list[str]:
    chosen = random.Random(seed)
    return [f"واژه{chosen.randrange(vocabulary)}" for _ in range(words)]


@pytest.mark.parametrize(("words", "vocabulary"), [(3_000, 1_000), (3_000, 2), (30_000, 1), (30_000, 30)])
def test_texts_that_have_little_in_common_cost_little(words: int, vocabulary: int) -> None:
    """Without a bound these take minutes."""
    older, newer = " ".join(body(1, words, vocabulary)), " ".join(body(2, words, vocabulary))
    began = time.process_time()
    difference(older, newer)
    assert time.process_time() - began < 2


def test_a_long_body_with_a_few_edits_is_compared_exactly() -> None:
    older = "\n\n".join(" ".join(body(seed, 100, 300)) for seed in range(30))
    newer = older.replace("واژه7 ", "دگر ", 5)
    changed = [run for run in difference(older, newer) if run.kind != "equal"]
    assert {run.text for run in changed if run.kind == "removed"} == {"واژه7 "}
    assert sum(run.kind == "added" for run in changed) == 5
