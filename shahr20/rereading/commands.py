"""`shahr20 import`: what is typed, and how it ends."""

from __future__ import annotations

import sqlite3
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shahr20.archive.archive import Archive, explain
from shahr20.archive.errors import ArchiveError
from shahr20.failing import BY_SIGNAL, REJECTS, TOLERATED, WRONG_USAGE, fail
from shahr20.pages import site as sites
from shahr20.pages.site import Site, SiteError

if TYPE_CHECKING:
    from shahr20.rereading.importing import Source


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--db", default="archive.db", show_default=True, help="The archive's file; made if need be.")
@click.option("--base-url", metavar="URL", help="Another address of the site: a mirror, a replica.")
@click.option("--site", metavar="FILE", help="Another site file; shahr20.ir's by default.")
def import_(paths: tuple[Path, ...], db: str, base_url: str | None, site: str | None) -> None:
    """Take pages that others saved into the archive.

    A PATH is a WARC file (.warc, .warc.gz), a saved page, a plain-text capture (.txt), or a folder of
    them. What is in the archive already is skipped; what is broken is counted, said and skipped.
    """
    from shahr20.rereading.importing import NothingToReadError, sources

    try:
        known = sites.load(site)
        known = known.at(base_url) if base_url else known
        found = sources(paths)
        with Archive(db, create=True) as archive:
            archive.lock.acquire()
            archive.claim(known.host)
            _run(archive, known, found)
    except (SiteError, NothingToReadError) as error:
        fail(str(error), WRONG_USAGE)
    except ArchiveError as error:
        fail(str(error), error.exit_code)
    except sqlite3.Error as error:
        problem = explain(error, Path(db))
        fail(str(problem), problem.exit_code)


def _run(archive: Archive, site: Site, found: list[Source]) -> None:
    from shahr20.rereading.importing import Import
    from shahr20.rereading.progress import ImportProgress, SignalError, signals_raise, summary

    began = time.monotonic()
    run = Import(archive, site)
    tally, ended = run.tally, None
    with ImportProgress(tally, sum(source.size for source in found)) as progress:
        try:
            with signals_raise():
                run.run(found, progress.say, progress.tick)
        except SignalError as error:
            ended = error.number
        except BrokenProcessPool:
            fail("a process that read pages was killed, perhaps for want of memory; run the import again", 1)
    outcome = "done" if ended is None else "ended by a signal"
    click.echo(f"{outcome} · {summary(tally)} · {time.monotonic() - began:.1f} s")
    if reasons := ", ".join(f"{why} {number}" for why, number in tally.passed.most_common()):
        click.echo(f"passed over: {reasons}")
    if tally.elsewhere and not tally.read + tally.known:
        host, number = tally.elsewhere.most_common(1)[0]
        click.echo(
            f"shahr20: no page of {site.host} among them, but {number} of {host}; "
            f"if that is the site's address, say --base-url http://{host}",
            err=True,
        )
    if ended is not None:
        sys.exit(BY_SIGNAL + ended)
    if tally.rejected > tally.read * TOLERATED:
        sys.exit(REJECTS)
