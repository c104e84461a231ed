"""`shahr20 export --format warc`: what others read of it, and what comes back."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from pipelines import read_and_refine
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.archive.entry import Answer, Entry
from shahr20.archive.warc import IDENTICAL, NOT_MODIFIED
from shahr20.cli import main
from shahr20.pages import site as sites
from shahr20.pages.page import Page
from shahr20.pages.site import Site
from shahr20.replica.server import Replica

NOT_KEPT = {"captures": {"body", "dictionary_id", "origin", "crawl_id"}, "rejects": {"crawl_id"}}
TABLES = (
    "articles", "revisions", "related", "links", "categories", "tags", "article_categories", "article_tags",
    "sources", "rejects", "captures",
)  # fmt: skip


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def everything(path: Path) -> dict[str, list[Any]]:
    """Every row of the archive, but for what says how it came there."""
    with closing(sqlite3.connect(path)) as connection:
        found: dict[str, list[Any]] = {}
        for table in TABLES:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(name for name in columns if name not in NOT_KEPT.get(table, ()))
            found[table] = connection.execute(f"SELECT {kept} FROM {table} ORDER BY 1, 2").fetchall()
        words = ("قم", "شهرداری", "صنعت کفش", "تهران")
        query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid"
        found["search"] = [connection.execute(query, [word]).fetchall() for word in words]
        return found


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(articles=16, validators=False) as site:
        yield site


@pytest.fixture
def visited(tmp_path: Path, replica: Replica) -> tuple[Path, Site]:
    """The archive of a site seen three times: pages the same, edited, gone, rejected, in bytes that always differ."""
    site = sites.load().at(replica.base_url)
    path = tmp_path / "a.db"
    with Archive(path, create=True) as archive:
        archive.claim(site.host)
        pages = {story.id: _body(replica, story.path) for story in replica.public}
        for visit in range(3):
            for number, story in enumerate(replica.public):
                url = replica.base_url + story.path
                body = pages[story.id] + b"<!-- %d -->" % (0 if number % 3 == 0 else visit)
                if visit == 2 and number % 5 == 0:
                    body = body.replace("قم".encode(), "شهر قم".encode())
                headers = (("Content-Type", "text/html"), ("Content-Length", "99"), ("X-Note", "\xd9\x82é"))
                page = Page(
                    url,
                    body,
                    f"2026-01-0{visit + 1}T00:00:{number:02}Z",
                    200,
                    headers,
                    "text/html",
                    url,
                    story.id,
                )
                archive.store(entry(read_and_refine(page, site)))
            strange = Page(
                replica.base_url + "/5/x/", b"<html><body><p>x</p></body></html>", f"2026-01-0{visit + 1}T01:00:00Z",
                asked_url=replica.base_url + "/4/asked/", asked_id=4,
            )  # fmt: skip
            archive.store(entry(read_and_refine(strange, site)))
        ids = [story.id for story in replica.public]
        archive.db.execute("UPDATE articles SET gone_at = '2026-02-01T00:00:00Z' WHERE id = ?", [ids[0]])
        archive.db.execute("UPDATE articles SET last_seen_at = '2026-02-02T00:00:00Z' WHERE id = ?", [ids[1]])
        archive.db.conn.commit()
    return path, site


def _body(replica: Replica, path: str) -> bytes:
    from shahr20.replica.web import Request

    return replica.answer(Request.parsed("GET", path, {})).body


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_out_and_in_gives_the_same_rows(tmp_path: Path, visited: tuple[Path, Site], name: str) -> None:
    path, site = visited
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE captures SET id = id + 1000 WHERE id = (SELECT max(id) FROM captures)")
        connection.execute("UPDATE rejects SET capture_id = (SELECT max(id) FROM captures) WHERE id = 3")
        connection.commit()
    out, again = tmp_path / name, tmp_path / "b.db"
    assert run("export", "--format", "warc", "--db", path, "-o", out).exit_code == 0
    done = run("import", out, "--db", again, "--base-url", site.base_url)
    assert "broken 0" in done.stdout
    assert everything(again) == everything(path)
    with Archive(again) as one, Archive(path) as other:
        for row in one.db.query("SELECT id FROM captures"):
            assert one.captures.body(row["id"]) == other.captures.body(row["id"])
    twice = tmp_path / "b.warc.gz"
    run("export", "--format", "warc", "--db", again, "-o", twice)
    third = tmp_path / "c.db"
    run("import", twice, "--db", third, "--base-url", site.base_url)
    assert everything(third) == everything(path)


def test_it_is_warc_1_1_and_its_digests_hold(tmp_path: Path, visited: tuple[Path, Site]) -> None:
    path, _ = visited
    out = tmp_path / "a.warc.gz"
    run("export", "--format", "warc", "--db", path, "-o", out)
    assert Checker(type("Command", (), {"inputs": [str(out)], "verbose": False})()).process_all() == 0
    with out.open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
            for one in ArchiveIterator(file)
        ]
    assert all(headers.protocol == "WARC/1.1" for _, headers, _, _ in records)
    kind, _, _, about = records[0]
    assert kind == "warcinfo"
    assert b"software: shahr20 " in about
    assert b"normalised" in about
    with Archive(path) as archive:
        rows = {row["id"]: row for row in archive.db.query("SELECT * FROM captures")}
        captures = [one for one in records[1:] if one[0] != "metadata"]
        assert len(captures) == len(rows)
        by_id = {headers["WARC-Record-ID"]: content for _, headers, _, content in captures}
        for kind, headers, http, content in captures:
            row = rows[json.loads(headers["Shahr20-Capture"])["id"]]
            assert headers["WARC-Target-URI"] == row["url"]
            assert headers["WARC-Date"] == row["fetched_at"]
            assert headers["WARC-Payload-Digest"]
            if row["same_as"]:
                kept = rows[row["same_as"]]
                assert kind == "revisit"
                assert headers["WARC-Profile"] == (
                    IDENTICAL if kept["sha256"] == row["sha256"] else NOT_MODIFIED
                )
                assert headers["WARC-Refers-To-Target-URI"] == kept["url"]
                assert headers["WARC-Refers-To-Date"] == kept["fetched_at"]
                assert by_id[headers["WARC-Refers-To"]] == archive.captures.body(row["id"])
                assert content == b""
            else:
                assert content == archive.captures.body(row["id"])
            if http:
                assert http["Content-Length"] == str(len(archive.captures.body(row["id"])))
                assert http["X-Shahr20-Content-Length"] == "99"
    profiles = [headers["WARC-Profile"] for kind, headers, _, _ in captures if kind == "revisit"]
    assert {IDENTICAL, NOT_MODIFIED} == set(profiles)


def test_a_capture_is_called_the_same_in_every_export(tmp_path: Path, visited: tuple[Path, Site]) -> None:
    seen = []
    for name in ("a.warc", "b.warc"):
        run("export", "--format", "warc", "--db", visited[0], "-o", tmp_path / name)
        with (tmp_path / name).open("rb") as file:
            seen.append([one.rec_headers["WARC-Record-ID"] for one in ArchiveIterator(file)][1:])
    assert seen[0] == seen[1]


def test_text_and_pages_without_an_address_come_back_too(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "shahr20" / "replica" / "page-47859.txt"
    first, second, out = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "a.warc.gz"
    run("import", page, "--db", first)
    run("export", "--format", "warc", "--db", first, "-o", out)
    assert run("import", out, "--db", second).exit_code == 0
    assert everything(second) == everything(first)
    with Archive(second) as archive:
        (row,) = archive.db.query("SELECT origin FROM captures")
    assert json.loads(row["origin"])["time"] == "file"
    assert json.loads(row["origin"])["from"] == {"file": str(page), "time": "file"}


def test_an_article_on_several_pages_comes_back(tmp_path: Path, make_entry: Callable[..., Entry]) -> None:
    """The parts are captures of their own, which follow the first."""
    path, out = tmp_path / "a.db", tmp_path / "a.warc"
    whole = make_entry(7)
    parts = tuple(
        Answer(f"{whole.answer.url}{n}/", b"<html>%d</html>" % n, whole.answer.fetched_at) for n in (2, 3)
    )
    with Archive(path, create=True) as archive:
        archive.store(Entry(whole.answer, whole.made, parts=parts))
    run("export", "--format", "warc", "--db", path, "-o", out)
    with out.open("rb") as file:
        said = [
            json.loads(one.rec_headers["Shahr20-Capture"] or "{}")
            for one in ArchiveIterator(file)
            if one.rec_type != "warcinfo"
        ]
    assert [one.get("part_of") for one in said] == [None, 1, 1]


def test_to_standard_output(tmp_path: Path, visited: tuple[Path, Site]) -> None:
    out = tmp_path / "a.warc.gz"
    run("export", "--format", "warc", "--db", visited[0], "-o", out)
    done = run("export", "--format", "warc", "--db", visited[0])
    assert done.exit_code == 0
    names = [
        [one.rec_headers["WARC-Record-ID"] for one in ArchiveIterator(stream)][1:]
        for stream in (io.BytesIO(done.stdout_bytes), out.open("rb"))
    ]
    assert names[0] == names[1]


def test_the_file_is_there_when_it_is_complete(
    tmp_path: Path, visited: tuple[Path, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "a.warc.gz"
    out.write_bytes(b"the one before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("shahr20.archive.warc._write_facts", full)
        done = run("export", "--format", "warc", "--db", visited[0], "-o", out)
    assert done.exit_code == 6
    assert "No space left" in done.stderr
    assert [path.name for path in folder.iterdir()] == [out.name]
    assert out.read_bytes() == b"the one before"
    assert run("export", "--format", "warc", "--db", visited[0], "-o", out).exit_code == 0
    assert [path.name for path in folder.iterdir()] == [out.name]
    assert stat.S_IMODE(out.stat().st_mode) & 0o400


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "docx"], "'docx' is not one of"),
        ([], "Missing option '--format'"),
        (["--format", "warc", "--db", "nowhere.db"], "there is no archive at nowhere.db"),
        (["--format", "warc", "--db", "{db}", "-o", "{folder}"], "is a folder"),
        (["--format", "warc", "--db", "{db}", "-o", "{folder}/no/a.warc"], "does not exist"),
        (["--format", "warc", "--db", "{db}", "-o", "{db}"], "is the archive itself"),
    ],
)
def test_wrong_usage(tmp_path: Path, options: list[str], words: str) -> None:
    db = tmp_path / "a.db"
    Archive(db, create=True).close()
    done = run("export", *(one.format(db=db, folder=tmp_path) for one in options))
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_crawl_that_writes_meanwhile_is_not_in_it(tmp_path: Path, make_entry: Callable[..., Entry]) -> None:
    from shahr20.archive import warc

    path = tmp_path / "a.db"
    with Archive(path, create=True) as archive, Archive(path) as reading:
        for number in (1, 2):
            archive.store(make_entry(number))
        out = io.BytesIO()
        for _ in warc.write(reading.db, reading.captures, out, filename=None, gzip=True):
            archive.store(make_entry(archive.count("captures") + 1))
    kinds = [one.rec_type for one in ArchiveIterator(io.BytesIO(out.getvalue()))]
    assert kinds.count("response") == 2


def test_an_archive_without_captures(tmp_path: Path) -> None:
    Archive(tmp_path / "a.db", create=True).close()
    done = run("export", "--format", "warc", "--db", tmp_path / "a.db")
    assert done.exit_code == 0
    assert [one.rec_type for one in ArchiveIterator(io.BytesIO(done.stdout_bytes))] == ["warcinfo"]
