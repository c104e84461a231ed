"""The command as a user runs it, in a process of its own, and what it left in archive.db."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.wordpress.expected import Article
from tests.wordpress.installation import Request, WordPress

LONGEST = 180
"""Seconds a crawl of the newspaper may take before it is called stuck."""
SHUT = {"rest": "403", "sitemap": "404", "feed": "500", "listing": "404"}
"""Every door, and how it is shut when another one is tried."""


@dataclass(frozen=True)
class Crawl:
    """One run of the command."""

    db: Path
    exit_code: int
    printed: str
    requests: list[Request] = field(repr=False)

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """What archive.db answers."""
        with closing(sqlite3.connect(self.db)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def articles(self) -> dict[int, dict[str, Any]]:
        """Every article, by id."""
        return {row["id"]: row for row in self.rows("SELECT * FROM articles")}

    def pages_asked_for(self) -> Counter[str]:
        """How often each article's page was asked for, by its decoded path: feeds and parts are others."""
        paths = (unquote(urlsplit(request.target).path) for request in self.requests)
        return Counter(path for path in paths if path.split("/")[1].isdigit())


def crawl(wordpress: WordPress, db: Path, *options: str) -> Crawl:
    """Run `shahr20 crawl` on the newspaper."""
    wordpress.requests()
    command = [
        sys.executable,
        "-m",
        "shahr20",
        "crawl",
        "--base-url",
        wordpress.url,
        "--db",
        str(db),
        "--delay",
        "0",
    ]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=LONGEST)
    printed = f"{done.stderr[-2000:]}\n{done.stdout}"
    return Crawl(db, done.returncode, printed, wordpress.requests())


def only(wordpress: WordPress, door: str) -> None:
    """Leave one door open."""
    wordpress.shut(**{other: way for other, way in SHUT.items() if other != door})


def path_of(article: Article) -> str:
    """An article's path, decoded."""
    return unquote(urlsplit(article.url).path)
