"""The archive's own search, on articles that came in as a crawl brings them."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from functools import cache
from pathlib import Path

import pipelines
import shahr20
from benchmarks.search.engines import Texts
from pipelines import refine
from pipelines.entries import article
from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer, Entry
from shahr20.pages.record import Record, Term
from shahr20.pages.site import Site, load
from shahr20.persian.search.places import spans

DAY = "1402/03/01 10:00"
FETCHED = "2023-06-01T00:00:00Z"


class Shahr20:
    """An archive.db and its search."""

    inflects = True

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)

    def ids(self, query: str) -> set[int]:
        """The articles it finds."""
        return set(self.archive.ids(query))

    def page(self, query: str, order: str) -> list[int]:
        """The ids on the first page, by `rank` or by `date`; with `rank`, what was found is marked in its texts."""
        if order == "date":
            return [hit.id for hit in self.archive.search(query, sort="date").hits]
        found = self.archive.search(query)
        for hit in found.hits:
            for text in (hit.title, hit.lead, hit.body):
                spans(found.understood, text or "")
        return [hit.id for hit in found.hits]


def built(texts: Texts) -> Path:
    """An archive of these texts, made once for the same texts and the same program; kept among temporary files."""
    path = Path(tempfile.gettempdir()) / f"shahr20-benchmark-{_fingerprint(texts)}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        for left in path.parent.glob(unfinished.name + "*"):
            left.unlink()
        _fill(unfinished, texts)
        unfinished.rename(path)
    return path


def _fill(path: Path, texts: Texts) -> None:
    """The texts through the pipelines, and into a new archive, whose journal is folded in at the end."""
    site = load()
    with Archive(path, create=True) as archive:
        archive.claim(site.host)
        for done, (number, text) in enumerate(texts.items(), start=1):
            archive.store(_entry(number, text, site))
            if done % 100 == 0 and sys.stderr.isatty():
                print(f"\r{done} of {len(texts)} articles", end="", file=sys.stderr)
        archive.db.execute("PRAGMA journal_mode = DELETE")


def _entry(number: int, text: tuple[str, str, str], site: Site) -> Entry:
    title, lead, body = text
    url = f"{site.base_url}/{number}/"
    record = Record(
        id=number,
        url=url,
        title_raw=title,
        lead_raw=lead or None,
        body_raw=body,
        published_raw=DAY,
        categories=[Term(name="شهر")],
    )
    return Entry(answer=Answer(url, title.encode(), FETCHED), made=article(refine(record, site)))


def _fingerprint(texts: Texts) -> str:
    return hashlib.sha256(f"{program()} {sorted(texts.items())}".encode()).hexdigest()[:16]


@cache
def program() -> str:
    """A fingerprint of every line of the program that the texts go through."""
    found = hashlib.sha256()
    for package in (shahr20, pipelines):
        for file in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]
