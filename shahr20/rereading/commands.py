"""`shahr20 import` and `shahr20 rebuild`: what is typed, and how they end."""

from __future__ import annotations

import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.failing import BY_SIGNAL, REDESIGN, REJECTS, TOLERATED, WRONG_USAGE, fail
from shahr20.pages import site as sites
from shahr20.pages.site import Site, SiteError

if TYPE_CHECKING:
    from shahr20.rereading.importing import Source, Tally
    from shahr20.rereading.rebuild import Report

FEW = 10
"""So many versions that no longer read are named; the rest are counted."""


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

    with ending(db, SiteError, NothingToReadError):
        known = sites.load(site)
        known = known.at(base_url) if base_url else known
        found = sources(paths)
        with Archive(db, create=True, locked=True) as archive:
            archive.claim(known.host)
            _run(archive, known, found)


def _run(archive: Archive, site: Site, found: list[Source]) -> None:
    from rich.progress import DownloadColumn

    from shahr20.progress import Progress, SignalError, signals_raise
    from shahr20.rereading.importing import Import

    began = time.monotonic()
    run = Import(archive, site)
    tally, ended = run.tally, None
    with Progress("import", sum(source.size for source in found), DownloadColumn()) as progress:
        try:
            with signals_raise():
                run.run(
                    found,
                    progress.say,
                    lambda: progress.tick(tally.bytes, f"{tally.read} pages, {tally.broken} broken"),
                )
        except SignalError as error:
            ended = error.number
        except BrokenProcessPool:
            fail("a process that read pages was killed, perhaps for want of memory; run the import again", 1)
    outcome = "done" if ended is None else "ended by a signal"
    click.echo(f"{outcome} · {_import_summary(tally)} · {time.monotonic() - began:.1f} s")
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


def _import_summary(tally: Tally) -> str:
    """What came of an import in one line."""
    counts = {
        "records": tally.records,
        "new": tally.new,
        "revised": tally.revised,
        "unchanged": tally.unchanged,
        "rejected": tally.rejected,
        "passed over": tally.passed.total(),
        "known": tally.known,
        "broken": tally.broken,
    }
    if tally.unresolved:
        counts["revisits without their page"] = tally.unresolved
    return " · ".join(f"{name} {number}" for name, number in counts.items())


@click.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option("--base-url", metavar="URL", help="Another address of the site; by default the archive's.")
@click.option("--site", metavar="FILE", help="Another site file; shahr20.ir's by default.")
@click.option("--dry-run", is_flag=True, help="Only say what would change; may run beside a crawl.")
@click.option("--index", "index_only", is_flag=True, help="Make only the search index anew; no page is read.")
@click.option(
    "--processes",
    type=click.IntRange(min=1, max=256),
    metavar="N",
    help="Processes that read pages; by default as many as there are processors.",
)
def rebuild(
    db: str,
    base_url: str | None,
    site: str | None,
    dry_run: bool,
    index_only: bool,
    processes: int | None,
) -> None:
    """Read every page in the archive again, by today's rules; nothing is fetched.

    Versions are written in place and none is added; what no longer reads stays as it was. All of it is
    one transaction: ended in the middle, the archive is as it was.
    """
    if index_only and dry_run:
        fail("--index with --dry-run would do nothing; choose one of them", WRONG_USAGE)
    with ending(db, SiteError):
        known = sites.load(site)
        with Archive(db, upgrade=not dry_run, locked=not dry_run) as archive:
            if index_only:
                _reindex(archive)
                return
            if archive.base_url is None:
                fail(f"{db} holds no page yet; `shahr20 crawl` or `shahr20 import` brings some", WRONG_USAGE)
            _rebuild(archive, site_of(archive, known, base_url), dry_run, processes)


def _reindex(archive: Archive) -> None:
    """The search index and its lexicon made anew, in one transaction."""
    from rich.progress import MofNCompleteColumn

    from shahr20.progress import Progress, SignalError, signals_raise

    began = time.monotonic()
    with Progress("articles", archive.count(), MofNCompleteColumn()) as progress:
        try:
            with signals_raise():
                archive.reindex(lambda done: progress.tick(done, "indexed"))
        except SignalError as error:
            click.echo("ended by a signal; the search index is as it was")
            sys.exit(BY_SIGNAL + error.number)
    click.echo(f"done · articles indexed {archive.count()} · {time.monotonic() - began:.1f} s")


def site_of(archive: Archive, site: Site, base_url: str | None) -> Site:
    """The site at the address that was asked for, else at the one the archive is of."""
    if base_url:
        return site.at(base_url)
    if archive.base_url is None or archive.site == site.host:
        return site
    return site.at(archive.base_url)


def _rebuild(archive: Archive, site: Site, dry_run: bool, processes: int | None) -> None:
    from rich.progress import MofNCompleteColumn

    from shahr20.progress import Progress, SignalError, signals_raise
    from shahr20.rereading.rebuild import rebuild as run

    began = time.monotonic()
    with Progress("pages", 0, MofNCompleteColumn()) as progress:

        def tick(done: int, total: int, report: Report) -> None:
            progress.total = total
            progress.tick(done, f"{len(report.articles)} articles changed, {len(report.lost)} no longer read")

        try:
            with signals_raise():
                report = run(archive, site, dry_run=dry_run, processes=processes, progress=tick)
        except SignalError as error:
            click.echo("ended by a signal; the archive is as it was")
            sys.exit(BY_SIGNAL + error.number)
        except BrokenProcessPool:
            fail(
                "a process that read pages was killed, perhaps for want of memory; the archive is as it was, "
                "try again with fewer --processes",
                1,
            )
    _say(report, dry_run, time.monotonic() - began)
    if len(report.lost) > report.versions / 2:
        sys.exit(REDESIGN)
    if len(report.lost) > report.versions * TOLERATED:
        sys.exit(REJECTS)


def _say(report: Report, dry_run: bool, seconds: float) -> None:
    """What a rebuild did, on stdout; each field that changed, and what no longer reads."""
    summary = [
        "nothing is written: this is what would be done" if dry_run else "done",
        f"versions read {report.versions}",
        f"articles changed {len(report.articles)}",
        f"no longer read {len(report.lost)}",
        f"rejects rescued {len(report.rescued)}",
        f"{seconds:.1f} s",
    ]
    click.echo(" · ".join(summary))
    for name, articles in sorted(report.changed.items(), key=lambda item: (-len(item[1]), item[0])):
        some = ", ".join(map(str, sorted(articles)[:3]))
        click.echo(f"  {name:16} changed on {len(articles)}: {some}{', …' if len(articles) > 3 else ''}")
    for name, why in list(report.lost.items())[:FEW]:
        click.echo(f"  {name}: {why}")
    if len(report.lost) > FEW:
        click.echo(
            f"  … and {len(report.lost) - FEW} more that no longer read; all of them stay as they were"
        )
    if report.reindexed:
        click.echo("  the search index was made by other rules: it is made anew")
