"""Taking away: what a selection of articles is, and the files of it. The same arguments choose on every list."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import quote

from datasette import Response
from datasette.utils.asgi import BadRequest

from shahr20.archive.errors import ArchiveError
from shahr20.archive.selection import Selection
from shahr20.exporting import FORMATS, Export, Format, NoSelection
from shahr20.reading_room.pages import search_sql
from shahr20.reading_room.pages.page import Ask
from shahr20.reading_room.streaming import Streamed
from shahr20.reading_room.wanted import selection

SECONDS = 5.0
"""How long choosing the articles may take."""
SMALL = ("atom", "notebook")
"""Formats that are sent whole: short, and asked for again and again or opened at once."""
ENDINGS = tuple(form.ending for form in FORMATS.values())


def read(ask: Ask, connection: sqlite3.Connection) -> dict[str, Any] | Response:
    """The manifest of a selection, with the addresses of its files; or one of the files."""
    path = _path(connection)
    wanted = selection(ask)
    try:
        export = Export(path, wanted, _permalinks(ask), seconds=SECONDS)
        try:
            manifest = _manifest(ask, export)
            name = next((name for name, form in FORMATS.items() if form.ending == ask.format), None)
            if name is None:
                export.close()
                return {**manifest, **_page(ask, wanted, connection)}
            return _file(ask, export, FORMATS[name], manifest, whole=name in SMALL)
        except BaseException:
            export.close()
            raise
    except NoSelection as error:
        raise BadRequest(str(error)) from error
    except ArchiveError as error:
        raise BadRequest(str(error).replace(path, "the archive")) from error


def _file(ask: Ask, export: Export, form: Format, manifest: dict[str, Any], *, whole: bool) -> Response:
    about = address(ask, export.wanted, "json")
    headers = {
        "content-disposition": disposition(export.name(form.ending), inline=form.ending == "atom"),
        "link": f'<{about}>; rel="describedby"; type="application/json"',
        "x-total-count": str(len(export.ids)),  # chosen now, while an error can still be told
        "cache-control": "no-store",
    }
    if not whole:
        return Streamed(export, form, manifest, headers)
    text = b"".join(form.write(export.records(form.most), manifest)).decode()
    export.close()
    return Response(text, headers=headers, content_type=form.media_type)


def _manifest(ask: Ask, export: Export) -> dict[str, Any]:
    wanted = export.wanted
    return {
        **export.manifest(),
        **{name: ask.told[name] for name in ("license", "license_url") if name in ask.told},
        "page": f"{ask.origin}{address(ask, wanted)}",
        "atom": f"{ask.origin}{address(ask, wanted, 'atom')}",
        "jsonl": f"{ask.origin}{address(ask, wanted, 'jsonl')}" if ask.origin else None,
        "files": files(ask, wanted),
    }


def address(ask: Ask, wanted: Selection, ending: str | None = None) -> str:
    """Of the page of a selection, or of one of its files."""
    args: dict[str, Any] = dict(wanted.args)
    return ask.link("export", format=ending, **args)


def files(ask: Ask, wanted: Selection) -> dict[str, str]:
    """The address of the file in each format, by the format's name."""
    return {name: address(ask, wanted, form.ending) for name, form in FORMATS.items()}


def _page(ask: Ask, wanted: Selection, connection: sqlite3.Connection) -> dict[str, Any]:
    """What the page shows besides the manifest."""
    search: dict[str, Any] = dict(wanted.args)
    return {
        "selection": wanted.args,
        "manifest": address(ask, wanted, "json"),
        "search": ask.link("search", **search),
        "sql": search_sql.of(wanted.asked(connection), wanted.chosen),
    }


def _permalinks(ask: Ask) -> Any:
    if not ask.origin:
        return None
    return lambda number, version: f"{ask.origin}{ask.link('version', number, version)}"


def _path(connection: sqlite3.Connection) -> str:
    """The archive's file: an export reads by a connection of its own."""
    return str(connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])


def disposition(name: str, *, inline: bool = False) -> str:
    """The Content-Disposition of a file (RFC 6266): its name in ASCII, and in UTF-8 for all that know RFC 8187."""
    plain = "-".join(
        "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "-" for sign in name).split(
            "-"
        )
    )
    while "--" in plain:
        plain = plain.replace("--", "-")
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
