"""One capture: when and how a page came, what was read from it and by which rule, and the page as it was fetched.

The page itself is for the operator. It is shown without anything that runs or fetches, in a sandbox that would stop
what is left; and byte for byte as text.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette import Response
from lxml import etree
from lxml.html import HTMLParser, document_fromstring, tostring
from lxml_html_clean import Cleaner
from sqlite_utils import Database
from w3lib.encoding import html_to_unicode

from shahr20.archive.captures import Captures
from shahr20.archive.errors import CaptureDamaged
from shahr20.reading_room.pages import rows
from shahr20.reading_room.pages.page import Ask

COLUMNS = """id, url, article_id, crawl_id, fetched_at, status, headers, content_type, sha256, length, same_as,
part_of, origin"""
OF_ITS_ARTICLE = "article_id = (SELECT article_id FROM captures WHERE id = :id)"
"""Finds what was read from a capture by its article, which has an index."""
CAPTURE = f"SELECT {COLUMNS} FROM captures WHERE id = :id"
PARTS = "SELECT id, url FROM captures WHERE part_of = :id ORDER BY id"
READ = f"""SELECT article_id, revision, read_by, flags, reader_version FROM revisions
WHERE {OF_ITS_ARTICLE} AND capture_id = :id"""
REJECTED = "SELECT reason, detail FROM rejects WHERE capture_id = :id"
SHOWN = f"""SELECT revisions.title_raw, revisions.lead_raw, revisions.body_raw, revisions.published_raw,
revisions.kicker AS kicker_raw, revisions.author,
revisions.category AS categories, revisions.image_url, revisions.image_caption, article_id AS id, articles.url
FROM revisions JOIN articles ON articles.id = article_id WHERE {OF_ITS_ARTICLE} AND revisions.capture_id = :id"""
LISTS = {
    "tags": f"""SELECT name FROM article_tags JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id
        WHERE {OF_ITS_ARTICLE} AND capture_id = :id ORDER BY article_tags.rowid""",
    "related": f"""SELECT related.title FROM related JOIN articles ON articles.id = article_id
        WHERE {OF_ITS_ARTICLE} AND capture_id = :id ORDER BY position""",
}
"""What was read in lists, which the archive keeps of the current version."""
FIELDS = (
    "id", "url", "kicker_raw", "title_raw", "lead_raw", "body_raw", "published_raw", "published_machine", "author",
    "categories", "tags", "related", "image_url", "image_caption",
)  # fmt: skip
"""The order of reading, in which the rules are listed."""
SHORT = 140
"""How many letters of a field stand beside the rule that read it."""

SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""For a page as it was fetched: no script, form, frame, navigation or request, whatever is in it."""

SAFE = {
    "content-security-policy": SANDBOX,
    "x-frame-options": "SAMEORIGIN",
    "x-dns-prefetch-control": "off",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex, nofollow",
}

KEPT = frozenset(
    "abbr align alt bgcolor border cellpadding cellspacing class colspan color dir headers height id lang "
    "rowspan scope size span start style title type valign value width".split()
)
"""Attributes that a page keeps in the sandbox: none is an address, none is a script."""

_FETCHING = re.compile(r"@import[^;]*;?|url\((?!\s*['\"]?data:)[^)]*\)", re.IGNORECASE)
"""What styles would ask for; the policy stops what is written in other ways."""

CLEANER = Cleaner(
    scripts=True, javascript=True, comments=True, style=False, inline_style=False, links=True, meta=True,
    page_structure=False, processing_instructions=True, embedded=True, frames=True, forms=True,
    annoying_tags=True, remove_unknown_tags=False, safe_attrs_only=True, safe_attrs=KEPT,
    kill_tags=("base", "svg", "math", "video", "audio", "source", "track", "template", "noscript", "portal"),
)  # fmt: skip


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """Everything about a capture but the page itself."""
    params = {"id": int(ask.part("id"))}
    row = rows.one(connection, CAPTURE, params, f"capture {params['id']}")
    holder = {"id": row["same_as"] or row["part_of"] or row["id"]}
    readings = [
        {**found, "read_by": _in_order(rows.mapping(found["read_by"])), "flags": rows.mapping(found["flags"])}
        for found in rows.several(connection, READ, holder)
    ]
    for reading in readings:
        reading["address"] = ask.link("version", reading["article_id"], reading["revision"])
    numbers = [("same_as", row["same_as"]), ("part_of", row["part_of"])]
    return {
        "address": ask.link("capture", row["id"]),
        "capture": {**row, "headers": _headers(row["headers"]), "origin": rows.mapping(row["origin"])},
        "article_address": ask.link("article", row["article_id"]) if _is_here(connection, row) else None,
        "others": {name: ask.link("capture", number) for name, number in numbers if number},
        "parts": [
            {**part, "address": ask.link("capture", part["id"])}
            for part in rows.several(connection, PARTS, params)
        ],
        "readings": readings,
        "values": _values(connection, holder),
        "rejected": rows.several(connection, REJECTED, params),
        "fetched_address": ask.link("fetched", row["id"]),
        "source_address": ask.link("fetched", row["id"], format="txt"),
        "sql": [{"of": "capture", "sql": CAPTURE, "params": params}],
    }


def fetched(ask: Ask, connection: sqlite3.Connection) -> Response:
    """The page as it was fetched: inert HTML, or with `.txt` its very bytes."""
    number = int(ask.part("id"))
    row = rows.one(connection, CAPTURE, {"id": number}, f"capture {number}")
    try:
        body = _body(ask, number)
    except CaptureDamaged as damage:
        return Response(f"{damage}\n", 500, SAFE, "text/plain; charset=utf-8")
    encoding, text = html_to_unicode(row["content_type"], body)
    if ask.format == "txt":
        return Response(body, headers=SAFE, content_type=f"text/plain; charset={encoding}")
    return Response(inert(text), headers=SAFE, content_type="text/html; charset=utf-8")


def inert(page: str) -> str:
    """A page as HTML with its words and its own styles, and nothing that runs, leads away or asks for anything."""
    blank = "<!DOCTYPE html>\n<title></title>\n"
    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        document = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # an empty page, or nothing but a comment
        return blank
    CLEANER(document)
    for element in document.iter("style"):
        element.text = _FETCHING.sub("", element.text or "")
    for element in document.iterfind(".//*[@style]"):
        element.set("style", _FETCHING.sub("", element.get("style")))
    html: str = tostring(document, encoding="unicode")
    return f"<!DOCTYPE html>\n{html}\n"


def _body(ask: Ask, number: int) -> bytes:
    """The bytes of a capture, which the connections that answer queries never read. Raises CaptureDamaged."""
    database = ask.link.datasette.get_database(ask.link.archive)
    mode = "mode=ro" if database.is_mutable else "immutable=1"
    with closing(sqlite3.connect(f"{Path(database.path).resolve().as_uri()}?{mode}", uri=True)) as own:
        return Captures(Database(own)).body(number)


def _headers(text: str | None) -> list[tuple[str, str]]:
    """The headers of an answer as they came, in their order."""
    return [(str(name), str(value)) for name, value in json.loads(text or "[]")]


def _is_here(connection: sqlite3.Connection, row: dict[str, Any]) -> bool:
    found = connection.execute("SELECT 1 FROM articles WHERE id = :article_id", row).fetchone()
    return found is not None


def _in_order(read_by: dict[str, Any]) -> dict[str, Any]:
    """The rules by field, as one reads a page; fields that are not known here at the end."""
    return {name: read_by[name] for name in (*FIELDS, *read_by) if name in read_by}


def _values(connection: sqlite3.Connection, params: dict[str, Any]) -> dict[str, str]:
    """The beginning of each field that was read from a capture."""
    found = connection.execute(SHOWN, params).fetchone()
    texts = {name: str(value) for name, value in dict(found or {}).items() if value not in (None, "")}
    for name, sql in LISTS.items():
        if values := [row[0] for row in connection.execute(sql, params)]:
            texts[name] = " · ".join(values)
    return {name: text if name.endswith("url") else _short(text) for name, text in texts.items()}


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"
