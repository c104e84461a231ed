"""The archive: one SQLite file, opened safely, with a room for each of its tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from shahr20.archive import (
    concordance,
    connecting,
    counting,
    facet_schema,
    forgotten,
    search,
    searching,
    similar,
    versions,
)
from shahr20.archive.captures import Captures
from shahr20.archive.concordance import Concordance, Order
from shahr20.archive.counting import By, Counts
from shahr20.archive.errors import ArchiveError, NotAnArchive
from shahr20.archive.frontier import Frontier
from shahr20.archive.gaps import Gaps
from shahr20.archive.ledger import Ledger
from shahr20.archive.lock import Lock
from shahr20.archive.rewriting import Rewriting
from shahr20.archive.schema import migrations
from shahr20.archive.searching import Asked, Results, Sort
from shahr20.archive.similar import Reprint, Similar
from shahr20.archive.store import Store
from shahr20.archive.transactions import writing
from shahr20.archive.versions import Difference, Version
from shahr20.archive.watermarks import Watermarks

if TYPE_CHECKING:
    import pandas

BUSY_SECONDS = 30.0
"""How long a locked database is waited for."""


class Archive:
    """An open archive.db.

    `Archive("archive.db")` opens one that exists; with `upgrade=True` it is brought to the newest
    schema when need be, with `create=True` also made, both under the archive's lock. With `locked=True` that
    is taken before anything is touched, and kept until the end: for who is going to write. `lock` is one that the
    caller holds already, and frees. Use it as a context manager, or call `close()`.

    Raises ArchiveBusy, and no file is changed, when another run holds the lock; NotAnArchive when the path is
    missing or is something else, ArchiveError when the database cannot be used (locked, read-only, damaged).
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = False,
        upgrade: bool = False,
        locked: bool = False,
        lock: Lock | None = None,
        timeout: float = BUSY_SECONDS,
    ) -> None:
        self.path = Path(path)
        self.lock = lock or Lock(self.path)
        self._frees_lock = lock is None
        self.lock.answered = self._answered
        require_a_file(self.path, create=create)
        try:
            self.db = self._open(upgrade=upgrade or create, locked=locked, timeout=timeout)
        except BaseException:
            self._free()
            raise
        self.captures = Captures(self.db)
        self.frontier = Frontier(self.db)
        self.watermarks = Watermarks(self.db)
        self.gaps = Gaps(self.db)
        self.ledger = Ledger(self.db)
        self._store = Store(self.db, self.captures, self.frontier)
        self.store = self._store.store
        self.rescue = self._store.rescue
        self.rewriting = Rewriting(self.db)
        self.seen = self._store.seen

    def _open(self, *, upgrade: bool, locked: bool, timeout: float) -> Database:
        path = self.path
        with database_errors(path):
            is_changed = upgrade and _is_to_be_changed(path)
            if locked or is_changed:
                self.lock.acquire()
            connection = (
                connecting.connect(path, timeout=timeout)
                if upgrade
                else connecting.connect_to_read(path, timeout=timeout, lock=self.lock)
            )
            try:
                db = _set_up(connection, path, upgrade=upgrade)
            except BaseException:
                connection.close()
                raise
        if is_changed and not locked:
            self._free()
        return db

    def _free(self) -> None:
        if self._frees_lock:
            self.lock.release()

    def _answered(self) -> int | None:
        """How many pages the run under way has; asked when it keeps this one out, so that nothing is touched."""
        with connecting.glance(self.path) as connection:
            return Ledger(Database(connection)).under_way()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and free the lock."""
        self.db.close()
        self._free()

    def claim(self, host: str) -> None:
        """Record that this archive is of the site at `host`, before anything is written into it.

        Keys that were made by other rules are made anew, so that the index is never a mixture; a
        takedown that was cut short is finished.
        Raises NotAnArchive when it holds another site's pages.
        """
        with database_errors(self.path), writing(self.db):
            if self.site != host and self.count("captures"):
                raise NotAnArchive(
                    f"{self.path} is the archive of {self.site}, not of {host}; choose another file with --db"
                )
            self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)", [host])
            if not search.is_current(self.db):
                search.reindex(self.db)
        with database_errors(self.path):
            forgotten.finish(self.db)

    @property
    def site(self) -> str | None:
        """Host of the site this archive is of; None while nothing has been crawled or imported."""
        row = self.db.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
        return row[0] if row else None

    @property
    def base_url(self) -> str | None:
        """Address of that site, as its captures have it."""
        row = self.db.execute("SELECT url FROM captures ORDER BY id LIMIT 1").fetchone()
        scheme = urlsplit(row[0]).scheme if row else "https"
        return f"{scheme}://{self.site}" if self.site else None

    def count(self, table: str = "articles") -> int:
        """How many rows a table has."""
        return self.db.table(table).count

    def versions(self, article_id: int) -> list[Version]:
        """Every version of an article, the oldest first; empty when the archive has no such article."""
        return versions.versions(self.db.conn, article_id)

    def difference(self, article_id: int, older: int, newer: int) -> Difference:
        """What changed from one version of an article to another, word by word, as published.

        `older` and `newer` are numbers of versions (`revision`). Raises KeyError when there is no such one.
        """
        known = {version.revision: version for version in self.versions(article_id)}
        for number in (older, newer):
            if number not in known:
                raise KeyError(f"article {article_id} has no version {number}")
        return versions.between(known[older], known[newer])

    def search(
        self,
        query: str,
        *,
        sort: Sort = "relevance",
        limit: int = 20,
        after: str | None = None,
        inflections: bool = False,
        exact: bool = False,
    ) -> Results:
        """One page of the articles that a query finds, with their number in all; docs/search.md has its language.

        `sort` is "relevance" (as typed, then other spellings, then inflections; title, lead, body) or "date" (newest
        first). `after` is the `next` of the page before. `inflections` asks every word with its inflections, `exact`
        only as it was typed. Raises CursorError for an `after` of another search, ArchiveError when the index was made
        by other rules.
        """
        with self._asking(query, inflections=inflections, exact=exact) as asked:
            return searching.search(asked, sort=sort, limit=limit, after=after)

    def reindex(self, progress: Callable[[int], None] = lambda done: None) -> None:
        """Make the search index, its lexicon and the facets anew; `progress` is told how many articles are done."""
        with database_errors(self.path), writing(self.db):
            facet_schema.refill(self.db)
            search.reindex(self.db, progress)

    def ids(self, query: str, *, inflections: bool = False, exact: bool = False) -> list[int]:
        """The ids of all articles that a query finds, in their order. Raises what `search` raises."""
        with self._asking(query, inflections=inflections, exact=exact) as asked:
            return asked.ids()

    def concordance(
        self,
        query: str,
        *,
        order: Order = "date",
        limit: int = 50,
        after: str | None = None,
        inflections: bool = False,
        exact: bool = False,
    ) -> Concordance:
        """The places where a query stands, with the words around them.

        `order` is "date" (article by article, the newest first, each in the order of its text), "left" or "right"
        (by the words before or after; of the newest 300 articles). `after` is the `next` of the page before.
        Raises what `search` raises.
        """
        with self._asking(query, inflections=inflections, exact=exact) as asked:
            return concordance.of(asked, order, limit, after)

    def counts(
        self, query: str, *, by: By = "month", inflections: bool = False, exact: bool = False
    ) -> Counts:
        """How many articles a query finds in each Jalali month or year, beside all articles of that time.

        Raises what `search` raises.
        """
        with self._asking(query, inflections=inflections, exact=exact) as asked:
            return counting.counts(asked, by)

    @contextmanager
    def _asking(self, query: str, *, inflections: bool, exact: bool) -> Iterator[Asked]:
        with database_errors(self.path):
            yield Asked.of(self.db.conn, query, inflections=inflections, exact=exact)

    def similar(self, article_id: int, limit: int = 6) -> list[Similar]:
        """The archive's articles that are most like one, the likest first; its reprints are not among them.

        Raises KeyError when the archive has no such article.
        """
        return similar.neighbours(self.db.conn, article_id, limit).similar

    def reprints(self, article_id: int) -> list[Reprint]:
        """The articles that say the same as one word for word, the nearest first, with what they share.

        Raises KeyError when the archive has no such article.
        """
        return similar.neighbours(self.db.conn, article_id).reprints

    def frame(self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None) -> pandas.DataFrame:
        """The rows of a query as a pandas DataFrame (installed by the `notebooks` extra)."""
        import pandas

        return pandas.read_sql_query(sql, self.db.conn, params=params)


def require_a_file(path: Path, *, create: bool = False) -> None:
    """Raises NotAnArchive where there is none and, with `create`, none can be made."""
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder; --db takes a file")
    if not path.exists():
        if not create:
            raise NotAnArchive(f"there is no archive at {path}; `shahr20 crawl` makes one")
        if not path.parent.is_dir():
            raise NotAnArchive(f"the folder {path.parent} does not exist; make it, or choose another --db")


def _is_to_be_changed(path: Path) -> bool:
    """Whether opening it writes: it is to be made or brought to the newest schema, or that cannot be told.

    Raises NotAnArchive for a file that is something else, so that no lock is put beside it.
    """
    if not path.exists() or not path.stat().st_size:
        return True
    try:
        with connecting.glance(path) as connection:
            db = Database(connection)
            _require_ours(db, path)
            return bool(migrations.pending(db)) or not connecting.is_in_wal_mode(path)
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorname", "") or "").startswith("SQLITE_NOTADB"):
            raise
        return True


def _set_up(connection: sqlite3.Connection, path: Path, *, upgrade: bool) -> Database:
    db = Database(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _require_ours(db, path)
    if upgrade:
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.apply(db)
    elif migrations.pending(db):
        raise NotAnArchive(
            f"{path} was made by an older version; `shahr20 crawl` or `shahr20 rebuild` upgrades it"
        )
    return db


def _require_ours(db: Database, path: Path) -> None:
    """A database with tables of somebody else's is left alone."""
    names = set(db.table_names())
    if names and not migrations.applied(db):
        raise NotAnArchive(f"{path} is a database, but not an archive of this program; choose another --db")


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences: which file, what happened, what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: Path) -> ArchiveError:
    """The ArchiveError that says what an SQLite error means for the archive at `path`."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_NOTADB"):
        return NotAnArchive(f"{path} is not a SQLite database; choose another --db")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ArchiveError(f"{path} is locked by another program; end it, or try again later")
    if code.startswith("SQLITE_FULL"):
        return ArchiveError(f"the disk of {path} is full; make room and run again, nothing stored is lost")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ArchiveError(f"{path} or its folder cannot be written; check the permissions")
    if code.startswith("SQLITE_IOERR"):
        return ArchiveError(
            f"the disk of {path} fails, or its quota is used up ({error}); make room, or look after the disk, "
            "and run again, nothing stored is lost"
        )
    if code.startswith("SQLITE_CORRUPT"):
        return ArchiveError(f"{path} is damaged ({error}); restore a backup")
    return ArchiveError(f"{path}: {error}")
