"""Crawls of the replica, as a person runs them: in a process of their own, against every door."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.frontier import Found
from shahr20.archive.lock import Lock
from shahr20.replica.server import Replica
from shahr20.replica.story import Story

DOORS = ("rest", "sitemap", "feed", "listing")
ARTICLES = 40


def crawl(db: Path, base_url: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shahr20", "crawl", "--db", str(db), "--base-url", base_url]
    return subprocess.run(
        [*command, "--delay", "0", *options], capture_output=True, text=True, check=False, timeout=600
    )


def counts(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    last = done.stdout.splitlines()[-1]
    return {name: int(number) for name, number in re.findall(r"([a-z]+) (\d+)\b", last)}


def rows(db: Path, sql: str, *values: Any) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(sql, values).fetchall()


def fetched_pages(site: Replica) -> Counter[str]:
    """How often each article page was asked for."""
    return Counter(one.path for one in site.requests if re.match(r"/\d+/", one.path))


def assert_whole(db: Path, stories: list[Story]) -> None:
    """Exactly these articles, and each as it was published."""
    articles = {row["id"]: row for row in rows(db, "SELECT * FROM articles")}
    assert set(articles) == {story.id for story in stories}
    for story in stories:
        row = articles[story.id]
        assert row["title_raw"] == story.title
        assert row["lead_raw"] == story.lead
        assert row["body_raw"] == "\n\n".join(story.paragraphs)
        assert row["published_at"] == story.published.strftime("%Y-%m-%dT%H:%M:00Z")
        assert row["category"] == story.categories[0].name
        assert row["source"] == story.source
        related = rows(db, "SELECT related_id FROM related WHERE article_id = ? ORDER BY position", story.id)
        assert [one["related_id"] for one in related] == list(story.related)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica(articles=ARTICLES) as site:
        yield site


@pytest.mark.parametrize("door", DOORS)
def test_whichever_door_is_open_every_article_comes_once_and_whole(db: Path, door: str) -> None:
    shut = {name for name in DOORS if name != door}
    with Replica(articles=ARTICLES, shut=shut) as site:
        done = crawl(db, site.base_url)
        assert done.returncode == 0, done.stderr
        assert_whole(db, site.public)
        number = len(site.public)
        assert counts(done) == {
            "found": number, "fetched": number, "stored": number, "unchanged": 0, "rejected": 0
        }  # fmt: skip
        assert set(fetched_pages(site).values()) == {1}
        (run,) = rows(db, "SELECT * FROM crawls")
        assert json.loads(run["doors"])[door].startswith("open")
        assert (run["outcome"], run["exit_code"]) == ("done", 0)


def test_the_known_page_letter_for_letter(db: Path, site: Replica) -> None:
    assert crawl(db, site.base_url).returncode == 0
    (row,) = rows(db, "SELECT * FROM articles WHERE id = 47859")
    assert row["published_at"] == "2022-02-20T14:38:00Z"
    assert row["published_jalali"] == "1400-12-01 18:08"
    assert row["source"] == "روابط عمومی شهرداری قم"
    assert len(row["body"].split("\n\n")) == len(row["body_raw"].split("\n\n")) == 5
    assert len(rows(db, "SELECT * FROM related WHERE article_id = 47859")) == 6
    page = Path(__file__).parents[2] / "shahr20" / "replica" / "page-47859.txt"
    lines = page.read_text(encoding="utf-8").splitlines()
    assert row["title_raw"] == lines[0]
    assert row["lead_raw"] == lines[2]
    assert all(paragraph in lines for paragraph in row["body_raw"].split("\n\n"))


def test_a_second_crawl_of_an_unchanged_site_stores_nothing_and_says_so(db: Path, site: Replica) -> None:
    crawl(db, site.base_url)
    before = {
        table: rows(db, f"SELECT count(*) AS n FROM {table}")[0]["n"]
        for table in ("articles", "revisions", "captures")
    }
    site.requests.clear()
    done = crawl(db, site.base_url)
    assert done.returncode == 0
    assert counts(done)["stored"] == counts(done)["fetched"] == 0
    assert counts(done)["unchanged"] == len(site.public)
    assert not fetched_pages(site)
    full = crawl(db, site.base_url, "--full")
    assert counts(full)["stored"] == 0
    assert counts(full)["unchanged"] == len(site.public)
    after = {
        table: rows(db, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in ("articles", "revisions")
    }
    assert after == {table: before[table] for table in after}


def test_new_and_edited_articles_are_fetched_and_nothing_else(db: Path, site: Replica) -> None:
    crawl(db, site.base_url)
    edited, deleted = site.public[3].id, site.public[7].id
    site.edit(edited)
    site.delete(deleted)
    added = site.add(2)
    site.requests.clear()
    done = crawl(db, site.base_url)
    assert done.returncode == 0
    assert counts(done)["stored"] == counts(done)["fetched"] == 3
    assert sum(fetched_pages(site).values()) == 3
    kept = {row["id"]: row["revision"] for row in rows(db, "SELECT id, revision FROM articles")}
    assert kept[edited] == 2
    assert kept[deleted] == 1
    assert {story.id for story in added} <= set(kept)
    assert len(rows(db, "SELECT * FROM revisions WHERE article_id = ?", edited)) == 2


def test_a_refetch_gets_every_page_again(db: Path, site: Replica) -> None:
    crawl(db, site.base_url)
    site.requests.clear()
    done = crawl(db, site.base_url, "--refetch")
    assert done.returncode == 0
    assert counts(done)["fetched"] == len(site.public)
    assert {visit.status for visit in site.requests if re.match(r"/\d+/", visit.path)} <= {200, 301}


def test_an_old_address_of_an_article_leads_to_it(db: Path, site: Replica) -> None:
    known = site.public[3]
    with Archive(db, create=True) as archive:
        old = Found(f"{site.base_url}/{known.id}/old-slug/", known.id)
        archive.frontier.add([old], door="listing", crawl_id=None)
    done = crawl(db, site.base_url, "--limit", "1")
    assert done.returncode == 0, done.stderr
    sql = "SELECT a.id, a.url, c.url AS fetched FROM articles AS a JOIN captures AS c ON c.id = a.capture_id"
    (row,) = rows(db, sql)
    assert row["id"] == known.id
    assert row["url"].lower() == row["fetched"].lower() != old.url.lower()


def test_every_door_shut_is_a_refusal(db: Path) -> None:
    with Replica(articles=ARTICLES, shut=set(DOORS)) as site:
        done = crawl(db, site.base_url)
    assert done.returncode == 4
    for door in DOORS:
        assert f"the {door} door is shut" in done.stderr
    assert "no door of the site lists an article" in done.stdout


def test_nobody_at_the_address(db: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but it does not listen
        done = crawl(db, f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert done.returncode == 4
    assert "nobody answers at" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--base-url", "ftp://127.0.0.1"], 2, "not a web address"),
        (["--base-url", "127.0.0.1:8020"], 2, "not a web address"),
        (["--base-url", "http://127.0.0.1:99999"], 2, "not a web address"),
        (["--base-url", "http://[::1"], 2, "not a web address"),
        (["--base-url", "https://shahr20.ir"], 2, "too short for a live site"),
        (["--delay", "soon"], 2, "not a valid float"),
        (["--delay", "-1"], 2, "makes no sense"),
        (["--limit", "0"], 2, "not in the range"),
        (["--site", "nowhere.toml"], 2, "cannot read the site file nowhere.toml"),
        (["--db", "nowhere/archive.db"], 2, "the folder nowhere does not exist"),
        (["--db", "."], 2, "is a folder"),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_code_2(
    db: Path, options: list[str], code: int, words: str
) -> None:
    done = crawl(db, "http://127.0.0.1:1", *options)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not db.exists()


def test_a_live_site_wants_a_contact(db: Path) -> None:
    done = crawl(db, "https://shahr20.ir", "--delay", "1")
    assert done.returncode == 2
    assert "--contact" in done.stderr


def test_the_archive_of_another_site_is_left_alone(db: Path, site: Replica) -> None:
    crawl(db, site.base_url)
    before = rows(db, "SELECT count(*) AS n FROM crawls")[0]["n"]
    with Replica(articles=9) as other:
        done = crawl(db, other.base_url)
    assert done.returncode == 2
    assert "is the archive of" in done.stderr
    assert rows(db, "SELECT count(*) AS n FROM crawls")[0]["n"] == before


def test_a_second_run_at_the_same_time_writes_nothing(db: Path) -> None:
    with Replica(articles=ARTICLES, crawl_delay=1) as site:
        command = [sys.executable, "-m", "shahr20", "crawl", "--db", str(db), "--base-url", site.base_url]
        with subprocess.Popen(
            [*command, "--delay", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as first:
            wait_until(lambda: len(site.requests) > 1)
            done = crawl(db, site.base_url)
            assert done.returncode == 75
            assert "holds the lock of this archive" in done.stderr
            first.send_signal(signal.SIGTERM)
            assert first.wait(timeout=20) == 143
    assert [row["exit_code"] for row in rows(db, "SELECT exit_code FROM crawls")] == [143]


def test_a_run_that_is_turned_away_leaves_the_files_as_they_are(db: Path, site: Replica) -> None:
    crawl(db, site.base_url, "--limit", "1")
    with Archive(db) as archive:
        archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_findings'")  # an older one
    holder = Lock(db)
    holder.acquire()
    before = {file.name: file.read_bytes() for file in db.parent.iterdir()}
    done = crawl(db, site.base_url)
    assert (done.returncode, done.stdout) == (75, "")
    assert {file.name: file.read_bytes() for file in db.parent.iterdir()} == before
    holder.release()


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_before_the_first_request_ends_the_run(
    db: Path, site: Replica, number: int, exit_code: int
) -> None:
    at_once = f"""
import os
from scrapy.crawler import AsyncCrawlerProcess as Process
from shahr20.cli import main
start = Process.start
Process.start = lambda *args, **options: (os.kill(os.getpid(), {number:d}), start(*args, **options))
main()
"""
    arguments = ["crawl", "--db", str(db), "--base-url", site.base_url, "--delay", "0"]
    command = [sys.executable, "-c", at_once, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "Traceback" in done.stderr) == (exit_code, False)
    assert done.stdout.startswith("ended by a signal")
    assert crawl(db, site.base_url).returncode == 0
    assert_whole(db, site.public)


def test_a_run_that_was_killed_goes_on(db: Path) -> None:
    with Replica(articles=ARTICLES) as site:
        command = [sys.executable, "-m", "shahr20", "crawl", "--db", str(db), "--base-url", site.base_url]
        with subprocess.Popen(
            [*command, "--delay", "0.05"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as first:
            wait_until(lambda: len(fetched_pages(site)) >= 10)
            first.kill()
        done = crawl(db, site.base_url)
        assert done.returncode == 0
        assert_whole(db, site.public)
        again = sum(fetched_pages(site).values()) - len(site.public)
        assert again <= 4, "no more than were under way"
    assert [row["outcome"] for row in rows(db, "SELECT outcome FROM crawls ORDER BY id")] == ["died", "done"]


def test_crawl_delay_is_honoured_by_the_servers_own_clock(db: Path) -> None:
    with Replica(articles=9, crawl_delay=0.3) as site:
        assert crawl(db, site.base_url).returncode == 0
        times = [visit.at for visit in site.requests if visit.path != "/robots.txt"]
    assert len(times) > 8
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.27


def test_the_user_agent_says_who_comes(db: Path, site: Replica) -> None:
    crawl(db, site.base_url, "--contact", "archive@example.org", "--limit", "1")
    assert {visit.agent.split("/")[0] for visit in site.requests} == {"shahr20-archive"}
    assert all("archive@example.org" in visit.agent for visit in site.requests)
    assert sum(fetched_pages(site).values()) == 1


def test_a_locked_database_is_exit_code_6(db: Path, site: Replica) -> None:
    crawl(db, site.base_url, "--limit", "1")
    with closing(sqlite3.connect(db)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = crawl(db, site.base_url)
    assert done.returncode == 6
    assert "locked" in done.stderr
    assert "Traceback" not in done.stderr


def test_scrapys_own_command_gives_whole_records(tmp_path: Path, site: Replica) -> None:
    project = Path(__file__).parents[2]
    out, db = tmp_path / "out.jsonl", tmp_path / "archive.db"
    arguments = (f"base_url={site.base_url}", "delay=0", f"db={db}")
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "shahr20", "-O", str(out)]
        + [word for argument in arguments for word in ("-a", argument)],
        cwd=project, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    records = {
        record["id"]: record for record in map(json.loads, out.read_text(encoding="utf-8").splitlines())
    }
    assert set(records) == {story.id for story in site.public}
    known = records[47859]
    assert known["source"] == "روابط عمومی شهرداری قم"
    assert len(known["related"]) == 6
    assert known["related"][0]["title"]
    assert known["body_raw"].count("\n\n") == 4
    assert "stored 40" in done.stderr or f"stored {len(site.public)}" in done.stderr


def wait_until(condition: Any, patience: float = 90) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("db=nowhere/archive.db", "the folder nowhere does not exist"),
        ("base_url=ftp://127.0.0.1", "not a web address"),
        ("delay=soon", "'soon'"),
    ],
)
def test_scrapys_own_command_says_what_is_wrong(tmp_path: Path, argument: str, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "shahr20", "-a", "base_url=http://127.0.0.1:1", "-a", argument],
        cwd=Path(__file__).parents[2], env={**os.environ, "SHAHR20_CONTACT": ""},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
