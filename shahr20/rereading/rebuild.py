"""Rebuild: every capture read again, by today's reader and pipelines; nothing fetched.

Versions are rewritten in place and never added. All of it is one transaction: the archive is
rebuilt, or it is as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from pipelines.captured import captured
from pipelines.entries import article as article_of
from shahr20.archive import search
from shahr20.archive.archive import Archive
from shahr20.archive.errors import CaptureDamaged
from shahr20.archive.rewriting import BOOKKEEPING, Rewriting, Version
from shahr20.archive.transactions import snapshot, writing
from shahr20.pages.page import Page, Reading
from shahr20.pages.parts import is_whole
from shahr20.pages.site import Site
from shahr20.rereading.readers import Readers


@dataclass
class Report:
    """What a rebuild did, or with `dry_run` would do.

    versions: how many there are · articles: those that changed at all · changed: for each field, the
    articles on which it did · lost: versions whose capture no longer reads, with the reason; they stay as
    they were · rescued: articles that were rejects · reindexed: every key was made anew.
    """

    versions: int = 0
    articles: set[int] = field(default_factory=set)
    changed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    lost: dict[str, str] = field(default_factory=dict)
    rescued: set[int] = field(default_factory=set)
    reindexed: bool = False


def rebuild(
    archive: Archive,
    site: Site,
    *,
    dry_run: bool = False,
    processes: int | None = None,
    progress: Callable[[int, int, Report], None] = lambda done, total, report: None,
) -> Report:
    """Read every capture again into articles, revisions and search.

    `progress(done, total, report)` is called as it goes. With `dry_run` nothing is written, and others may
    write meanwhile; without it the caller holds the archive's lock. Raises sqlite3.Error and
    BrokenProcessPool; the archive is then as it was.
    """
    transaction = snapshot if dry_run else writing
    with transaction(archive.db), Readers(site, processes) as readers:
        run = _Rebuild(archive, site, readers, dry_run)
        for done in run.steps():
            progress(done, run.total, run.report)
    return run.report


class Rejected(NamedTuple):
    """A page that could not be read, and the article that was asked for."""

    id: int
    capture_id: int
    article_id: int | None


One = TypeVar("One", Version, Rejected)


class _Rebuild:
    """One rebuild, inside its transaction."""

    def __init__(self, archive: Archive, site: Site, readers: Readers, dry_run: bool) -> None:
        self.archive = archive
        self.site = site
        self.readers = readers
        self.dry_run = dry_run
        self.rewriting = Rewriting(archive.db)
        self.versions = list(self.rewriting.versions())
        self.rejects = _rejects(archive)
        self.total = len(self.versions) + len(self.rejects)
        self.report = Report(versions=len(self.versions))

    def steps(self) -> Iterator[int]:
        """Do all of it; after each capture, how many are done."""
        done = 0
        for version, now in self._read(self.versions):
            self._version(version, now)
            yield (done := done + 1)
        for reject, now in self._read(self.rejects):
            self._reject(reject, now)
            yield (done := done + 1)
        self.report.reindexed = not search.is_current(self.archive.db)
        if not self.dry_run:
            search.reindex(self.archive.db)  # whatever it held: `shahr20 verify` sends people here

    def _read(self, due: Iterable[One]) -> Iterator[tuple[One, Reading]]:
        """Each with what its capture says now; one whose capture is damaged is left out."""
        readable: list[One] = []

        def pages() -> Iterator[Page]:
            for one in due:
                try:
                    page = captured(self.archive, one.capture_id, one.article_id)
                except (CaptureDamaged, KeyError) as error:
                    if isinstance(one, Version):
                        self.report.lost[_name(one)] = str(error)
                    continue
                readable.append(one)
                yield page

        for number, reading in enumerate(self.readers.read(pages())):
            yield readable[number], reading

    def _version(self, version: Version, reading: Reading) -> None:
        if reading.record is None or reading.record.id != version.article_id:
            why = reading.reject.detail if reading.reject else "the page is another article"
            self.report.lost[_name(version)] = why
            return
        article = article_of(reading.record)
        changed = self.rewriting.changes(version, article)
        for name in changed - BOOKKEEPING:
            self.report.articles.add(version.article_id)
            self.report.changed[name].add(version.article_id)
        if changed and not self.dry_run:
            self.rewriting.rewrite(version, article)

    def _reject(self, reject: Rejected, reading: Reading) -> None:
        if reading.record is None or not is_whole(reading):
            return
        if self.dry_run:
            is_new = not self.archive.db.table("articles").count_where("id = ?", [reading.record.id])
        else:
            is_new = self.archive.rescue(reject.id, reject.capture_id, article_of(reading.record))
        if is_new:
            self.report.rescued.add(reading.record.id)


def _name(version: Version) -> str:
    return f"{version.article_id}, version {version.revision}"


def _rejects(archive: Archive) -> list[Rejected]:
    found = archive.db.execute(
        """SELECT rejects.id, capture_id, rejects.article_id FROM rejects
           JOIN captures ON captures.id = capture_id WHERE captures.article_id IS NULL ORDER BY rejects.id"""
    )
    return [Rejected(*row) for row in found]
