"""What a crawl says of itself: a redesign on the first run that sees it, a row in the ledger, who is told."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.errors import ArchiveError
from shahr20.archive.ledger import Counts
from shahr20.replica.server import Replica
from shahr20.replica.themes import taj
from shahr20_spider.heartbeat import Heartbeat
from tests.shahr20_spider.other_theme import other_theme

ARTICLES = 40


def crawl(db: Path, site: Replica, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shahr20", "crawl", "--db", str(db), "--base-url", site.base_url]
    return subprocess.run(
        [*command, "--delay", "0", *options], capture_output=True, text=True, check=False, timeout=120
    )


def findings(db: Path) -> dict[str, str]:
    with closing(sqlite3.connect(db)) as connection:
        sql = "SELECT monitor, level FROM findings WHERE crawl_id = (SELECT max(id) FROM crawls)"
        return dict(connection.execute(sql).fetchall())


def nothing(*_: Any) -> str:
    """As a theme whose script fetches what belongs here."""
    return ""


def bare(*_: Any) -> str:
    """Only a heading that is a picture, and a place where a script puts the article."""
    return (
        "<html><head><title>شهر بیست</title></head><body><img src=title.png><div id=app></div></body></html>"
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica(articles=ARTICLES) as site:
        yield site


@pytest.mark.parametrize(("part", "redesign"), [("body", nothing), ("article", bare)])
def test_a_redesign_is_noticed_by_a_run_of_three_pages(
    db: Path, site: Replica, part: str, redesign: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crawl(db, site).returncode == 0
    with monkeypatch.context() as redesigned:
        redesigned.setattr(taj, part, redesign)
        site.add(3)
        done = crawl(db, site)
    assert done.returncode == 5, done.stderr
    assert "new layout" in done.stdout
    assert "ERROR coverage: only 0 of 3 pages" in done.stderr
    assert findings(db)["coverage"] == "alarm"
    assert crawl(db, site).returncode == 5  # nothing new, and nothing mended
    site.add(3)
    assert crawl(db, site).returncode == 0


def test_an_everyday_run_says_nothing_but_its_summary(db: Path, site: Replica) -> None:
    crawl(db, site)
    site.add(2)
    done = crawl(db, site)
    assert done.returncode == 0
    assert set(findings(db).values()) == {"ok"}
    assert len(done.stdout.splitlines()) == 1


def test_the_command_tells(db: Path, tmp_path: Path) -> None:
    metrics, log = tmp_path / "shahr20.prom", tmp_path / "log"
    options = ("--metrics", str(metrics), "--on-change", f"cat >> {log}")
    with Replica(articles=9) as site:
        assert crawl(db, site, *options).returncode == 0
    assert not log.exists()
    assert "shahr20_last_run_exit_code 0" in metrics.read_text()
    for _ in range(2):  # nobody answers there any more
        assert crawl(db, site, *options).returncode == 4
    (message,) = map(json.loads, log.read_text().splitlines())
    assert (message["event"], message["exit_code"]) == ("failure", 4)
    assert "shahr20_last_run_exit_code 4" in metrics.read_text()


def test_an_address_that_can_be_overheard_is_wrong_usage(db: Path, site: Replica) -> None:
    done = crawl(db, site, "--webhook", "http://hooks.example.org/s3cret")
    assert done.returncode == 2
    assert "s3cret" not in done.stderr
    assert not db.exists()


class Beating:
    """What Heartbeat sees of Scrapy."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.counts, self.error = archive, Counts(fetched=3), None
        self.crawl_id = archive.ledger.start({})

    def stop(self, error: Any) -> None:
        self.error = error


def test_a_heartbeat_needs_no_page(db: Path) -> None:
    with Archive(db, create=True) as archive:
        spider = Beating(archive)
        archive.db.execute("UPDATE crawls SET heartbeat_at = NULL")
        crawler = SimpleNamespace(spider=spider, signals=SimpleNamespace(connect=lambda *_, **__: None))
        heart = Heartbeat(crawler)  # type: ignore[arg-type]
        heart.beat()
        ((beat, fetched),) = archive.db.execute("SELECT heartbeat_at, fetched FROM crawls").fetchall()
        assert beat is not None
        assert fetched == 3
        archive.db.execute("PRAGMA query_only = ON")
        heart.beat()
        assert isinstance(spider.error, ArchiveError)


def test_another_theme_that_reads_is_a_warning_and_no_failure(db: Path, site: Replica) -> None:
    assert crawl(db, site).returncode == 0
    site.faults.add(r"/\d+/.*", other_theme)
    site.add(5)
    done = crawl(db, site)
    assert done.returncode == 0, done.stderr
    assert "WARNING layout: the title is read by" in done.stderr
    assert findings(db)["layout"] == "warning"
    assert findings(db)["coverage"] != "alarm"
