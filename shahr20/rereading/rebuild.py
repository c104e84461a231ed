"""Rebuild: every capture read again, by today's reader and pipelines; nothing fetched.

Versions are rewritten in place and never added. All of it is one transaction: the archive is
rebuilt, or it is as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.captured import captured
from pipelines.entries import article as article_of
from shahr20.archive import search
from shahr20.archive.archive import Archive
from shahr20.archive.errors import CaptureDamaged
from shahr20.archive.rewriting import BOOKKEEPING, Rewriting, Version
from shahr20.archive.transactions import writing
from shahr20.pages.page import Page, Reading
from shahr20.pages.site import Site
from shahr20.rereading.readers import Readers


@dataclass
class Report:
    """What a rebuild did, or with `dry_run` would do.

    versions: how many were read again · changed: for each field, on how many articles · articles:
    how many of them changed at all · lost: versions whose capture no longer reads, with the reason;
    they stay as they were · rescued: rejects that are articles now · reindexed: every key was made anew.
    """

    versions: int = 0
    articles: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    lost: dict[str, str] = field(default_factory=dict)
    rescued: int = 0
    reindexed: bool = False


def rebuild(
    archive: Archive,
    site: Site,
    *,
    dry_run: bool = False,
    processes: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Read every capture again into articles, revisions and search; `progress(done, total)` as it goes."""
    rewriting = archive.rewriting
    versions = list(rewriting.versions())
    rejects = _rejects(archive)
    total = len(versions) + len(rejects)
    report = Report()
    with writing(archive.db), Readers(site, processes) as readers:
        for number, (version, reading) in enumerate(_reread(archive, readers, versions, report), start=1):
            _version(rewriting, version, reading, report, dry_run)
            progress(number, total)
        for number, (reject, reading) in enumerate(_again(archive, readers, rejects), start=1):
            if reading.record is not None and not dry_run:
                report.rescued += archive.rescue(reject.id, reject.capture_id, article_of(reading.record))
            progress(len(versions) + number, total)
        if not search.is_current(archive.db):
            report.reindexed = True
            if not dry_run:
                search.reindex(archive.db)
    return report


def _version(rewriting: Rewriting, version: Version, reading: Reading, report: Report, dry_run: bool) -> None:
    report.versions += 1
    if reading.record is None or reading.record.id != version.article_id:
        why = reading.reject.detail if reading.reject else "the page is another article"
        report.lost[f"{version.article_id}, version {version.revision}"] = why
        return
    article = article_of(reading.record)
    changed = rewriting.changes(version, article)
    if not changed:
        return
    if changed - BOOKKEEPING:
        report.articles += 1
        report.changed.update(changed - BOOKKEEPING)
    if not dry_run:
        rewriting.rewrite(version, article)


def _reread(
    archive: Archive, readers: Readers, versions: list[Version], report: Report
) -> Iterator[tuple[Version, Reading]]:
    """Each version with what its capture says now; those whose capture is damaged are lost."""
    readable: list[Version] = []

    def pages() -> Iterator[Page]:
        for version in versions:
            try:
                page = captured(archive, version.capture_id, version.article_id)
            except (CaptureDamaged, KeyError) as error:
                report.lost[f"{version.article_id}, version {version.revision}"] = str(error)
                continue
            readable.append(version)
            yield page

    for number, reading in enumerate(readers.read(pages())):
        yield readable[number], reading


class Rejected(NamedTuple):
    """A page that could not be read, and the article that was asked for."""

    id: int
    capture_id: int
    asked_id: int | None


def _rejects(archive: Archive) -> list[Rejected]:
    found = archive.db.execute(
        """SELECT rejects.id, capture_id, rejects.article_id FROM rejects
           JOIN captures ON captures.id = capture_id WHERE captures.article_id IS NULL ORDER BY rejects.id"""
    )
    return [Rejected(*row) for row in found]


def _again(archive: Archive, readers: Readers, rejects: list[Rejected]) -> Iterator[tuple[Rejected, Reading]]:
    """Each reject with what its capture says now."""
    pages = (captured(archive, reject.capture_id, reject.asked_id) for reject in rejects)
    yield from zip(rejects, readers.read(pages), strict=True)
