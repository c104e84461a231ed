from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Answer, Article, Entry, Reject
from shahr20.archive.finding import Finding
from shahr20.archive.ledger import Counts
from shahr20.archive.times import stamp
from shahr20.watch.monitors import watch
from shahr20.watch.run import Run

NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "kicker": None, "title": "گزارش", "lead": "لید", "body": "متن خبر.", "title_raw": "گزارش",
    "lead_raw": "لید", "body_raw": "متن خبر.", "published_at": "2026-10-01T08:00:00Z",
    "published_jalali": "1405-07-09 11:30", "jalali_year": 1405, "jalali_month": 7, "published_raw": "۹ مهر",
    "source": "ایسنا", "source_raw": "ایسنا", "category": "شهر", "author": "نویسنده", "word_count": 2,
    "image_url": "https://shahr20.ir/1.jpg", "image_caption": None, "reader_version": 1,
    "read_by": "{}", "flags": "{}",
}  # fmt: skip
WITHOUT: dict[str, dict[str, Any]] = {
    "body": {"body": "", "body_raw": "", "word_count": 0},
    "date": {"published_at": None},
    "lead": {"lead": None, "lead_raw": None},
    "image": {"image_url": None},
    "lead and source": {"lead": None, "lead_raw": None, "source": None, "source_raw": None},
    "category": {"category": None},
}


@dataclass
class Newspaper:
    """An archive, and runs made up for it: `run(3, "body")` is one whose three pages have no text."""

    archive: Archive
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def pages(self, crawl_id: int, number: int, lacking: str = "", **fields: Any) -> None:
        for _ in range(number):
            self.page(crawl_id, next(self.ids), lacking, **fields)

    def page(self, crawl_id: int | None, article_id: int, lacking: str = "", **fields: Any) -> None:
        url = f"https://shahr20.ir/{article_id}/"
        made: Article | Reject = Reject(lacking, "no article")
        if not lacking or lacking in WITHOUT:
            made = Article(article_id, url, {**GOOD, **WITHOUT.get(lacking, {}), **fields})
        answer = Answer(url, f"<p>{article_id} {lacking}".encode(), stamp(NOW))
        self.archive.store(Entry(answer, made, url, article_id), crawl_id)

    def begin(self) -> int:
        return self.archive.ledger.start({})

    def end(
        self,
        crawl_id: int,
        *,
        at: datetime = NOW,
        counts: Counts | None = None,
        doors: dict[str, str] | None = None,
        exit_code: int = 0,
        outcome: str = "done",
    ) -> dict[str, Finding]:
        counts, doors = counts or Counts(), doors or {}
        run = Run(crawl_id, at, self.archive.path, counts, doors)
        findings = watch(self.archive.db.conn, run)
        self.archive.ledger.finish(
            crawl_id, counts, outcome=outcome, exit_code=exit_code, doors=doors, findings=findings
        )
        return {finding.monitor: finding for finding in findings}

    def run(self, number: int = 0, lacking: str = "", **options: Any) -> dict[str, Finding]:
        crawl_id = self.begin()
        self.pages(crawl_id, number, lacking)
        return self.end(crawl_id, **options)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Newspaper]:
    with Archive(tmp_path / "archive.db", create=True) as archive:
        yield Newspaper(archive)
