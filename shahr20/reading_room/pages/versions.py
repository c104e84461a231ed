"""The versions of an article: all of them, what changed between any two, and one by itself."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from datasette import Response
from datasette.utils.asgi import BadRequest, NotFound

from shahr20.archive.versions import Difference, Version, between, versions
from shahr20.reading_room.pages import citation, rows
from shahr20.reading_room.pages.page import Ask

VERSION = """SELECT revisions.*, articles.url, articles.gone_at,
articles.revision = revisions.revision AS is_current, articles.last_seen_at AS article_last_seen_at
FROM revisions JOIN articles ON articles.id = article_id
WHERE article_id = :id AND revisions.revision = :revision"""
VERSIONS = """SELECT revision, seen_at, capture_id, word_count, content_hash, title, title_raw
FROM revisions WHERE article_id = :id ORDER BY seen_at, revision"""
FOR_READING = "SELECT revision, title, lead, body FROM revisions WHERE article_id = :id"

PUBLISHED, READING = "published", "reading"
"""Which words are compared: as they were published, or normalised for reading."""


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any]:
    """Every version, and what changed between two: `from` and `to`, by default the last two."""
    params = {"id": int(ask.part("id"))}
    found = versions(connection, params["id"])
    if not found:
        raise NotFound(f"the archive has no article {params['id']}")
    text = ask.args.get("text") or PUBLISHED
    if text not in (PUBLISHED, READING):
        raise BadRequest(f"text must be {PUBLISHED} or {READING}, not {text[:50]!r}")
    if text == READING:
        found = _for_reading(connection, found)
    older = _chosen(ask, "from", found, found[-2] if len(found) > 1 else found[0])
    newer = _chosen(ask, "to", found, found[-1])
    return {
        "id": params["id"],
        "title": found[-1].title_raw,
        "article_address": ask.link("article", params["id"]),
        "address": ask.link("versions", params["id"]),
        "versions": [
            {
                **row,
                "address": ask.link("version", params["id"], row["revision"]),
                "capture_address": _capture(ask, row["capture_id"]),
                "is_current": version.is_current,
            }
            for row, version in zip(rows.several(connection, VERSIONS, params), found, strict=True)
        ],
        "text": text,
        "compared": {"from": older.revision, "to": newer.revision},
        "difference": told(between(older, newer)) if older is not newer else None,
        "sql": [{"of": "versions", "sql": VERSIONS, "params": params}],
    }


def read_one(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any] | Response:
    """One version of an article as it was seen then, or its citation as a file."""
    params = {"id": int(ask.part("id")), "revision": int(ask.part("revision"))}
    row = rows.one(connection, VERSION, params, f"version {params['revision']} of article {params['id']}")
    last_seen = row.pop("article_last_seen_at")
    made = citation.record(ask, row, last_seen_at=last_seen if row["is_current"] else None)
    if ask.format not in (None, "json"):
        return citation.response(ask, made)
    number, revision = row["article_id"], row["revision"]
    return {
        "address": ask.link("version", number, revision),
        "article_address": ask.link("article", number),
        "versions_address": ask.link("versions", number),
        "capture_address": _capture(ask, row["capture_id"]),
        "version": rows.with_json(row),
        "citation": citation.values(ask, "version", made, number, revision),
        "sql": [{"of": "article", "sql": VERSION, "params": params}],
    }


def told(edit: Difference) -> dict[str, Any]:
    """A difference as plain values: the paragraphs that changed, and how many words came and went."""
    runs = [run for found in (edit.title, edit.lead, edit.body) for run in found]
    return {
        "older": edit.older.revision,
        "newer": edit.newer.revision,
        "older_seen_at": edit.older.seen_at,
        "seen_at": edit.newer.seen_at,
        "added_words": sum(len(run.text.split()) for run in runs if run.kind == "added"),
        "removed_words": sum(len(run.text.split()) for run in runs if run.kind == "removed"),
        "changes": [
            {"field": name, "runs": [{"kind": run.kind, "text": run.text} for run in runs]}
            for name, runs in edit.changes()
        ],
    }


def _chosen(ask: Ask, name: str, found: list[Version], otherwise: Version) -> Version:
    """The version that an argument names. Raises BadRequest for no number, NotFound for no version."""
    number = ask.number(name, otherwise.revision)
    for version in found:
        if version.revision == number:
            return version
    raise NotFound(f"article {otherwise.article_id} has no version {number}")


def _for_reading(connection: sqlite3.Connection, found: list[Version]) -> list[Version]:
    """The versions with their words normalised; those of a version that has only the published ones as they are."""
    texts = {
        row["revision"]: row for row in rows.several(connection, FOR_READING, {"id": found[0].article_id})
    }
    return [
        replace(
            version,
            title_raw=texts[version.revision]["title"] or version.title_raw,
            lead_raw=texts[version.revision]["lead"] or version.lead_raw,
            body_raw=texts[version.revision]["body"] or version.body_raw,
        )
        for version in found
    ]


def _capture(ask: Ask, capture_id: int | None) -> str | None:
    return ask.link("capture", capture_id) if capture_id is not None and ask.sees_captures else None
