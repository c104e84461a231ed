"""`shahr20 import`: pages that others saved, through the same readers and pipelines into the archive.

Every file is looked through in order; pages are read by several processes and stored here, each in a
transaction of its own. What is broken is counted, said, and left.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.captured import catch_up
from pipelines.entries import entry
from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer
from shahr20.archive.warc import Facts
from shahr20.pages.address import article_id
from shahr20.pages.page import Page, Reading
from shahr20.pages.site import Site
from shahr20.rereading.originals import Originals
from shahr20.rereading.provenance import Found, origin
from shahr20.rereading.readers import Readers
from shahr20.rereading.records import HELD, Broken, Record, records
from shahr20.rereading.saved import Kind, files_in, kind_of, saved
from shahr20.rereading.waiting import Waiting
from shahr20.rereading.warcs import Passed, Unresolved, Warc

_STATIC = re.compile(rb"<body\b[^>]*\bclass\s*=\s*[\"'][^\"'>]*\bpage-id-\d", re.IGNORECASE)


class NothingToReadError(Exception):
    """A path that was named and holds nothing that can be imported; the message says which and why."""


@dataclass(frozen=True)
class Source:
    """One file to look through; `name` is how it is called in `origin` and in messages."""

    path: Path
    kind: Kind
    name: str
    size: int


@dataclass
class Tally:
    """What came of an import so far; `passed` counts by reason what is no article of the site."""

    records: int = 0
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: int = 0
    known: int = 0
    broken: int = 0
    unresolved: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    """Records of other sites, by host."""
    bytes: int = 0
    """How far the files have been looked through."""

    @property
    def read(self) -> int:
        """Pages that were read into articles or rejects."""
        return self.new + self.revised + self.unchanged + self.rejected


def sources(paths: Sequence[Path]) -> list[Source]:
    """The files that the paths name, folders gone through.

    Raises NothingToReadError for a path that does not exist or is nothing that can be imported.
    """
    found: list[Source] = []
    for path in paths:
        try:
            path.stat()
            if path.is_dir():
                inside = [_source(file, file.relative_to(path.parent)) for file in files_in(path)]
                held = [source for source in inside if source and _belongs_in_a_folder(source)]
                if not held:
                    raise NothingToReadError(
                        f"{path}: no WARC file, saved page or plain-text capture in this folder"
                    )
                found += held
            elif (source := _source(path, path)) and source.kind == "warc" and not _has_record(path):
                raise NothingToReadError(f"{path} holds no WARC record")
            elif source is None:
                raise NothingToReadError(
                    f"{path} is neither a WARC file nor a saved page nor a plain-text capture"
                )
            else:
                found.append(source)
        except OSError as error:
            raise NothingToReadError(f"{path} cannot be read: {error.strerror}") from error
    return found


class Import:
    """One run of an import."""

    def __init__(self, archive: Archive, site: Site) -> None:
        self.archive = archive
        self.site = site
        self.tally = Tally()
        self._waiting = Waiting(site)
        self._facts: list[Facts] = []
        self._say: Callable[[str], None]
        self._tick: Callable[[], None]

    def run(self, found: Iterable[Source], say: Callable[[str], None], tick: Callable[[], None]) -> Tally:
        """Look through every file.

        `say` is called with a sentence for whatever is broken, `tick` after every record. Raises
        sqlite3.Error; what is stored until then stays.
        """
        self._say, self._tick = say, tick
        with Originals() as originals, Readers(self.site) as readers:
            self._take(readers.read(self._pages(found, originals)))
        return self.tally

    # -- from files to pages ---------------------------------------------------------------------

    def _pages(self, found: Iterable[Source], originals: Originals) -> Iterator[Found]:
        """Every page to be read, in the order of the files."""
        done = 0
        for source in found:
            try:
                pages = (
                    self._in_warc(source, originals, done) if source.kind == "warc" else self._in_file(source)
                )
                yield from filter(self._is_new, pages)
            except OSError as error:
                self._broken(f"{source.name}: {error.strerror or error}")
            done += source.size
            self.tally.bytes = done
            self._tick()

    def _in_warc(self, source: Source, originals: Originals, before: int) -> Iterator[Found]:
        whole = 0
        for offset, what in Warc(source.path, source.name, self.site, originals):
            if isinstance(what, Broken):
                self._broken(f"{source.name}, offset {what.offset:,}: {what.why}; skipped")
            if not isinstance(what, Broken) or what.record:
                whole += 1
                self.tally.records += 1
            if isinstance(what, Found):
                yield what
            elif isinstance(what, Facts):
                self._facts.append(what)
            elif isinstance(what, Passed):
                self.tally.passed[what.why] += 1
                if what.host:
                    self._elsewhere(what.host)
            elif isinstance(what, Unresolved):
                self.tally.unresolved += 1
            self.tally.bytes = before + offset
            self._tick()
        if not whole:
            self._broken(f"{source.name} holds no WARC record")

    def _in_file(self, source: Source) -> Iterator[Found]:
        self.tally.records += 1
        kind = source.kind
        assert kind != "warc"
        if source.size > HELD:
            self.tally.passed["too large for a page"] += 1
            return
        one = saved(source.path, kind, self.site, source.name)
        yield Found(
            url=one.page.url,
            body=one.page.body,
            fetched_at=one.page.fetched_at,
            content_type=one.page.content_type,
            origin=origin(source.name, time="file" if one.time_of_file else "page"),
        )

    def _is_new(self, page: Found) -> bool:
        """Whether the archive has no capture of this address, time and content; else it counts as known."""
        sha256 = page.sha256 or hashlib.sha256(page.body).hexdigest()
        if self.archive.captures.known(page.url, page.fetched_at, sha256):
            self.tally.known += 1
            return False
        return True

    # -- from readings to the archive ------------------------------------------------------------

    def _take(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            for whole in self._waiting.take(reading):
                self._settle(whole)
        for left in self._waiting.give_up():
            self._settle(left)
        for facts in self._facts:
            self.archive.seen(facts.id, facts.last_seen_at, facts.gone_at)

    def _settle(self, reading: Reading) -> None:
        page = reading.page
        assert isinstance(page, Found)
        if not self._is_new(page):  # the same page twice, close together
            return
        if reading.reject and not self._worth_a_reject(page, reading.reject.reason):
            self.tally.passed[reading.reject.reason.replace("_", " ")] += 1
            return
        if reading.record and self._is_static(page):
            self.tally.passed["page that is no post"] += 1
            return
        if reading.record:
            catch_up(self.archive, reading.record.id, self.site)
        made = entry(reading)
        parts = tuple(_as_it_came(answer, part) for answer, part in zip(made.parts, page.parts, strict=True))
        outcome = self.archive.store(replace(made, answer=_as_it_came(made.answer, page), parts=parts))
        if outcome.kind == "forgotten":
            self.tally.passed["taken down here"] += 1
        elif outcome.kind == "rejected":
            self.tally.rejected += 1
        else:
            setattr(self.tally, outcome.kind, getattr(self.tally, outcome.kind) + 1)

    def _worth_a_reject(self, page: Found, reason: str) -> bool:
        """Whether a page that is no article claims to be one; lists, the home page and the like do not."""
        named = reason in ("other_article", "reader_failed") or article_id(page.url, self.site) is not None
        return page.exported or named

    def _is_static(self, page: Found) -> bool:
        """Whether it is one of WordPress's pages (about, contact): those have ids too, of the same row."""
        return article_id(page.url, self.site) is None and _STATIC.search(page.body) is not None

    def _broken(self, sentence: str) -> None:
        self.tally.broken += 1
        self._say(sentence)

    def _elsewhere(self, host: str) -> None:
        if host in self.tally.elsewhere or len(self.tally.elsewhere) < 1000:
            self.tally.elsewhere[host] += 1


def _as_it_came(answer: Answer, page: Page) -> Answer:
    """The answer, with what is known of the bytes that a revisit came in."""
    assert isinstance(page, Found)
    return replace(answer, sha256=page.sha256, length=page.length, capture_id=page.capture_id)


def _source(path: Path, name: Path) -> Source | None:
    kind = kind_of(path) if path.is_file() else None
    return Source(path, kind, name.as_posix(), path.stat().st_size) if kind else None


def _has_record(path: Path) -> bool:
    return any(isinstance(one, Record) for one in records(path))


def _belongs_in_a_folder(source: Source) -> bool:
    """Of the texts in a folder only `*.txt` are taken for captures; others are scripts, styles, data."""
    return source.kind != "text" or source.path.suffix.lower() == ".txt"
