"""A page as it came from the site, and what became of it when it was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from shahr20.pages.record import Record


@dataclass(frozen=True)
class Page:
    """One answer of the site, before anything is read from it.

    `body` is the bytes as received (after transfer and content encoding). `asked_url` is the
    address that was asked for and `asked_id` the article id expected there, when one is known;
    `url` is where redirects ended. `fetched_at` is UTC `YYYY-MM-DDTHH:MM:SSZ`.
    """

    url: str
    body: bytes = field(repr=False)
    fetched_at: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content_type: str | None = None
    asked_url: str | None = None
    asked_id: int | None = None
    origin: str | None = None
    """Where a page is from that was imported, as JSON; None for one that was fetched."""
    parts: tuple[Page, ...] = field(default=(), repr=False)
    """The pages of the article's other parts, where it has some (`<!--nextpage-->`)."""


@dataclass(frozen=True)
class Reject:
    """Why a page could not become an article: a short code and a sentence for the operator."""

    reason: str
    detail: str


@dataclass
class Reading:
    """What a page was read into: a record or a reject, never both.

    `lease` is the frontier's address that this page was fetched for.
    """

    page: Page
    record: Record | None = None
    reject: Reject | None = None
    parts: tuple[str, ...] = ()
    """Addresses of its other parts (`<!--nextpage-->`): fetch them and `parts.join` the readings."""
    lease: str | None = None
