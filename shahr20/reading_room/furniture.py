"""What templates and Datasette's own pages are told of an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import path_with_removed_args, path_with_replaced_args

from shahr20.persian.search import wording as understanding
from shahr20.reading_room import article, labels, through, wording
from shahr20.reading_room.archives import archives, of_an_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment

TITLE = "آرشیو شهر بیست"
FACETS = ("jalali_year", "category", "source")
LABELLED_BY = {"articles": "title", "captures": "fetched_at", "crawls": "started_at"}


def metadata() -> dict[str, Any]:
    """Datasette's metadata for one archive; new on every call, because Datasette merges into it."""
    tables: dict[str, dict[str, Any]] = {name: {"title": title} for name, title in labels.TABLES.items()}
    for name, columns in labels.DESCRIPTIONS.items():
        tables[name]["columns"] = dict(columns)
    for name, column in LABELLED_BY.items():
        tables[name]["label_column"] = column
    for name in labels.HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    tables["articles"] |= {
        "sort_desc": "id",  # dates tie, and Datasette pages through ties with gaps
        "facets": list(FACETS),
        "facet_size": 15,
        "fts_table": "search",
        "fts_pk": "id",
    }
    tables["sources"]["sort_desc"] = "articles"
    for name in ("captures", "crawls", "rejects"):
        tables[name]["sort_desc"] = "id"
    return {"title": TITLE, "tables": tables}


def furnish(env: Environment, datasette: Datasette) -> None:
    """Give the templates their filters and functions."""
    env.filters.update(
        number=wording.number,
        digits=wording.digits,
        isolate=wording.isolate,
        paragraphs=wording.paragraphs,
        jalali_date=wording.jalali_date,
        jalali_words=wording.jalali_words,
        gregorian_words=wording.gregorian_words,
        ago=wording.ago,
        table_label=labels.table,
        column_label=labels.column,
        json_table=article.table_of,
        in_rank=in_rank,
        understood=understanding.describe,
        other_spellings=understanding.other_spellings,
        notes=understanding.notes,
    )
    env.globals.update(
        in_the_room=lambda database=None: of_an_archive(datasette, database),
        archives=lambda: archives(datasette),
        others=lambda: [
            name for name in datasette.databases if name not in (*archives(datasette), "_internal")
        ],
        room_title=TITLE,
        operators=labels.OPERATORS,
        shown=shown,
        in_order=in_order,
        sort_link=sort_link,
        hidden_args=hidden_args,
        next_link=next_link,
        csv_link=csv_link,
        without=without,
        replaced=replaced,
        through_query=through.query,
        stylesheet=lambda: f"{datasette.urls.static_plugins('shahr20', 'room.css')}?{_stylesheet_hash()}",
    )


def shown(table: str, columns: Iterable[Any], request: Request) -> list[Any]:
    """The columns (or cells) a table's page shows: those asked for, else the table's few, else all."""
    named = {column["name"] if "name" in column else column["column"]: column for column in columns}
    few = labels.SHOWN.get(table)
    if not few or "_col" in request.args or "_nocol" in request.args:
        return list(named.values())
    return [named[name] for name in ("Link", *few) if name in named]  # "Link" is Datasette's, to the row


def in_rank(tables: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables in the order that labels.py names them, others after them."""
    rank = list(labels.TABLES)
    return sorted(tables, key=lambda table: [*rank, table["name"]].index(table["name"]))


def in_order(facets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facets in the archive's own order, those asked for besides after them; years newest first."""
    for facet in facets:
        if facet["name"] == "jalali_year":
            facet["results"].sort(key=lambda result: result["value"], reverse=True)
    return sorted(facets, key=lambda facet: [*FACETS, facet["name"]].index(facet["name"]))


def without(request: Request, key: str, value: str) -> str:
    """The page's address (its query alone, which any base_url suits) without one argument."""
    return "?" + str(path_with_removed_args(request, {key: value})).partition("?")[2]


def replaced(request: Request, args: dict[str, str | None]) -> str:
    """The page's address with some arguments changed; None takes one away."""
    return "?" + str(path_with_replaced_args(request, args)).partition("?")[2]


def sort_link(request: Request, column: str, sort: str | None, sort_desc: str | None) -> dict[str, str]:
    """Where a column's heading leads, and in which direction the table is sorted by it now."""
    key = labels.SORTED_BY.get(column, column)
    now = "ascending" if key == sort else "descending" if key == sort_desc else "none"
    down = now == "ascending"
    args = {"_sort": None if down else key, "_sort_desc": key if down else None, "_next": None}
    return {"href": replaced(request, args), "now": now}


def next_link(request: Request, next_url: str, token: str, sort_desc: str | None) -> str:
    """The next page. Nothing is passed over, a few rows may come twice.

    Datasette orders ties by id on every page but the first, where an index read backwards has them
    the other way round: the second page of a descending sort starts with the whole tie again.
    """
    value, comma, last = token.rpartition(",")
    if not comma or sort_desc in (None, "id") or "_next" in request.args or not last.isdecimal():
        return next_url
    return replaced(request, {"_next": f"{value},-1", "_sort_desc": sort_desc})


def csv_link(url: str) -> str:
    """The address of all rows as CSV: in the order of their keys, which streams without gaps."""
    path, _, query = url.partition("?")
    dropped = ("_sort", "_sort_desc", "_next", "_size")
    kept = [(key, value) for key, value in parse_qsl(query) if key not in dropped]
    return f"{path}?{urlencode([*kept, ('_stream', 'on'), ('_dl', '1')])}"


def hidden_args(request: Request, *dropped: str) -> list[tuple[str, str]]:
    """What a form carries on from the address, but for the page number and what it asks for itself."""
    return [
        (key, value)
        for key in request.args
        if key not in ("_next", *dropped)
        for value in request.args.getlist(key)
    ]


@cache
def _stylesheet_hash() -> str:
    """Changes the stylesheet's address with its content, so that browsers never keep an old one."""
    css = resources.files("shahr20.reading_room") / "static" / "room.css"
    return hashlib.sha256(css.read_bytes()).hexdigest()[:8]
