"""Undoing what a server packed: whole, within bounds, or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

import brotli

STEP: Final = 64 * 1024  # bytes that are unpacked at a time
LAYERS: Final = 2  # an answer packed more often than that is an attack
GZIP_OR_ZLIB, BARE_DEFLATE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS


class Damaged(Exception):
    """What was packed is not all there."""


class TooLarge(Exception):
    """More comes out than is taken in."""


def unpacked(body: bytes, layers: list[str], limit: int) -> bytes:
    """The bytes inside, at most `limit` of them; `layers` are the packings in the order they were applied.

    Raises Damaged for what is broken off, not packed so, or packed in a way nobody asked for; TooLarge at the first
    byte beyond the limit.
    """
    if len(layers) > LAYERS:
        raise Damaged(f"packed {len(layers)} times")
    for name in reversed(layers):
        if name not in _UNPACKERS:
            raise Damaged(f"packed as «{name}», which was not asked for")
        out = bytearray()
        for piece in _UNPACKERS[name](body):
            out += piece
            if len(out) > limit:
                raise TooLarge
        body = bytes(out)
    return body


def _inflated(body: bytes) -> Iterator[bytes]:
    """Gzip (RFC 1952) with one member or several, or deflate as zlib wraps it or bare."""
    rest = body
    while rest:
        wrapping = GZIP_OR_ZLIB if rest is not body or _is_wrapped(rest) else BARE_DEFLATE
        unpacker = zlib.decompressobj(wrapping)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, STEP)
            except zlib.error as error:
                raise Damaged(str(error)) from error
            rest = unpacker.unconsumed_tail
            if not piece and not rest and not unpacker.eof:
                raise Damaged("it breaks off")
            yield piece
        rest = unpacker.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return  # browsers take no offence at what follows the last member


def _is_wrapped(body: bytes) -> bool:
    """Whether deflated bytes begin as gzip does, or zlib (RFC 1950, 2.2)."""
    zlib_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return body.startswith(b"\x1f\x8b") or zlib_header


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    try:
        yield unpacker.process(body, output_buffer_limit=STEP)
        while not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=STEP)
            if not piece:
                raise Damaged("it breaks off")
            yield piece
    except brotli.error as error:
        raise Damaged(str(error)) from error


_UNPACKERS: Final = {"gzip": _inflated, "x-gzip": _inflated, "deflate": _inflated, "br": _unbrotlied}
