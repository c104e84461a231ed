"""Rebuild: the same archive from the same captures; and what changes when a reader changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines import read_and_refine
from pipelines.captured import captured, catch_up
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.pages import site as sites
from shahr20.pages.page import Page
from shahr20.pages.site import Site
from shahr20.replica.server import Replica
from shahr20.replica.web import Request
from shahr20.rereading.rebuild import rebuild

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


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    """An archive of a few replica pages, some in two versions, and a page that is no article."""
    path = tmp_path_factory.mktemp("rebuild") / "archive.db"
    with Replica(articles=14) as replica, Archive(path, create=True) as archive:
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
    return path, site


@pytest.fixture
def archive(filled: tuple[Path, Site], tmp_path: Path) -> Iterator[Archive]:
    copy = tmp_path / "archive.db"
    with closing(sqlite3.connect(filled[0])) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with Archive(copy, create=True) as archive:
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
    assert (report.articles, dict(report.changed), report.lost) == (0, {}, {})
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
    assert report.changed["related"] == 1
    assert report.changed["body"] == 1
    assert report.changed["title"] == 2  # both versions of the oldest article
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
    assert len(report.lost) + report.versions >= len(before["revisions"])
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
    report = rebuild(archive, filled[1], processes=1)
    assert report.rescued == 1
    (article,) = archive.db.query("SELECT * FROM articles WHERE id = 47859")
    assert (article["revision"], article["source"]) == (1, "روابط عمومی شهرداری قم")
    assert archive.count("rejects") == 1


def test_an_index_of_another_folding_is_made_anew(archive: Archive, filled: tuple[Path, Site]) -> None:
    found = hits(archive, "قم")
    archive.db.execute("UPDATE meta SET value = '0' WHERE key = 'fold'")
    archive.db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert rebuild(archive, filled[1], processes=1).reindexed
    assert hits(archive, "قم") == found != []


def test_all_or_nothing(archive: Archive, filled: tuple[Path, Site]) -> None:
    spoil(archive)
    spoilt = content(archive)

    def interrupted(done: int, total: int) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(archive, filled[1], processes=1, progress=interrupted)
    assert content(archive) == spoilt


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
