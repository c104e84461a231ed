"""The tables of archive.db, as migrations: what others may rely on.

Times are UTC `YYYY-MM-DDTHH:MM:SSZ` unless a column's name says Jalali. Tables are STRICT, so that
a wrong type is an error where it happens and not a surprise in somebody's query years later.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from shahr20.archive import facet_schema, finding_schema, forgotten, search, search_schema

migrations = Migrations("shahr20")

ARTICLE_FIELDS: dict[str, type] = {
    # when: the instant, the day in Tehran, the words of the page
    "published_at": str,
    "published_jalali": str,
    "jalali_year": int,
    "jalali_month": int,
    "published_raw": str,
    # who: the first outside source named in the first body paragraph
    "source": str,
    "source_raw": str,
    "category": str,
    "author": str,
    "word_count": int,
    # how it came here
    "content_hash": str,
    "reader_version": int,
    "read_by": str,
    "flags": str,
    "image_url": str,
    "image_caption": str,
    # for reading: normalised, paragraphs parted by a blank line
    "kicker": str,
    "title": str,
    "lead": str,
    "body": str,
    # as published, letter for letter
    "title_raw": str,
    "lead_raw": str,
    "body_raw": str,
}
"""What a version of an article consists of: the columns that `articles` and `revisions` share.

The short ones first: SQLite reads a row from its beginning, and a facet need not read the bodies.
"""


@migrations()
def create_the_archive(db: Database) -> None:
    """Every table of the first release."""
    db.table("meta").create({"key": str, "value": str}, pk="key", strict=True)
    counts = ("found", "fetched", "stored", "unchanged", "rejected", "gone", "failed")
    db.table("crawls").create(
        {
            "id": int,
            "started_at": str,
            "heartbeat_at": str,
            "finished_at": str,
            "outcome": str,
            "exit_code": int,
            "arguments": str,
            "doors": str,
            **dict.fromkeys(counts, int),
        },
        pk="id",
        not_null={"started_at", *counts},
        defaults=dict.fromkeys(counts, 0),
        strict=True,
    )
    db.table("dictionaries").create(
        {"id": int, "trained_at": str, "sha256": str, "samples": int, "dictionary": bytes},
        pk="id",
        not_null={"sha256", "dictionary"},
        strict=True,
    )
    db.table("captures").create(
        {
            "id": int,
            "url": str,
            "article_id": int,
            "crawl_id": int,
            "fetched_at": str,
            "status": int,
            "headers": str,
            "content_type": str,
            "sha256": str,
            "length": int,
            "reading_hash": str,
            "dictionary_id": int,
            "body": bytes,
            "same_as": int,
            "origin": str,
            "part_of": int,
        },
        pk="id",
        not_null={"url", "fetched_at", "status", "sha256", "length"},
        foreign_keys=[
            ("crawl_id", "crawls", "id"),
            ("dictionary_id", "dictionaries", "id"),
            ("same_as", "captures", "id"),
            ("part_of", "captures", "id"),
        ],
        strict=True,
    )
    db.table("captures").create_index(["article_id"])
    db.table("captures").create_index(["same_as"])
    db.table("captures").create_index(["part_of"])
    db.table("captures").create_index(["url", "fetched_at"])
    create_articles(db)
    create_surroundings(db)
    create_work(db)
    db.execute("CREATE VIRTUAL TABLE search USING fts5(title, lead, body, content='', tokenize='unicode61')")


def create_articles(db: Database) -> None:
    """`articles` and `revisions`."""
    db.table("articles").create(
        {
            "id": int,
            "url": str,
            "revision": int,
            "first_seen_at": str,
            "last_seen_at": str,
            "gone_at": str,
            "capture_id": int,
            **ARTICLE_FIELDS,
        },
        pk="id",
        not_null={"title", "title_raw", "body", "body_raw", "content_hash", "revision", "first_seen_at"},
        foreign_keys=[("capture_id", "captures", "id")],
        strict=True,
    )
    for columns in (["published_at"], ["jalali_year", "jalali_month"], ["source"], ["category"]):
        db.table("articles").create_index(columns)
    db.table("revisions").create(
        {"article_id": int, "revision": int, "seen_at": str, "capture_id": int, **ARTICLE_FIELDS},
        pk=("article_id", "revision"),
        not_null={"seen_at", "title_raw", "body_raw", "content_hash"},
        foreign_keys=[("article_id", "articles", "id"), ("capture_id", "captures", "id")],
        strict=True,
    )


def create_surroundings(db: Database) -> None:
    """What stands around an article: related, links, categories, tags, sources."""
    db.table("related").create(
        {"article_id": int, "position": int, "related_id": int, "url": str, "title": str},
        pk=("article_id", "position"),
        not_null={"title"},
        foreign_keys=[("article_id", "articles", "id")],
        strict=True,
    )
    db.table("related").create_index(["related_id"])
    db.table("links").create(
        {"article_id": int, "position": int, "url": str, "text": str},
        pk=("article_id", "position"),
        not_null={"url"},
        foreign_keys=[("article_id", "articles", "id")],
        strict=True,
    )
    for terms, join, key in (
        ("categories", "article_categories", "category_id"),
        ("tags", "article_tags", "tag_id"),
    ):
        db.table(terms).create(
            {"id": int, "name": str, "slug": str}, pk="id", not_null={"name"}, strict=True
        ).create_index(["name"], unique=True)
        db.table(join).create(
            {"article_id": int, key: int},
            pk=("article_id", key),
            foreign_keys=[("article_id", "articles", "id"), (key, terms, "id")],
            strict=True,
        ).create_index([key])
    db.table("sources").create(
        {"id": int, "name": str, "articles": int},
        pk="id",
        not_null={"name", "articles"},
        defaults={"articles": 0},
        strict=True,
    ).create_index(["name"], unique=True)
    count_sources(db)


def count_sources(db: Database) -> None:
    """Triggers that keep `sources.articles` right whoever writes."""
    gained = """INSERT INTO sources (name, articles) SELECT new.source, 1 WHERE new.source IS NOT NULL
                ON CONFLICT (name) DO UPDATE SET articles = articles + 1;"""
    lost = """UPDATE sources SET articles = articles - 1 WHERE name = old.source;
              DELETE FROM sources WHERE name = old.source AND articles = 0;"""
    db.execute(f"CREATE TRIGGER source_gained AFTER INSERT ON articles BEGIN {gained} END")
    db.execute(f"CREATE TRIGGER source_lost AFTER DELETE ON articles BEGIN {lost} END")
    db.execute(
        f"""CREATE TRIGGER source_changed AFTER UPDATE OF source ON articles
            WHEN old.source IS NOT new.source BEGIN {lost} {gained} END"""
    )


def create_work(db: Database) -> None:
    """What is still to be done and what could not be: frontier and rejects."""
    db.table("frontier").create(
        {
            "url": str,
            "article_id": int,
            "door": str,
            "state": str,
            "tries": int,
            "not_before": str,
            "published": str,
            "modified": str,
            "etag": str,
            "last_modified": str,
            "last_status": int,
            "last_error": str,
            "found_at": str,
            "fetched_at": str,
            "crawl_id": int,
            "listed": int,
            "gone_in": int,
        },
        pk="url",
        not_null={"state", "tries", "found_at"},
        defaults={"state": "todo", "tries": 0},
        foreign_keys=[("crawl_id", "crawls", "id"), ("listed", "crawls", "id"), ("gone_in", "crawls", "id")],
        strict=True,
    )
    db.table("frontier").create_index(["state", "article_id"])
    db.table("frontier").create_index(["article_id"])
    db.table("frontier").create_index(["listed"])
    db.table("rejects").create(
        {
            "id": int,
            "url": str,
            "article_id": int,
            "reason": str,
            "detail": str,
            "seen_at": str,
            "capture_id": int,
            "crawl_id": int,
        },
        pk="id",
        not_null={"url", "reason", "seen_at"},
        foreign_keys=[("capture_id", "captures", "id"), ("crawl_id", "crawls", "id")],
        strict=True,
    )
    db.table("rejects").create_index(["url"])


@migrations()
def remember_what_doors_told(db: Database) -> None:
    """Watermarks of incremental crawls, and the gaps that audits explain."""
    finding_schema.create(db)


@migrations()
def create_findings(db: Database) -> None:
    """What the monitors say of each run; and which captures and rejects are a run's, without reading them all."""
    db.table("findings").create(
        {"crawl_id": int, "monitor": str, "level": str, "sentence": str, "figures": str},
        pk=("crawl_id", "monitor"),
        not_null={"level", "sentence", "figures"},
        foreign_keys=[("crawl_id", "crawls", "id")],
        strict=True,
    )
    db.table("captures").create_index(["crawl_id"])
    db.table("rejects").create_index(["crawl_id"])
    db.table("rejects").create_index(["capture_id"])


@migrations()
def remember_what_was_forgotten(db: Database) -> None:
    """Takedowns: what was removed, and never comes in again."""
    forgotten.create_forgotten(db)


@migrations()
def index_articles_over_time(db: Database) -> None:
    """What the page of a source reads, without reading the rows, in which the texts are."""
    db.table("articles").create_index(["source", "published_at", "jalali_year", "jalali_month"])


@migrations()
def search_in_any_spelling(db: Database) -> None:
    """The index over folded pieces, and the lexicon that queries are understood by."""
    search_schema.create_search(db)
    if not db.table("articles").count:
        search.mark_current(db)


@migrations()
def index_what_was_read_from_a_capture(db: Database) -> None:
    """What leads from a capture to its article and version; without it each look reads every row."""
    db.table("articles").create_index(["capture_id"])
    db.table("revisions").create_index(["capture_id"])


@migrations()
def index_how_articles_were_read(db: Database) -> None:
    """What a manifest tells of all articles, without reading their texts: readers, and when one was seen last."""
    db.table("articles").create_index(["reader_version", "last_seen_at"])


@migrations()
def set_facets_apart(db: Database) -> None:
    """What lists are chosen and counted by, in a table of its own; before, an index had a part of it."""
    db.execute("DROP INDEX IF EXISTS articles_over_time")
    facet_schema.create(db)
