"""What every rule makes of a page, side by side."""

from __future__ import annotations

from shahr20.pages.page import Page
from shahr20.pages.reader import explain, read
from shahr20.pages.site import Site


def test_every_rule_is_heard_and_one_wins(golden: Page, site: Site) -> None:
    told = explain(golden, site)
    for field, answers in told.fields.items():
        assert sum(answer.won for answer in answers) <= 1, field
        assert len({answer.rule for answer in answers}) == len(answers)
    titles = {answer.rule: answer.value for answer in told.fields["title_raw"]}
    assert set(titles) == {
        "selectors:taj",
        "selectors:family",
        "structure:confirmed",
        "metadata:json_ld",
        "metadata:opengraph",
        "metadata:title",
        "structure:heading",
    }
    assert titles["metadata:opengraph"] == titles["structure:confirmed"] == titles["selectors:taj"]


def test_it_comes_to_the_same_as_reading(golden: Page, site: Site) -> None:
    told, reading = explain(golden, site), read(golden, site)
    assert told.reading.record == reading.record


def test_every_rule_finds_the_same_body_on_a_clean_page(golden: Page, site: Site) -> None:
    bodies = {answer.rule: str(answer.value) for answer in explain(golden, site).fields["body_raw"]}
    assert bodies["selectors:taj"] == bodies["structure"]
    assert bodies["trafilatura"]


def test_a_page_that_is_refused_is_explained_too(golden: Page, site: Site) -> None:
    page = Page(url="https://shahr20.ir/5/x/", body=golden.body, fetched_at="x")
    told = explain(page, site)
    assert told.reading.reject is not None
    assert {answer.value for answer in told.fields["id"] if answer.value} == {5, 47859}
