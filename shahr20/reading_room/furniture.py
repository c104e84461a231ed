"""What templates and Datasette's own pages are told of an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.runtime import Context

from shahr20 import citing
from shahr20.persian.search import wording as understanding
from shahr20.reading_room import curve, labels, language, tables, telling, wording
from shahr20.reading_room.archives import archives, of_an_archive
from shahr20.reading_room.links import Links

if TYPE_CHECKING:
    from datasette.app import Datasette
    from jinja2 import Environment

LABELLED_BY = {"articles": "title", "captures": "fetched_at", "crawls": "started_at"}
WORDED: tuple[Callable[..., str], ...] = (
    wording.number, wording.digits, wording.ago, wording.utc_words,
    wording.isolate, wording.jalali_date, wording.jalali_words, wording.jalali_short, wording.gregorian_words,
    wording.jalali_month, wording.marked, wording.percent, telling.outcome, telling.gap, telling.doors,
)  # fmt: skip
"""What words numbers, dates and the archive's codes, by the page's language; filters of the same names."""
NAMED = ("table", "column", "operator", "reason", "door", "state", "flag")
"""Sections of the catalogues for names that come from the data; `|table_label` and so on."""
STYLES = ("base.css", "tables.css", "article.css", "charts.css", "search.css")


def metadata() -> dict[str, Any]:
    """Datasette's metadata for one archive; a copy, because Datasette, which asks often, merges into it."""
    found: dict[str, Any] = json.loads(_metadata())
    return found


@cache
def _metadata() -> str:
    """As JSON, which is read ten times as fast as the dictionaries are copied."""
    say = language.catalogue(language.PERSIAN)
    found: dict[str, dict[str, Any]] = {name: {"title": say[f"table.{name}"]} for name in labels.TABLES}
    for name, table in found.items():
        if meanings := labels.meanings(language.PERSIAN, name):
            table["columns"] = meanings
    for name, column in LABELLED_BY.items():
        found[name]["label_column"] = column
    for name in labels.HIDDEN:
        found.setdefault(name, {})["hidden"] = True
    found["articles"] |= {
        "sort_desc": "id",  # dates tie, and Datasette pages through ties with gaps
        "facets": list(tables.FACETS),
        "facet_size": 15,
        "fts_table": "search",
        "fts_pk": "id",
    }
    found["sources"]["sort_desc"] = "articles"
    for name in ("captures", "crawls", "rejects"):
        found[name]["sort_desc"] = "id"
    return json.dumps({"title": say["room.title"], "tables": found})


def furnish(env: Environment, datasette: Datasette) -> None:
    """Give the templates their filters and functions; error pages have nothing else."""
    worded = {function.__name__: in_the_pages_language(function) for function in WORDED}
    env.filters.update(
        **worded,
        readable=wording.readable,
        breakable=wording.breakable,
        paragraphs=wording.paragraphs,
        in_rank=tables.in_rank,
        **{f"{section}_label": _named(section) for section in NAMED},
        understood=lambda query: understanding.describe(query, language.current()),
        notes=lambda query: understanding.notes(query, language.current()),
        other_spellings=understanding.other_spellings,
    )
    env.globals.update(
        language=language.current,
        direction=direction,
        say=lambda key, **values: language.say(language.current(), key, **values),
        meanings=lambda table: labels.meanings(language.current(), table),
        citing=citing,
        draw=lambda found: curve.draw(found, direction()),
        link=pass_context(lambda context, *args, **query: _links(datasette, context)(*args, **query)),
        sql_link=pass_context(lambda context, *args: _links(datasette, context).sql(*args)),
        switch_link=pass_context(_switch_link),
        in_the_room=lambda database=None: of_an_archive(datasette, database),
        archives=lambda: archives(datasette),
        others=pass_context(partial(_others, datasette)),
        shown=tables.shown,
        in_order=tables.in_order,
        sort_link=tables.sort_link,
        hidden_args=tables.hidden_args,
        next_link=tables.next_link,
        csv_link=tables.csv_link,
        export_args=tables.export_args,
        row_sql=tables.row_sql,
        without=tables.without,
        replaced=tables.replaced,
        styles=lambda: [f"{datasette.urls.static_plugins('shahr20', name)}?{_hash(name)}" for name in STYLES],
    )


def direction() -> str:
    """`rtl` or `ltr`: how the page that is being made is written."""
    return language.DIRECTIONS[language.current()]


def in_the_pages_language(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """A filter that gives its function the page's language."""
    return lambda value: function(value, language=language.current())


def _named(section: str) -> Callable[[str], str]:
    return lambda name: language.word(language.current(), section, name)


def _links(datasette: Datasette, context: Context) -> Links:
    here = archives(datasette)
    database = context.get("database")
    return Links(datasette, database if database in here else here[0])


async def _others(datasette: Datasette, context: Context) -> list[tuple[str, str]]:
    """What else is served that the asker may see: the name of each database, and where it is."""
    here, actor = archives(datasette), context["request"].actor
    found = []
    for name in datasette.databases:
        if name in (context["database"], "_internal"):
            continue
        if await datasette.permission_allowed(actor, "view-database", name, default=True):
            home = Links(datasette, name)("home") if name in here else datasette.urls.database(name)
            found.append((name, str(home)))
    return found


def _switch_link(context: Context) -> str:
    """The same page in the other language."""
    other = next(name for name in language.DIRECTIONS if name != language.current())
    request = context.get("request")
    query = request.query_string if request else ""
    return f"?{query}&lang={other}" if query else f"?lang={other}"


@cache
def _hash(name: str) -> str:
    """Changes a file's address with its content, so that browsers never keep an old one."""
    file = resources.files("shahr20.reading_room") / "static" / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
