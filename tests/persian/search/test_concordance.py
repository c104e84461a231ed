import pytest

from shahr20.persian.search.concordance import WIDTH, by_left, by_right, collation, lines
from shahr20.persian.search.parse import parse

TEXT = (
    "عنوان پیشین\nوی افزود: در برنامه‌ریزی‌ها به مترو توجه شده است.\n\n"
    "این برنامه را شهرداری اجرا می‌کند و آن برنامهٔ بعدی."
)


def test_words_in_their_context_end_with_the_paragraph():
    first, second, third = lines(parse("برنامه"), TEXT)
    assert (first.left, first.node, first.right) == ("وی افزود: در", "برنامه‌ریزی‌ها", "به مترو توجه شده است.")
    assert (second.left, second.node) == ("این", "برنامه")
    assert (third.node, third.right) == ("برنامهٔ", "بعدی.")


def test_contexts_hold_whole_words():
    text = "نیم‌فاصله " * 30 + "قم" + " پایتخت" * 30
    (line,) = lines(parse("قم"), text)
    assert {*line.left.split()} == {"نیم‌فاصله"}
    assert {*line.right.split()} == {"پایتخت"}
    assert max(len(line.left), len(line.right)) <= WIDTH


@pytest.mark.parametrize(
    "words",
    [
        ["آب", "ابر", "بابا", "پا", "تا", "چاه", "خانه", "ژاله", "کار", "گاو", "نان", "وام", "هوا", "یار"],
        ["12", "آب", "یار", "zebra"],
        ["كار", "کارت"],
        ["می‌رود", "میز"],
    ],
)
def test_words_are_sorted_as_in_a_persian_dictionary(words):
    assert sorted({*words}, key=collation) == words


def test_sorted_by_what_stands_before_or_after():
    text = "پارک شهر قم\nباغ شهر تهران\nآب شهر اراک"
    found = lines(parse("شهر"), text)
    assert [one.left for one in sorted(found, key=by_left)] == ["آب", "باغ", "پارک"]
    assert [one.right for one in sorted(found, key=by_right)] == ["اراک", "تهران", "قم"]
