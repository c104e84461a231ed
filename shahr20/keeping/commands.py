"""`shahr20 verify`, `shahr20 backup` and `shahr20 restore`: what is typed, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.archive.errors import ArchiveError
from shahr20.failing import BY_SIGNAL, WRONG_USAGE, fail
from shahr20.keeping.finding import Finding, Tick

FOUND = 1


@click.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file, or a backup of one.")
@click.option("--quick", is_flag=True, help="Without unpacking captures, hashing words, comparing the index.")
@click.option("--json", "as_json", is_flag=True, help="For scripts: everything that was found, with ids.")
def verify(db: str, quick: bool, as_json: bool) -> None:
    """Check that the archive is what it says.

    The file, its references and schema; that each capture holds what was received; that articles,
    versions, sources, takedowns and the search index agree. Nothing is written, and a crawl may be at work.
    Exit code 0 where all is well, 1 where something is amiss, 6 where the file is damaged.
    """
    from shahr20.keeping.verify import verify as run

    with ending(db), Archive(db) as archive, ticking("verify") as tick:
        findings = list(run(archive.db, quick=quick, tick=tick))
    if as_json:
        click.echo(json.dumps([vars(one) for one in findings], ensure_ascii=False, indent=1))
    else:
        for one in findings:
            click.echo(f"{one.check}: {one}")
        if not findings:
            click.echo(f"{db} is what it says" + (", as far as a quick look tells" if quick else ""))
    if findings:
        sys.exit(ArchiveError.exit_code if any(one.is_damage for one in findings) else FOUND)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Leave the newest N backups of this archive in DIR; by default all of them.",
)
def backup(folder: Path, db: str, keep: int | None) -> None:
    """Make a dated, checked copy of the archive in DIR, with its SHA-256 beside it.

    A crawl may be writing. The copy is of one moment, and has its name when it is whole and checked.
    """
    from shahr20.keeping.backup import backup as run

    with ending(folder), Archive(db) as archive, ticking("backup") as tick:
        _require_folder(folder)
        made = run(archive, folder, keep=keep, tick=tick)
    click.echo(f"{made.path} · {made.size / 1e6:,.1f} MB")
    for path in made.pruned:
        click.echo(f"removed {path}")
    _tell(made.findings, "the archive has what `shahr20 verify` finds; no older backup is removed")


@click.command()
@click.argument("backup", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--db", default="archive.db", show_default=True, help="Where the archive is to be.")
def restore(backup: Path, db: str) -> None:
    """Put a backup in the place of the archive.

    It is checked first, and what was taken down since it was made is removed from it. The archive that was
    there is kept under another name.
    """
    from shahr20.keeping.restore import restore as run

    with ending(db), ticking("restore") as tick:
        done = run(backup, Path(db), tick=tick)
    click.echo(f"{db} is {backup}; end programs that have the old one open, as `shahr20 serve`")
    if done.replaced:
        click.echo(f"what was there before is {done.replaced}; remove it when it is no longer needed")
    if done.forgotten:
        click.echo(f"taken down since, and removed from it: {', '.join(map(str, done.forgotten))}")
    if done.unknown_since:
        who = (
            "what was there before cannot be read"
            if done.replaced
            else f"there was no archive at {db} to ask"
        )
        click.echo(
            f"shahr20: {who}; what was taken down after {done.unknown_since} was made "
            "must be taken down again with `shahr20 forget`",
            err=True,
        )
    _tell(done.findings, "the backup had what `shahr20 verify` finds")


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        fail(f"the folder {folder.parent} does not exist; make it, or choose another DIR", WRONG_USAGE)
    except OSError as error:
        fail(f"cannot make the folder {folder}: {error.strerror}", ArchiveError.exit_code)


def _tell(findings: Sequence[Finding], then: str) -> None:
    for one in findings:
        click.echo(f"shahr20: {one.check}: {one}", err=True)
    if findings:
        fail(then, FOUND)


@contextmanager
def ticking(name: str) -> Iterator[Tick]:
    """Progress on stderr; a signal ends the work cleanly."""
    from rich.progress import MofNCompleteColumn

    from shahr20.progress import Progress, SignalError, signals_raise

    with Progress(name, 0, MofNCompleteColumn()) as progress:

        def tick(check: str, done: int, total: int) -> None:
            progress.total = total
            progress.tick(done, check)

        try:
            with signals_raise():
                yield tick
        except SignalError as error:
            click.echo("ended by a signal", err=True)
            sys.exit(BY_SIGNAL + error.number)
