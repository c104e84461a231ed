"""An HTTP answer as a WARC record holds it: status, headers, and the body as it was before it was sent."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO

import brotli
import zstandard
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser

LARGEST = 32 << 20
"""No page decodes to more; a compressed body that does is a bomb."""


class BadMessageError(Exception):
    """The answer is not whole; the message says what is wrong with it."""


@dataclass(frozen=True)
class Message:
    """One answer: its body without transfer and content encoding, its headers as they came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return header(self.headers, "content-type")


def header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    """The first header of a name, whatever its case."""
    return next((value for key, value in headers if key.lower() == name), None)


def parse(block: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and what follows them, as in the block. Raises BadMessageError when it is no HTTP."""
    stream = BytesIO(block)
    try:
        head = _Parser([], verify=False).parse(stream)
        status = int(head.statusline.split(" ", 1)[0])
    except (EOFError, ValueError) as error:
        raise BadMessageError("its content is no HTTP answer") from error
    return status, tuple((name, value) for name, value in head.headers), stream.read()


def message(block: bytes) -> Message:
    """The answer in a block. Raises BadMessageError when it is no HTTP, or its body is not whole."""
    status, headers, body = parse(block)
    return Message(status, headers, decoded(body, headers))


def decoded(body: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The body without its encodings.

    Many tools store a body decoded and leave the headers that say it is not: what does not begin as the
    encoding does is taken as it is.
    """
    if "chunked" in (header(headers, "transfer-encoding") or "").lower():
        body = _without_chunks(body)
    codings = (header(headers, "content-encoding") or "").lower().split(",")
    for coding in reversed([one.strip().removeprefix("x-") for one in codings]):
        if coding in _DECODERS and body:
            body = _DECODERS[coding](body)
    return body


class _Parser(StatusAndHeadersParser):  # type: ignore[misc]
    """Header bytes are latin-1 (RFC 9110, section 5.5), as the crawl keeps them; warcio tries UTF-8 first."""

    @staticmethod
    def decode_header(line: bytes | str) -> str:
        return line if isinstance(line, str) else line.decode("latin-1")


def _without_chunks(body: bytes) -> bytes:
    size, _, _ = body[:64].partition(b"\r\n")[0].partition(b";")
    try:
        int(size, 16)
    except ValueError:
        return body
    try:
        whole: bytes = ChunkedDataReader(BytesIO(body), raise_exceptions=True).read()
    except ChunkedDataException as error:
        raise BadMessageError("its body ends in the middle of a chunk") from error
    return whole


def _gunzip(body: bytes) -> bytes:
    return _inflate(body, zlib.MAX_WBITS + 16) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes) -> bytes:
    """«deflate» is zlib (RFC 9110, section 8.4.1.2), and in some servers bare deflate."""
    try:
        return _inflate(body, zlib.MAX_WBITS)
    except BadMessageError:
        try:
            return _inflate(body, -zlib.MAX_WBITS)
        except BadMessageError:
            if _looks_plain(body):
                return body
            raise


def _inflate(body: bytes, wbits: int) -> bytes:
    decompressor = zlib.decompressobj(wbits)
    try:
        out = decompressor.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise BadMessageError(f"its body is damaged ({error})") from error
    _require_small(out)
    if not decompressor.eof:
        raise BadMessageError("its compressed body ends too early")
    return out


def _unbrotli(body: bytes) -> bytes:
    decompressor = brotli.Decompressor()
    try:
        out: bytes = decompressor.process(body, output_buffer_limit=LARGEST + 1)
    except brotli.error as error:
        if _looks_plain(body):
            return body
        raise BadMessageError(f"its body is damaged ({error})") from error
    _require_small(out)
    if not decompressor.is_finished():
        raise BadMessageError("its compressed body ends too early")
    return out


def _unzstd(body: bytes) -> bytes:
    if not body.startswith(zstandard.FRAME_HEADER):
        return body
    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            out: bytes = reader.read(LARGEST + 1)
        _require_small(out)
        whole = zstandard.ZstdDecompressor().decompressobj()  # the other one does not say
        whole.decompress(body)
    except zstandard.ZstdError as error:
        raise BadMessageError(f"its body is damaged ({error})") from error
    if not whole.eof:
        raise BadMessageError("its compressed body ends too early")
    return out


def _require_small(out: bytes) -> None:
    if len(out) > LARGEST:
        raise BadMessageError(f"its body decodes to more than {LARGEST >> 20} MB")


def _looks_plain(body: bytes) -> bool:
    """Whether bytes are markup already."""
    return body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


_DECODERS = {"gzip": _gunzip, "deflate": _deflate, "br": _unbrotli, "zstd": _unzstd}
