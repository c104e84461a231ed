"""What `shahr20 search` prints: hits, words in their context, counts over time; for people or as JSON or CSV.

What was found goes to stdout, what there is to say about it to stderr.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from shahr20.archive.concordance import Concordance
from shahr20.archive.counting import Counts, as_csv
from shahr20.archive.searching import Hit, Results
from shahr20.persian.search.concordance import WIDTH
from shahr20.persian.search.query import Query
from shahr20.persian.search.snippets import Snippet, marked
from shahr20.persian.search.wording import describe, notes, other_spellings


def found(results: Results, as_json: bool) -> str:
    """The hits: a line each with id, day and title, then where it was found."""
    query = results.understood
    if as_json:
        return _json(
            {
                **_understood(query),
                "total": results.total,
                "ranked": results.ranked,
                "next": results.next,
                "hits": [_hit(hit, query) for hit in results.hits],
            }
        )
    _explain(query)
    lines = []
    for hit in results.hits:
        day = (hit.published_jalali or "")[:10]
        title = hit.title or hit.url or ""
        lines.append(f"{hit.id}\t{day:10}\t{_bold(marked(query, title, 'title'))}\n")
        lines += (f"\t\t{_bold(one)}\n" for one in hit.snippets(query))
    ranked = f", the newest {results.ranked:,} of them ranked" if results.ranked else ""
    click.echo(f"{results.total:,} articles{ranked}", err=True)
    _more(results.next)
    return "".join(lines)


def in_context(concordance: Concordance, as_json: bool) -> str:
    """The places: a line each with id, day, the words before, the word, the words after, parted by tabs."""
    query = concordance.understood
    if as_json:
        places = [
            {**asdict(place), "line": {**asdict(place.line), "kind": place.line.kind.name.lower()}}
            for place in concordance.places
        ]
        about = {"articles": concordance.articles, "read": concordance.read, "next": concordance.next}
        return _json({**_understood(query), **about, "places": places})
    _explain(query)
    click.echo(f"{concordance.articles:,} articles, the newest {concordance.read:,} of them read", err=True)
    _more(concordance.next)
    return "".join(
        f"{place.article_id}\t{(place.published_jalali or '')[:10]:10}\t"
        f"{place.line.left:>{WIDTH}}\t{click.style(place.line.node, bold=True)}\t{place.line.right}\n"
        for place in concordance.places
    )


def counted(counts: Counts, as_json: bool) -> str:
    """The periods as CSV: period, hits, articles, share; how many are undated goes to stderr."""
    if as_json:
        periods = [{**asdict(period), "share": period.share} for period in counts.periods]
        return _json({**asdict(counts), "periods": periods})
    click.echo(f"{counts.total:,} of {counts.articles:,} articles, {counts.undated:,} undated", err=True)
    return as_csv(counts)


def _hit(hit: Hit, query: Query) -> dict[str, object]:
    return {
        **asdict(hit),
        "kind": hit.kind.name.lower(),
        "snippets": [one.plain() for one in hit.snippets(query)],
    }


def _understood(query: Query) -> dict[str, object]:
    return {
        "query": query.text,
        "understood": describe(query, "en"),
        "spellings": {words.shown: other_spellings(words) for words in query.words()},
        "notes": notes(query, "en"),
    }


def _explain(query: Query) -> None:
    """How the query was understood."""
    click.echo(describe(query), err=True)
    for words in query.words():
        if others := other_spellings(words):
            more = " …" if len(others) > 12 else ""
            click.echo(f"  {words.shown}: {' · '.join(others[:12])}{more}", err=True)
    for note in notes(query, "en"):
        click.echo(f"  {note}", err=True)


def _more(cursor: str | None) -> None:
    if cursor:
        click.echo(f"the next page: --after {cursor}", err=True)


def _bold(snippet: Snippet) -> str:
    """What was found in bold, where the terminal can."""
    shown, at = "… " if snippet.cut_before else "", 0
    for mark in snippet.marks:
        shown += snippet.text[at : mark.start] + click.style(snippet.text[mark.start : mark.end], bold=True)
        at = mark.end
    return shown + snippet.text[at:] + (" …" if snippet.cut_after else "")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
