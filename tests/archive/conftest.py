from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.entry import Answer, Article, Entry


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db", create=True) as archive:
        yield archive


FIELDS: dict[str, Any] = {
    "kicker": None,
    "title": "گزارش شهرداری",
    "lead": None,
    "body": "پاراگراف یکم.\n\nبرنامه‌های شهر.",
    "title_raw": "گزارش شهرداري",
    "lead_raw": None,
    "body_raw": "پاراگراف یکم.\n\nبرنامه‌های شهر.",
    "published_at": "2022-02-20T14:38:00Z",
    "published_jalali": "1400-12-01 18:08",
    "jalali_year": 1400,
    "jalali_month": 12,
    "published_raw": "01 اسفند 1400 - 18:08",
    "source": "ایسنا",
    "source_raw": "ايسنا",
    "category": "شهرداری",
    "author": None,
    "image_url": None,
    "image_caption": None,
    "word_count": 4,
    "reader_version": 1,
    "read_by": "{}",
    "flags": "{}",
}


def entry(
    article_id: int = 7,
    *,
    html: bytes = b"<html>7</html>",
    fetched_at: str = "2026-01-01T00:00:00Z",
    asked_id: int | None = None,
    lease: str | None = None,
    related: tuple[tuple[int | None, str | None, str], ...] = (),
    **fields: Any,
) -> Entry:
    """One page of the site with the article made of it."""
    url = f"https://shahr20.ir/{article_id}/slug/"
    return Entry(
        answer=Answer(url=url, body=html, fetched_at=fetched_at, headers=(("ETag", '"a"'),)),
        made=Article(
            id=article_id,
            url=url,
            fields={**FIELDS, **fields},
            related=related,
            categories=(("شهرداری", "شهرداری"),),
            tags=(("قم", None), ("شهر", "city")),
        ),
        asked_url=url,
        asked_id=asked_id,
        lease=lease,
    )


@pytest.fixture
def make_entry() -> Any:
    return entry
