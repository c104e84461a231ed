"""What becomes of articles: scheduled, edited, another one under an old id, deleted, restored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from sqlite3 import Row

import pytest

from shahr20.replica.server import Replica
from tests.shahr20_spider.crawling import crawl, rows

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The articles, by what was done to each, as the archive has them after each of four crawls."""
    db = tmp_path_factory.mktemp("lives") / "archive.db"
    with Replica(articles=20) as site:
        (scheduled,) = site.add(1, datetime.now(UTC) + HOUR / 2)
        edited, reused, deleted = (story.id for story in site.public[:3])
        done_to = {"scheduled": scheduled.id, "edited": edited, "reused": reused, "deleted": deleted}
        seen: dict[str, list[Row]] = {name: [] for name in done_to}

        def crawled() -> None:
            assert crawl(db, site.base_url, "--full").exit_code == 0
            for name, number in done_to.items():
                seen[name].append(next(iter(rows(db, "SELECT * FROM articles WHERE id = ?", number)), None))

        crawled()
        site.clock = lambda: datetime.now(UTC) + HOUR
        site.edit(edited, lead="لید ویرایش‌شده")
        site.edit(reused, title="خبری دیگر", lead="لیدی دیگر", paragraphs=("متنی دیگر، از خبری دیگر.",))
        site.delete(deleted)
        crawled()
        crawled()
        site.restore(deleted)
        crawled()
        seen["versions"] = rows(db, "SELECT * FROM revisions WHERE article_id = ? ORDER BY seen_at", reused)
    return seen


def test_a_scheduled_article_comes_when_it_is_out(lives: dict[str, list[Row]]) -> None:
    assert lives["scheduled"][0] is None
    assert lives["scheduled"][1]["revision"] == 1


def test_an_edit_is_a_version(lives: dict[str, list[Row]]) -> None:
    assert [row["revision"] for row in lives["edited"]] == [1, 2, 2, 2]
    assert lives["edited"][1]["lead_raw"] == "لید ویرایش‌شده"


def test_another_article_under_an_old_id_is_a_version_and_the_old_one_stays(
    lives: dict[str, list[Row]],
) -> None:
    before, after = lives["reused"][:2]
    assert after["title_raw"] == "خبری دیگر"
    assert [row["title_raw"] for row in lives["versions"]] == [before["title_raw"], "خبری دیگر"]
    assert lives["versions"][0]["body_raw"] == before["body_raw"]


def test_a_deleted_article_is_gone_when_two_runs_were_told_and_its_text_stays(
    lives: dict[str, list[Row]],
) -> None:
    first, nominated, gone, _ = lives["deleted"]
    assert nominated["gone_at"] is None
    assert gone["gone_at"] is not None
    assert gone["body_raw"] == first["body_raw"]


def test_a_restored_article_is_no_longer_gone(lives: dict[str, list[Row]]) -> None:
    assert lives["deleted"][3]["gone_at"] is None
    assert lives["deleted"][3]["revision"] == 1
