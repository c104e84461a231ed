"""Page 47859, field by field and letter for letter against the text a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.record import Record, Term
from shahr20.pages.site import Site

SEEN = (Path(__file__).parent / "fixtures" / "page-47859.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def record(golden: Page, site: Site) -> Record:
    found = read(golden, site).record
    assert found is not None
    return found


def test_the_fields_are_those_of_the_page(record: Record) -> None:
    assert record.id == 47859
    assert record.title_raw == SEEN[0]
    assert record.lead_raw == SEEN[2]
    assert record.body_raw == "\n\n".join(SEEN[i] for i in (7, 9, 11, 13, 15))
    assert record.published_raw == "01 اسفند 1400 - 18:08"
    assert record.published_machine == "2022-02-20T18:08:00+03:30"
    assert [one.title for one in record.related] == SEEN[18:24]
    assert [one.id for one in record.related] == [47120, 47233, 47251, 46980, 47002, 46755]
    assert record.categories == [Term(name="فرهنگی", slug="farhangi")]
    assert [tag.name for tag in record.tags] == ["شهرداری قم", "هویت شهری"]
    assert record.image_url == "https://shahr20.ir/wp-content/uploads/2022/02/farhang-600x400.jpg"
    assert record.image_caption == "نمایی از مجموعه فرهنگی گنبد سبز"
    assert record.kicker_raw is None
    assert record.author is None
    assert record.links == []


def test_nothing_is_flagged_on_a_page_that_agrees_with_itself(record: Record) -> None:
    assert record.flags == {}


def test_every_field_says_which_rule_gave_it(record: Record) -> None:
    assert record.read_by["id"] == "mark:address"
    assert record.read_by["body_raw"] == "selectors:taj"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "تبلیغات",
        "آگهی",
        "پرینت",
        "پایگاه خبری",
        "اشتراک",
        "لینک کوتاه",
        "دیدگاه",
        "مجوز",
        "امروز",
        "خبر کناری",
        "خواننده",
    ],
)
def test_nothing_from_around_the_article_leaks_into_it(record: Record, elsewhere: str) -> None:
    assert elsewhere not in record.model_dump_json(exclude={"read_by"})
