"""How an article, or a version of it, is cited: on its page, and as files for reference managers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from datasette import Response
from datasette.utils.asgi import NotFound

from shahr20 import citing
from shahr20.citing import Record
from shahr20.reading_room.pages.page import Ask


def _csl(record: Record) -> str:
    return json.dumps([citing.csl(record)], ensure_ascii=False, indent=2) + "\n"


def _plain(record: Record) -> str:
    return f"{citing.plain(record)}\n{citing.plain(record, 'en')}\n"


WRITERS: dict[str, tuple[Callable[[Record], str], str]] = {
    "bib": (citing.bibtex, "application/x-bibtex"),
    "ris": (citing.ris, "application/x-research-info-systems"),
    "csl.json": (_csl, "application/vnd.citationstyles.csl+json"),
    "txt": (_plain, "text/plain"),
}
"""Endings of an article's address: what writes it, and its media type."""

FORMATS = tuple(WRITERS)


def record(ask: Ask, row: dict[str, Any], **around: Any) -> dict[str, Any]:
    """A row of `articles` or `revisions` with the permalink of its version, ready to be cited."""
    number = row.get("article_id") or row["id"]
    permalink = f"{ask.origin}{ask.link('version', number, row['revision'])}" if ask.origin else None
    return {**row, "permalink": permalink, **around}


def values(ask: Ask, page: str, made: dict[str, Any], *parts: object) -> dict[str, Any]:
    """What the page at `page`, `parts` says of how to cite it."""
    return {
        "permalink": made["permalink"],
        "fa": citing.plain(made),
        "en": citing.plain(made, "en"),
        "bibtex": citing.bibtex(made),
        "addresses": {ending: ask.link(page, *parts, format=ending) for ending in FORMATS},
    }


def response(ask: Ask, made: dict[str, Any]) -> Response:
    """The citation in the format that was asked for, as a file with the key's name."""
    if ask.format not in WRITERS:
        raise NotFound(f"there is no citation as {ask.format}; {', '.join(FORMATS)} are")
    write, media_type = WRITERS[ask.format]
    name = f"{citing.Reference.of(made).key}.{ask.format}"
    return Response(
        write(made),
        headers={"content-disposition": f'inline; filename="{name}"'},
        content_type=f"{media_type}; charset=utf-8",
    )
