"""How Datasette's pages of tables lead on: columns, facets, order, the next page, the CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import escape_sqlite, path_with_removed_args, path_with_replaced_args

from shahr20.reading_room import labels

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

EXPORTED = {"_search": "q", "source": "source", "jalali_year": "year"}
"""Filters of the table of articles that `/export` knows too, and as what. Its category is any of an article's, the
column's only the first, so that these are not the same."""
LOOKS = (
    "_sort",
    "_sort_desc",
    "_size",
    "_next",
    "_col",
    "_nocol",
    "_facet",
    "_facet_size",
    "_nofacet",
    "_nosuggest",
)
"""Arguments that change what a table looks like, but not which rows are in it."""
FACETS = ("jalali_year", "category", "source")


def shown(table: str, columns: Iterable[Any], request: Request) -> list[Any]:
    """The columns (or cells) a table's page shows: those asked for, else the table's few, else all."""
    named = {column["name"] if "name" in column else column["column"]: column for column in columns}
    few = labels.SHOWN.get(table)
    if not few or "_col" in request.args or "_nocol" in request.args:
        return list(named.values())
    return [named[name] for name in ("Link", *few) if name in named]  # "Link" is Datasette's, to the row


def in_rank(tables: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables in the order that the catalogue names them, others after them."""
    return sorted(tables, key=lambda table: [*labels.TABLES, table["name"]].index(table["name"]))


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


def export_args(table: str, request: Request) -> dict[str, str] | None:
    """What asks `/export` for the very rows that a table's page is of; None where it cannot be asked for them."""
    if table != "articles":
        return None
    wanted = {}
    for key in request.args:
        values = request.args.getlist(key)
        name = EXPORTED.get(key.removesuffix("__exact"))
        if key in LOOKS:
            continue
        if name is None or name in wanted or len(values) > 1 or not values[0].strip():
            return None
        wanted[name] = values[0]
    return wanted


def row_sql(table: str, keys: Iterable[str], values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The query of one row, and its parameters."""
    named = dict(zip(keys, values, strict=True))
    conditions = " AND ".join(f"{escape_sqlite(key)} = :{key}" for key in named)
    return f"SELECT * FROM {escape_sqlite(table)} WHERE {conditions}", named


def hidden_args(request: Request, *dropped: str) -> list[tuple[str, str]]:
    """What a form carries on from the address, but for the page number and what it asks for itself."""
    return [
        (key, value)
        for key in request.args
        if key not in ("_next", *dropped)
        for value in request.args.getlist(key)
    ]
