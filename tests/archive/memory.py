"""A small archive in memory, of texts alone."""

import sqlite3
from functools import cache

from sqlite_utils import Database

from shahr20.archive import search, searching
from shahr20.archive.schema import migrations
from shahr20.persian.normalise import normalise


def archive_of(*texts):
    """An archive whose articles 1, 2, … have these bodies, as a page has them."""
    db = Database(sqlite3.connect(":memory:"))
    db.conn.deserialize(empty())
    for number, text in enumerate(texts, start=1):
        put(db, number, text)
    return db


@cache
def empty():
    db = Database(sqlite3.connect(":memory:"))
    migrations.apply(db)
    return db.conn.serialize()


def put(db, number, body, *, title="", lead=""):
    """Store an article with these texts as published."""
    texts = {"title": title, "lead": lead, "body": body}
    article = {
        "id": number,
        **{name: normalise(text) for name, text in texts.items()},
        **{f"{name}_raw": text for name, text in texts.items()},
        "published_at": f"2022-03-{number % 28 + 1:02}T08:00:00Z",
        "first_seen_at": "2022-03-01T00:00:00Z",
        "last_seen_at": "2022-03-01T00:00:00Z",
        "content_hash": str(number),
        "revision": 1,
    }
    db.table("articles").insert(article)
    search.index(db, article)


def ids(db, query, **switches):
    return searching.Asked.of(db.conn, query, **switches).ids()


def find(db, query, *, inflections=False, exact=False, **how):
    """One page of what a query finds."""
    asked = searching.Asked.of(db.conn, query, inflections=inflections, exact=exact)
    return searching.search(asked, **how)
