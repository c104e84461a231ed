"""`shahr20 serve`: the reading room on this machine."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import sys
import webbrowser
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from shahr20.archive.archive import require_a_file
from shahr20.archive.connecting import is_frozen
from shahr20.archive.ending import ending
from shahr20.failing import WRONG_USAGE, fail
from shahr20.reading_room.archives import is_archive
from shahr20.reading_room.public import SETTINGS, as_public

TERMINATED = 143
"""128 + SIGTERM, as shells count."""


@click.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--public", is_flag=True, help="For the open web, behind a proxy: what is not for everybody is closed."
)
@click.option(
    "--metadata",
    metavar="FILE",
    type=click.File(encoding="utf-8"),
    help="Datasette's metadata, JSON or YAML: licence, contact for takedowns.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def serve(
    db: str, host: str, port: int, *, public: bool, metadata: TextIO | None, open_browser: bool
) -> None:
    """Open the archive's reading room in this machine's browser.

    It may be served while a crawl is writing. Ctrl-C ends it.
    """
    told = _metadata(metadata)
    signal.signal(signal.SIGTERM, _terminated)
    _require_an_archive(Path(db))
    listener = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    click.echo(f"The reading room of {db} is at {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    try:
        asyncio.run(_run(db, listener, told, public=public))
    except KeyboardInterrupt:
        click.echo("Closed.")


async def _run(db: str, listener: socket.socket, metadata: dict[str, Any], *, public: bool) -> None:
    from datasette.app import Datasette
    from uvicorn import Config, Server

    frozen = is_frozen(Path(db))
    settings: dict[str, Any] = {}
    if public:
        settings = SETTINGS
        metadata = as_public(metadata)
    datasette = Datasette(
        [] if frozen else [db], immutables=[db] if frozen else [], settings=settings, metadata=metadata
    )
    await datasette.invoke_startup()
    config = Config(datasette.app(), log_level="warning", lifespan="on", timeout_graceful_shutdown=5)
    await Server(config).serve(sockets=[listener])


def _metadata(file: TextIO | None) -> dict[str, Any]:
    from datasette.utils import BadMetadataError, parse_metadata

    if file is None:
        return {}
    try:
        found: dict[str, Any] = parse_metadata(file.read())
    except (BadMetadataError, UnicodeDecodeError) as error:
        fail(f"{file.name} is no metadata ({error}); it has to be a JSON or YAML object", WRONG_USAGE)
    if not isinstance(found, dict):
        fail(f"{file.name} is no metadata; it has to be a JSON or YAML object", WRONG_USAGE)
    return found


def _require_an_archive(path: Path) -> None:
    how = "immutable=1" if path.exists() and is_frozen(path) else "mode=ro"
    with ending(path):
        require_a_file(path)
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as connection:
            ours = is_archive(connection)
    if not ours:
        fail(f"{path} is a database, but not an archive of this program; choose another --db", WRONG_USAGE)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        fail(f"cannot listen on {host}, port {port} ({error.strerror}); choose another --host or --port", 1)


def _terminated(number: int, frame: object) -> NoReturn:
    """End with the code of SIGTERM; uvicorn has closed its connections by then."""
    sys.exit(TERMINATED)
