from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from shahr20.archive.errors import ArchiveError
from shahr20.archive.finding import Finding
from shahr20.archive.ledger import Counts
from shahr20_spider.doors import Unreachable
from shahr20_spider.ending import ending
from shahr20_spider.guards.refusals import Refused


@dataclass
class Run:
    counts: Counts
    error: Exception | None = None
    ended_by: int = 15
    doors: dict[str, str] = field(default_factory=dict)
    crawl_id: int = 1
    exit_code: int = 1
    outcome: str = ""
    full: bool = False
    findings: list[Finding] = field(default_factory=list)
    archive: Any = None


REDESIGN = Finding("coverage", "alarm", "only 0 of 3 pages have a text")
STALE = Finding("freshness", "alarm", "the newest article is 9 days old")


@pytest.mark.parametrize(
    ("counts", "options", "reason", "code"),
    [
        ({"found": 300, "fetched": 300, "stored": 300}, {}, "finished", 0),
        ({"found": 300, "unchanged": 300}, {}, "finished", 0),
        ({"found": 300, "fetched": 300, "rejected": 15}, {}, "finished", 0),
        ({"found": 300, "fetched": 300, "rejected": 16}, {}, "finished", 3),
        ({"found": 300, "fetched": 300, "rejected": 200}, {}, "finished", 5),
        ({"found": 300, "fetched": 300, "rejected": 20}, {"findings": [REDESIGN]}, "finished", 5),
        ({"found": 3, "fetched": 3, "stored": 3}, {"findings": [REDESIGN]}, "finished", 5),
        ({"found": 3, "fetched": 3, "stored": 3}, {"findings": [STALE]}, "finished", 0),
        ({"found": 4, "fetched": 4, "rejected": 4}, {}, "finished", 3),
        ({"found": 300, "fetched": 250, "failed": 50}, {}, "finished", 1),
        ({"found": 300, "failed": 300}, {}, "finished", 4),
        ({}, {}, "finished", 4),
        ({}, {"doors": {"rest": "open: 0 found"}}, "finished", 0),
        ({"found": 3}, {"error": Unreachable("nobody")}, "finished", 4),
        ({"found": 3}, {"error": Unreachable("nobody"), "findings": [REDESIGN]}, "finished", 4),
        ({"found": 3, "fetched": 3}, {"error": ArchiveError("disk full")}, "finished", 6),
        ({"found": 3, "fetched": 1}, {}, "shutdown", 143),
        ({"found": 3, "fetched": 1}, {"findings": [REDESIGN]}, "shutdown", 143),
        ({"found": 3, "fetched": 1}, {"ended_by": 2}, "shutdown", 130),
        ({"found": 3, "fetched": 3}, {}, "start_error", 1),
    ],
)
def test_exit_codes(counts: dict[str, int], options: dict[str, Any], reason: str, code: int) -> None:
    options = dict(options)
    findings = options.pop("findings", [])
    outcome, exit_code = ending(Run(Counts(**counts), **options), reason, findings)
    assert exit_code == code
    assert outcome


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Unreachable("nobody answers at https://shahr20.ir"), "nobody answers at https://shahr20.ir"),
        (Refused("the site asks for 900 s; the next run goes on"), "the site asks for 900 s"),
        (Refused("robots.txt forbids the whole site to us"), "robots.txt forbids the whole site to us"),
    ],
)
def test_a_run_that_was_refused_says_why(error: Unreachable, expected: str) -> None:
    assert ending(Run(Counts(), error=error), "finished") == (expected, 4)
