"""Rebuild: the same archive from the same captures; and what changes when a reader changes."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines import read_and_refine
from pipelines.captured import captured, catch_up
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.cli import main
from shahr20.pages import site as sites
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.site import Site
from shahr20.replica.server import Replica
from shahr20.replica.web import Request
from shahr20.rereading.importing import Import, sources
from shahr20.rereading.rebuild import rebuild
from tests.pages.taj import URL, taj

ROOT = Path(__file__).parents[2]
TABLES = (
    "articles",
    "revisions",
    "related",
    "links",
    "article_categories",
    "article_tags",
    "sources",
    "captures",
    "rejects",
)


def fill(path: Path, articles: int) -> Site:
    """An archive of replica pages, the first three in two versions, and a page that is no article."""
    with Replica(articles=articles) as replica, Archive(path, create=True) as archive:
        site = sites.load().at(replica.base_url)
        archive.claim(site.host)

        def fetch(target: str, day: int) -> None:
            page = Page(
                url=replica.base_url + target,
                body=replica.answer(Request.parsed("GET", target, {})).body,
                fetched_at=f"2026-01-{day:02}T00:00:00Z",
            )
            archive.store(entry(read_and_refine(page, site)))

        for story in replica.public:
            fetch(story.path, 1)
        for story in replica.public[:3]:
            replica.edit(story.id)
            fetch(story.path, 2)
        fetch("/7/nowhere/", 3)
    return site


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    path = tmp_path_factory.mktemp("rebuild") / "archive.db"
    return path, fill(path, articles=14)


@pytest.fixture
def archive(filled: tuple[Path, Site], tmp_path: Path) -> Iterator[Archive]:
    copy = tmp_path / "archive.db"
    with closing(sqlite3.connect(filled[0])) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with Archive(copy, upgrade=True) as archive:
        yield archive


def content(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    return {
        table: sorted(archive.db.query(f"SELECT * FROM {table}"), key=lambda row: str(list(row.values())[:2]))
        for table in TABLES
    }


def hits(archive: Archive, query: str) -> list[tuple[Any, ...]]:
    return archive.db.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", [query]
    ).fetchall()


def test_when_nothing_changed_nothing_changes(archive: Archive, filled: tuple[Path, Site]) -> None:
    before, found = content(archive), hits(archive, "قم")
    assert len(before["revisions"]) == len(before["articles"]) + 3
    report = rebuild(archive, filled[1], processes=1)
    assert report.versions == len(before["revisions"])
    assert (report.articles, dict(report.changed), report.lost) == (set(), {}, {})
    assert content(archive) == before
    assert hits(archive, "قم") == found


def spoil(archive: Archive) -> None:
    """As if an older reader had read worse."""
    archive.db.execute("UPDATE articles SET body = 'بد', source = NULL, url = NULL WHERE id = 47859")
    archive.db.execute("UPDATE revisions SET body = 'بد', source = NULL WHERE article_id = 47859")
    archive.db.execute("DELETE FROM related WHERE article_id = 47859 AND position > 2")
    archive.db.execute(
        "UPDATE revisions SET title = 'بد' WHERE article_id = (SELECT min(article_id) FROM revisions)"
    )


def test_what_a_better_reader_reads_is_written_in_place(archive: Archive, filled: tuple[Path, Site]) -> None:
    before = content(archive)
    spoil(archive)
    spoilt = content(archive)
    report = rebuild(archive, filled[1], processes=1, dry_run=True)
    assert content(archive) == spoilt
    oldest = min(row["id"] for row in before["articles"])
    assert report.changed["related"] == report.changed["body"] == {47859}
    assert report.changed["title"] == {oldest}  # in both of its versions
    assert report.articles == {47859, oldest}
    rebuild(archive, filled[1], processes=1)
    assert content(archive) == before


def test_a_capture_that_is_damaged_or_gone_leaves_its_version_as_it_was(
    archive: Archive, filled: tuple[Path, Site]
) -> None:
    archive.db.execute("UPDATE captures SET body = x'00' WHERE article_id = 47859")
    before = content(archive)
    report = rebuild(archive, filled[1], processes=1)
    assert list(report.lost) == ["47859, version 1"]
    assert content(archive) == before


def test_a_page_that_no_longer_reads_is_said_and_kept(archive: Archive, filled: tuple[Path, Site]) -> None:
    before = content(archive)
    blind = replace_eras(filled[1])
    report = rebuild(archive, blind, processes=1)
    kept = content(archive)
    assert report.versions == len(before["revisions"])
    assert [row["id"] for row in kept["articles"]] == [row["id"] for row in before["articles"]]
    assert [row["title_raw"] for row in kept["articles"]] == [row["title_raw"] for row in before["articles"]]


def replace_eras(site: Site) -> Site:
    """A site file that knows nothing of the layout."""
    return site.model_copy(update={"eras": ()})


def test_a_reject_that_reads_now_becomes_an_article(archive: Archive, filled: tuple[Path, Site]) -> None:
    (capture,) = archive.db.query("SELECT * FROM captures WHERE article_id = 47859")
    for table in ("related", "links", "article_categories", "article_tags", "revisions"):
        archive.db.execute(f"DELETE FROM {table} WHERE article_id = 47859")
    archive.db.execute("DELETE FROM articles WHERE id = 47859")
    archive.db.execute("UPDATE captures SET article_id = NULL WHERE id = ?", [capture["id"]])
    archive.db.table("rejects").insert(
        {
            "url": capture["url"],
            "reason": "no_title",
            "seen_at": "2026-01-01T00:00:00Z",
            "capture_id": capture["id"],
        }
    )
    assert rebuild(archive, filled[1], processes=1, dry_run=True).rescued == {47859}
    assert not archive.db.table("articles").count_where("id = 47859")
    report = rebuild(archive, filled[1], processes=1)
    assert report.rescued == {47859}
    (article,) = archive.db.query("SELECT * FROM articles WHERE id = 47859")
    assert (article["revision"], article["source"]) == (1, "روابط عمومی شهرداری قم")
    assert archive.count("rejects") == 1


@pytest.mark.parametrize("wanted", [(1,), (2,), (1, 2)])
def test_half_an_article_is_not_rescued(tmp_path: Path, wanted: tuple[int, ...]) -> None:
    """An article on two pages is made of both of them, or of neither."""
    site = sites.load()

    def part(number: int) -> Page:
        page = taj(
            f'<p>بند {number} از خبر.</p><p class="post-nav-links"><a href="{URL}2/">۲</a></p>',
            url=URL if number == 1 else f"{URL}{number}/",
        )
        return replace(page, asked_id=47859)

    first, *others = map(part, wanted)
    page = replace(first, parts=tuple(others))
    with Archive(tmp_path / "archive.db", create=True) as archive:
        archive.claim(site.host)
        archive.store(entry(Reading(page, reject=Reject("part_missing", "as an older reader had it"))))
        rescued = rebuild(archive, site, processes=1).rescued
        assert (rescued, archive.count()) == (({47859}, 1) if others else (set(), 0))


def test_an_index_of_another_folding_is_made_anew(archive: Archive, filled: tuple[Path, Site]) -> None:
    found = hits(archive, "قم")
    archive.db.execute("UPDATE meta SET value = '0' WHERE key = 'search'")
    archive.db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert rebuild(archive, filled[1], processes=1).reindexed
    assert hits(archive, "قم") == found != []


def test_all_or_nothing(archive: Archive, filled: tuple[Path, Site]) -> None:
    spoil(archive)
    spoilt = content(archive)

    def interrupted(done: int, total: int, _: object) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(archive, filled[1], processes=1, progress=interrupted)
    assert content(archive) == spoilt


def test_what_was_imported_stays_as_the_import_made_it(tmp_path: Path) -> None:
    saved = tmp_path / "page-47859.txt"
    saved.write_bytes((ROOT / "tests" / "pages" / "fixtures" / "page-47859.txt").read_bytes())
    with Archive(tmp_path / "archive.db", create=True) as archive:
        archive.claim("shahr20.ir")
        Import(archive, sites.load()).run(sources([saved]), print, lambda: None)
        before = content(archive)
        assert before["articles"][0]["url"] == "https://shahr20.ir/47859/"
        assert "time_of_file" in before["articles"][0]["flags"]
        report = rebuild(archive, sites.load(), processes=1)
        assert (dict(report.changed), report.lost) == ({}, {})
        assert content(archive) == before


def test_a_time_that_another_capture_has_told_stays_told(tmp_path: Path) -> None:
    """Words first known from a file are seen again at a known time, when the article shows newer ones."""
    saved = tmp_path / "page-47859.txt"
    saved.write_bytes((ROOT / "tests" / "pages" / "fixtures" / "page-47859.txt").read_bytes())
    site = sites.load()
    words = saved.read_text(encoding="utf-8")
    pages = {"2026-02-01": words.replace("ابراز کرد", "گفت"), "2025-01-01": words}
    with Archive(tmp_path / "archive.db", create=True) as archive:
        archive.claim(site.host)
        Import(archive, site).run(sources([saved]), print, lambda: None)
        for day, text in pages.items():
            page = Page(
                "https://shahr20.ir/47859/", text.encode(), f"{day}T00:00:00Z", content_type="text/plain"
            )
            archive.store(entry(read_and_refine(page, site)))
        assert [(one.revision, one.seen_at[:4]) for one in archive.versions(47859)] == [
            (1, "2025"),
            (2, "2026"),
        ]
        before = content(archive)
        report = rebuild(archive, site, processes=1)
        assert (dict(report.changed), report.lost) == ({}, {})
        assert content(archive) == before


def test_a_dry_run_goes_on_while_somebody_writes(archive: Archive, filled: tuple[Path, Site]) -> None:
    spoil(archive)

    def write(*_: object) -> None:
        with closing(sqlite3.connect(archive.path, timeout=0)) as other, other:
            other.execute("UPDATE articles SET gone_at = '2026-01-01T00:00:00Z' WHERE id = 47859")

    report = rebuild(archive, filled[1], processes=1, dry_run=True, progress=write)
    assert report.changed["related"] == {47859}


# -- the command ---------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rebuild", *arguments], catch_exceptions=False)


def test_the_command_says_what_it_did(archive: Archive) -> None:
    before = content(archive)
    spoil(archive)
    db = str(archive.path)
    dry = run("--db", db, "--dry-run")
    assert (dry.exit_code, content(archive) == before) == (0, False)
    assert dry.stdout.startswith("nothing is written")
    done = run("--db", db)
    assert done.exit_code == 0
    assert f"done · versions read {len(before['revisions'])} · articles changed 2" in done.stdout
    assert "related          changed on 1: 47859" in done.stdout
    assert content(archive) == before


@pytest.mark.parametrize(("damaged", "code"), [(0, 0), (1, 3), (12, 5)])
def test_how_much_no_longer_reads_is_the_exit_code(archive: Archive, damaged: int, code: int) -> None:
    archive.db.execute(
        """UPDATE captures SET body = x'00' WHERE id IN
           (SELECT capture_id FROM revisions ORDER BY capture_id LIMIT ?)""",
        [damaged],
    )
    before = content(archive)
    done = run("--db", str(archive.path))
    assert done.exit_code == code, done.stdout
    assert done.stdout.count("cannot be unpacked") == min(damaged, 10)
    assert ("and 2 more" in done.stdout) == (damaged == 12)
    assert content(archive) == before


def test_another_run_is_waited_for_by_nobody(archive: Archive) -> None:
    archive.lock.acquire()
    done = run("--db", str(archive.path))
    assert done.exit_code == 75
    assert "holds the lock of this archive" in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--db", "nowhere.db"], "there is no archive at nowhere.db"),
        (["--site", "nowhere.toml"], "cannot read the site file nowhere.toml"),
        (["--processes", "0"], "not in the range"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*options)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_archive_without_a_page(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db", create=True).close()
    done = run("--db", str(tmp_path / "archive.db"))
    assert done.exit_code == 2
    assert "holds no page yet" in done.stderr


def test_ended_in_the_middle_the_archive_is_as_it_was(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", articles=60)
    with Archive(tmp_path / "archive.db", upgrade=True) as archive:
        spoil(archive)
        spoilt = content(archive)
        command = [sys.executable, "-m", "shahr20", "rebuild", "--db", str(archive.path), "--processes", "1"]
        under_way = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        while is_free(archive.path):
            assert under_way.poll() is None, "it was over before it could be ended"
        under_way.send_signal(signal.SIGTERM)
        said, _ = under_way.communicate(timeout=30)
        assert (under_way.returncode, said) == (143, "ended by a signal; the archive is as it was\n")
        assert content(archive) == spoilt
        assert is_free(archive.path)


def is_free(path: Path) -> bool:
    """Whether nobody is writing into a database at this moment."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.rollback()
        return True


def test_a_better_reader_is_no_edit(archive: Archive, filled: tuple[Path, Site]) -> None:
    """A page fetched after an upgrade is compared with the last one as it is read now."""
    spoil(archive)
    archive.db.execute("UPDATE articles SET reader_version = 0, content_hash = 'old' WHERE id = 47859")
    archive.db.execute("UPDATE revisions SET content_hash = 'old' WHERE article_id = 47859")
    (capture,) = archive.db.query("SELECT id FROM captures WHERE article_id = 47859")
    page = captured(archive, capture["id"], 47859)
    catch_up(archive, 47859, filled[1])
    later = replace(page, fetched_at="2027-01-01T00:00:00Z")
    assert archive.store(entry(read_and_refine(later, filled[1]))).kind == "unchanged"
    assert len(list(archive.db.query("SELECT * FROM revisions WHERE article_id = 47859"))) == 1
