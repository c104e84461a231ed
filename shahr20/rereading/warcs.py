"""The pages of the site in a WARC file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from shahr20.archive.times import stamp
from shahr20.archive.warc import CAPTURE, FACTS, Exported, Facts, exported, unexported
from shahr20.pages.address import article_id, canonical, same_host
from shahr20.pages.site import Site
from shahr20.rereading.message import BadMessageError, Message, decoded, parse
from shahr20.rereading.originals import Originals, warc_time
from shahr20.rereading.provenance import Found, origin
from shahr20.rereading.records import Broken, Record, records
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


class _PassedError(Exception):
    """The record is nothing to read."""


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
        known = exported(record.header(CAPTURE))
        try:
            copied = original(target)
            url = canonical(copied.url) if known is None else target
            if not (known and url.startswith("file:")) and not same_host(url, self.site):
                return Passed("another site", urlsplit(url).netloc)
        except ValueError:
            return Passed("no web address")
        try:
            answer = self._answer(record, url, known is not None)
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
        return _as_it_was(page, known) if known else page

    def _answer(self, record: Record, url: str, ours: bool) -> Message | None:
        """The page in a record; None when it is elsewhere and not found.

        Raises _PassedError for what is no page, BadMessageError for a page that is not whole.
        """
        if record.kind == "revisit":
            return self._revisited(record, url, ours)
        answer = self._message(record, ours)
        self.originals.add(self.path, record)
        return answer

    def _revisited(self, record: Record, url: str, ours: bool) -> Message | None:
        """The page that came again: the headers of this time, the body of the record it refers to."""
        status, headers, _ = parse(record.block) if record.block else (200, (), b"")
        _require_page(Message(status, headers, b""), ours, article_id(url, self.site) is not None)
        found = self.originals.find(record)
        if found is None:
            return None
        held = self._message(found, ours)
        if ours:
            return replace(held, headers=unexported(headers))
        return replace(held, headers=headers) if headers else held

    def _message(self, record: Record, ours: bool) -> Message:
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
        _require_page(Message(status, headers, body), ours, _is_markup(body))
        for name in ("WARC-Truncated", "WARC-Segment-Number"):
            if said := record.header(name):
                raise BadMessageError(f"it is not the whole answer ({name}: {said})")
        if not ours:
            return Message(status, headers, decoded(body, headers))
        return Message(status, () if record.kind == "resource" else unexported(headers), body)


def _as_it_was(page: Found, known: Exported) -> Found:
    """A page that another archive of this program had exported, with all that was known of it there."""
    here = json.loads(page.origin or "{}")
    before = known.origin
    time = "file" if before and before.get("time") == "file" else here.pop("time")
    return replace(
        page,
        content_type=known.content_type,
        asked_url=known.asked_url,
        asked_id=known.asked_id,
        sha256=known.sha256,
        length=known.length,
        capture_id=known.id,
        exported=True,
        origin=origin(**{**here, "time": time, "from": before}),
    )


def _require_page(answer: Message, ours: bool, untyped_is_page: bool) -> None:
    """Raises _PassedError for what the archive does not read; `ours`: an archive of ours had kept it."""
    if answer.status != 200:
        raise _PassedError(f"answered {answer.status}")
    media = (answer.content_type or "").partition(";")[0].strip().lower()
    if not ours and media not in HTML and (media or not untyped_is_page):
        raise _PassedError("no HTML")


def _is_markup(body: bytes) -> bool:
    head = body[:1024].lower()
    return b"<html" in head or b"<!doctype html" in head


def _facts(record: Record) -> Facts | Broken:
    try:
        return Facts.model_validate_json(record.block or b"")
    except ValidationError:
        return Broken(record.place.offset, "it does not say what a record of this type does", record=True)
