"""Keeps servers running for as long as whoever started them holds this program's standard input open.

`python keep.py FOLDER`; the first line of stdin is a JSON list of `{"name", "command", "stop"}`, where `stop`
names the signal of an orderly end. Each server writes FOLDER/name.log. When stdin ends (closed, or its owner
killed) every server and all it forked is ended, and FOLDER removed. A server that ends by itself ends all.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE = 20.0
"""Seconds a server has for an orderly end."""

Server = subprocess.Popen[bytes]


def begin(folder: Path, wanted: dict[str, Any]) -> Server:
    """Start one server, as the leader of a process group of its own."""
    with (folder / f"{wanted['name']}.log").open("ab") as log:
        return subprocess.Popen(
            wanted["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def end(server: Server, stop: str) -> None:
    """End a server and its whole process group: asked first, then made to."""
    for asked in (signal.Signals[stop], signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(server.pid, asked)
        with suppress(subprocess.TimeoutExpired):
            server.wait(PATIENCE)


def main() -> int:
    """Start, wait, end."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # the owner decides, and its end of the pipe tells
    folder = Path(sys.argv[1])
    line = sys.stdin.buffer.readline()
    servers: list[tuple[Server, str]] = []
    try:
        for wanted in json.loads(line) if line else []:
            servers.append((begin(folder, wanted), wanted["stop"]))
        with selectors.DefaultSelector() as either:
            either.register(sys.stdin, selectors.EVENT_READ)
            for server, _ in servers:
                either.register(os.pidfd_open(server.pid), selectors.EVENT_READ)
            either.select()
    finally:
        for server, stop in reversed(servers):
            end(server, stop)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
