"""What a query may ask for, and how long it may take to understand."""

import time

from shahr20.persian.search.parse import LONGEST_INFLECTED, MOST_INFLECTED, parse
from shahr20.persian.search.spellings import Kind


def inflected(query):
    return [words for words in query.words() if any(one.kind is Kind.INFLECTION for one in words.spellings)]


def test_only_some_words_are_asked_with_their_inflections():
    verbs = "می‌رود گفت کرد شد می‌شود داد خواست آمد رفت دید".split()
    query = parse(" یا ".join(f"~{verb}" for verb in verbs))
    assert MOST_INFLECTED < len(verbs) == len(query.words())
    assert inflected(query)
    assert not [words for words in query.words()[MOST_INFLECTED:] if words in inflected(query)]
    assert query.notes == ("too_many_inflected",)


def test_a_word_that_is_asked_twice_counts_once():
    query = parse("~رفت " * (MOST_INFLECTED + 1))
    assert len(inflected(query)) == MOST_INFLECTED + 1
    assert not query.notes


def test_what_is_no_word_has_no_inflections():
    began = time.process_time()
    query = parse("ش" * (LONGEST_INFLECTED + 1), inflections=True)
    assert not inflected(query)
    assert time.process_time() - began < 1
