"""What the archive takes in: one answer of the site, and the article or the reject made of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer of the site as it came: `body` is its bytes, `fetched_at` UTC.

    `origin` says where an imported one is from (file, record, whether its time is the file's);
    None for what was fetched. `time_of_file`: nothing else says when it came. `sha256` and `length` are
    those of the bytes that came, where `body` only stands for them. `capture_id` is the number that it
    had in another archive.
    """

    url: str
    body: bytes = field(repr=False)
    fetched_at: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content_type: str | None = None
    origin: str | None = None
    time_of_file: bool = False
    sha256: str | None = None
    length: int | None = None
    capture_id: int | None = None

    def header(self, name: str) -> str | None:
        """The value of a header, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Article:
    """One article, refined: `fields` are the columns of schema.ARTICLE_FIELDS but for the hash."""

    id: int
    url: str | None
    fields: dict[str, Any] = field(repr=False)
    related: tuple[tuple[int | None, str | None, str], ...] = ()
    """(id, url, title), in the order of the page."""
    links: tuple[tuple[str, str], ...] = ()
    """(url, text)"""
    categories: tuple[tuple[str, str | None], ...] = ()
    """(name, slug)"""
    tags: tuple[tuple[str, str | None], ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 of the fields as published, white space folded: what makes two versions differ."""
        raw = (self.fields[name] or "" for name in ("title_raw", "lead_raw", "body_raw"))
        return _sha256([" ".join(text.split()) for text in raw])

    @property
    def reading_hash(self) -> str:
        """SHA-256 of all that was read from the page: what makes two captures worth keeping."""
        read = (
            "kicker", "title_raw", "lead_raw", "body_raw", "published_raw", "published_at", "author",
            "image_url", "image_caption", "flags", "reader_version",
        )  # fmt: skip
        fields = [self.fields[name] for name in read]
        return _sha256([self.url, *fields, self.related, self.links, self.categories, self.tags])


@dataclass(frozen=True)
class Reject:
    """Why an answer is no article: a short code and a sentence for the operator."""

    reason: str
    detail: str


@dataclass(frozen=True)
class Entry:
    """One answer with what was made of it: an article or a reject.

    `asked_url` and `asked_id` are what was asked for; `lease` is the frontier address it settles;
    `parts` are the answers for the other parts of an article that is on several pages.
    """

    answer: Answer
    made: Article | Reject
    asked_url: str | None = None
    asked_id: int | None = None
    lease: str | None = None
    parts: tuple[Answer, ...] = ()


def _sha256(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
