"""docs/guarantees.md says what the tests prove. `python -m tests.shahr20_spider.test_guarantees` writes its table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.shahr20_spider.test_faults import ANY, MENDED, REFUSED, WHOLE_SITE, Case

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guarantees.md"
BETWEEN = re.compile(r"(?<=test_guarantees -->\n).*(?=<!-- end of faults)", re.DOTALL)

STATES = {
    "done": "settled",
    "failed": "asked for again by a later run",
    "gone": "asked for again by the next run: twice is gone",
    "todo": "due as before",
    ANY: "due, or asked for again by a later run",
}


def table() -> str:
    """The cases of test_faults.py as Markdown."""
    lines = [
        "| what goes wrong | the article | its address | a reject | exit code |",
        "|---|---|---|---|---|",
    ]
    lines += rows(MENDED + REFUSED, "one page")
    lines += rows(WHOLE_SITE, "the site")
    return "\n".join([*lines, ""])


def rows(cases: Iterable[Case], where: str) -> list[str]:
    return [
        f"| {where}: {case.what} | {'the new version' if case.stored else 'as it was'} | {state_of(case)} "
        f"| {'' if case.reject in (None, ANY) else f'`{case.reject}`'} | {case.exit_code} |"
        for case in cases
    ]


def state_of(case: Case) -> str:
    """An address that was not even asked for is found again by the next run."""
    untouched = case.state == "done" and not case.stored and case.reject is None
    return "found by the next run" if untouched else STATES[case.state]


def test_the_table_is_that_of_the_tests() -> None:
    written = BETWEEN.search(PAGE.read_text(encoding="utf-8"))
    assert written is not None
    assert written[0] == table(), "write it anew: python -m tests.shahr20_spider.test_guarantees"


def test_every_test_that_is_named_is_there() -> None:
    folders = [ROOT / "tests" / "shahr20_spider", ROOT]
    named = set(re.findall(r"`([\w/]*test_\w+\.py)`", PAGE.read_text(encoding="utf-8")))
    assert len(named) > 5
    assert [name for name in named if not any((folder / name).exists() for folder in folders)] == []


if __name__ == "__main__":
    PAGE.write_text(BETWEEN.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
