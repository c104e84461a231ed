"""What a crawl of a known site of 5,000 articles asks for, by the server's own log."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Answer, Article, Entry
from shahr20.archive.frontier import Found
from shahr20.archive.times import stamp
from shahr20.archive.transactions import writing
from shahr20.pages.address import canonical
from shahr20.replica.server import Replica
from shahr20.replica.story import Story

ARTICLES = 5_000
DOORS = ("rest", "sitemap", "feed", "listing")


@pytest.fixture(scope="module")
def server() -> Iterator[Replica]:
    with Replica(articles=ARTICLES) as site:
        yield site


@pytest.fixture(scope="module")
def filled(server: Replica, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all that is public, made without fetching 5,000 pages."""
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    with Archive(path, create=True) as archive:
        archive.claim(server.site.base.split("//")[1])
        crawl = archive.ledger.start({})
        with writing(archive.db):
            for story in server.public:
                keep(archive, server.base_url, story, crawl)
    return path


def keep(archive: Archive, base: str, story: Story, crawl: int) -> None:
    """As if a crawl had found and fetched the story."""
    url = canonical(base + story.path)
    archive.frontier.add(
        [Found(url, story.id, stamp(story.published), stamp(story.modified))], door="rest", crawl_id=crawl
    )
    fields = {
        "kicker": None, "title": story.title, "lead": story.lead, "body": "\n\n".join(story.paragraphs),
        "title_raw": story.title, "lead_raw": story.lead, "body_raw": "\n\n".join(story.paragraphs),
        "published_at": stamp(story.published), "published_jalali": None, "jalali_year": None,
        "jalali_month": None, "published_raw": None, "source": None, "source_raw": None, "category": None,
        "author": None, "image_url": None, "image_caption": None, "word_count": 1, "reader_version": 1,
        "read_by": "{}", "flags": "{}",
    }  # fmt: skip
    answer = Answer(url=url, body=b"<html>", fetched_at=stamp(datetime.now(UTC)))
    archive.store(Entry(answer, Article(story.id, url, fields), lease=url), crawl)


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "archive.db"))


@pytest.fixture
def site(server: Replica) -> Iterator[Replica]:
    """The server; what a test shuts is open again after it."""
    before = server.site
    yield server
    server.site = before


def only(site: Replica, *doors: str) -> None:
    site.site = replace(site.site, shut=frozenset(DOORS) - set(doors))


class Run:
    """A crawl, and what the server was asked for."""

    def __init__(self, db: Path, site: Replica, *options: str) -> None:
        site.requests.clear()
        command = [sys.executable, "-m", "shahr20", "crawl", "--db", str(db), "--base-url", site.base_url]
        done = subprocess.run(
            [*command, "--delay", "0", *options], capture_output=True, text=True, check=False, timeout=900
        )
        assert done.returncode == 0, done.stderr
        self.said = done.stdout + done.stderr
        self.asked = [one.path for one in site.requests]
        self.pages = [path for path in self.asked if re.match(r"/\d+/", path)]


def rows(db: Path, sql: str, *values: Any) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


IDLE = {"rest": 3, "feed": 3, "sitemap": 3, "listing": 2}
"""Requests of a crawl when nothing has happened: robots.txt is one of them."""
CHANGED = {"rest": 25, "feed": 30}
"""Requests of a crawl that sees ten new and five edited articles: fifteen are their pages."""


@pytest.mark.parametrize("door", DOORS)
def test_a_crawl_costs_what_has_happened(db: Path, site: Replica, door: str) -> None:
    only(site, door)
    Run(db, site, "--full")
    idle = Run(db, site)
    assert len(idle.asked) <= IDLE[door], idle.asked
    assert not idle.pages
    new = {story.id for story in site.add(10)}
    edited = {story.id for story in site.public[100:2000:400]}
    for article_id in edited:
        site.edit(article_id)
    changed = Run(db, site)
    seen = {int(path.split("/")[1]) for path in changed.pages}
    assert len(changed.asked) <= CHANGED.get(door, 30), changed.asked
    assert seen == (new if door == "listing" else new | edited)
    after = Run(db, site)
    assert len(after.asked) <= IDLE[door], after.asked
    assert not after.pages


def test_an_audit_nominates_what_was_deleted_and_the_next_crawl_confirms_it(db: Path, site: Replica) -> None:
    dead = [story.id for story in site.public[200:203]]
    Run(db, site, "--full")
    for article_id in dead:
        site.delete(article_id)
    crawl = Run(db, site)
    assert len(crawl.asked) <= 4
    assert "3 articles fewer than before" in crawl.said
    audit = Run(db, site, "--full")
    assert len(audit.asked) <= 70
    assert len(audit.pages) == 3
    gaps = {row["article_id"]: row["reason"] for row in rows(db, "SELECT * FROM gaps")}
    assert gaps == dict.fromkeys(dead, "gone: answers 404, the next run asks again")
    assert not rows(db, "SELECT 1 FROM articles WHERE gone_at IS NOT NULL")
    assert len(Run(db, site).pages) == 3
    assert [row["id"] for row in rows(db, "SELECT id FROM articles WHERE gone_at IS NOT NULL")] == dead
    again = Run(db, site, "--full")
    assert not again.pages
    gaps = {row["article_id"]: row["reason"] for row in rows(db, "SELECT * FROM gaps")}
    assert gaps == dict.fromkeys(dead, "gone: answers 404")
