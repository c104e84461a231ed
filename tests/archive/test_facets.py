"""Facets: one way to count, whichever way is taken; and a table that keeps in step whoever writes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shahr20.archive import facet_schema, facets
from shahr20.archive.facets import Chosen
from shahr20.archive.searching import Asked
from tests.archive.memory import archive_of

MONTHS = [(1400, 11), (1400, 12), (1401, 2), None]
SOURCES = ["ایرنا", "ایسنا", None]


@pytest.fixture(scope="module")
def connection():
    db = archive_of(*("شهر قم" if number % 3 else "روستا" for number in range(60)))
    for table in ("categories", "tags"):
        db.table(table).insert_all({"id": number, "name": f"{table} {number}"} for number in (1, 2, 3))
    for number in range(1, 61):
        year, month = MONTHS[number % 4] or (None, None)
        db.execute(
            """UPDATE articles SET jalali_year = ?, jalali_month = ?, source = ?,
               published_at = CASE WHEN ? THEN published_at END WHERE id = ?""",
            [year, month, SOURCES[number % 3], year, number],
        )
        for one in range(number % 4):
            db.execute("INSERT INTO article_categories VALUES (?, ?)", [number, one + 1])
            db.execute("INSERT INTO article_tags VALUES (?, ?)", [number, 3 - one])
    return db.conn


def told(found):
    return {
        "total": found.total,
        "newest": found.newest(100),
        "highest": found.highest(7),
        "times": found.times(),
        "months": found.facet_times(),
        **{facet: found.facet(facet) for facet in ("source", "category", "tag")},
        **{f"without {facet}": found.total_without(facet) for facet in ("time", "source", "category", "tag")},
    }


def test_what_words_find_is_counted(connection):
    found = facets.found(Asked.of(connection, "شهر"), Chosen())
    ids = [number for number in range(1, 61) if (number - 1) % 3]
    assert sorted(one.id for one in found.newest(100)) == ids
    assert found.times() == Counter(MONTHS[number % 4] for number in ids)
    sources = Counter(SOURCES[number % 3] for number in ids)
    assert found.facet("source") == {name: sources[name] for name in sources if name}
    assert found.facet("category")["categories 1"] == sum(number % 4 > 0 for number in ids)
    assert found.facet("tag")["tags 1"] == sum(number % 4 > 2 for number in ids)


@pytest.mark.parametrize(
    "chosen",
    [
        Chosen(),
        Chosen(years=(1401,)),
        Chosen(years=(1401,), months=((1400, 12),)),
        Chosen(source=("ایسنا", "ایرنا")),
        Chosen(category=("categories 2", "none")),
        Chosen(tag=("tags 3",)),
        Chosen(source=("nobody",)),
    ],
)
def test_the_whole_archive_is_counted_as_what_words_find(connection, chosen):
    asked = Asked.of(connection, "")
    assert told(facets.found(asked, chosen)) == told(facets.Found(asked, chosen, dated=True))


def test_bounds_and_choices_are_counted_together(connection):
    asked, bounds = (
        Asked.of(connection, "شهر"),
        {"since": "2022-03-10T00:00:00Z", "before": "2022-03-20T00:00:00Z"},
    )
    inside = {one.id for one in facets.found(asked, Chosen(**bounds)).newest(100)}
    assert inside
    chosen = {one.id for one in facets.found(asked, Chosen(source=("ایسنا",), years=(1400,))).newest(100)}
    both = facets.found(asked, Chosen(source=("ایسنا",), years=(1400,), **bounds))
    assert {one.id for one in both.newest(100)} == inside & chosen
    assert both.facet("source").total() >= both.total


IDS = st.integers(1, 3)
WRITES = st.one_of(
    st.tuples(st.just("DELETE FROM articles WHERE id = ?"), IDS),
    st.tuples(st.just("UPDATE articles SET source = ? WHERE id = ?"), st.sampled_from(SOURCES), IDS),
    st.tuples(
        st.just("UPDATE articles SET published_at = ?, jalali_year = NULL WHERE id = ?"), st.none(), IDS
    ),
    st.tuples(st.just("INSERT OR IGNORE INTO article_categories VALUES (?, ?)"), IDS, IDS),
    st.tuples(st.just("DELETE FROM article_categories WHERE article_id = ?"), IDS),
    st.tuples(
        st.just("UPDATE OR IGNORE article_categories SET article_id = ? WHERE category_id = ?"), IDS, IDS
    ),
    st.tuples(
        st.just(
            """INSERT OR REPLACE INTO articles (id, title, title_raw, body, body_raw, content_hash, revision,
               first_seen_at, source, jalali_year) VALUES (?, '', '', '', '', '', 1, '', ?, 1402)"""
        ),
        IDS,
        st.sampled_from(SOURCES),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WRITES, min_size=1, max_size=12))
def test_the_table_is_in_step_whoever_writes(writes):
    db = archive_of("شهر", "قم")
    db.execute("INSERT INTO article_categories VALUES (1, 3), (1, 2), (2, 2)")
    for sql, *values in writes:
        db.execute(sql, values)
    assert db.execute(facet_schema.OUT_OF_STEP).fetchall() == []
    facet_schema.refill(db)
    assert db.execute(facet_schema.OUT_OF_STEP).fetchall() == []
