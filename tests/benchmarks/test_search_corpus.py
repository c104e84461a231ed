"""What the search benchmark claims of itself: its truth is right, and its measure would see a fault."""

import unicodedata

import pytest

from benchmarks.search import engines, groups, spelling
from benchmarks.search.corpus import ZWNJ, Article, articles, parse, rows
from benchmarks.search.lucene import Lucene
from benchmarks.search.measuring import SPELLINGS, ask, by_set
from benchmarks.search.queries import queries
from benchmarks.search.truth import Meant, Truth, letters


@pytest.fixture(scope="module")
def written():
    return articles(60)


def meant(**texts):
    made = [Article(int(name[1:]), parse(""), parse(""), (parse(text),)) for name, text in texts.items()]
    return Meant(made)


def test_the_articles_are_the_same_every_time(written):
    assert articles(60) == written


def test_clean_articles_say_the_words_that_were_put_into_them(written):
    for article in written:
        title, lead, body = spelling.write(article, 5, mixed=False)
        said = letters(f"{title} {lead} {body}")
        for line in article.tokens():
            for token in line:
                ways = rows()[token.row] if token.row is not None else (token.form,)
                assert any(letters(way) in said for way in ways)


def test_half_of_the_mixed_articles_lost_their_half_spaces_and_a_quarter_has_spaces(written):
    kept = [ZWNJ in spelling.write(article, 5, mixed=True)[2] for article in written]
    assert sum(kept) == 15
    clean = [spelling.write(article, 5, mixed=False)[2] for article in written]
    assert all(ZWNJ in body for body in clean)


@pytest.mark.parametrize(
    ("form", "typed", "truth"),
    [
        ("برنامه‌های", "برنامه های", ({1}, {3})),
        ("برنامه", "برنامه", ({1, 2, 3}, set())),
        ("حرفه‌ای", "حرفهای", ({4}, {5})),
        ("حرفه‌ای", "حرفه‌ای", ({4}, {5})),
        ("گفت‌وگو", "گفتگو", ({6}, set())),
        ("هیئت", "هیات", ({6}, set())),
        ("۳۶۷۰۰", "36,700", ({7}, set())),
        ("۳۶", "۳۶", (set(), set())),
        ("تر", "تر", (set(), set())),
    ],
)
def test_what_a_word_must_and_may_find(form, typed, truth):
    asked = meant(
        a1="برنامه‌های شهر", a2="برنامه شهر", a3="هر برنامه، های و هوی", a4="کار حرفه‌ای", a5="حرف‌های او",
        a6="گفت و گو با هیأت", a7="۳۶٬۷۰۰ تومان", a8="تهران",
    )  # fmt: skip
    assert asked.word(form, typed) == Truth(*map(frozenset, truth))


def test_a_phrase_is_its_words_in_order():
    asked = meant(a1="سازمان فرهنگی شهر", a2="فرهنگی و سازمان", a3="سازمان‌فرهنگی")
    assert asked.phrase(["سازمان", "فرهنگی"]) == Truth(frozenset({1}), frozenset({3}))


def test_an_engine_that_finds_everything_or_nothing_is_seen(written):
    class All:
        inflects = False

        def ids(self, query):
            return {article.id for article in written}

    class Nothing(All):
        def ids(self, query):
            return set()

    asked = queries(Meant(written))
    everything, nothing = (by_set(ask(engine, asked))[SPELLINGS] for engine in (All(), Nothing()))
    assert everything.macro[0] == 1
    assert everything.micro[1] < 0.3
    assert nothing.macro == (0, 1)


def test_no_query_is_asked_twice_in_a_set(written):
    asked = queries(Meant(written))
    words = [query.typed for query in asked if query.set == "words"]
    assert len(words) == len(set(words))
    assert all(query.truth.must for query in asked)


def test_no_pair_is_the_same_and_apart():
    same = {
        frozenset((one, other)) for row in groups.same() for one in row.spellings for other in row.spellings
    }
    assert not same & {frozenset((pair.one, pair.other)) for pair in groups.apart()}
    assert len(groups.same()) >= 71
    assert len(groups.apart()) >= 60


def test_the_spellings_of_the_file_are_different_strings():
    for row in (*groups.same(), *groups.inflected()):
        assert len({unicodedata.normalize("NFC", one) for one in row.spellings}) == len(row.spellings)


def test_fts5_as_it_comes_finds_few_of_the_pairs():
    def find(texts, asked):
        engine = engines.as_it_comes({number: (text, "", "") for number, text in texts.items()})
        return [engine.ids(query.removeprefix("~")) for query in asked]

    missed, pairs = groups.missed(find)
    assert 0.1 < 1 - len(missed) / pairs < 0.4


@pytest.mark.parametrize(
    ("stems", "text", "terms"),
    [
        (False, "می‌شود", ["مي", "شود"]),
        (False, "کِتاب، كتاب", ["كتاب", "كتاب"]),
        (False, "۲۵٬۰۰۰ و 3.5", ["25٬000", "و", "3.5"]),
        (False, "مسئول رأی قرآن خانۀ", ["مسئول", "راي", "قران", "خانه"]),
        (True, "تهران علی کتاب‌ها در", ["تهر", "عل", "كتاب", "ها", "در"]),
    ],
)
def test_lucene_as_its_documentation_has_it(stems, text, terms):
    assert Lucene({}, stems=stems).analyse(text) == terms
