"""`shahr20 search`: the archive's search in the terminal."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

import click

from shahr20.archive.archive import Archive, explain
from shahr20.archive.errors import ArchiveError
from shahr20.archive.searching import CursorError, Hit, Results, Sort
from shahr20.failing import WRONG_USAGE, fail
from shahr20.persian.search.places import spans
from shahr20.persian.search.query import Query
from shahr20.persian.search.wording import describe, notes, other_spellings


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
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the texts of the articles.")
def search(
    words: tuple[str, ...],
    db: str,
    sort: Sort,
    limit: int,
    after: str | None,
    inflections: bool,
    exact: bool,
    as_json: bool,
) -> None:
    """Find articles, however the words are typed.

    QUERY is as in the reading room: words, "phrases", یا / OR, -without, begin*, ~inflected, =exact, title:, source:,
    category:, tag:, after:, before:; docs/search.md has all of it.
    """
    query = " ".join(words)
    try:
        with Archive(db) as archive:
            found = archive.search(
                query, sort=sort, limit=limit, after=after, inflections=inflections, exact=exact
            )
    except CursorError as error:
        fail(str(error), WRONG_USAGE)
    except ArchiveError as error:
        fail(str(error), error.exit_code)
    except sqlite3.Error as error:
        problem = explain(error, Path(db))
        fail(str(problem), problem.exit_code)
    if as_json:
        click.echo(json.dumps(_object(found), ensure_ascii=False))
    else:
        _say(found)


def _object(found: Results) -> dict[str, object]:
    query = found.understood
    return {
        "query": query.text,
        "understood": describe(query, "en"),
        "spellings": {words.shown: other_spellings(words) for words in query.words()},
        "notes": notes(query, "en"),
        "total": found.total,
        "ranked": found.ranked,
        "next": found.next,
        "hits": [{**asdict(hit), "kind": hit.kind.name.lower()} for hit in found.hits],
    }


def _say(found: Results) -> None:
    """Hits on stdout, a line each; what else there is to say on stderr."""
    click.echo(describe(found.understood), err=True)
    for words in found.understood.words():
        if others := other_spellings(words):
            click.echo(
                f"  {words.shown}: {' · '.join(others[:12])}{' …' if len(others) > 12 else ''}", err=True
            )
    for note in notes(found.understood, "en"):
        click.echo(f"  {note}", err=True)
    for hit in found.hits:
        day = (hit.published_jalali or "")[:10]
        click.echo(f"{hit.id}\t{day:10}\t{_marked(hit, found.understood)}")
    ranked = f", the newest {found.ranked:,} of them ranked" if found.ranked else ""
    click.echo(f"{found.total:,} articles{ranked}", err=True)
    if found.next:
        click.echo(f"the next page: --after {found.next}", err=True)


def _marked(hit: Hit, query: Query) -> str:
    """The title, what was found in it in bold where the terminal can."""
    title = hit.title or hit.url or ""
    marked = ""
    at = 0
    for span in spans(query, title, "title"):
        marked += title[at : span.start] + click.style(title[span.start : span.end], bold=True)
        at = span.end
    return marked + title[at:]
