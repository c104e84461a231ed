"""A query as SQL: one MATCH expression for the words, conditions on `facets`, or `articles`, for the rest.

Everything typed goes in as a parameter, or as pieces, which are letters and digits alone.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from shahr20.archive.lexicon import json_array, phrase
from shahr20.archive.search import EVERY
from shahr20.persian.search.places import literally, places
from shahr20.persian.search.query import Before, Either, Every, Filter, Node, Query, Since, Without, Words
from shahr20.persian.search.spellings import Kind

NOTHING = '""'
"""A MATCH expression that finds nothing; the empty string would be an error."""
ALL = f'"{EVERY}"'
"""One that finds every article."""
ON_FIRST_PAGE = """AND rowid >= (
    SELECT coalesce(min(+id), 0) FROM articles WHERE published_at >= (
        SELECT CASE WHEN count(published_at) = :limit THEN min(published_at) END FROM articles WHERE id IN (
            SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :limit)))"""
"""No article has a lower id that is among the newest `limit`, by their dates, that :match finds.

As many with the highest ids have a date; what is on the page is no older than the oldest of them (+id: found along the
index of dates). Ids mostly grow with time, so that few are left to be looked at; where one has no date, all are.
"""


@dataclass
class Condition:
    """What an article, `a`, has to be besides its words: SQL, and its parameters by name, which begin with `name`.

    `a` may be a row of `facets` or of `articles`: only columns that both have are asked.
    `match` is what its words are asked by, where there are any.
    """

    name: str = "shahr20"
    match: str | None = None
    sql: list[str] = field(default_factory=list)
    params: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """All of it as one expression."""
        return " AND ".join(self.sql) or "1"

    def param(self, value: str) -> str:
        """The placeholder of a value."""
        name = f"{self.name}_{len(self.params)}"
        self.params[name] = value
        return f":{name}"


@dataclass(frozen=True)
class Plan:
    """How a query is asked: `match` for each kind of spelling up to the widest (None: no word alone), and the rest."""

    matches: tuple[str, ...] | None
    rest: Condition

    @property
    def match(self) -> str | None:
        """The widest expression, which finds what the nearer ones find too."""
        return self.matches[-1] if self.matches else None


def plan(query: Query, connection: sqlite3.Connection, name: str = "shahr20") -> Plan:
    """How to ask an archive for a query; parameters begin with `name`. The connection has been through `prepare`."""
    rest = Condition(name)
    root = query.root
    if root is None:
        return Plan((NOTHING,), rest)
    every = root.nodes if isinstance(root, Every) else (root,)
    alone = tuple(node for node in every if _match(node, Kind.INFLECTION) is not None)
    others = tuple(node for node in every if node not in alone)
    matches: tuple[str, ...] | None = None
    if all(isinstance(node, Without) for node in alone):
        others += alone
    else:
        kinds = range(query.widest + 1)
        each = (_match(Every(alone), Kind(kind)) for kind in kinds)
        matches = tuple(dict.fromkeys(match for match in each if match))
        rest.match = matches[-1]
    for node in sorted(others, key=lambda node: isinstance(node, Words)):  # texts are read last
        rest.sql.append(_condition(node, rest, connection))
    return Plan(matches, rest)


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL function that conditions use."""
    connection.create_function("shahr20_literal", 3, _literal, deterministic=True)


def _literal(typed: str, prefix: int, text: str | None) -> bool:
    return text is not None and next(literally(typed, text, prefix=bool(prefix)), None) is not None


def _match(node: Node, kind: Kind) -> str | None:
    """The node as a MATCH expression, with spellings up to a kind; None when it asks for more than words."""
    if isinstance(node, Words):
        return None if node.exact else _words(node, kind)
    if isinstance(node, Without):
        without = _match(node.node, Kind.INFLECTION)
        return without and f"({ALL} NOT {without})"
    if isinstance(node, Either):
        each = [_match(one, kind) for one in node.nodes]
        return f"({' OR '.join(filter(None, each))})" if all(each) else None
    if isinstance(node, Every):
        return _every(node, kind)
    return None


def _every(node: Every, kind: Kind) -> str | None:
    sought = [_match(one, kind) for one in node.nodes if not isinstance(one, Without)]
    unwanted = [_match(one.node, Kind.INFLECTION) for one in node.nodes if isinstance(one, Without)]
    if not all((*sought, *unwanted)):
        return None
    match = " AND ".join(filter(None, sought)) or ALL
    return f"(({match}) NOT ({' OR '.join(filter(None, unwanted))}))" if unwanted else f"({match})"


def _words(words: Words, kind: Kind) -> str:
    near = [one for one in words.spellings if one.kind <= kind]
    match = " OR ".join(phrase(one.pieces, prefix=one.prefix) for one in near)
    return f"{words.field} : ({match})" if words.field else f"({match})"


def _condition(node: Node, rest: Condition, connection: sqlite3.Connection) -> str:
    """The node as a condition on the article `a`; NULL, of what the article does not have, is as good as false."""
    if isinstance(node, Without):
        return f"NOT coalesce({_condition(node.node, rest, connection)}, 0)"
    match = _match(node, Kind.INFLECTION)
    if match is not None:
        return _found(match, rest)
    if isinstance(node, Words):
        return _exact(node, rest)
    if isinstance(node, Either | Every):
        word = " OR " if isinstance(node, Either) else " AND "
        return f"({word.join(_condition(one, rest, connection) for one in node.nodes)})"
    if isinstance(node, Since):
        return f"a.published_at >= {rest.param(node.at)}"
    if isinstance(node, Before):
        return f"a.published_at < {rest.param(node.at)}"
    return _filter(node, rest, connection)


def _found(match: str, rest: Condition) -> str:
    return f"a.id IN (SELECT rowid FROM search WHERE search MATCH {rest.param(match)})"


def _exact(words: Words, rest: Condition) -> str:
    """What the index finds, read again letter for letter in the text as published, where it most likely is first."""
    asked = f"{rest.param(words.literal)}, {int(words.spellings[0].prefix)}"
    fields = (words.field,) if words.field else ("body", "title", "lead")
    literal = " OR ".join(f"shahr20_literal({asked}, {field}_raw)" for field in fields)
    read = f"EXISTS (SELECT 1 FROM articles WHERE articles.id = a.id AND ({literal}))"
    match = _words(words, Kind.TYPED)
    match = f"{match} AND {rest.match}" if rest.match else match  # the others need not be read
    return f"({_found(match, rest)} AND {read})"


def _filter(node: Filter, rest: Condition, connection: sqlite3.Connection) -> str:
    """Articles whose source, category or tag has the words in its name."""
    table = {"source": "sources", "category": "categories", "tag": "tags"}[node.name]
    rows = connection.execute(f"SELECT id, name FROM {table}").fetchall()
    named = [row for row in rows if places(node.words, row[1])]
    if node.name == "source":
        names = rest.param(json_array(row[1] for row in named))
        return f"a.source IN (SELECT value FROM json_each({names}))"
    ids = rest.param(json_array(row[0] for row in named))
    column = f"{node.name}_id"
    return f"a.id IN (SELECT article_id FROM article_{table} WHERE {column} IN (SELECT value FROM json_each({ids})))"
