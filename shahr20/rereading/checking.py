"""One page under the lens: where it is from, what every rule makes of it, and what a crawl would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipelines import read_and_refine
from pipelines.captured import captured
from shahr20.archive.archive import Archive
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.fields import ORDER
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.reader import explain
from shahr20.pages.rules import Answer
from shahr20.pages.site import Site
from shahr20.rereading.provenance import origin
from shahr20.rereading.saved import kind_of, saved


class NothingToCheck(Exception):
    """What was named is no page that can be checked; the message says why and what can."""


class NoPage(Exception):
    """The site gives no page, be it down or unwilling; the message says what happened."""


ANSWERS = (200, 404, 410)
"""Statuses that say something of the article: here it is, or there is none. Others are refusals."""


@dataclass(frozen=True)
class Checked:
    """A page, what each rule answers field by field, and the record or reject that comes of it."""

    page: Page
    fields: dict[str, list[Answer]]
    reading: Reading


def check(page: Page, site: Site) -> Checked:
    """What every rule makes of a page; the reading is refined, as what a crawl or an import stores."""
    if page.status != 200:
        sentence = f"the site answers {page.status}; only what comes with 200 is read"
        return Checked(page, {}, Reading(page, reject=Reject("gone", sentence)))
    reading = read_and_refine(page, site)
    if reading.reject and reading.reject.reason == "reader_failed":
        return Checked(page, {}, reading)
    told = explain(page, site).fields
    return Checked(page, {name: told[name] for name in ORDER if name in told}, reading)


def fetched(url: str, site: Site, contact: str | None) -> Page:
    """The page at an address of the site, fetched now.

    Raises NothingToCheck for an address elsewhere, Impolite when a live host is asked without a contact,
    NoPage when nobody answers, or the site refuses.
    """
    from shahr20_spider.one import NoAnswer, fetch

    try:
        url = canonical(url)
    except ValueError as error:
        raise NothingToCheck(f"{url} is not a web address") from error
    if not same_host(url, site):
        raise NothingToCheck(
            f"{url} is not on {site.host}; if that is another address of the site, say so with --base-url"
        )
    try:
        page = fetch(url, site, contact)
    except NoAnswer as error:
        raise NoPage(str(error)) from error
    if page.status not in ANSWERS:
        raise NoPage(f"the site answers {page.status} at {url}")
    return replace(page, asked_url=url, asked_id=article_id(url, site))


def in_file(path: Path, site: Site) -> Page:
    """The page that somebody saved to a file. Raises NothingToCheck when it holds none, or many."""
    try:
        kind = kind_of(path)
        if kind == "warc":
            raise NothingToCheck(f"{path} is a WARC file, of many pages: `shahr20 import` reads them all")
        if kind is None:
            raise NothingToCheck(f"{path} is neither a saved page nor a plain-text capture (.txt)")
        one = saved(path, kind, site, path.as_posix())
    except OSError as error:
        what = "check takes a web address, a file, or the id of an article in the archive"
        raise NothingToCheck(f"{path}: {error.strerror}; {what}") from error
    return Page(
        url=one.page.url,
        body=one.page.body,
        fetched_at=one.page.fetched_at,
        content_type=one.page.content_type,
        origin=origin(path.as_posix(), time="file" if one.time_of_file else "page"),
    )


def in_archive(number: int, archive: Archive) -> Page:
    """The last page that came for an article, be it one that could not be read.

    Raises NothingToCheck when there is none, CaptureDamaged when it is not what was received.
    """
    row = archive.db.execute(
        """SELECT id FROM captures
           WHERE part_of IS NULL
             AND (article_id = :id OR id IN (SELECT capture_id FROM rejects WHERE article_id = :id))
           ORDER BY fetched_at DESC, id DESC LIMIT 1""",
        {"id": number},
    ).fetchone()
    if row is None:
        raise NothingToCheck(f"no page of article {number} is in {archive.path}")
    return captured(archive, row[0], number)
