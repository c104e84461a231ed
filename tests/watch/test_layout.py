"""A new theme that the reader copes with is a warning, and the new usual after a while."""

from __future__ import annotations

import json
from typing import Any

import pytest


def read_by(body: str, title: str = "selectors:taj") -> str:
    return json.dumps({"title_raw": title, "body_raw": body, "published_raw": "selectors:taj"})


def a_run(paper: Any, *pages: tuple[int, str]) -> Any:
    run = paper.begin()
    for number, rule in pages:
        paper.pages(run, number, read_by=read_by(rule))
    return paper.end(run)["layout"]


@pytest.mark.parametrize(
    ("pages", "level"),
    [
        ([(3, "structure:text")], "warning"),
        ([(40, "fallback:trafilatura")], "warning"),
        ([(3, "selectors:taj")], "ok"),
        ([(3, "selectors:old")], "ok"),  # a rule that reads some of them
        ([(1, "structure:text"), (2, "selectors:taj")], "ok"),
        ([], "ok"),
    ],
    ids=str,
)
def test_against_the_other_articles(paper: Any, pages: list[tuple[int, str]], level: str) -> None:
    a_run(paper, (5, "selectors:old"), (45, "selectors:taj"))
    found = a_run(paper, *pages)
    assert found.level == level
    if level == "warning":
        assert f"the text is read by {pages[0][1]}, usually by selectors:taj" in found.sentence
        assert "title" not in found.sentence


def test_the_new_rule_is_the_usual_one_after_a_while(paper: Any) -> None:
    a_run(paper, (40, "selectors:taj"))
    levels = [a_run(paper, (6, "structure:text")).level for _ in range(4)]
    assert (levels[0], levels[-1]) == ("warning", "ok")


def test_a_first_run_is_not_judged(paper: Any) -> None:
    assert a_run(paper, (40, "structure:text")).level == "ok"
