import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import sampled_from

from shahr20.archive import search, searching
from shahr20.archive.errors import ArchiveError
from shahr20.archive.lexicon import ArchiveVocabulary
from shahr20.archive.searching import CursorError
from shahr20.persian.search.parse import parse
from shahr20.persian.search.places import places
from shahr20.persian.search.query import Either, Every, Without, Words
from tests.archive.memory import archive_of, find, ids, put

ARTICLES = (
    "برنامه‌های سازمان فرهنگی شهرداری قم",
    "سازمان ورزشی و برنامه فرهنگی شورای شهر",
    "قیمت بلیت مترو 25,000 تومان شد و اتوبوس",
    "شهر و شورای آن، متروی تهران",
)


@pytest.fixture(scope="module")
def few():
    return archive_of(*ARTICLES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("برنامه", [1, 2]),
        ("برنامه فرهنگی", [1, 2]),
        ("فرهنگی برنامه", [1, 2]),
        ('"سازمان فرهنگی"', [1]),
        ("«سازمان فرهنگی»", [1]),
        ('"برنامه های سازمان"', [1]),
        ('"شورای شهر"', [2]),
        ("شورای شهر", [2, 4]),
        ("مترو یا برنامه", [1, 2, 3]),
        ("سازمان مترو OR ورزشی", [2]),
        ("مترو | تهران", [3, 4]),
        ("-برنامه", [3, 4]),
        ("شهر -تهران", [2]),
        ('-"شورای شهر" شورای', [4]),
        ("-برنامه -تهران", [3]),
        ("تهر*", [4]),
        ('"شورای شه*"', [2]),
        ("body:مترو", [3]),
        ("title:مترو", []),
        ("=برنامه", [2]),
        ("=25,000", [3]),
        ("=۲۵,۰۰۰", []),
        ("۲۵۰۰۰", [3]),
        ("برنامه -برنامه", []),
        ("یا", []),
        ("شهر یا", []),
        ("", []),
        ('"', []),
        ("- * ~ : OR", []),
    ],
)
def test_a_query_finds(few, query, found):
    assert ids(few, query) == found
    assert find(few, query, limit=50).total == len(found)
    by_date = find(few, query, sort="date", limit=50).hits
    assert [hit.id for hit in by_date] == found[::-1]


@pytest.mark.parametrize(
    "query",
    [
        'شهر "تهران', "شهر « تهران", "شهر ( تهران", "شهر - تهران", "^شهر + تهران", "شهر: تهران", "شهر \0 تهران",
        "شهر '); -- تهران", "شهر \ud800 تهران", "{شهر} [تهران]",
    ],
)  # fmt: skip
def test_what_is_no_syntax_is_text(few, query):
    assert ids(few, query) == [4]


@pytest.mark.parametrize("word", ["AND", "NOT", "NEAR", "title", "search"])
def test_the_operators_of_fts5_are_words(word):
    assert ids(archive_of(f"متن {word}", "متن"), f"{word} متن") == [1]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("برنامه های شهر", ["برنامه‌های", "شهر"]),
        ("کار ها و خانه ای", ["کار‌ها", "و", "خانه‌ای"]),
        ("می شود", ["می‌شود"]),
        ("آن را نمی خواهیم", ["آن", "را", "نمی‌خواهیم"]),
        ("ماه می سال", ["ماه", "می", "سال"]),
        ("۲۰ می سال", ["۲۰", "می", "سال"]),
        ("گفت و گو با شهردار", ["گفت‌و‌گو", "با", "شهردار"]),
        ("به عنوان شهردار", ["به‌عنوان", "شهردار"]),
        ("بر می گردد", ["بر‌می‌گردد"]),
        ('"برنامه های" شهر', ["برنامه های", "شهر"]),
        ("-برنامه های شهر", ["شهر"]),
        ("title:برنامه های", ["برنامه‌های"]),
        ("شهردار آمد", ["شهردار", "آمد"]),
    ],
)
def test_neighbours_that_are_one_word_are_asked_as_one(few, query, words):
    understood = parse(query, ArchiveVocabulary(few.conn))
    assert [word.shown for word in understood.words()] == words


SIGNS = '"«»“”*^+-~=:|(){}[] \0\u200c\u202e\ud800ORیا عنوان:منبع:تا:1400title:برنامه‌هایDROP;--'


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=80)))
def test_anything_is_a_query(few, query):
    find(few, query)
    find(few, query, sort="date", inflections=True)
    find(few, query, exact=True)


@pytest.mark.parametrize(
    "query",
    [
        "برنامه " * 5_000,
        " OR ".join(f"واژه{n}" for n in range(500)),
        " ".join(f"{letter}*" for letter in "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی" * 4),
        " ".join(f"شه{n}*" for n in range(100)),
        '"' + "شهر " * 500 + '"',
        "و" * 10_000,
        "ی‌" * 1_000,
        "«" * 10_000,
        "-" * 10_000,
        "~" + "می‌" * 500 + "شود",
        "ها" * 900,
        "(" * 9_999,
    ],
)
def test_a_huge_query_is_bounded(few, query):
    find(few, query)
    find(few, query, inflections=True)


WRITTEN = ("برنامه", "های", "شهر", "می", "شود", "شهرداری", "حرف", "حرفه", "ای", "خانه", "ی", "سازی", "ریزی")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_index_and_places_agree(data):
    words = st.lists(sampled_from(WRITTEN), min_size=1, max_size=3).flatmap(
        lambda parts: sampled_from(["\u200c", " ", ""]).map(lambda between: between.join(parts))
    )
    texts = data.draw(st.lists(st.lists(words, max_size=5).map(" ".join), min_size=1, max_size=5))
    query = data.draw(
        st.lists(st.tuples(sampled_from(["", "-", "~"]), words), min_size=1, max_size=3).map(
            lambda marked: " ".join(mark + word for mark, word in marked)
        )
    )
    db = archive_of(*texts)
    understood = parse(query, ArchiveVocabulary(db.conn))

    def holds(node, text):
        if isinstance(node, Words):
            return bool(places(node, text))
        if isinstance(node, Without):
            return not holds(node.node, text)
        assert isinstance(node, Every | Either)
        return (all if isinstance(node, Every) else any)(holds(one, text) for one in node.nodes)

    bodies = db.execute("SELECT id, body FROM articles ORDER BY id").fetchall()
    assert ids(db, query) == [number for number, body in bodies if holds(understood.root, body)]


def test_as_typed_ranks_before_other_spellings_and_those_before_inflections():
    db = archive_of("شهر ارتقای", "هیئت ارتقا", "هیأت ارتقا")
    assert [hit.id for hit in find(db, "هیئت یا ~ارتقا").hits] == [2, 3, 1]
    assert [hit.kind for hit in find(db, "هیئت یا ~ارتقا").hits] == [0, 0, 2]
    assert [hit.id for hit in find(db, "هیأت").hits] == [3, 2]


def test_title_ranks_before_lead_before_body():
    db = archive_of()
    put(db, 1, "گنبد سبز قم", title="یک", lead="دو")
    put(db, 2, "سه", title="یک", lead="گنبد سبز قم")
    put(db, 3, "سه", title="گنبد سبز قم", lead="دو")
    assert [hit.id for hit in find(db, "گنبد").hits] == [3, 2, 1]


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("query", ["شهر", "هیئت", "شهر -ج", "~شهرداری یا هیأت", "after:2022-03-10 شهر"])
def test_pages_follow_each_other_without_gap_or_repetition(sort, query):
    chance = random.Random(1)
    words = "شهر هیئت هیأت شهرداری شهرداریها ج چ".split()
    db = archive_of(*(" ".join(chance.choices(words, k=6)) for _ in range(60)))
    db.execute("UPDATE articles SET published_at = NULL WHERE id % 7 = 0")
    whole = find(db, query, sort=sort, limit=100)
    seen, after = [], None
    while True:
        page = find(db, query, sort=sort, limit=7, after=after)
        assert page.total == whole.total
        seen += page.hits
        after = page.next
        if after is None:
            break
    assert [hit.id for hit in seen] == [hit.id for hit in whole.hits]
    assert len(seen) == whole.total > 7


@pytest.mark.parametrize("undated", [0, 7, 2])
def test_the_newest_are_the_same_however_ids_and_dates_lie(monkeypatch, undated):
    chance = random.Random(2)
    db = archive_of(*(" ".join(chance.choices(["شهر", "هیئت"], k=2)) for _ in range(60)))
    for number in range(1, 61):
        at = None if undated and number % undated == 0 else f"2022-03-{chance.randrange(1, 29):02}T08:00:00Z"
        db.execute("UPDATE articles SET published_at = ? WHERE id = ?", [at, number])
    one_by_one = [hit.id for hit in searching.search(db.conn, "شهر", sort="date", limit=9).hits]
    monkeypatch.setattr(searching, "FEW", 0)
    assert [hit.id for hit in searching.search(db.conn, "شهر", sort="date", limit=9).hits] == one_by_one


def test_of_very_many_only_the_newest_are_ranked(monkeypatch):
    monkeypatch.setattr(searching, "RANKED", 3)
    db = archive_of(*["شهر"] * 5)
    found = find(db, "شهر", limit=2)
    assert (found.total, found.ranked, [hit.id for hit in found.hits]) == (5, 3, [5, 4])
    rest = find(db, "شهر", limit=2, after=found.next)
    assert ([hit.id for hit in rest.hits], rest.next) == ([3], None)


@pytest.mark.parametrize("after", ["x", "1~2~3~4", "~", "0~x~1", "nan"])
@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_a_cursor_of_something_else_is_refused(few, after, sort):
    with pytest.raises(CursorError):
        find(few, "شهر", sort=sort, after=after)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("=شهر", [1, 4]),
        ("=شهر قم", [1]),
        ("=شهر -قم", [4]),
        ("-=شهر قم", [2]),
        ("=شهر یا =قم", [1, 2, 4]),
        ('="شهر شهر"', [4]),
        ("=شه*", [1, 2, 3, 4]),
        ("=شهر source:ایسنا", []),
    ],
)
def test_the_exact_spelling_beside_other_words(query, found):
    assert ids(archive_of("شهر قم", "شهر‌های قم", "شهرها", "کلان‌شهر شهر شهر"), query) == found


def test_filters(archive, make_entry):
    archive.store(make_entry(1, source="خبرگزاری ایسنا", published_at="2021-03-20T20:30:00Z"))
    archive.store(make_entry(2, source="ایرنا", published_at="2021-03-20T20:29:59Z", html=b"2"))
    archive.store(make_entry(3, source=None, published_at=None, html=b"3"))
    cases = {
        "source:ایسنا": [1],
        "منبع: «خبرگزاری ايسنا»": [1],
        "-source:ایسنا": [2, 3],
        "after:1400": [1],
        "از:۱۴۰۰/۰۱/۰۱": [1],
        "before:1400": [2],
        "تا:1399": [2],
        "تا:1400-01": [1, 2],
        "after:2021-03-21": [1],
        "-after:1400": [2, 3],
        "category:شهرداری": [1, 2, 3],
        "دسته:ورزشی": [],
        "tag:شهر گزارش": [1, 2, 3],
        "source:ایسنا یا before:1400": [1, 2],
        "گزارش source:ایسنا": [1],
        "گزارش یا source:ایسنا": [1, 2, 3],
        "after:1400-13": [],
    }
    assert {query: archive.ids(query) for query in cases} == cases
    assert {query: archive.search(query).total for query in cases} == {q: len(i) for q, i in cases.items()}


def test_an_index_by_other_rules_says_so(archive):
    archive.db.execute("UPDATE meta SET value = '0' WHERE key = 'search'")
    with pytest.raises(ArchiveError, match="rebuild --index"):
        archive.search("شهر")
    archive.reindex()
    assert archive.search("شهر").total == 0


def test_the_index_and_the_lexicon_follow_every_edit(archive, make_entry):
    texts = ["برنامههای کارها", "می‌شود دانش آموزان", "برنامههای کتابش", "گفت‌و‌گو"]
    for day, body in enumerate(texts, start=1):
        for number in (7, 8):
            archive.store(
                make_entry(
                    number,
                    html=body.encode(),
                    body=body,
                    body_raw=body,
                    fetched_at=f"2026-01-0{day}T00:00:00Z",
                )
            )
        assert archive.ids("برنامه") == ([7, 8] if "برنامه" in body else [])
        assert search.words_out_of_step(archive.db) == 0


def test_what_is_removed_leaves_nothing():
    db = archive_of("گزارش شهر", "کتابهایش گنبد‌سبز دانش آموزان شهروندان")
    tables = ("lexicon_forms", "lexicon_inside", "lexicon_stems", "search_docsize")

    def content():
        return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]

    search.remove(db, next(db.query("SELECT * FROM articles WHERE id = 2")))
    left = content()
    db.execute("DELETE FROM articles WHERE id = 2")
    assert search.words_out_of_step(db) == 0
    search.reindex(db)
    assert content() == left
    assert ids(db, "گنبد یا دانش") == []
