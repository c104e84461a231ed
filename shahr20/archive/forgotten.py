"""What was taken down: articles and addresses that never come in again.

Of an address only hashes are kept, because a slug is the title's words; of the article its number.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from sqlite_utils import Database

from shahr20.archive import blotting, search
from shahr20.archive.entry import Answer, Article, Entry
from shahr20.archive.transactions import writing

MIXED_UP = ("another_article", "other_article")
"""Reasons of rejects whose page may be another article than was asked for."""

DUE = "vacuum_due"
"""The key in `meta` that says: what was removed is still in the file's free pages."""

MAX_DIGITS = 16  # of an article's id
_ID = re.compile(r"(?<!\d)\d{1,15}(?!\d)")
_NUMBER = re.compile(r"/(\d+)(?:/(?!\d\d(?:/|$))|$)")  # /47859/slug/, but not /2022/03/


def create_forgotten(db: Database) -> None:
    """The tables `forgotten`, one row a takedown, and `forgotten_addresses`."""
    db.table("forgotten").create(
        {
            "id": int,
            "article_id": int,
            "forgotten_at": str,
            "actor": str,
            "reason": str,
            "removed": str,
            "allowed_at": str,
            "allowed_by": str,
            "allowed_because": str,
        },
        pk="id",
        not_null={"forgotten_at", "actor", "reason", "removed"},
        strict=True,
    )
    db.table("forgotten").create_index(["article_id"])
    db.table("forgotten_addresses").create(
        {"url_hash": str, "forgotten_id": int},
        pk=("url_hash", "forgotten_id"),
        foreign_keys=[("forgotten_id", "forgotten", "id")],
        strict=True,
    )


def is_forgotten(db: Database, article_id: int | None, url: str | None = None) -> bool:
    """Whether an article was taken down, by its number or by an address it had."""
    if article_id is not None and _one(db, "article_id = ?", [article_id]):
        return True
    names = hashes(url) if url else ()
    marks = ", ".join("?" * len(names))
    return bool(names) and _one(
        db, f"id IN (SELECT forgotten_id FROM forgotten_addresses WHERE url_hash IN ({marks}))", names
    )


def any_forgotten(db: Database) -> bool:
    """Whether anything was ever taken down, and not let in again."""
    return _one(db, "1", ())


def _one(db: Database, where: str, values: Iterable[object]) -> bool:
    sql = f"SELECT 1 FROM forgotten WHERE allowed_at IS NULL AND {where} LIMIT 1"
    return db.execute(sql, list(values)).fetchone() is not None


@lru_cache(maxsize=8192)  # a site's pages link to the same places over and over
def hashes(url: str) -> tuple[str, ...]:
    """SHA-256 of the names an address goes by: all of it and, where it carries one, host and number.

    Scheme, `www.`, percent-encoding, a last slash and what comes after # make no difference.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    host, path = parts.netloc.lower().removeprefix("www."), unquote(parts.path)
    number = _NUMBER.match(path)
    said = number[1] if number else parse_qs(parts.query).get("p", [""])[0]
    names = [f"{host}{path.rstrip('/')}?{unquote(parts.query)}"]
    if said.isdecimal() and len(said) <= MAX_DIGITS:
        names.append(f"{host}#{int(said)}")
    return tuple(map(_hash, names))


def names(article_id: int | None, urls: Iterable[str]) -> set[str]:
    """The hashes by which an article that had these addresses is known again, `?p=` included."""
    found: set[str] = set()
    for url in urls:
        found.update(hashes(url)[:1])
        if article_id is not None and hashes(url):
            found.add(_hash(f"{urlsplit(url).netloc.lower().removeprefix('www.')}#{article_id}"))
    return found


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def bars(db: Database, entry: Entry) -> bool:
    """Whether a page is, or was asked for as, one that was taken down."""
    made = entry.made
    ids = {entry.asked_id, *({made.id} if isinstance(made, Article) else mixed_up(made.reason, made.detail))}
    urls = {entry.asked_url, entry.answer.url, made.url if isinstance(made, Article) else None, entry.lease}
    return any(is_forgotten(db, one) for one in ids) or any(is_forgotten(db, None, url) for url in urls)


def mixed_up(reason: str, detail: str | None) -> set[int]:
    """The articles that a reject names because its page came in the place of another's, or names several."""
    return set(map(int, _ID.findall(detail or ""))) if reason in MIXED_UP else set()


def bar(db: Database, entry: Entry) -> None:
    """A page that was taken down came after all, under an address not known yet: its address goes too."""
    if entry.lease is None:
        return
    db.execute("DELETE FROM frontier WHERE url = ?", [entry.lease])
    if isinstance(entry.made, Article) and hashes(entry.lease):
        db.execute(
            """INSERT OR IGNORE INTO forgotten_addresses (url_hash, forgotten_id)
               SELECT ?, id FROM forgotten WHERE article_id = ? AND allowed_at IS NULL""",
            [hashes(entry.lease)[0], entry.made.id],
        )


def unmentioned(db: Database, entry: Entry) -> Entry:
    """A page as it may be kept: without its links to what was taken down."""

    def is_its(url: str) -> bool:
        return is_forgotten(db, None, url)

    made = entry.made
    own: tuple[str, ...] = ()
    if isinstance(made, Article):
        own = tuple(made.fields[name] or "" for name in ("title_raw", "lead_raw", "body_raw"))
        made = replace(
            made,
            related=tuple(one for one in made.related if not is_forgotten(db, one[0], one[1])),
            links=tuple(one for one in made.links if not is_its(one[0])),
        )
    article = blotting.Article(is_its)
    answer, *parts = (blotted(one, article, own) for one in (entry.answer, *entry.parts))
    return replace(entry, made=made, answer=answer, parts=tuple(parts))


def blotted(answer: Answer, article: blotting.Article, own: Iterable[str]) -> Answer:
    """An answer with an article cut out of its page; the very same one where there is nothing to cut."""
    body = blotting.blot(answer.body, answer.url, article, own)
    if body == answer.body:
        return answer
    return replace(
        answer,
        body=body,
        origin=blotted_origin(answer.origin),
        sha256=answer.sha256 or hashlib.sha256(answer.body).hexdigest(),
        length=answer.length or len(answer.body),
    )


def blotted_origin(origin: str | None) -> str:
    """`captures.origin` of a page that is no longer what came, byte for byte: it says `blotted`."""
    return json.dumps({**json.loads(origin or "{}"), "blotted": True}, ensure_ascii=False)


def is_due(db: Database) -> bool:
    """Whether a takedown was not finished: the rows are gone, their bytes may not be."""
    return db.execute("SELECT 1 FROM meta WHERE key = ?", [DUE]).fetchone() is not None


def finish(db: Database) -> bool:
    """Write the file anew without what was removed, and empty the log; at once where nothing is due.

    False when somebody is reading meanwhile, so that the log could not be emptied: then it is still due.
    Raises sqlite3.Error, as when there is no room for the new file; then it is still due, too.
    """
    if not is_due(db):
        return True
    with writing(db):
        search.purge(db)
    db.execute("VACUUM")
    if not _log_is_empty(db):
        return False
    with writing(db):
        db.execute("DELETE FROM meta WHERE key = ?", [DUE])
    return True


def _log_is_empty(db: Database) -> bool:
    """Move all of the write-ahead log into the file and cut it off; readers are waited for as for any lock."""
    busy: int = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
