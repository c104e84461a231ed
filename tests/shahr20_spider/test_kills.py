"""Ten crawls killed at random moments; `make soak` kills a hundred."""

from __future__ import annotations

from pathlib import Path

from benchmarks.soak import CONCURRENCY, one_archive
from shahr20_spider import settings


def test_ten_kills_lose_nothing_and_keep_nothing_twice(tmp_path: Path) -> None:
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == CONCURRENCY

    done = one_archive(articles=80, kills=10, seed=7, folder=tmp_path)

    assert done.kills == 10
    assert (done.lost, done.twice, done.problems) == (0, 0, [])
    assert done.worst <= CONCURRENCY
