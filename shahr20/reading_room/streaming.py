"""Sending an export while it is being made: constant memory, and no work for somebody who has gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from datasette import Response

from shahr20.exporting import Export, Format

if TYPE_CHECKING:
    from shahr20.reading_room.headers import Receive, Send

BLOCK = 64 * 1024
AT_ONCE = 6
"""Exports under way at the same time; each holds the archive as it stood, which keeps its log from being shortened."""
SECONDS = 30 * 60
"""After so long an export is cut off: its reader has fallen asleep, and the log grows."""


class Streamed(Response):  # type: ignore[misc]
    """An answer that is written while it is sent. `receive` is set by whoever answers the request."""

    under_way = 0

    def __init__(
        self, export: Export, form: Format, manifest: dict[str, Any], headers: dict[str, str]
    ) -> None:
        super().__init__(body=None, headers=headers, content_type=form.media_type)
        self.export = export
        self.blocks = form.write(export.records(form.most), manifest)
        self.receive: Receive | None = None
        self.only_headers = False

    async def asgi_send(self, send: Send) -> None:
        """Send it, until it ends or nobody listens. What goes wrong breaks the connection, so that it shows."""
        try:
            if self.only_headers:
                await self._start(send)
                await send({"type": "http.response.body", "body": b""})
            elif Streamed.under_way >= AT_ONCE:
                busy = "too many exports are under way; try again in a minute"
                await Response.text(busy, status=503, headers={"retry-after": "60"}).asgi_send(send)
            else:
                Streamed.under_way += 1
                try:
                    await self._stream(send)
                finally:
                    Streamed.under_way -= 1
        finally:
            self.export.close()

    async def _stream(self, send: Send) -> None:
        await self._start(send)
        gone = asyncio.ensure_future(self._gone())
        until = time.monotonic() + SECONDS
        try:
            while block := await asyncio.to_thread(_gathered, self.blocks):
                if gone.done():
                    return
                if time.monotonic() > until:
                    raise TimeoutError(f"an export was not taken within {SECONDS} seconds and was cut off")
                await send({"type": "http.response.body", "body": block, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()

    async def _start(self, send: Send) -> None:
        headers = {**self.headers, "content-type": self.content_type}
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})

    async def _gone(self) -> None:
        """Ends when the connection does."""
        while self.receive and (await self.receive())["type"] != "http.disconnect":
            pass


def _gathered(blocks: Iterator[bytes]) -> bytes:
    """The next blocks together; empty at the end."""
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size >= BLOCK:
            break
    return b"".join(parts)
