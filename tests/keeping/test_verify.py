"""`shahr20 verify`: an archive that is whole, and one damaged in each way."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from shahr20 import Archive
from shahr20.archive import search

Typed = Callable[..., Result]


def change(db: Path, *statements: str) -> None:
    with closing(sqlite3.connect(db)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
        connection.commit()


def found(typed: Typed, db: Path, *options: str) -> dict[str, dict[str, object]]:
    done = typed("verify", "--db", db, "--json", *options)
    return {one["what"]: one for one in json.loads(done.stdout)}


def test_a_whole_archive(typed: Typed, db: Path) -> None:
    done = typed("verify", "--db", db)
    assert (done.exit_code, done.stdout) == (0, f"{db} is what it says\n")
    assert typed("verify", "--db", db, "--quick").exit_code == 0
    assert found(typed, db) == {}


NEWEST = "(SELECT max(id) FROM articles)"
SAME = "(SELECT min(id) FROM captures WHERE same_as IS NOT NULL)"

DAMAGES: list[tuple[str, list[str]]] = [
    ("captures do not hold what was received", ["UPDATE captures SET body = x'28b52ffd' WHERE id = 9"]),
    (
        "captures do not hold what was received",
        ["UPDATE captures SET sha256 = replace(sha256, 'a', 'b') WHERE id = 9"],
    ),
    ("captures have another length than they say", ["UPDATE captures SET length = 1 WHERE id = 9"]),
    ("captures have no body, and name", [f"UPDATE captures SET same_as = NULL WHERE id = {SAME}"]),
    (
        "captures say to be the same as one that has no body",
        [f"UPDATE captures SET same_as = id WHERE id = {SAME}"],
    ),
    ("captures have a body and say", ["UPDATE captures SET same_as = 8 WHERE id = 9"]),
    (
        "captures say to be the same as one of another article",
        [f"UPDATE captures SET same_as = 1 WHERE id = {SAME}"],
    ),
    ("captures are part of one of another", ["UPDATE captures SET part_of = 8 WHERE id = 9"]),
    ("captures are of no article and no reject", ["DELETE FROM rejects"]),
    ("dictionaries are not what they were", ["UPDATE dictionaries SET dictionary = substr(dictionary, 2)"]),
    ("rows of captures name rows of dictionaries", ["UPDATE captures SET dictionary_id = 99 WHERE id = 9"]),
    ("rows of revisions name rows of articles", [f"DELETE FROM articles WHERE id = {NEWEST}"]),
    ("versions are of no article", [f"DELETE FROM articles WHERE id = {NEWEST}"]),
    ("articles have no version", [f"DELETE FROM revisions WHERE article_id = {NEWEST}"]),
    ("articles are not the version", [f"UPDATE articles SET lead = 'دیگر' WHERE id = {NEWEST}"]),
    ("articles are not the words", [f"UPDATE articles SET body_raw = 'دیگر' WHERE id = {NEWEST}"]),
    ("revisions are not the words", [f"UPDATE revisions SET title_raw = 'دیگر' WHERE article_id = {NEWEST}"]),
    (
        "versions have a capture of another",
        [f"UPDATE revisions SET capture_id = 1 WHERE article_id = {NEWEST}"],
    ),
    (
        "related articles, links or terms are of no article",
        ["INSERT INTO related (article_id, position, title) VALUES (5, 1, 'x')"],
    ),
    ("sources have another number", ["UPDATE sources SET articles = articles + 1 WHERE id = 1"]),
    (
        "facets are not what the articles say",
        ["UPDATE facets SET source = 'دیگر' WHERE id IN (SELECT max(id) FROM facets)"],
    ),
    (
        "facets are not what the articles say",
        ["UPDATE facets SET categories = '7 8' WHERE id IN (SELECT max(id) FROM facets)"],
    ),
    (
        "addresses count as fetched",
        [f"UPDATE frontier SET article_id = 5, state = 'done' WHERE article_id = {NEWEST}"],
    ),
    ("articles are not in the index", ["INSERT INTO search (search) VALUES ('delete-all')"]),
    (
        "the index has keys of articles that are not here",
        ["INSERT INTO search (rowid, title) VALUES (5, 'شهر')"],
    ),
    ("articles have other keys", [f"INSERT INTO search (rowid, title) SELECT {NEWEST}, 'شهر'"]),
    ("articles have other keys", [f"UPDATE articles SET title = title || ' تازه' WHERE id = {NEWEST}"]),
    ("the search index was made by other rules", ["UPDATE meta SET value = '0' WHERE key = 'search'"]),
    (
        "entries of the search lexicon are not what the articles say",
        ["UPDATE lexicon_forms SET apart = apart + 1"],
    ),
    ("the schema lacks", ["DROP TRIGGER source_lost"]),
    ("the schema was changed", ["ALTER TABLE links ADD COLUMN note TEXT"]),
    (
        "what was taken down is still here",
        [
            "INSERT INTO forgotten (article_id, forgotten_at, actor, reason, removed)"
            f" SELECT {NEWEST}, '2026-01-01T00:00:00Z', 'x', 'y', '{{}}'"
        ],
    ),
    ("what was taken down is still in the file", ["INSERT INTO meta VALUES ('vacuum_due', 'now')"]),
]


@pytest.mark.parametrize(
    ("what", "statements"), DAMAGES, ids=[f"{n} {what}" for n, (what, _) in enumerate(DAMAGES)]
)
def test_each_damage_is_found(typed: Typed, db: Path, what: str, statements: list[str]) -> None:
    change(db, *statements)
    done = typed("verify", "--db", db)
    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if what in line]
    assert "; " in line  # what to do


def test_one_missing_article_is_named(typed: Typed, db: Path) -> None:
    with Archive(db) as archive:
        row = next(iter(archive.db.query("SELECT * FROM articles ORDER BY id LIMIT 1")))
        search.remove(archive.db, row)
    assert list(found(typed, db)) == ["articles are not in the index"]
    assert found(typed, db)["articles are not in the index"]["ids"] == [str(row["id"])]
    assert typed("rebuild", "--db", db).exit_code == 0
    assert found(typed, db) == {}


def test_a_quick_look_leaves_out_what_takes_long(typed: Typed, db: Path) -> None:
    change(db, "UPDATE captures SET length = 1 WHERE id = 9")
    assert typed("verify", "--db", db, "--quick").exit_code == 0
    change(db, "DELETE FROM rejects")
    assert typed("verify", "--db", db, "--quick").exit_code == 1


def test_a_damaged_file(typed: Typed, db: Path) -> None:
    content = bytearray(db.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 40960] = os.urandom(40960)
    db.write_bytes(content)
    done = typed("verify", "--db", db)
    assert done.exit_code == 6
    assert "the file is damaged" in done.stdout
    assert "shahr20 restore" in done.stdout


def test_a_lost_table_is_said_and_not_a_traceback(typed: Typed, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DROP TABLE rejects")
    done = typed("verify", "--db", db)
    assert done.exit_code == 6
    assert "no such table: rejects" in done.stdout


def test_it_reads_one_moment_while_others_write(db: Path) -> None:
    from shahr20.keeping.verify import verify

    with Archive(db) as archive, Archive(db, upgrade=True) as crawl:
        begun = False

        def tick(check: str, done: int, total: int) -> None:
            nonlocal begun
            if not begun:
                crawl.db.execute("DELETE FROM rejects")
            begun = True

        findings = verify(archive.db, tick=tick)
        assert list(findings) == []
        assert begun
        assert [one.what for one in verify(archive.db)] == ["captures are of no article and no reject"]


def test_somebody_elses_additions_are_let_be(typed: Typed, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.executescript("CREATE TABLE notes (x); CREATE INDEX mine ON articles (author); ANALYZE;")
    assert typed("verify", "--db", db).exit_code == 0
