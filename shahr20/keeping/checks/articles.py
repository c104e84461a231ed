"""Articles: that each is the version it says, and what surrounds it agrees."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from shahr20.archive import entry
from shahr20.archive.facet_schema import OUT_OF_STEP
from shahr20.archive.forgotten import hashes as hashes_of
from shahr20.archive.forgotten import is_due
from shahr20.archive.schema import ARTICLE_FIELDS
from shahr20.keeping.finding import REINDEX, RESTORE, Finding, Ids, Tick
from shahr20.keeping.takedowns import NAMED_IN
from shahr20.keeping.takedowns import known as takedowns_known

CHECK = "articles"
_JSON = ("flags", "read_by")

_DIFFER = " OR ".join(
    f"json(articles.{name}) IS NOT json(revisions.{name})"
    if name in _JSON
    else f"articles.{name} IS NOT revisions.{name}"
    for name in (*ARTICLE_FIELDS, "capture_id")
)

_AGREEMENTS = {
    "articles have no version of the number they show": (
        """SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM revisions
           WHERE article_id = articles.id AND revisions.revision = articles.revision)""",
        RESTORE,
    ),
    "articles are not the version they show": (
        f"""SELECT id FROM articles JOIN revisions ON article_id = id
            AND revisions.revision = articles.revision WHERE {_DIFFER}""",
        RESTORE,
    ),
    "versions are of no article": (
        "SELECT DISTINCT article_id FROM revisions WHERE article_id NOT IN (SELECT id FROM articles)",
        RESTORE,
    ),
    "articles have another version seen after the one they show": (
        """SELECT id FROM articles JOIN revisions AS shown ON shown.article_id = id
           AND shown.revision = articles.revision
           WHERE json_extract(shown.flags, '$.time_of_file') IS NULL AND EXISTS (
               SELECT 1 FROM revisions AS later WHERE later.article_id = id
               AND later.seen_at > articles.last_seen_at
               AND json_extract(later.flags, '$.time_of_file') IS NULL)""",
        RESTORE,
    ),
    "versions have a capture of another article": (
        """SELECT DISTINCT revisions.article_id FROM revisions JOIN captures ON captures.id = capture_id
           WHERE captures.article_id IS NOT revisions.article_id""",
        RESTORE,
    ),
    "related articles, links or terms are of no article": (
        """SELECT article_id FROM related WHERE article_id NOT IN (SELECT id FROM articles)
           UNION SELECT article_id FROM links WHERE article_id NOT IN (SELECT id FROM articles)
           UNION SELECT article_id FROM article_tags WHERE article_id NOT IN (SELECT id FROM articles)
           UNION SELECT article_id FROM article_categories WHERE article_id NOT IN (SELECT id FROM articles)""",
        RESTORE,
    ),
    "sources have another number of articles than they say": (
        """SELECT name FROM sources
           WHERE articles != (SELECT count(*) FROM articles AS a WHERE a.source = sources.name)
           UNION SELECT source FROM articles WHERE source NOT IN (SELECT name FROM sources)""",
        RESTORE,
    ),
    "facets are not what the articles say": (OUT_OF_STEP, REINDEX),
    "addresses count as fetched, and nothing that came from them is here": (
        """SELECT url FROM frontier WHERE state = 'done' AND last_status = 200
           AND article_id IS NOT NULL AND article_id NOT IN (SELECT id FROM articles)
           AND url NOT IN (SELECT url FROM rejects)""",
        "run `shahr20 crawl --full`",
    ),
}


def agreement(db: Database) -> Iterator[Finding]:
    """Articles with their versions, captures, sources and addresses."""
    for what, (sql, remedy) in _AGREEMENTS.items():
        ids = Ids()
        for (one,) in db.execute(sql):
            ids.add(one)
        yield from ids.finding(CHECK, what, remedy)


def hashes(db: Database, tick: Tick) -> Iterator[Finding]:
    """That `content_hash` is that of the words as published, of articles and of every version."""
    total = sum(db.table(name).count for name in ("articles", "revisions"))
    done = 0
    for table, key in (("articles", "id"), ("revisions", "article_id || ', version ' || revision")):
        wrong = Ids()
        rows = db.query(f"SELECT {key} AS name, content_hash, title_raw, lead_raw, body_raw FROM {table}")
        for row in rows:
            done += 1
            if entry.Article(id=0, url=None, fields=row).content_hash != row["content_hash"]:
                wrong.add(row["name"])
            tick("words", done, total)
        yield from wrong.finding(
            "words", f"{table} are not the words that were hashed when they came", RESTORE
        )


def takedowns(db: Database, tick: Tick) -> Iterator[Finding]:
    """That nothing is left of what was taken down."""
    known = takedowns_known(db)
    ids = {one.article_id for one in known} - {None}
    addresses = frozenset[str]().union(*(one.addresses for one in known))
    left = Ids()
    for table, column, address in NAMED_IN if known else ():
        total = db.table(table).count
        found = db.execute(f"SELECT {column}, {address} FROM {table}")
        for done, (number, url) in enumerate(found, start=1):
            if number in ids or (url and not addresses.isdisjoint(hashes_of(url))):
                left.add(f"{number or 'one without a number'} in {table}")
            tick("takedowns", done, total)
    remedy = "run `shahr20 forget` for it again"
    yield from left.finding("takedowns", "what was taken down is still here", remedy)
    if is_due(db):
        what = "what was taken down is still in the file's free pages"
        yield Finding("takedowns", what, "run `shahr20 forget --finish`")
