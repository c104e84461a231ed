"""The records of a WARC file (ISO 28500), the broken ones told apart and skipped.

warcio reads what a record says; where records begin is found here, because warcio ends at the first one
that is broken, or goes on without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from shahr20.rereading.tape import BEGINNING, RECORD, Place, Tape

HEAD = 1 << 16
"""A record's own headers are a few hundred bytes; more than this is no record."""

HELD = 32 << 20
"""Blocks up to this size are held, one at a time; a page is 0.4 MB at most, a larger one something else."""


@dataclass(frozen=True)
class Record:
    """One whole record: its headers and, unless that is larger than HELD, its block."""

    place: Place
    headers: StatusAndHeaders = field(repr=False)
    block: bytes | None = field(repr=False)

    def header(self, name: str) -> str | None:
        """A header of the record, whatever its case."""
        value: str | None = self.headers.get_header(name)
        return value

    @property
    def kind(self) -> str:
        """WARC-Type: response, revisit, resource, request and others."""
        return (self.header("WARC-Type") or "").lower()


@dataclass(frozen=True)
class Broken:
    """What stands at an offset of a file and is no whole record."""

    offset: int
    why: str
    record: bool = False
    """It is a record, and what is in it is not whole."""


class _BrokenError(Exception):
    """The record that begins here cannot be used."""


def records(path: Path) -> Iterator[Record | Broken]:
    """Every record of a WARC file, gzip or not, in order; never raises for what the file holds."""
    with path.open("rb") as file:
        tape = Tape(file)
        while True:
            tape.skip_blank()
            if tape.ended():
                tear = tape.mend()
                if tear is None:
                    return
                yield Broken(tear.offset, tear.why)
                continue
            place = tape.place
            try:
                record = _record(tape)
            except _BrokenError as error:
                tape.skip_to_record()
                tear = (
                    tape.mend() if tape.ended() and tape.tear and tape.tear.offset == place.offset else None
                )
                yield Broken(place.offset, tear.why if tear else str(error))
            else:
                yield record


def record_at(path: Path, place: Place) -> Record:
    """The record that `records` found at a place."""
    with path.open("rb") as file:
        return _record(Tape(file, place))


def _record(tape: Tape) -> Record:
    """The record that begins here. Raises _BrokenError, with the tape still at its beginning or within it."""
    place = tape.place
    head = _head(tape)
    try:
        headers = _LOADER.parse_record_stream(
            BytesIO(head), known_format="warc", no_record_parse=True
        ).rec_headers
    except ArchiveLoadFailed as error:
        raise _BrokenError("it is of a version of WARC that nobody knows") from error
    said = (headers.get_header("Content-Length") or "").strip()
    if not (said.isascii() and said.isdigit()):
        raise _BrokenError(f"its Content-Length is {said!r}" if said else "it has no Content-Length")
    length = int(said)
    block = None
    if length <= HELD:
        block = tape.peek(len(head) + length)[len(head) :]
        _require(length, len(block))
        behind = tape.peek(len(head) + length + 4)[len(head) + length :]
        _require_end(behind)
        tape.skip(len(head) + length)
    else:
        tape.skip(len(head))
        _require(length, tape.skip(length))
        _require_end(tape.peek(4))
    tape.skip_blank()
    if tape.ended() and tape.tear and tape.tear.cut and tape.tear.offset == place.offset:
        raise _BrokenError(tape.tear.why)  # its last bytes say that those before them are wrong
    return Record(place, headers, block)


def _head(tape: Tape) -> bytes:
    if tape.peek(len(RECORD)) != RECORD:
        raise _BrokenError("this is no record")
    size = 1 << 10
    while True:
        here = tape.peek(size)
        ends = [at + len(end) for end in (b"\r\n\r\n", b"\n\n") if (at := here.find(end)) >= 0]
        if ends:
            head = here[: min(ends)]
            if BEGINNING.search(head, 1):
                raise _BrokenError("it ends within its headers, and another record begins")
            return head
        if len(here) < size:
            raise _BrokenError("it ends within its headers")
        if size > HEAD:
            raise _BrokenError("its headers have no end")
        size *= 2


def _require(length: int, there: int) -> None:
    if there < length:
        raise _BrokenError(f"it ends after {there:,} of {length:,} bytes")


def _require_end(behind: bytes) -> None:
    """A record is followed by two line ends; some tools write but one, and none at the end of the file."""
    if behind not in (b"", b"\r\n") and not behind.startswith((b"\r\n\r\n", b"\n\n", b"\r\nWA")):
        raise _BrokenError("its Content-Length is not where it ends")


_LOADER = ArcWarcRecordLoader()
