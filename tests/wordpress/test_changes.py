"""What happens on the newspaper between two crawls, and what the second one makes of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from shahr20.replica.newsroom import write
from tests.wordpress.crawling import SHUT, crawl, only
from tests.wordpress.expected import article
from tests.wordpress.installation import WordPress
from tests.wordpress.newspaper import stamp

EDITED, RENAMED, SAVED_AGAIN, DELETED, TRASHED = 47_702, 47_688, 47_671, 47_640, 47_615
TEXT = "متنی دیگر.\n\nو بند دوم."


def just_now(title: str) -> dict[str, Any]:
    """A post that has come out this minute."""
    return {"title": title, "content": TEXT, "published": stamp(datetime.now(UTC))}


def test_what_editors_do_between_two_crawls_is_seen(small: WordPress, tmp_path: Path) -> None:
    only(small, "rest")
    first = crawl(small, tmp_path / "archive.db")
    assert first.exit_code == 0, first.printed
    before = first.articles()
    scheduled = next(story.id for story in write(40) if story.status == "future")
    assert scheduled not in before

    small.act("edit", {"ID": EDITED, "post_title": "عنوانی دیگر", "post_content": TEXT})
    small.act("edit", {"ID": RENAMED, "post_name": "نشانی-دیگر"})
    small.act("edit", {"ID": SAVED_AGAIN})
    small.act("delete", DELETED)
    small.act("trash", TRASHED)
    [new] = small.act("insert", [just_now("خبر تازه")])
    assert small.act("come_out", scheduled) == "publish"
    second = crawl(small, tmp_path / "archive.db")

    assert second.exit_code == 0, second.printed
    after = second.articles()
    published = {said["id"]: article(said) for said in small.act("published")}
    assert set(after) == set(published) | {DELETED, TRASHED}
    for number in (new, scheduled, EDITED):
        assert after[number]["title_raw"] == published[number].title
        assert after[number]["body_raw"] == published[number].body
        assert after[number]["published_at"][:16] == published[number].minute
    for number in (DELETED, TRASHED):
        assert after[number]["body_raw"] == before[number]["body_raw"]
    assert unquote(after[RENAMED]["url"]).endswith(f"/{RENAMED}/نشانی-دیگر/")
    versions = second.rows("SELECT article_id, title_raw FROM revisions ORDER BY article_id, revision")
    assert Counter(row["article_id"] for row in versions) == {**dict.fromkeys(after, 1), EDITED: 2}
    titles = [row["title_raw"] for row in versions if row["article_id"] == EDITED]
    assert titles == [before[EDITED]["title_raw"], "عنوانی دیگر"]


def test_an_audit_of_what_nobody_edited_makes_no_version(small: WordPress, tmp_path: Path) -> None:
    """Every page is another one than before: its clock, its sidebars, its comments."""
    only(small, "rest")
    first = crawl(small, tmp_path / "archive.db")
    before = len(first.articles())
    small.act("insert", [just_now("در ستون کناری")])
    audit = crawl(small, tmp_path / "archive.db", "--refetch")
    assert audit.exit_code == 0, audit.printed
    assert len(audit.articles()) == before + 1
    assert set(audit.pages_asked_for().values()) == {1}
    assert set(first.pages_asked_for()) < set(audit.pages_asked_for())
    assert {row["revision"] for row in audit.rows("SELECT revision FROM revisions")} == {1}


@pytest.fixture(scope="module")
def filled(small: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that has all there is."""
    only(small, "rest")
    run = crawl(small, tmp_path_factory.mktemp("filled") / "archive.db")
    assert run.exit_code == 0, run.printed
    return run.db


@pytest.mark.parametrize("door", SHUT)
def test_a_new_article_is_found_through_every_door(small: WordPress, filled: Path, door: str) -> None:
    [new] = small.act("insert", [just_now(f"تازه از {door}")])
    only(small, door)
    run = crawl(small, filled)
    assert run.exit_code == 0, run.printed
    assert run.articles()[new]["title_raw"] == f"تازه از {door}"


def test_a_host_that_lets_nobody_in_is_said_to_refuse(small: WordPress, tmp_path: Path) -> None:
    small.shut(site="403")
    run = crawl(small, tmp_path / "archive.db")
    assert run.exit_code == 4, run.printed
    assert "Traceback" not in run.printed
