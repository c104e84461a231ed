"""What is promised to a site, seen from its own side: by the clock and the list of visits of its server."""

from __future__ import annotations

import os
import re
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest

from shahr20.replica import faults
from shahr20.replica.faults import answer
from shahr20.replica.server import Replica
from tests.shahr20_spider.crawling import begun, crawl, ended, rows

DELAY = 0.25


def gaps(site: Replica) -> list[float]:
    times = sorted(visit.at for visit in site.requests)
    return [later - earlier for earlier, later in pairwise(times)]


def test_no_two_requests_within_the_delay_whatever_they_are(tmp_path: Path) -> None:
    """robots.txt, doors, pages, redirects and retries after refusals, resets and half answers."""
    with Replica(articles=12, shut={"rest"}) as site:
        pages = [rf"/{story.id}/.*" for story in site.public]
        for paths, fault in zip(
            pages, (answer(500), faults.reset, faults.cut_off, answer(302, location="/")), strict=False
        ):
            site.faults.add(paths, fault, times=1)
        site.faults.add("/wp-sitemap.xml", answer(503), times=1)
        site.faults.add("/robots.txt", answer(301, location="/robots.txt?again"), times=1)
        done = crawl(tmp_path / "archive.db", site.base_url, "--delay", str(DELAY))
    assert done.exit_code in (0, 3), done.said
    asked = {visit.path.split("/")[1] for visit in site.requests}
    assert {"robots.txt", "wp-sitemap.xml", ""} <= asked
    assert len(site.requests) > len(site.public) + 6
    assert min(gaps(site)) >= DELAY - 0.001


def test_a_slow_site_is_not_asked_faster(tmp_path: Path) -> None:
    with Replica(articles=12) as site:
        site.faults.add(r"/\d+/.*", faults.after(0.1))
        assert crawl(tmp_path / "archive.db", site.base_url, "--delay", str(DELAY)).exit_code == 0
    assert min(gaps(site)) >= DELAY - 0.001


def test_never_more_than_four_at_a_time(tmp_path: Path) -> None:
    with Replica(articles=24) as site:
        site.faults.add(r"/\d+/.*", faults.after(0.2))
        assert crawl(tmp_path / "archive.db", site.base_url).exit_code == 0
    assert 2 <= 1 + max(visit.beside for visit in site.requests) <= 4


def test_retry_after_holds_for_every_request(tmp_path: Path) -> None:
    with Replica(articles=12) as site:
        site.faults.add(r"/47859/.*", answer(503, retry_after="1"), times=1)
        assert crawl(tmp_path / "archive.db", site.base_url, "--delay", "0.05").exit_code == 0
    refused = next(visit.at for visit in site.requests if visit.path.startswith("/47859/"))
    times = [visit.at for visit in site.requests if visit.at > refused + 0.1]
    assert min(times) >= refused + 1


def test_an_absurd_crawl_delay_is_cut_and_said(tmp_path: Path) -> None:
    with Replica(articles=9, crawl_delay=86_400) as site:
        db = tmp_path / "archive.db"
        process = begun(db, site.base_url)
        wait_for(db, "robots.txt asks for 86400 s")
        began = time.monotonic()
        os.kill(process.pid or 0, signal.SIGTERM)
        done = ended(process, db, 30)
    assert done.exit_code == 143
    assert time.monotonic() - began < 10
    assert "more than 60 s are not kept" in done.said


@pytest.mark.parametrize(
    ("fault", "said"),
    [(answer(429, retry_after="300"), "pause of 300 s"), (answer(500), "a pause of")],
    ids=["Retry-After", "breaker"],
)
def test_a_run_that_pauses_ends_when_it_is_told_to(tmp_path: Path, fault: faults.Fault, said: str) -> None:
    db = tmp_path / "archive.db"
    with Replica(articles=12) as site:
        site.faults.add(r"/\d+/.*", fault)
        process = begun(db, site.base_url, SHAHR20_FIRST_PAUSE=300)
        wait_for(db, said)
        began = time.monotonic()
        os.kill(process.pid or 0, signal.SIGTERM)
        assert ended(process, db, 30).exit_code == 143
    assert time.monotonic() - began < 10
    states = rows(db, "SELECT state, count(*) AS n FROM frontier GROUP BY state")
    assert {row["state"] for row in states} <= {"todo", "failed"}


def test_a_run_that_waits_for_answers_ends_when_it_is_told_to(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    with Replica(articles=12) as site:
        site.faults.add(r"/\d+/.*", faults.silence)
        process = begun(db, site.base_url, DOWNLOAD_TIMEOUT=60)
        wait_for(db, "the rest door is open")
        began = time.monotonic()
        os.kill(process.pid or 0, signal.SIGTERM)
        done = ended(process, db, 40)
    assert done.exit_code == 143
    assert time.monotonic() - began < 10
    assert not re.search("Failure|abort|no page from", done.said), "of what was hung up nothing is said"
    assert {row["state"] for row in rows(db, "SELECT DISTINCT state FROM frontier")} == {"todo"}


def test_after_a_refusal_the_next_run_takes_up_everything(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    with Replica(articles=24) as site:
        site.faults.add(r"/\d+/.*|/", answer(503))
        assert crawl(db, site.base_url).exit_code == 4
        assert {row["tries"] for row in rows(db, "SELECT tries FROM frontier WHERE state = 'todo'")} == {0}
        site.faults.clear()
        assert crawl(db, site.base_url).exit_code == 0
        assert rows(db, "SELECT count(*) AS n FROM articles")[0]["n"] == len(site.public)


def test_a_redirect_to_another_loopback_address_is_not_even_connected_to(tmp_path: Path) -> None:
    with Replica(articles=12) as site, Replica(articles=9) as other:
        site.faults.add(r"/47859/.*", answer(503), times=1)
        site.faults.add(r"/47859/.*", answer(302, location=f"{other.base_url}/47859/"))
        crawl(tmp_path / "archive.db", site.base_url)
        assert other.requests == []


def wait_for(db: Path, words: str, patience: float = 60) -> None:
    """Until the run that writes into `db` has said this."""
    deadline = time.monotonic() + patience
    out = db.with_suffix(".out")
    while not (out.exists() and words in out.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, (
            out.read_text(encoding="utf-8") if out.exists() else "nothing said"
        )
        time.sleep(0.02)
