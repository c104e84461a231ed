"""Datasette's own CSV of an archive's tables and queries, made safe for spreadsheets as the files of `/export` are."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from shahr20.exporting.as_csv import cell
from shahr20.reading_room.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

    from shahr20.reading_room.headers import App, Message, Receive, Scope, Send

THEIRS = (b"text/plain; charset=utf-8", b"text/csv; charset=utf-8")
"""The media types of Datasette's CSV, to be looked at and to be downloaded; that of `/export.csv` says more."""
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


class Spreadsheets:
    """Begins a CSV with a byte order mark, so that Excel reads its Persian, and leaves no formula in a cell."""

    def __init__(self, app: App, datasette: Datasette) -> None:
        self.app = app
        self.datasette = datasette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; Datasette sends a CSV a row a message."""
        if scope["type"] != "http" or not archives(self.datasette):
            return await self.app(scope, receive, send)
        asked = scope["path"].endswith(".csv") or b"_format=csv" in scope.get("query_string", b"")
        is_csv = begun = False

        async def send_on(message: Message) -> None:
            nonlocal is_csv, begun
            if message["type"] == "http.response.start":
                kind = dict(message.get("headers", [])).get(b"content-type", b"")
                is_csv = asked and message["status"] == 200 and kind in THEIRS
            elif is_csv and message.get("body"):
                body = defused(message["body"].decode())
                message = {**message, "body": (body if begun else f"\ufeff{body}").encode()}
                begun = True
            await send(message)

        await self.app(scope, receive, send_on)
        return None


def defused(rows: str) -> str:
    """Whole rows of CSV, the cells of which are no formulas; numbers are left as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in csv.reader(io.StringIO(rows, newline="")):
        writer.writerow([value if NUMBER.fullmatch(value) else cell(value) for value in row])
    return text.getvalue()
