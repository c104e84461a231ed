"""`shahr20 export`: what the archive holds, in a format of others."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shahr20.archive import warc
from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.archive.selection import NoSelection, Selection
from shahr20.exporting.export import Export
from shahr20.exporting.formats import FORMATS
from shahr20.exporting.out import opened
from shahr20.failing import WRONG_USAGE, fail

TEXTUAL = ("csv", "jsonl", "bibtex", "ris", "atom", "notebook")
"""Formats that a terminal may show."""


@click.command(context_settings={"ignore_unknown_options": True})  # -مترو is no option
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[QUERY]...")
@click.option(
    "--format", "format_", type=click.Choice([*FORMATS, "warc"]), required=True, help="What to write."
)
@click.option("--inflections", is_flag=True, help="Ask every word with its inflections, as ~ does for one.")
@click.option("--exact", is_flag=True, help="Ask every word in this very spelling, as = does for one.")
@click.option("--source", multiple=True, metavar="NAME", help="Only articles of this source, or of several.")
@click.option("--category", multiple=True, metavar="NAME", help="Only articles of this category.")
@click.option("--tag", multiple=True, metavar="NAME", help="Only articles of this tag.")
@click.option("--year", multiple=True, metavar="YEAR", help="Only articles of this Jalali year: 1400.")
@click.option("--month", multiple=True, metavar="MONTH", help="Only articles of this Jalali month: 1400-12.")
@click.option(
    "--since", "from", default="", metavar="DATE", help="Published since: 1400, 1400-12, 1400-12-01, 2022-02."
)
@click.option(
    "--until", "to", default="", metavar="DATE", help="Published until the end of: 1400, 1400-12, …"
)
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to; standard output by default. A WARC file that ends in .warc is written without gzip.",
)
def export(words: tuple[str, ...], format_: str, db: str, output: Path | None, **chosen: Any) -> None:
    """Write what the archive holds in another format.

    QUERY is that of `shahr20 search`; several of --source, --year and the like are alternatives. Without one, and
    without the options that choose, all articles are written, the newest first. The file appears under its name when it
    is complete, with FILE.manifest.json beside it: what was asked for, and of which state of the archive it is.

    warc: every page as it came, as WARC 1.1, one gzip member a record; `shahr20 import` reads it back.
    """
    with ending(db, NoSelection):
        switches = {name: "1" if chosen.pop(name) else "" for name in ("inflections", "exact")}
        wanted = Selection.of({"q": " ".join(words), **switches, **chosen})
        said = _warc(db, output, wanted) if format_ == "warc" else _articles(db, output, format_, wanted)
    click.echo(f"{said} written to {output or 'standard output'}", err=True)


def _articles(db: str, output: Path | None, name: str, wanted: Selection) -> str:
    form = FORMATS[name]
    with Export(db, wanted) as export:
        _require_writable(output, export.path, for_terminals=name in TEXTUAL)
        manifest = export.manifest()
        total = len(export) if form.most is None else min(len(export), form.most)
        with _bar("articles", total) as bar, opened(output) as out:
            task = bar.tasks[0].id
            for block in form.write(bar.track(export.records(form.most), task_id=task), manifest):
                out.write(block)
        if output is not None:
            with opened(output.with_name(f"{output.name}.manifest.json")) as out:
                out.write(json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n")
    return f"{total:,} articles" if name != "notebook" else f"a notebook of {len(export):,} articles"


def _warc(db: str, output: Path | None, wanted: Selection) -> str:
    if wanted.args:
        fail("a WARC file is of the whole archive; leave QUERY and the options that choose away", WRONG_USAGE)
    with Archive(db) as archive:
        _require_writable(output, archive.path, for_terminals=False)
        number = 0
        gzip = output is None or output.suffix.lower() != ".warc"
        with opened(output) as out, _bar("captures", archive.count("captures")) as bar:
            task = bar.tasks[0].id
            name = output.name if output else None
            for number in warc.write(archive.db, archive.captures, out, filename=name, gzip=gzip):
                bar.update(task, completed=number)
    return f"{number:,} captures"


def _require_writable(output: Path | None, archive: Path, *, for_terminals: bool) -> None:
    if output is None:
        if sys.stdout.isatty() and not for_terminals:
            fail(
                "this format is not for a terminal; name a file with -o, or send it on with | or >",
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
def _bar(of: str, total: int) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn(f"[bold]{of}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(of, total=total)
        yield bar
