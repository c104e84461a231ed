"""Captures: that each can be had as it came, and is somebody's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlite_utils import Database

from shahr20.archive.captures import Captures
from shahr20.archive.errors import CaptureDamaged
from shahr20.keeping.finding import RESTORE, Finding, Ids, Tick

CHECK = "captures"

_KEEP = "the page is lost; " + RESTORE + ", or fetch it again"

_SOUND = {
    "captures have no body, and name no capture that has it": """
        SELECT id FROM captures WHERE body IS NULL AND same_as IS NULL""",
    "captures say to be the same as one that has no body": """
        SELECT one.id FROM captures AS one JOIN captures AS other ON other.id = one.same_as
        WHERE other.body IS NULL""",
    "captures have a body and say to be the same as another": """
        SELECT id FROM captures WHERE body IS NOT NULL AND same_as IS NOT NULL""",
    "captures say to be the same as one of another article": """
        SELECT one.id FROM captures AS one JOIN captures AS other ON other.id = one.same_as
        WHERE one.article_id IS NOT other.article_id""",
    "captures are part of one of another article, or of a part": """
        SELECT one.id FROM captures AS one JOIN captures AS other ON other.id = one.part_of
        WHERE one.article_id IS NOT other.article_id OR other.part_of IS NOT NULL""",
}

_ORPHANS = """
    SELECT id FROM captures WHERE part_of IS NULL AND (
        article_id IS NULL AND id NOT IN (SELECT capture_id FROM rejects WHERE capture_id IS NOT NULL)
        OR article_id NOT IN (SELECT id FROM articles))"""


def chains(db: Database) -> Iterator[Finding]:
    """That `same_as` and `part_of` lead somewhere, in one step, within one article."""
    for what, sql in _SOUND.items():
        yield from _found(db, sql, what, RESTORE)


def orphans(db: Database) -> Iterator[Finding]:
    """Captures of which no article and no reject tells."""
    yield from _found(
        db,
        _ORPHANS,
        "captures are of no article and no reject",
        "they take room and do no harm; keep them, or restore a backup if articles are missing",
    )


def dictionaries(db: Database) -> Iterator[Finding]:
    """That each dictionary is the one that captures were packed with."""
    wrong = Ids()
    for number, sha256, content in db.execute("SELECT id, sha256, dictionary FROM dictionaries"):
        if hashlib.sha256(content).hexdigest() != sha256:
            wrong.add(number)
    yield from wrong.finding(
        "dictionaries", "dictionaries are not what they were: their hash differs", RESTORE
    )


def bodies(db: Database, tick: Tick) -> Iterator[Finding]:
    """That each body unpacks to the bytes that came: their hash and their length."""
    captures = Captures(db)
    total = db.execute("SELECT count(*) FROM captures WHERE body IS NOT NULL").fetchone()[0]
    damaged, wrong = Ids(), Ids()
    rows = db.execute("SELECT id, length FROM captures WHERE body IS NOT NULL ORDER BY id")
    for done, (capture_id, length) in enumerate(rows, start=1):
        try:
            if len(captures.body(capture_id)) != length:
                wrong.add(capture_id)
        except CaptureDamaged:
            damaged.add(capture_id)
        tick(CHECK, done, total)
    yield from damaged.finding(CHECK, "captures do not hold what was received", _KEEP)
    yield from wrong.finding(CHECK, "captures have another length than they say", _KEEP)


def _found(db: Database, sql: str, what: str, remedy: str) -> Iterator[Finding]:
    ids = Ids()
    for (one,) in db.execute(sql):
        ids.add(one)
    yield from ids.finding(CHECK, what, remedy)
