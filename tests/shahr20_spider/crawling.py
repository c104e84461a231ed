"""Crawls for tests: `shahr20 crawl` in a process of its own, with other settings where a test cannot wait.

The processes are forked from one that has everything imported, which saves each of them seconds.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import runpy
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

PATIENCE = 120  # seconds

AT_ONCE = {"SHAHR20_FIRST_PAUSE": 0.02, "SHAHR20_LONGEST_PAUSE": 0.1, "DOWNLOAD_TIMEOUT": 20}
"""Settings under which nobody waits for a site that is down."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["shahr20_spider.run", "shahr20.cli", "shahr20.pages.layers.fallback"])


@dataclass(frozen=True)
class Crawl:
    """A crawl that is over."""

    exit_code: int
    said: str
    """What it wrote on stdout and stderr."""
    peak: int
    """Bytes of memory that it took at most."""

    def counted(self, name: str) -> int:
        return int(re.findall(rf"{name} (\d+)", self.said)[-1])


def crawl(
    db: Path, base_url: str, *options: str, environment: dict[str, str] | None = None, **settings: Any
) -> Crawl:
    """Crawl into `db`; its exit code, what it said, and how much memory it took."""
    return ended(begun(db, base_url, *options, environment=environment, **settings), db)


def begun(
    db: Path, base_url: str, *options: str, environment: dict[str, str] | None = None, **settings: Any
) -> ForkServerProcess:
    """A crawl into `db` that has just begun."""
    arguments = ["crawl", "--db", str(db), "--base-url", base_url, "--delay", "0", *options]
    given = {
        "arguments": arguments,
        "settings": {**AT_ONCE, **settings},
        "out": str(db.with_suffix(".out")),
        "environment": environment or {},
    }
    process = _processes.Process(target=runpy.run_path, args=(__file__, {"GIVEN": given}, "__crawl__"))
    process.start()
    return process


def ended(process: ForkServerProcess, db: Path, patience: float = PATIENCE) -> Crawl:
    """The same at its end; it is killed, and the test fails, when that takes too long."""
    process.join(patience)
    out = db.with_suffix(".out")
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError(f"the crawl does not end:\n{out.read_text(encoding='utf-8')}")
    assert process.exitcode is not None
    return Crawl(process.exitcode, out.read_text(encoding="utf-8"), int(out.with_suffix(".peak").read_text()))


def rows(db: Path, sql: str, *values: Any) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(sql, values).fetchall()


def _run(arguments: list[str], settings: dict[str, Any], out: str, environment: dict[str, str]) -> None:
    """In the new process: as `python -m shahr20` would."""
    os.environ.update(environment)
    import resource

    from shahr20.cli import main
    from shahr20_spider import settings as project

    with open(out, "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    for name, value in settings.items():
        setattr(project, name, value)
    try:
        main(arguments, prog_name="shahr20")
    finally:
        sys.stdout.flush()
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        Path(out).with_suffix(".peak").write_text(str(kilobytes * (1 if sys.platform == "darwin" else 1024)))


if __name__ == "__crawl__":
    _run(**GIVEN)  # type: ignore[name-defined]  # noqa: F821
