"""Captures as WARC 1.1 (ISO 28500:2017), for other tools to replay and for an archive to read back.

A capture's bytes are those of the page, its encodings undone; headers that told of them are kept under
another name, so that no reader decodes twice. What WARC has no field for stands as JSON in one header.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from base64 import b32encode
from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlite_utils import Database
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from shahr20 import __version__
from shahr20.archive.captures import Captures

CAPTURE = "Shahr20-Capture"
"""The header with what only an archive of this program knows of a capture; other readers pass over it."""

MAX = 1 << 53
"""Numbers of articles and captures are below this: JSON of anybody's reads them exactly."""

_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"

FACTS = "application/vnd.shahr20.article+json"
"""Content type of the metadata records with what is known of an article and of none of its captures."""

PREFIX = "X-Shahr20-"
"""Put before the name of a header that was true of the bytes on the wire, not of those kept."""

OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")

IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

ABOUT = {
    "software": f"shahr20 {__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "description": (
        "Captures are normalised: transfer and content encoding are removed from the bodies, and the headers "
        f"that told of them begin with {PREFIX}. A revisit with the profile server-not-modified is an "
        "answer that read the same as the one it refers to though its bytes differed; its own bytes were "
        "not kept."
    ),
}

_CAPTURES = """
    SELECT captures.id, captures.url, fetched_at, status, headers, content_type, sha256, length, same_as,
           origin, part_of, rejects.url AS asked_url, rejects.article_id AS asked_id
    FROM captures LEFT JOIN rejects ON rejects.capture_id = captures.id ORDER BY captures.id"""


_STATUSES = frozenset(HTTPStatus)

_FACTS = """
    SELECT id, url, last_seen_at, gone_at FROM articles
    WHERE gone_at IS NOT NULL
       OR last_seen_at > (SELECT max(fetched_at) FROM captures WHERE article_id = articles.id)"""


def write(
    db: Database, captures: Captures, out: BinaryIO, *, filename: str | None, gzip: bool
) -> Iterator[int]:
    """Write every capture, in the order in which they came; yields how many are written, after each.

    Reads from one snapshot of the archive, whatever a crawl writes meanwhile.
    """
    writer = WARCWriter(out, gzip=gzip, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(filename, {**ABOUT, "isPartOf": _site(db)}))
    db.conn.execute("BEGIN")
    try:
        for number, row in enumerate(db.query(_CAPTURES), start=1):
            body = captures.body(row["id"])
            _write_capture(writer, row, body, _kept(db, row["same_as"]) if row["same_as"] else None)
            yield number
        _write_facts(db, writer)
    finally:
        db.conn.rollback()


def _write_facts(db: Database, writer: WARCWriter) -> None:
    """What no capture says of an article: when the site last said «as before», and that it is gone."""
    for row in db.query(_FACTS):
        url = row.pop("url") or f"urn:shahr20:article:{row['id']}"
        block = json.dumps(row).encode()
        fields = {"WARC-Record-ID": _urn(f"{url} {block.decode()}"), "WARC-Date": row["last_seen_at"]}
        writer.write_record(
            writer.create_warc_record(
                url,
                "metadata",
                payload=BytesIO(block),
                length=len(block),
                warc_content_type=FACTS,
                warc_headers_dict=fields,
            )
        )


def unexported(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers of an answer as they were before it was exported."""
    without_ours = headers[:-1] if headers and headers[-1][0].lower() == "content-length" else headers
    return tuple((name.removeprefix(PREFIX), value) for name, value in without_ours)


class Exported(BaseModel):
    """What only an archive of this program knows of a capture: `captures` and `rejects` have it under these names."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: int = Field(gt=0, lt=MAX)
    content_type: str | None = None
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    length: int = Field(ge=0, lt=MAX)
    part_of: int | None = None
    origin: dict[str, Any] | None = None
    asked_url: str | None = None
    asked_id: int | None = Field(default=None, gt=0, lt=MAX)


class Facts(BaseModel):
    """What is known of an article and of none of its captures: until when it was there, and since when not."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: int = Field(gt=0, lt=MAX)
    last_seen_at: str = Field(pattern=_TIME)
    gone_at: str | None = Field(default=None, pattern=_TIME)


def exported(said: str | None) -> Exported | None:
    """What a record's CAPTURE header says; None for a record of anybody else's."""
    try:
        return Exported.model_validate_json(said) if said else None
    except ValidationError:
        return None


class _Verbatim(StatusAndHeaders):  # type: ignore[misc]
    """Header bytes as they came; warcio would write what is not ASCII percent-encoded."""

    def to_ascii_bytes(self, header_filter: Any = None) -> bytes:
        return str(self.to_str(header_filter)).encode("latin-1", "replace") + b"\r\n"


def _write_capture(writer: WARCWriter, row: dict[str, Any], body: bytes, kept: dict[str, Any] | None) -> None:
    headers = [(name, value) for name, value in json.loads(row["headers"] or "[]")]
    web = row["url"].startswith(("http://", "https://"))
    http = _http(row["status"], headers, len(body)) if headers and web else None
    fields = {
        "WARC-Record-ID": _record_id(row),
        "WARC-Date": row["fetched_at"],
        CAPTURE: _known(row),
    }
    if kept is None:
        record = writer.create_warc_record(
            row["url"],
            "response" if http else "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type="" if http else row["content_type"] or "application/octet-stream",
            warc_headers_dict=fields,
            http_headers=http,
        )
    else:
        fields |= {
            "WARC-Profile": IDENTICAL if kept["sha256"] == row["sha256"] else NOT_MODIFIED,
            "WARC-Refers-To": _record_id(kept),
            "WARC-Refers-To-Target-URI": kept["url"],
            "WARC-Refers-To-Date": kept["fetched_at"],
            "WARC-Payload-Digest": _digest(body),
        }
        record = writer.create_warc_record(row["url"], "revisit", warc_headers_dict=fields, http_headers=http)
    writer.write_record(record)


def _http(status: int, headers: list[tuple[str, str]], length: int) -> StatusAndHeaders:
    kept = [
        (PREFIX + name if name.lower() in OF_THE_WIRE else name, _one_line(value)) for name, value in headers
    ]
    statusline = f"{status} {HTTPStatus(status).phrase}" if status in _STATUSES else f"{status} "
    return _Verbatim(statusline, [*kept, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _known(row: dict[str, Any]) -> str:
    known = {name: row[name] for name in Exported.model_fields}
    known["origin"] = json.loads(known["origin"]) if known["origin"] else None
    return json.dumps(
        {name: value for name, value in known.items() if value is not None}, separators=(",", ":")
    )


def _kept(db: Database, capture_id: int) -> dict[str, Any]:
    """The capture whose body stands for that of another."""
    return next(iter(db.query("SELECT id, url, fetched_at, sha256 FROM captures WHERE id = ?", [capture_id])))


def _record_id(row: dict[str, Any]) -> str:
    """The same for a capture in every export of it."""
    return _urn(f"{row['url']} {row['id']} {row['fetched_at']} {row['sha256']}")


def _urn(name: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def _digest(body: bytes) -> str:
    """As warcio writes it: SHA-1 in base 32, which is what indexes of WARC files are made with."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def _site(db: Database) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
    return row[0] if row else None
