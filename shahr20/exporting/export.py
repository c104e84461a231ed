"""One export: the archive as it stood at one moment, whatever is written into it meanwhile."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from shahr20 import __version__
from shahr20.archive.archive import explain, require_a_file
from shahr20.archive.connecting import is_frozen
from shahr20.archive.errors import NotAnArchive
from shahr20.archive.selection import Selection, pairs
from shahr20.archive.times import now
from shahr20.exporting.columns import COLUMNS, LISTS, SELECT
from shahr20.persian.search.query import Query
from shahr20.persian.search.wording import describe, notes

if TYPE_CHECKING:
    import pandas

Record = dict[str, Any]
Manifest = dict[str, Any]

AT_ONCE = 200
"""Articles read at once."""
BUSY_SECONDS = 30.0
TEXTS = "The articles remain their publisher's; name the source. See docs/policy.md."
_UNFIT = re.compile(r"[^\w\u200c]+")


class Export:
    """A selection of an archive's articles, in a transaction of its own; use it as a context manager.

    path: the archive · wanted: which articles · permalink: of an article's id and version the address in an archive
    that is served · seconds: how long choosing the articles may take. Raises ArchiveError when the archive cannot be
    read, NoSelection when a bound is no date. Threads may take turns with it.
    """

    def __init__(
        self,
        path: str | Path,
        wanted: Selection | None = None,
        permalink: Callable[[int, int], str | None] | None = None,
        *,
        seconds: float | None = None,
    ) -> None:
        self.path = Path(path)
        self.wanted = wanted or Selection()
        self.permalink = permalink
        self.seconds = seconds
        self.made_at = now()
        self.wanted.require_bounds()
        require_a_file(self.path)
        how = "immutable=1" if is_frozen(self.path) else "mode=ro"
        self.connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?{how}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        self.connection.row_factory = sqlite3.Row
        try:
            self.connection.execute("BEGIN")  # all that is read from here on is of one moment
            self._require_an_archive()
            with self._in_time():
                self.found = self.wanted.found(self.connection)
        except sqlite3.Error as error:
            self.close()
            raise explain(error, self.path) from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Export:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive; a writer can then shorten its log again."""
        self.connection.close()

    def __len__(self) -> int:
        """How many articles there are."""
        return self.found.total

    @cached_property
    def ids(self) -> array[int]:
        """The ids, newest first and those without a date last. Raises ArchiveError when it takes too long."""
        try:
            with self._in_time():
                return array("q", (one.id for one in self.found.newest(self.found.total)))
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    @property
    def understood(self) -> Query | None:
        """The query as it was understood; None where there are no words."""
        return self.found.asked.query if self.wanted.text.strip() else None

    def records(self, most: int | None = None) -> Iterator[Record]:
        """The articles, newest first and those without a date last; the first `most` of them."""
        ids = self.ids[:most]
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            rows = self.connection.execute(
                f"SELECT {SELECT} FROM articles AS a WHERE a.id IN (SELECT value FROM json_each(?))",
                [json.dumps(some.tolist())],
            )
            by_id = {row["id"]: row for row in rows}
            for number in some:
                yield self._record(by_id[number])

    def manifest(self) -> Manifest:
        """What the file is: query, number of articles, archive, time, licence, columns."""
        query = self.understood
        read = self.connection.execute(
            "SELECT reader_version, max(last_seen_at) FROM articles GROUP BY 1"
        ).fetchall()
        return {
            "archive": self._fact("SELECT value FROM meta WHERE key = 'site'"),
            "query": self.wanted.args,
            "understood": {"fa": describe(query), "en": describe(query, "en")} if query else None,
            "notes": notes(query, "en") if query else [],
            "articles": len(self),
            "order": "published_at, the newest first, those without a date last",
            "made_at": self.made_at,
            "last_crawl": self._fact("SELECT max(finished_at) FROM crawls"),
            "last_seen_at": max((seen for _, seen in read), default=None),
            "version": {
                "program": __version__,
                "schema": self._fact("SELECT name FROM _sqlite_migrations ORDER BY rowid DESC LIMIT 1"),
                "search": self._fact("SELECT value FROM meta WHERE key = 'search'"),
                "readers": [reader for reader, _ in read],
            },
            "license": TEXTS,
            "columns": {name: meaning for name, (_, meaning) in COLUMNS.items()},
        }

    def name(self, ending: str) -> str:
        """A name for the file: what was asked for, and the day."""
        said = "-".join(_UNFIT.sub("-", value).strip("-") for _, value in pairs(self.wanted.args))
        return "-".join(filter(None, ("shahr20", said[:80].strip("-"), self.made_at[:10]))) + f".{ending}"

    def table(self) -> pandas.DataFrame:
        """The records as a pandas DataFrame (installed by the `notebooks` extra)."""
        import pandas

        return pandas.DataFrame.from_records(list(self.records()), columns=list(COLUMNS))

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        if self.seconds is not None:
            until = time.monotonic() + self.seconds
            self.connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
        yield
        self.connection.set_progress_handler(None, 0)

    def _record(self, row: sqlite3.Row) -> Record:
        record = dict(row)
        for name in LISTS:
            record[name] = json.loads(record[name])
        if self.permalink:
            record["permalink"] = self.permalink(record["id"], record["revision"])
        return record

    def _fact(self, sql: str) -> str | None:
        row = self.connection.execute(sql).fetchone()
        return row[0] if row else None

    def _require_an_archive(self) -> None:
        found = self.connection.execute(
            "SELECT count(*) FROM pragma_table_info('articles') WHERE name = 'body_raw'"
        )
        if not found.fetchone()[0]:
            raise NotAnArchive(
                f"{self.path} is a database, but not an archive of this program; choose another --db"
            )
