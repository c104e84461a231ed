"""A redesign is told on the first run that sees it, and a few odd pages are none."""

from __future__ import annotations

from typing import Any

import pytest

from shahr20.watch.coverage import unlikely


@pytest.mark.parametrize(
    ("pages", "level"),
    [
        # redesigns, each on the first run that sees it
        ([(3, "body")], "alarm"),
        ([(3, "date")], "alarm"),
        ([(3, "no_title")], "alarm"),
        ([(3, "no_id")], "alarm"),
        ([(3, "reader_failed")], "alarm"),
        ([(60, "body")], "alarm"),
        ([(20, "body"), (12, "")], "alarm"),
        ([(40, "lead and source")], "alarm"),
        # worth a look
        ([(60, "lead")], "warning"),
        ([(14, "lead and source")], "warning"),  # a day of short items of the site's own
        ([(3, "lead")], "warning"),
        ([(20, "image"), (3, "")], "warning"),
        # accidents
        ([(1, "body")], "ok"),
        ([(2, "body")], "ok"),
        ([(2, "body"), (1, "")], "ok"),
        ([(3, "body"), (2, "")], "ok"),
        ([(1, "no_title"), (2, "")], "ok"),
        ([(5, "body"), (60, "")], "ok"),
        # pages that are not the site's articles say nothing of how those read
        ([(9, "challenge")], "ok"),
        ([(9, "not_found")], "ok"),
        ([(9, "login"), (3, "")], "ok"),
        ([], "ok"),
    ],
    ids=str,
)
def test_against_the_runs_before(paper: Any, pages: list[tuple[int, str]], level: str) -> None:
    usual = paper.begin()
    paper.pages(usual, 2, "body")  # photo posts
    paper.pages(usual, 58)
    paper.end(usual)
    run = paper.begin()
    for number, lacking in pages:
        paper.pages(run, number, lacking)
    found = paper.end(run)["coverage"]
    assert found.level == level, found.sentence
    if level == "alarm":
        assert "usually" in found.sentence
        assert "shahr20 check" in found.sentence


def test_the_sentence_has_the_figures(paper: Any) -> None:
    paper.run(50)
    assert paper.run(3, "body")["coverage"].sentence.startswith("only 0 of 3 pages have a text, usually 100%")


def test_runs_of_one_page_are_seen_together(paper: Any) -> None:
    paper.run(40)
    assert [paper.run(1, "body")["coverage"].level for _ in range(3)] == ["ok", "ok", "alarm"]


def test_a_redesign_never_becomes_usual(paper: Any) -> None:
    paper.run(40)
    assert {paper.run(50, "body")["coverage"].level for _ in range(8)} == {"alarm"}


def test_a_merely_usual_field_that_is_no_longer_printed_is_the_new_usual_after_a_while(paper: Any) -> None:
    paper.run(40)
    levels = [paper.run(50, "lead and source")["coverage"].level for _ in range(8)]
    assert levels[0] == "alarm"
    assert levels[-1] == "ok"


def test_an_idle_run_after_a_redesign_is_no_recovery_and_a_mended_reading_is_one(paper: Any) -> None:
    paper.run(40)
    assert paper.run(5, "body")["coverage"].level == "alarm"
    assert paper.run()["coverage"].level == "alarm"
    paper.archive.db.execute("UPDATE articles SET word_count = 2")  # as a rebuild does
    assert paper.run()["coverage"].level == "ok"


def test_an_archive_of_an_earlier_release_or_an_import_says_what_is_usual(paper: Any) -> None:
    for article_id in range(1000, 1040):
        paper.page(None, article_id)
    assert paper.run(3, "body")["coverage"].level == "alarm"


def test_pages_read_again_are_not_compared_with_themselves(paper: Any) -> None:
    paper.run(40)
    run = paper.begin()
    for article_id in range(1, 41):
        paper.page(run, article_id, "date")
    assert paper.end(run)["coverage"].level == "alarm"


def test_older_articles_than_any_known_may_lack_what_is_usual_today(paper: Any) -> None:
    paper.run(60)
    run = paper.begin()
    paper.pages(run, 40, "image", published_at="2012-01-01T08:00:00Z")
    assert paper.end(run)["coverage"].level == "ok"


@pytest.mark.parametrize(
    ("lacking", "level"), [("no_title", "alarm"), ("body", "alarm"), ("lead", "ok"), ("", "ok")]
)
def test_a_first_run_is_judged_by_itself(paper: Any, lacking: str, level: str) -> None:
    assert paper.run(12, lacking)["coverage"].level == level


def test_a_first_run_of_few_pages_is_not_judged(paper: Any) -> None:
    assert paper.run(3, "no_title")["coverage"].level == "ok"


@pytest.mark.parametrize(
    ("had", "among", "share", "chance"),
    [(0, 3, 0.9, 0.1**3), (0, 1, 0.5, 0.5), (3, 3, 0.9, 1.0), (9, 10, 0.9, 1.0)],
)
def test_chance(had: int, among: int, share: float, chance: float) -> None:
    assert unlikely(had, among, share) == pytest.approx(chance)
