"""Ten thousand queries that nobody should type: no error, no SQL, each answered in no time."""

import time
from random import Random

import pytest

QUERIES = 10_000
SECONDS = 2.0
"""Far more than any needs on a machine that does other things, far less than a timeout."""

WORDS = "شهر شهردار برنامه‌های می‌شود قم 1400 ۲۵٬۰۰۰ title source عنوان منبع after before دسته".split()
OPERATORS = (
    "AND OR NOT NEAR NEAR( NEAR/2 ( ) { } [ ] \" ' ` ^ * ** + - -- ~ ~~ : :: , ; ; \\ / | || & # $ % ? ! = "
    "« » “ ” ‹ › یا و title: عنوان: source: category: tag: after: before: after:1400-13-45 before:۱۴۰۰/۱۲ "
    "title:* -title: {title body}: - * rowid: search: rank: bm25 column: %s {} {0} ${x}"
).split()
SQL = (
    "'; DROP TABLE articles; --", "' OR '1'='1", '" OR 1=1 --', "1); DELETE FROM search; --",
    "UNION SELECT * FROM captures",
    "x' AND randomblob(1000000000) --", "ATTACH DATABASE 'x' AS y", "load_extension('x')", "%27%22", "sqlite_master",
)  # fmt: skip
SIGNS = (
    "\0 \x01 \x1a \x1f \x7f \x85 \r \n \t \v \u00a0 \u00ad \u061c \u0640 \u064b \u0651 \u0670 \u200b \u200c"
    " \u200d \u200e \u200f \u2028 \u2029 \u202a \u202e \u2066 \u2069 \ufeff \ufffe \uffff \ue000 \ufdfa \ufdfd \ufe8e"
    " \U0001f600 \U000e0001 \U0010ffff ß İ ﬃ ① ½ ٪ ٫ ٬ ء آ ئ ۀ"
).split(" ")


SCALARS = (*range(0xD800), *range(0xE000, 0x110000))


def hostile(rng: Random) -> str:
    """A query of a few pieces, run together or apart."""
    kinds = (WORDS, OPERATORS, SQL, SIGNS, SIGNS, OPERATORS)
    pieces = [rng.choice(rng.choice(kinds)) for _ in range(rng.choice((0, 1, 2, 3, 5, 8, 20)))]
    if rng.random() < 0.1:
        pieces.append("".join(map(chr, rng.choices(SCALARS, k=rng.randrange(12)))))
    return rng.choice(("", " ", " ", "  ")).join(pieces)


def long(rng: Random) -> str:
    """Ten thousand characters of one kind or of all."""
    piece = rng.choice(
        (*WORDS, *OPERATORS, *SIGNS, "ا ", "ا\u200c", '" ', '"ا"', "(ا ", "-ا ", "ا* ", "ا یا ", "~ا ")
    )
    mixed = "".join(hostile(rng) + " " for _ in range(400))
    return (piece * 10_000 if rng.random() < 0.7 else mixed)[:10_000]


@pytest.fixture
def filled(archive, make_entry):
    for number in range(1, 41):
        body = f"برنامه‌های شهردار قم در سال ۱۴۰۰ با {number} طرح می‌شود.\n\nهزینه ۲۵٬۰۰۰ تومان است."
        archive.store(make_entry(number, title=f"شهر {number}", body=body, body_raw=body))
    return archive


def ask(archive, query):
    return [hit.id for hit in archive.search(query).hits]


@pytest.mark.parametrize("seed", range(4))
def test_anything_is_a_query(filled, seed):
    rng = Random(f"hostile {seed}")
    tables = set(filled.db.table_names())
    for number in range(QUERIES // 4):
        query = long(rng) if number % 100 == 0 else hostile(rng)
        begin = time.process_time()
        try:
            found = ask(filled, query)
        except Exception as error:
            pytest.fail(f"{error!r} for {query[:300]!a}")
        took = time.process_time() - begin
        assert took < SECONDS, f"{took:.1f} s for {query[:300]!a}"
        assert set(found) <= set(range(1, 41))
    assert set(filled.db.table_names()) == tables
    assert filled.count() == 40


@pytest.mark.parametrize("query", ["\ud800", "شهر \udfff", '"\ud83d', "-\udc80*"])
def test_a_lone_surrogate_is_no_error(filled, query):
    ask(filled, query)
