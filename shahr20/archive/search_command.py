"""`shahr20 search`: the archive's search in the terminal."""

from __future__ import annotations

import click

from shahr20.archive import search_showing
from shahr20.archive.archive import Archive
from shahr20.archive.concordance import Order
from shahr20.archive.counting import By
from shahr20.archive.ending import ending
from shahr20.archive.searching import CursorError, Sort


@click.command(context_settings={"ignore_unknown_options": True})  # -مترو is no option
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="QUERY...")
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Articles to show."
)
@click.option("--after", metavar="CURSOR", help="The next page: what the page before gave as `next`.")
@click.option("--inflections", is_flag=True, help="Ask every word with its inflections, as ~ does for one.")
@click.option("--exact", is_flag=True, help="Ask every word in this very spelling, as = does for one.")
@click.option(
    "--kwic",
    type=click.Choice(["date", "left", "right"]),
    help="The words in their context: by date, or sorted by the words before (left) or after (right).",
)
@click.option(
    "--counts",
    type=click.Choice(["month", "year"]),
    help="How many articles in each Jalali month or year, and of how many, as CSV.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the texts of the articles.")
def search(
    words: tuple[str, ...],
    db: str,
    sort: Sort,
    limit: int,
    after: str | None,
    inflections: bool,
    exact: bool,
    kwic: Order | None,
    counts: By | None,
    as_json: bool,
) -> None:
    """Find articles, however the words are typed.

    QUERY is as in the reading room: words, "phrases", یا / OR, -without, begin*, ~inflected, =exact, title:, source:,
    category:, tag:, after:, before:; docs/search.md has all of it.
    """
    query = " ".join(words)
    how = {"inflections": inflections, "exact": exact}
    with ending(db, CursorError), Archive(db) as archive:
        if counts:
            shown = search_showing.counted(archive.counts(query, by=counts, **how), as_json)
        elif kwic:
            context = archive.concordance(query, order=kwic, limit=limit, after=after, **how)
            shown = search_showing.in_context(context, as_json)
        else:
            found = archive.search(query, sort=sort, limit=limit, after=after, **how)
            shown = search_showing.found(found, as_json)
    click.echo(shown, nl=False)
