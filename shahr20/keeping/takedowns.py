"""Takedowns: everything of one article removed from an archive, for good.

Whoever calls holds the archive's lock. The rows go in one transaction, which also marks that their bytes are
still in the file; `shahr20.archive.forgotten.finish` then writes the file anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from shahr20.archive import blotting, forgotten, search
from shahr20.archive.archive import Archive
from shahr20.archive.times import now
from shahr20.archive.transactions import writing
from shahr20.keeping import traces

NAMED_IN = (
    ("articles", "id", "url"),
    ("revisions", "article_id", "NULL"),
    ("captures", "article_id", "url"),
    ("frontier", "article_id", "url"),
    ("rejects", "article_id", "url"),
    ("gaps", "NULL", "url"),
    ("related", "related_id", "url"),
    ("links", "NULL", "url"),
)
"""Where an article is named: table, and the columns of its id and its address."""

_BY_URL = ("frontier", "rejects", "gaps", "related", "links")


@dataclass(frozen=True)
class Takedown:
    """A decision: which article, by which hashes its addresses are known, who decided and why."""

    article_id: int | None
    addresses: frozenset[str] = field(repr=False)
    actor: str
    reason: str
    at: str
    urls: frozenset[str] = field(default=frozenset(), repr=False)
    """Those of its addresses that are known in clear; of a takedown that was recorded, none."""

    def is_its(self, url: str | None) -> bool:
        """Whether this was an address of it."""
        return url is not None and not self.addresses.isdisjoint(forgotten.hashes(url))


@dataclass
class Removed:
    """What went: rows by table, pages of others out of which it was cut; and who quotes its title, which stays."""

    rows: Counter[str] = field(default_factory=Counter)
    pages_cut: int = 0
    quoted_by: list[int] = field(default_factory=list)
    was_known: bool = False
    """It was taken down before, and nothing more was here: the record of then stands."""


def decided(db: Database, article_id: int | None, url: str | None, *, actor: str, reason: str) -> Takedown:
    """The takedown of an article with every address the archive knows of it, or of one address."""
    urls = {url} if url else set()
    if article_id is not None:
        for table, key in (("articles", "id"), ("captures", "article_id"), ("frontier", "article_id")):
            urls |= {row[0] for row in db.execute(f"SELECT url FROM {table} WHERE {key} = ?", [article_id])}
        urls |= {row[0] for row in db.execute("SELECT url FROM related WHERE related_id = ?", [article_id])}
    urls.discard(None)
    names = forgotten.names(article_id, urls)
    for one in known(db):  # what it had when it was taken down before
        if article_id is not None and one.article_id == article_id:
            names |= one.addresses
    return Takedown(article_id, frozenset(names), actor, reason, now(), frozenset(urls))


def known(db: Database) -> list[Takedown]:
    """Every takedown an archive has recorded and not taken back, the oldest first."""
    found = db.query("SELECT * FROM forgotten WHERE allowed_at IS NULL ORDER BY id")
    return [
        Takedown(
            row["article_id"],
            frozenset(_addresses(db, row["id"])),
            row["actor"],
            row["reason"],
            row["forgotten_at"],
        )
        for row in found
    ]


def allowed(db: Database) -> set[tuple[int | None, str]]:
    """The takedowns that were taken back: article and time."""
    found = db.execute("SELECT article_id, forgotten_at FROM forgotten WHERE allowed_at IS NOT NULL")
    return {(number, at) for number, at in found}


def repeat(archive: Archive, takedowns: Iterable[Takedown]) -> list[int]:
    """Do takedowns in another archive that has not had them or taken them back; the articles it still held."""
    done = {(one.article_id, one.at) for one in known(archive.db)} | allowed(archive.db)
    held = []
    for takedown in takedowns:
        if (takedown.article_id, takedown.at) not in done:
            removed = remove(archive, takedown)
            if removed.rows["articles"] and takedown.article_id is not None:
                held.append(takedown.article_id)
    forgotten.finish(archive.db)
    return held


def remove(
    archive: Archive, takedown: Takedown, tick: Callable[[int, int], None] = lambda done, total: None
) -> Removed:
    """Remove all of it in one transaction, record it, and mark that the file is to be written anew."""
    db, removed = archive.db, Removed()
    with writing(db):
        db.execute("PRAGMA defer_foreign_keys = ON")
        words = traces.Words.of(db, takedown.article_id)
        marks = _marks(db, takedown)
        _rejects_of_it(db, takedown, removed)
        _article(db, takedown.article_id, removed)
        _by_url(db, takedown, removed)
        _captures(db, takedown, removed)
        removed.pages_cut = traces.cut(archive, takedown.is_its, marks, words, tick)
        removed.quoted_by = traces.quoted_by(db, words)
        traces.clean_dictionaries(archive, words)
        _record(db, takedown, removed)
    return removed


def _marks(db: Database, takedown: Takedown) -> blotting.Marks | None:
    """By what its traces are found fast; None when an address of it is nowhere in clear."""
    urls = set(takedown.urls)
    for table in ("articles", "captures", *_BY_URL):
        urls |= {row[0] for row in db.execute(f"SELECT url FROM {table}") if takedown.is_its(row[0])}
    if takedown.addresses <= forgotten.names(takedown.article_id, urls):
        return blotting.Marks.of(takedown.article_id, urls)
    return None


def _article(db: Database, article_id: int | None, removed: Removed) -> None:
    """Its rows in every table that tells of articles, those of other rooms too."""
    if article_id is None:
        return
    terms = [
        (name, key, _terms(db, article_id, name, key))
        for name, key in (("categories", "category_id"), ("tags", "tag_id"))
    ]
    for row in db.query("SELECT * FROM articles WHERE id = ?", [article_id]):
        search.remove(db, row)
    for table, column in _columns_of_articles(db):
        _delete(db, removed, table, f"{column} = ?", [article_id])
    for name, key, ids in terms:
        for one in ids:
            _delete(db, removed, name, f"id = ? AND id NOT IN (SELECT {key} FROM article_{name})", [one])


def _terms(db: Database, article_id: int, name: str, key: str) -> list[int]:
    found = db.execute(f"SELECT {key} FROM article_{name} WHERE article_id = ?", [article_id])
    return [row[0] for row in found]


def _columns_of_articles(db: Database) -> Iterator[tuple[str, str]]:
    """Every column that holds an article's id: by its name, or because it refers to `articles`."""
    for name in db.table_names():
        if name in ("captures", "forgotten") or name.startswith("search"):
            continue
        table = db.table(name)
        columns = {column.name for column in table.columns} & {"article_id", "related_id"}
        columns |= {key.column for key in table.foreign_keys if key.other_table == "articles"}
        if name == "articles":
            columns.add("id")
        yield from ((name, column) for column in sorted(columns))


def _rejects_of_it(db: Database, takedown: Takedown, removed: Removed) -> None:
    """Pages that were asked for as this article, or that were this article where another was asked for."""
    for row in list(db.query("SELECT id, url, article_id, reason, detail, capture_id FROM rejects")):
        ids = {row["article_id"], *forgotten.mixed_up(row["reason"], row["detail"])} - {None}
        if takedown.article_id in ids or takedown.is_its(row["url"]):
            _delete(db, removed, "rejects", "id = ?", [row["id"]])
            _delete_captures(db, removed, [row["capture_id"]])


def _by_url(db: Database, takedown: Takedown, removed: Removed) -> None:
    """Rows that know it by its address alone."""
    for table in _BY_URL:
        found = [
            rowid for rowid, url in db.execute(f"SELECT rowid, url FROM {table}") if takedown.is_its(url)
        ]
        for rowid in found:
            _delete(db, removed, table, "rowid = ?", [rowid])


def _captures(db: Database, takedown: Takedown, removed: Removed) -> None:
    """Its captures; what an address of it gave for another article is that one's."""
    ids = [
        row[0] for row in db.execute("SELECT id FROM captures WHERE article_id = ?", [takedown.article_id])
    ]
    rows = db.execute("SELECT id, url FROM captures WHERE article_id IS NULL")
    ids += [capture_id for capture_id, url in rows if takedown.is_its(url)]
    _delete_captures(db, removed, ids)


def _delete_captures(db: Database, removed: Removed, ids: Iterable[int | None]) -> None:
    """Captures with their parts and with those that have no body but theirs."""
    for one in ids:
        _delete(db, removed, "rejects", "capture_id = ?", [one])
        _delete(
            db,
            removed,
            "captures",
            """id IN (WITH RECURSIVE whole (id) AS (VALUES (?) UNION
               SELECT captures.id FROM captures JOIN whole ON same_as = whole.id OR part_of = whole.id)
               SELECT id FROM whole)""",
            [one],
        )


def _delete(db: Database, removed: Removed, table: str, where: str, values: list[object]) -> None:
    if rows := db.execute(f"DELETE FROM {table} WHERE {where}", values).rowcount:
        removed.rows[table] += rows


def _record(db: Database, takedown: Takedown, removed: Removed) -> None:
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [forgotten.DUE, takedown.at])
    before = None if removed.rows or removed.pages_cut else _before(db, takedown)
    removed.was_known = before is not None
    recorded = before if before is not None else _recorded(db, takedown, removed)
    db.table("forgotten_addresses").insert_all(
        ({"url_hash": one, "forgotten_id": recorded} for one in sorted(takedown.addresses)), ignore=True
    )


def _before(db: Database, takedown: Takedown) -> int | None:
    """The record of the same takedown, which is in force."""
    same = "SELECT id FROM forgotten WHERE allowed_at IS NULL AND article_id IS ? ORDER BY id"
    for (number,) in db.execute(same, [takedown.article_id]).fetchall():
        if takedown.article_id is not None or takedown.addresses <= set(_addresses(db, number)):
            return int(number)
    return None


def _recorded(db: Database, takedown: Takedown, removed: Removed) -> int:
    made = db.table("forgotten").insert(
        {
            "article_id": takedown.article_id,
            "forgotten_at": takedown.at,
            "actor": takedown.actor,
            "reason": takedown.reason,
            "removed": json.dumps({**removed.rows, "pages_cut": removed.pages_cut}),
        }
    )
    return int(str(made.last_pk))


def _addresses(db: Database, forgotten_id: int) -> Iterator[str]:
    for row in db.execute("SELECT url_hash FROM forgotten_addresses WHERE forgotten_id = ?", [forgotten_id]):
        yield row[0]
