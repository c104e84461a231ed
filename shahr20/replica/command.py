"""`shahr20 replica`: the site in miniature, for a person at the terminal."""

from __future__ import annotations

import errno
import signal
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from shahr20.replica import DOORS, FEWEST, MOST

if TYPE_CHECKING:
    from shahr20.replica.server import Replica


@click.command()
@click.option(
    "--articles",
    type=click.IntRange(FEWEST, MOST),
    default=300,
    show_default=True,
    help="How many articles the site has.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8020, show_default=True, help="0 takes a free one."
)
@click.option("--seed", default=20, show_default=True, help="Another seed, other articles.")
@click.option(
    "--shut", type=click.Choice(DOORS), multiple=True, help="Shut a door; may be given several times."
)
@click.option("--crawl-delay", type=click.FloatRange(min=0), help="Seconds that robots.txt asks to wait.")
@click.option("--no-validators", is_flag=True, help="Article pages without ETag and Last-Modified.")
def replica(
    articles: int, port: int, seed: int, shut: tuple[str, ...], crawl_delay: float | None, no_validators: bool
) -> None:
    """The site in miniature, on this machine alone: for the demo, the tests, the benchmarks.

    It runs until Ctrl-C. Articles are edited, deleted and added between crawls with POST requests to
    /replica/edit, /replica/delete and /replica/add: see docs/replica.md.
    """
    from shahr20.replica.server import Replica  # late: the other commands need none of its words

    ended = Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        site = Replica(
            articles, seed=seed, port=port, shut=shut, crawl_delay=crawl_delay, validators=not no_validators
        )
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise click.ClickException(
            f"port {port} is taken or not allowed; choose another with --port"
        ) from error
    with site:
        click.echo(_greeting(site))
        ended.wait()
    click.echo(f"{len(site.requests)} requests answered.")


def _greeting(site: Replica) -> str:
    public = len(site.desk.edition().entries)
    doors = {
        ("rest",): "/wp-json/wp/v2/posts",
        ("sitemap", "core-sitemap"): "/wp-sitemap.xml",
        ("sitemap", "seo-sitemap"): "/sitemap_index.xml",
        ("feed",): "/feed/",
        ("listing",): "/page/2/",
        ("shortlink",): "/?p=47859",
    }
    opened = " ".join(path for names, path in doors.items() if site.site.open(*names)) or "no door"
    scheduled = len(site.desk) - public
    return f"{site.base_url}/ has {public} articles and {scheduled} scheduled ones; open: {opened}"
