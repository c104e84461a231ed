from collections import Counter

import pytest

from shahr20.archive import concordance
from shahr20.archive.counting import Period, counts, over_time
from shahr20.archive.searching import Asked
from tests.archive.memory import archive_of


@pytest.fixture(scope="module")
def connection():
    db = archive_of("شهر قم", "شهر تهران و شهر ری", "روستا", "آب شهر", "باغ")
    for number, time in {1: (1400, 11), 2: (1400, 11), 3: (1400, 12), 4: (1401, 2), 5: (None, None)}.items():
        db.execute("UPDATE articles SET jalali_year = ?, jalali_month = ? WHERE id = ?", [*time, number])
    db.execute("UPDATE articles SET published_at = NULL WHERE id = 5")
    return db.conn


def test_hits_per_month_beside_all_articles(connection):
    found = counts(Asked.of(connection, "شهر"))
    assert (found.total, found.undated, found.articles) == (3, 0, 5)
    assert found.periods == (
        Period(1400, 11, 2, 2),
        Period(1400, 12, 0, 1),
        Period(1401, 1, 0, 0),
        Period(1401, 2, 1, 1),
    )
    assert [one.share for one in found.periods] == [1.0, 0.0, 0.0, 1.0]


def test_by_year_and_undated(connection):
    assert counts(Asked.of(connection, "شهر"), by="year").periods == (
        Period(1400, None, 2, 3),
        Period(1401, None, 1, 1),
    )
    found = counts(Asked.of(connection, "باغ یا روستا"))
    assert (found.total, found.undated) == (2, 1)


def test_the_whole_query_counts(connection):
    assert counts(Asked.of(connection, "شهر -تهران")).total == 2
    assert counts(Asked.of(connection, "از:1401 شهر")).total == 0
    assert counts(Asked.of(connection, "")).total == 0
    assert over_time(Counter(), Counter(), "month").periods == ()


def test_the_concordance_by_date_is_paged_by_article(connection):
    whole = concordance.of(Asked.of(connection, "شهر"), "date", 50)
    assert (whole.articles, whole.read, whole.next) == (3, 3, None)
    assert [(one.article_id, one.line.node) for one in whole.places] == [
        (4, "شهر"),
        (2, "شهر"),
        (2, "شهر"),
        (1, "شهر"),
    ]
    seen, after = [], None
    for _ in range(3):
        page = concordance.of(Asked.of(connection, "شهر"), "date", 1, after)
        seen += [one.article_id for one in page.places]
        after = page.next
    assert (seen, after) == ([4, 2, 2, 1], None)


def test_sorted_by_context_it_is_paged_by_place(connection):
    first = concordance.of(Asked.of(connection, "شهر"), "right", 3)
    rest = concordance.of(Asked.of(connection, "شهر"), "right", 3, first.next)
    assert [one.line.right for one in (*first.places, *rest.places)] == ["", "تهران و شهر ری", "ری", "قم"]
    assert rest.next is None
