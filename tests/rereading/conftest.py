"""A site to have saved pages of, tools that save them, and the command that imports them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from shahr20.cli import main
from shahr20.pages.address import canonical
from shahr20.replica.desk import Desk
from shahr20.replica.doors import answer
from shahr20.replica.newsroom import Newsroom
from shahr20.replica.site import Site
from shahr20.replica.themes import taj
from shahr20.replica.web import Request

BASE = "https://shahr20.ir"
AT = "2022-03-01T10:00:00Z"
HTML = ("Content-Type", "text/html; charset=UTF-8")


class Press:
    """The site's pages, without a server: what a tool would have saved."""

    def __init__(self) -> None:
        self.desk = Desk(Newsroom(12, 20), lambda: datetime(2026, 1, 1, tzinfo=UTC))
        self.site = Site(self.desk, BASE, taj)
        self.ids = sorted(self.desk.edition().entries)

    def url(self, article_id: int) -> str:
        return canonical(BASE + self.desk.headline(article_id).path)

    def html(self, article_id: int) -> bytes:
        return self.at(self.url(article_id))

    def at(self, url: str) -> bytes:
        return answer(self.site, Request.parsed("GET", urlsplit(url).path, {})).body


@dataclass
class Tape:
    """A WARC file in the making, by warcio; `offsets` says where each record begins."""

    path: Path
    gzip: bool = True
    version: str = "1.0"
    offsets: list[int] = field(default_factory=list)

    def add(
        self,
        url: str,
        body: bytes = b"",
        *,
        kind: str = "response",
        status: str = "200 OK",
        headers: list[tuple[str, str]] | None = None,
        at: str = AT,
        **fields: str,
    ) -> str:
        """Append a record; returns its id."""
        http = None
        if kind in ("response", "revisit"):
            http = StatusAndHeaders(status, [HTML] if headers is None else headers, protocol="HTTP/1.1")
        out = BytesIO()
        writer = WARCWriter(out, gzip=self.gzip, warc_version=self.version)
        named = {"WARC-Date": at, **{name.replace("_", "-"): value for name, value in fields.items()}}
        record = writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=named
        )
        writer.write_record(record)
        with self.path.open("ab") as file:
            self.offsets.append(file.tell())
            file.write(out.getvalue())
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def cut(self, number: int, keep: float = 0.5) -> None:
        """Tear one record: keep so much of it, and all the others whole."""
        data = self.path.read_bytes()
        ends = [*self.offsets[1:], len(data)]
        begin, end = self.offsets[number], ends[number]
        torn = begin + int((end - begin) * keep)
        self.path.write_bytes(data[:torn] + data[end:])


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()


@pytest.fixture
def warc(tmp_path: Path) -> Callable[..., Tape]:
    def make(name: str = "pages.warc.gz", **options: Any) -> Tape:
        return Tape(tmp_path / name, gzip=name.endswith(".gz"), **options)

    return make


class Db:
    """The archive that is imported into, and what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def take(self, *paths: Path | str, options: tuple[str, ...] = ()) -> Result:
        arguments = ["import", *map(str, paths), "--db", str(self.path), *options]
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql, values).fetchall()

    def ids(self) -> list[int]:
        return [row["id"] for row in self.rows("SELECT id FROM articles ORDER BY id")]

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"])


@pytest.fixture
def db(tmp_path: Path) -> Db:
    folder = tmp_path / "archive"
    folder.mkdir()
    return Db(folder / "archive.db")


def counts(result: Result) -> dict[str, int]:
    """The summary's numbers."""
    (line,) = [line for line in result.stdout.splitlines() if " · records " in line]
    parts = [part.rpartition(" ") for part in line.split(" · ")[1:-1]]
    return {name: int(number) for name, _, number in parts}


@pytest.fixture
def tally() -> Callable[[Result], dict[str, int]]:
    return counts
