"""`shahr20 crawl`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from shahr20.archive.errors import ArchiveError
from shahr20.archive.period import NoPeriod
from shahr20.failing import WRONG_USAGE, fail
from shahr20.pages.site import SiteError
from shahr20.watch.alerts import Channels, Ended, never_began
from shahr20.watch.options import tells


@click.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file; made if need be.")
@click.option("--base-url", metavar="URL", help="Another address of the site: a mirror, a replica.")
@click.option("--site", metavar="FILE", help="Another site file; shahr20.ir's by default.")
@click.option("--delay", type=float, metavar="S", help="Seconds between requests; else the site file's.")
@click.option(
    "--full", is_flag=True, help="Audit: walk REST and sitemap to the end, look for what is missing."
)
@click.option("--refetch", is_flag=True, help="As --full, and fetch every page again.")
@click.option(
    "--since", metavar="DATE", help="Only articles published since: 1400, 1400-12, 1400-12-01, 2022-02."
)
@click.option("--until", metavar="DATE", help="Only articles published until the end of: 1400, 1400-12, …")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Fetch this many pages at most.")
@click.option(
    "--contact",
    envvar="SHAHR20_CONTACT",
    metavar="ADDRESS",
    help="Where the site's people can reach you; goes into the user agent. Required on a live site.",
)
@tells
def crawl(channels: Channels, **arguments: Any) -> None:
    """Fetch new and changed articles into the archive."""
    from shahr20_spider.politeness import Impolite
    from shahr20_spider.progress import summary
    from shahr20_spider.run import crawl as run

    archive = Path(arguments["db"])
    try:
        spider = run(begun=channels.begin, **arguments)
    except (ArchiveError, SiteError, Impolite, NoPeriod) as error:
        exit_code = error.exit_code if isinstance(error, ArchiveError) else WRONG_USAGE
        channels.say(Ended(archive, str(error), exit_code))
        fail(str(error), exit_code)
    except Exception as error:
        channels.say(never_began(archive, error))
        raise
    ended = Ended(
        archive, spider.outcome, spider.exit_code, spider.crawl_id, spider.findings, asdict(spider.counts)
    )
    channels.say(ended)
    click.echo(f"{spider.outcome} · {summary(spider.counts)} · {spider.took:.1f} s")
    sys.exit(spider.exit_code)
