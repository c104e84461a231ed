r"""What can go wrong on the way to a site, on purpose: for tests of whoever visits it.

    with Replica(articles=9) as site:
        site.faults.add("/robots.txt", answer(500))
        site.faults.add(r"/\d+/.*", reset, times=3)

A fault takes the connection and the answer that the site would have given, and sends what it likes.
"""

from __future__ import annotations

import gzip
import os
import re
import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Lock
from typing import Final, NamedTuple

from shahr20.replica.web import HTML, Response

PIECE: Final = 64 * 1024
"""Bytes that are sent at a time."""


@dataclass
class Wire:
    """The way back to the visitor."""

    connection: socket.socket
    packed: Callable[[Response], bytes]
    """The bytes of an answer, head and body, as the server sends them."""
    stopped: Event
    """Set when the site closes: whoever takes its time looks here."""
    is_closed: bool = False

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self.connection.sendall(data)

    def hang_up(self) -> None:
        """Close the connection in an orderly way: what was sent arrives."""
        self.connection.shutdown(socket.SHUT_WR)
        self.is_closed = True

    def reset(self) -> None:
        """Tear the connection down (RST)."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
        self.is_closed = True


Fault = Callable[[Wire, Response], None]


class _Rule(NamedTuple):
    paths: re.Pattern[str]
    fault: Fault
    left: list[int]  # how often it still happens; empty: for ever


class Faults:
    """Which faults happen to which requests; safe to use from several threads."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._lock = Lock()
        self.stopped = Event()

    def add(self, paths: str, fault: Fault, *, times: int | None = None) -> None:
        """From now on this happens to requests whose path and query fit the regular expression, so many times.

        Of several that fit, the one added first happens.
        """
        with self._lock:
            self._rules.append(_Rule(re.compile(paths), fault, [] if times is None else [times]))

    def clear(self) -> None:
        """Let all be well."""
        with self._lock:
            self._rules.clear()

    def next(self, target: str) -> Fault | None:
        """What happens to this request; None when nothing does."""
        with self._lock:
            for rule in self._rules:
                if rule.paths.fullmatch(target) and rule.left != [0]:
                    if rule.left:
                        rule.left[0] -= 1
                    return rule.fault
        return None


# -- answers that are what they say ------------------------------------------------------------------


def answer(status: int, body: str | bytes = b"", content_type: str = HTML, **headers: str) -> Fault:
    """Another answer than the site's: `answer(503, retry_after="2")`, `answer(302, location="/wp-login.php")`."""
    given = tuple((name.replace("_", "-").title(), value) for name, value in headers.items())
    data = body.encode() if isinstance(body, str) else body

    def fault(wire: Wire, _: Response) -> None:
        wire.send(wire.packed(Response(status, data, content_type, given)))

    return fault


def declared(charset: str) -> Fault:
    """The site's own page, with a Content-Type that names another charset than it has."""

    def fault(wire: Wire, response: Response) -> None:
        wire.send(wire.packed(Response(response.status, response.body, f"text/html; charset={charset}")))

    return fault


def after(seconds: float) -> Fault:
    """The site's own answer, so much later."""

    def fault(wire: Wire, response: Response) -> None:
        wire.stopped.wait(seconds)
        wire.send(wire.packed(response))

    return fault


# -- answers that break off --------------------------------------------------------------------------


def reset(wire: Wire, _: Response) -> None:
    """The connection is torn down without a byte."""
    wire.reset()


def silence(wire: Wire, _: Response) -> None:
    """Nothing comes, ever."""
    wire.stopped.wait()
    wire.reset()


def shorter_than_said(wire: Wire, response: Response) -> None:
    """Half of what Content-Length promises."""
    data = wire.packed(response)
    wire.send(data[: len(data) - len(response.body) // 2])
    wire.hang_up()


def without_last_chunk(wire: Wire, response: Response) -> None:
    """Chunked, and the connection closes before the last chunk (RFC 9112, 8)."""
    half = response.body[: len(response.body) // 2]
    wire.send(_head("Transfer-Encoding: chunked") + b"%x\r\n%s\r\n" % (len(half), half))
    wire.hang_up()


def cut_off(wire: Wire, response: Response) -> None:
    """Half of it, with no word of its length: only the content tells that it is not all."""
    wire.send(_head("Connection: close") + response.body[: len(response.body) // 2])
    wire.hang_up()


def without_length(wire: Wire, response: Response) -> None:
    """All of it, with no word of its length, as HTTP/1.0 servers do."""
    wire.send(_head("Connection: close") + response.body)
    wire.hang_up()


def half_a_gzip(wire: Wire, response: Response) -> None:
    """A packed answer of which half was written to the server's cache: the length is right."""
    packed = gzip.compress(response.body)
    wire.send(_head("Content-Encoding: gzip", packed[: len(packed) // 2]))


# -- answers that are too much -----------------------------------------------------------------------


def bomb(size: int, packing: str = "gzip") -> Fault:
    """A few kilobytes that become `size` bytes; `packing` is gzip, deflate or br."""
    packed = b"".join(_packed(size, packing))

    def fault(wire: Wire, _: Response) -> None:
        wire.send(_head(f"Content-Encoding: {packing}", packed))

    return fault


def huge(size: int, *, says_so: bool = True) -> Fault:
    """A page of `size` bytes, with its Content-Length or without."""

    def fault(wire: Wire, _: Response) -> None:
        length = f"Content-Length: {size}" if says_so else "Connection: close"
        wire.send(_head(length) + b"<html><body>")
        for _piece in range(size // PIECE):
            wire.send(b"<p>x</p>" * (PIECE // 8))
        wire.hang_up()

    return fault


def drip(pause: float) -> Fault:
    """The site's own answer, a byte at a time with a pause after each: it is never idle, and never ends."""

    def fault(wire: Wire, response: Response) -> None:
        for byte in wire.packed(response):
            wire.send(bytes([byte]))
            if wire.stopped.wait(pause):
                return

    return fault


def _packed(size: int, packing: str) -> Iterator[bytes]:
    if packing == "br":
        import brotli

        yield brotli.compress(b"a" * size, quality=1)
        return
    packer = zlib.compressobj(1, wbits=zlib.MAX_WBITS + (16 if packing == "gzip" else 0))
    for _ in range(size // PIECE):
        yield packer.compress(b"a" * PIECE)
    yield packer.flush()


def _head(header: str, body: bytes | None = None) -> bytes:
    """The head of a 200 with one header more; with a body its length too, and the body."""
    lines = ["HTTP/1.1 200 OK", "Server: nginx", f"Content-Type: {HTML}", header]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")
