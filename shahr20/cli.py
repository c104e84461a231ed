"""The `shahr20` command."""

from __future__ import annotations

import sys
from typing import Any

import click

from shahr20 import __version__
from shahr20.archive.errors import ArchiveError
from shahr20.archive.export import export
from shahr20.archive.search_command import search
from shahr20.failing import WRONG_USAGE, fail
from shahr20.pages.site import SiteError
from shahr20.reading_room.serve import serve
from shahr20.replica.command import replica
from shahr20.rereading.check import check
from shahr20.rereading.commands import import_, rebuild


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shahr20")
def main() -> None:
    """The archive of «شهر بیست»: crawl it, read it, search it, serve it."""


@main.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file; made if need be.")
@click.option("--base-url", metavar="URL", help="Another address of the site: a mirror, a replica.")
@click.option("--site", metavar="FILE", help="Another site file; shahr20.ir's by default.")
@click.option("--delay", type=float, metavar="S", help="Seconds between requests; else the site file's.")
@click.option("--full", is_flag=True, help="Fetch every page again, not only new and edited ones.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Fetch this many pages at most.")
@click.option(
    "--contact",
    envvar="SHAHR20_CONTACT",
    metavar="ADDRESS",
    help="Where the site's people can reach you; goes into the user agent. Required on a live site.",
)
def crawl(**arguments: Any) -> None:
    """Fetch new and changed articles into the archive."""
    from shahr20_spider.politeness import Impolite
    from shahr20_spider.progress import summary
    from shahr20_spider.run import crawl as run

    try:
        spider = run(**arguments)
    except ArchiveError as error:
        fail(str(error), error.exit_code)
    except (SiteError, Impolite) as error:
        fail(str(error), WRONG_USAGE)
    click.echo(f"{spider.outcome} · {summary(spider.counts)} · {spider.took:.1f} s")
    sys.exit(spider.exit_code)


main.add_command(import_)
main.add_command(rebuild)
main.add_command(check)
main.add_command(export)
main.add_command(search)
main.add_command(serve)
main.add_command(replica)
