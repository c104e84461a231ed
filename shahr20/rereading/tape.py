"""The bytes of a WARC file in their order, gzip undone, with every tear known by its place.

A WARC is written as one gzip member a record, so that damage to one costs no other. A member that is torn is
left, and reading goes on with the next one that begins with a record.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
"""How a gzip member begins (RFC 1952, section 2.3.1): magic number, and deflate, the only method there is."""

CHUNK = 1 << 16
PROOF = 512  # bytes of a gzip member that are enough to see how its content begins
RECORD = b"WARC/"
BEGINNING = re.compile(rb"WARC/\d\.\d+\r?\n[\w-]+:")
"""The first line of a record and the name of a header."""


@dataclass(frozen=True)
class Place:
    """Where a byte is: in the gzip member that begins at `offset` of the file, `inner` bytes into it.

    In a file without gzip `inner` is 0.
    """

    offset: int
    inner: int = 0


@dataclass(frozen=True)
class Chunk:
    """Some bytes, and where the first of them is."""

    place: Place
    data: bytes


@dataclass(frozen=True)
class Tear:
    """A place where the bytes do not go on. `cut`: what came from that place before is not whole."""

    offset: int
    why: str
    cut: bool


class Tape:
    """A file's bytes with look-ahead. It ends at the end of the file and, for the time being, at a tear."""

    def __init__(self, file: BinaryIO, start: Place | None = None) -> None:
        self.gzipped = _is_gzipped(file)
        begin = start or Place(0)
        self._pieces = _members(file, begin.offset) if self.gzipped else _plain(file, begin.offset)
        self._buffer = bytearray()
        self._at = 0
        self._marks: deque[tuple[int, Place]] = deque()
        self.tear: Tear | None = None
        self._over = False
        self.skip(begin.inner)

    @property
    def place(self) -> Place:
        """Where the next byte is."""
        while len(self._marks) > 1 and self._marks[1][0] <= self._at:
            self._marks.popleft()
        if not self._marks:
            return Place(0)
        at, place = self._marks[0]
        ahead = self._at - at
        return Place(place.offset, place.inner + ahead) if self.gzipped else Place(place.offset + ahead)

    def peek(self, length: int) -> bytes:
        """The next bytes, left where they are; fewer at the end or a tear."""
        while len(self._buffer) < length and self.tear is None and not self._over:
            self._load()
        return bytes(self._buffer[:length])

    def skip(self, length: int) -> int:
        """Pass over bytes; how many there were to pass over."""
        left = length
        while left and (step := len(self.peek(min(left, CHUNK)))):
            del self._buffer[:step]
            self._at += step
            left -= step
        return length - left

    def ended(self) -> bool:
        """Whether there is nothing more before the end or a tear."""
        return not self.peek(1)

    def skip_blank(self) -> None:
        """Pass over line ends, as they stand between records."""
        while (here := self.peek(CHUNK)) and (blank := len(here) - len(here.lstrip(b"\r\n"))):
            self.skip(blank)

    def skip_to_record(self) -> None:
        """Pass over what is here, to where the next record seems to begin, or to the end or a tear.

        It may begin in the middle of a line, where the one before was cut off.
        """
        self.skip(1)
        while here := self.peek(CHUNK):
            found = BEGINNING.search(here)
            if found:
                self.skip(found.start())
                return
            self.skip(max(1, len(here) - PROOF))

    def mend(self) -> Tear | None:
        """Go on behind the tear that stands here; returns it."""
        tear, self.tear = self.tear, None
        return tear

    def _load(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            self._over = True
        elif isinstance(piece, Tear):
            self.tear = piece
        else:
            self._marks.append((self._at + len(self._buffer), piece.place))
            self._buffer += piece.data


def _is_gzipped(file: BinaryIO) -> bool:
    """Whether gzip members are what the file is made of, be it with rubbish before the first."""
    file.seek(0)
    head = file.read(len(GZIP))
    return head == GZIP or (not head.startswith(RECORD[:3]) and _next_member(file, 0, CHUNK) is not None)


def _plain(file: BinaryIO, offset: int) -> Iterator[Chunk | Tear]:
    file.seek(offset)
    while data := file.read(CHUNK):
        yield Chunk(Place(offset), data)
        offset += len(data)


def _members(file: BinaryIO, start: int) -> Iterator[Chunk | Tear]:
    """The content of every gzip member from `start` on, and a tear where there is none or it is damaged."""
    offset = start
    while True:
        file.seek(offset)
        head = file.read(CHUNK)
        if not head:
            return
        following: int | None
        if not head.startswith(GZIP):
            yield Tear(offset, "no gzip member begins here", cut=False)
            following = _next_member(file, offset)
        else:
            try:
                following = yield from _member(file, offset, head)
            except zlib.error as error:
                yield Tear(offset, f"the gzip member is damaged ({error})", cut=True)
                following = _next_member(file, offset + 1)
        if following is None:
            return
        offset = following


def _member(file: BinaryIO, offset: int, data: bytes) -> Generator[Chunk, None, int]:
    """The content of one member; returns where it ends. Raises zlib.error when it is damaged or cut off."""
    decompressor = zlib.decompressobj(zlib.MAX_WBITS + 16)
    inner = 0
    while True:
        content = decompressor.decompress(data, CHUNK)
        if content:
            yield Chunk(Place(offset, inner), content)
            inner += len(content)
        if decompressor.eof:
            return file.tell() - len(decompressor.unused_data)
        data = decompressor.unconsumed_tail
        if not data and len(content) < CHUNK:
            data = file.read(CHUNK)
            if not data:
                raise zlib.error("the file ends in the middle of it")


def _next_member(file: BinaryIO, start: int, within: int | None = None) -> int | None:
    """Where, from `start` on (and in so many bytes), the next gzip member with a record in it begins."""
    stop = None if within is None else start + within
    overlap = len(GZIP) - 1
    while stop is None or start < stop:
        file.seek(start)
        here = file.read(CHUNK)
        found = here.find(GZIP)
        while found >= 0:
            if _holds_record(file, start + found):
                return start + found
            found = here.find(GZIP, found + 1)
        if len(here) < CHUNK:
            return None
        start += CHUNK - overlap
    return None


def _holds_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(file.read(PROOF), len(RECORD)) == RECORD
    except zlib.error:
        return False
