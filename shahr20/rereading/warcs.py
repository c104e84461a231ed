"""The pages of the site in a WARC file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from warcio.timeutils import timestamp_to_datetime

from shahr20.archive.times import stamp
from shahr20.archive.warc import CAPTURE, FACTS, unexported
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20.rereading.message import BadMessageError, Message, decoded, parse
from shahr20.rereading.provenance import Found, is_time_of_file, origin
from shahr20.rereading.records import Broken, Record, record_at, records
from shahr20.rereading.tape import Place
from shahr20.rereading.wayback import original

HTML = ("text/html", "application/xhtml+xml")
PAGES = ("response", "resource", "revisit")


@dataclass(frozen=True)
class Passed:
    """A whole record that is no page of the site, and why; `host` where it is another site's."""

    why: str
    host: str | None = None


@dataclass(frozen=True)
class Unresolved:
    """A revisit of a page that is in none of the files read so far."""

    record_id: str | None


@dataclass(frozen=True)
class Facts:
    """What another archive of this program knew of an article beyond its pages."""

    article_id: int
    last_seen_at: str
    gone_at: str | None


class _PassedError(Exception):
    """The record is nothing to read."""


class Originals:
    """Where each page is that a later revisit may refer to, in a temporary database: not in memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a file of its own that nobody else sees, gone with the connection
        self._db.execute(
            "CREATE TABLE originals (key TEXT PRIMARY KEY, file TEXT, offset INTEGER, inner INTEGER)"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, file: Path, record: Record) -> None:
        """Note a page under every name that a revisit may call it by."""
        names = (
            record.header("WARC-Record-ID"),
            _at(record.header("WARC-Target-URI"), record.header("WARC-Date")),
            record.header("WARC-Payload-Digest"),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?)",
            [(name, str(file), record.place.offset, record.place.inner) for name in names if name],
        )

    def find(self, revisit: Record) -> Record | None:
        """The record that a revisit stands for (WARC 1.1, section 6.7), read again from its file."""
        names = (
            revisit.header("WARC-Refers-To"),
            _at(revisit.header("WARC-Refers-To-Target-URI"), revisit.header("WARC-Refers-To-Date")),
            revisit.header("WARC-Payload-Digest"),
        )
        for name in filter(None, names):
            with closing(
                self._db.execute("SELECT file, offset, inner FROM originals WHERE key = ?", [name])
            ) as rows:
                found = rows.fetchone()
            if found:
                return record_at(Path(found[0]), Place(found[1], found[2]))
        return None


class Warc:
    """One WARC file: `for offset, what in Warc(…)` gives every record with what it is to the archive."""

    def __init__(self, path: Path, name: str, site: Site, originals: Originals) -> None:
        self.path = path
        self.name = name
        self.site = site
        self.originals = originals
        self._file_time = stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def __iter__(self) -> Iterator[tuple[int, Found | Facts | Passed | Unresolved | Broken | None]]:
        """The offset of each record, and the page in it or why there is none; None where none is to be."""
        for one in records(self.path):
            if isinstance(one, Broken):
                yield one.offset, one
            elif one.kind == "metadata" and one.header("Content-Type") == FACTS:
                yield one.place.offset, _facts(one)
            elif one.kind not in PAGES:
                yield one.place.offset, None
            else:
                yield one.place.offset, self._page(one)

    def _page(self, record: Record) -> Found | Passed | Unresolved | Broken:
        target = record.header("WARC-Target-URI")
        if target is None:
            return Broken(record.place.offset, "it does not say of which address it is", record=True)
        exported = _exported(record)
        try:
            copied = original(target)
            url = target if exported else canonical(copied.url)
        except ValueError:
            return Passed("no web address")
        if not (exported and url.startswith("file:")) and not same_host(url, self.site):
            return Passed("another site", urlsplit(url).netloc)
        try:
            answer = self._answer(record, url, exported is not None)
        except _PassedError as error:
            return Passed(str(error))
        except BadMessageError as error:
            return Broken(record.place.offset, str(error), record=True)
        if answer is None:
            return Unresolved(record.header("WARC-Record-ID"))
        at = copied.time or warc_time(record.header("WARC-Date"))
        page = Found(
            url=url,
            body=answer.body,
            fetched_at=at or self._file_time,
            status=answer.status,
            headers=answer.headers,
            content_type=answer.content_type,
            origin=origin(
                self.name,
                record=record.header("WARC-Record-ID"),
                offset=record.place.offset,
                time="record" if at else "file",
            ),
        )
        return self._as_it_was(page, exported) if exported else page

    def _as_it_was(self, page: Found, exported: dict[str, Any]) -> Found:
        """A page that another archive of this program had exported, with all that was known of it there."""
        before = exported.get("origin")
        said = json.loads(page.origin or "{}")
        return replace(
            page,
            content_type=exported.get("content_type"),
            asked_url=exported.get("asked_url"),
            asked_id=exported.get("asked_id"),
            sha256=exported.get("sha256"),
            length=exported.get("length"),
            capture_id=exported.get("id"),
            exported=True,
            origin=origin(
                said["file"],
                record=said.get("record"),
                offset=said["offset"],
                time="file" if is_time_of_file(before) else said["time"],
                **{"from": json.loads(before) if before else None},
            ),
        )

    def _answer(self, record: Record, url: str, exported: bool) -> Message | None:
        """The page in a record; None when it is elsewhere and not found.

        Raises _PassedError for what is no page, BadMessageError for a page that is not whole.
        """
        if record.kind == "revisit":
            return self._revisited(record, url, exported)
        answer = self._message(record, exported)
        self.originals.add(self.path, record)
        return answer

    def _revisited(self, record: Record, url: str, exported: bool) -> Message | None:
        """The page that came again: the headers of this time, the body of the record it refers to."""
        status, headers, _ = parse(record.block) if record.block else (200, (), b"")
        _require_page(Message(status, headers, b""), exported, article_id(url, self.site) is not None)
        found = self.originals.find(record)
        if found is None:
            return None
        held = self._message(found, exported)
        if exported:
            return replace(held, headers=unexported(headers))
        return replace(held, headers=headers) if headers else held

    def _message(self, record: Record, exported: bool) -> Message:
        if record.block is None:
            raise _PassedError("too large for a page")
        headers: tuple[tuple[str, str], ...]
        if record.kind == "resource":
            content_type = record.header("Content-Type")
            status, headers, body = (
                200,
                (("Content-Type", content_type),) if content_type else (),
                record.block,
            )
        else:
            status, headers, body = parse(record.block)
        _require_page(Message(status, headers, body), exported, _is_markup(body))
        for name in ("WARC-Truncated", "WARC-Segment-Number"):
            if said := record.header(name):
                raise BadMessageError(f"it is not the whole answer ({name}: {said})")
        if not exported:
            return Message(status, headers, decoded(body, headers))
        return Message(status, () if record.kind == "resource" else unexported(headers), body)


def warc_time(said: str | None) -> str | None:
    """A WARC-Date as the archive writes times; None when it is none. Some tools write 14 digits instead."""
    said = (said or "").strip()
    try:
        if len(said) == 14 and said.isdigit():
            return stamp(timestamp_to_datetime(said, tz_aware=True))
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))


def _require_page(answer: Message, exported: bool, untyped_is_page: bool) -> None:
    """Raises _PassedError for what the archive does not read; what an archive has exported, it had kept."""
    if answer.status != 200:
        raise _PassedError(f"answered {answer.status}")
    media = (answer.content_type or "").partition(";")[0].strip().lower()
    if not exported and media not in HTML and (media or not untyped_is_page):
        raise _PassedError("no HTML")


def _is_markup(body: bytes) -> bool:
    head = body[:1024].lower()
    return b"<html" in head or b"<!doctype html" in head


def _exported(record: Record) -> dict[str, Any] | None:
    """What an archive of this program wrote about a capture; None for anybody else's record."""
    try:
        said = json.loads(record.header(CAPTURE) or "null")
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _facts(record: Record) -> Facts | Broken:
    try:
        said = json.loads(record.block or b"")
        return Facts(int(said["id"]), str(said["last_seen_at"]), said["gone_at"])
    except (ValueError, KeyError, TypeError):
        return Broken(record.place.offset, "it does not say what a record of this type does", record=True)


def _at(url: str | None, time: str | None) -> str | None:
    """One name for an address at a time, to the second."""
    return f"{warc_time(time)} {url.strip('<>')}" if url and time else None
