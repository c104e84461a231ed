"""`shahr20 export`: what the archive holds, in a format of others."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shahr20.archive import warc
from shahr20.archive.archive import Archive, explain
from shahr20.archive.errors import ArchiveError
from shahr20.failing import WRONG_USAGE, fail


@click.command()
@click.option("--format", "format_", type=click.Choice(["warc"]), required=True, help="What to write.")
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to; standard output by default. A name that ends in .warc is written without gzip.",
)
def export(format_: str, db: str, output: Path | None) -> None:
    """Write what the archive holds in another format.

    warc: every page as it came, as WARC 1.1, one gzip member a record; `shahr20 import` reads it back.
    The file appears under its name when it is complete.
    """
    try:
        with Archive(db) as archive:
            _require_writable(output, archive.path)
            number = _write(archive, output)
    except ArchiveError as error:
        fail(str(error), error.exit_code)
    except sqlite3.Error as error:
        problem = explain(error, Path(db))
        fail(str(problem), problem.exit_code)
    click.echo(f"{number:,} captures written to {output or 'standard output'}", err=True)


def _write(archive: Archive, output: Path | None) -> int:
    number = 0
    gzip = output is None or output.suffix.lower() != ".warc"
    with _opened(output) as out, _bar(archive.count("captures")) as bar:
        task = bar.tasks[0].id
        name = output.name if output else None
        for number in warc.write(archive.db, archive.captures, out, filename=name, gzip=gzip):
            bar.update(task, completed=number)
    return number


def _require_writable(output: Path | None, archive: Path) -> None:
    if output is None:
        if sys.stdout.isatty():
            fail(
                "a WARC file is not for a terminal; name a file with -o, or send it on with | or >",
                WRONG_USAGE,
            )
        return
    if output.is_dir():
        fail(f"{output} is a folder; -o takes a file", WRONG_USAGE)
    if not output.parent.is_dir():
        fail(f"the folder {output.parent} does not exist; make it, or choose another -o", WRONG_USAGE)
    if output.exists() and output.samefile(archive):
        fail(f"{output} is the archive itself; choose another -o", WRONG_USAGE)


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """A file that takes its name when it is complete, or standard output."""
    try:
        if output is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        descriptor, temporary = tempfile.mkstemp(prefix=f".{output.name}.", suffix=".part", dir=output.parent)
        try:
            with open(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, output)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except BrokenPipeError:
        sys.stdout = None  # nobody reads on; Python would try to flush it again
        sys.exit(1)
    except OSError as error:
        fail(f"cannot write {output or 'to standard output'}: {error.strerror}", ArchiveError.exit_code)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("[bold]captures"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task("captures", total=total)
        yield bar
