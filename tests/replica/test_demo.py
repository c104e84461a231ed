from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from shahr20.replica.demo import PORT


def test_somebody_else_on_the_port_is_never_crawled(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", PORT))
            other.listen()
        except OSError:
            pass  # taken already, which is what is wanted
        command = [sys.executable, "-m", "shahr20.replica.demo", "--no-serve"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert f"port {PORT} is taken" in done.stderr
    assert f"the demo needs port {PORT}" in done.stderr
    assert list(tmp_path.iterdir()) == []
