"""Pages that people saved: by browsers, mirrors, or as text."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from shahr20 import Archive
from shahr20.pages import site as sites
from shahr20.rereading.rebuild import rebuild

Tally = Callable[[Result], dict[str, int]]
ID = 47859
PAGE = Path(__file__).parents[2] / "shahr20" / "replica" / "page-47859.txt"
THEN = 1_700_000_000  # 2023-11-14T22:13:20Z


def put(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (THEN, THEN))
    return path


def without_own_address(page: bytes) -> bytes:
    lines = page.split(b"\n")
    return b"\n".join(one for one in lines if b'rel="canonical"' not in one and b"og:url" not in one)


def test_the_known_page_as_text(db: Any, tally: Tally, tmp_path: Path) -> None:
    """The golden values of the visible text of article 47859."""
    page = put(tmp_path / "page-47859.txt", PAGE.read_bytes())
    done = db.take(page)
    assert done.exit_code == 0, done.output
    (row,) = db.rows("SELECT * FROM articles")
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert row["id"] == 47859
    assert row["title_raw"] == lines[0]
    assert row["lead_raw"] == lines[2]
    assert row["published_at"] == "2022-02-20T14:38:00Z"
    assert row["published_jalali"] == "1400-12-01 18:08"
    assert row["source"] == "روابط عمومی شهرداری قم"
    paragraphs = row["body_raw"].split("\n\n")
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith("به گزارش «شهر بیست»")
    assert paragraphs[-1].endswith("برقرار کنیم.")
    assert all(paragraph in lines for paragraph in paragraphs)
    related = db.rows("SELECT * FROM related ORDER BY position")
    start = lines.index("نوشته های مشابه") + 1
    assert [one["title"] for one in related] == lines[start : start + 6]
    assert "time_of_file" in json.loads(row["flags"])
    assert row["url"] == "https://shahr20.ir/47859/"
    (capture,) = db.rows("SELECT * FROM captures")
    assert capture["fetched_at"] == row["first_seen_at"] == "2023-11-14T22:13:20Z"
    assert json.loads(capture["origin"]) == {"file": str(page), "time": "file"}
    assert db.rows("SELECT rowid FROM search WHERE search MATCH 'هویت'")
    assert tally(db.take(page))["known"] == 1


MARKS = {
    "browser": ("<!-- saved from url=({length:04}){url} -->\n", None),
    "singlefile": (
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {url} \n"
        " saved date: Mon Feb 21 2022 10:00:00 GMT+0330 (Iran Standard Time)\n-->",
        "2022-02-21T06:30:00Z",
    ),
    "httrack": (
        "<!-- Mirrored from {bare} by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 21 Feb 2022 06:30:00 GMT -->",
        "2022-02-21T06:30:00Z",
    ),
    "wayback": (
        "<!-- saved from url=(0099)https://web.archive.org/web/20220221063000/{url} -->",
        "2022-02-21T06:30:00Z",
    ),
}


@pytest.mark.parametrize("tool", MARKS)
def test_the_mark_of_the_program_that_saved_it(press: Any, db: Any, tmp_path: Path, tool: str) -> None:
    mark, time = MARKS[tool]
    url = press.url(ID)
    said = mark.format(url=url, length=len(url), bare=url.removeprefix("https://"))
    page = put(tmp_path / "a.html", said.encode() + without_own_address(press.html(ID)))
    assert db.take(page).exit_code == 0
    (row,) = db.rows(
        "SELECT c.*, a.url AS article_url, flags FROM captures c JOIN articles a ON a.id = article_id"
    )
    assert (row["url"], row["article_url"]) == (url, url)
    assert row["fetched_at"] == (time or "2023-11-14T22:13:20Z")
    assert json.loads(row["origin"])["time"] == ("page" if time else "file")
    assert ("time_of_file" in json.loads(row["flags"])) is (time is None)


def test_a_page_that_names_itself(press: Any, db: Any, tmp_path: Path) -> None:
    assert db.take(put(tmp_path / "anything.htm", press.html(ID))).exit_code == 0
    assert db.rows("SELECT url FROM captures")[0]["url"] == press.url(ID)


def test_a_page_without_any_address(press: Any, db: Any, tmp_path: Path) -> None:
    lines = without_own_address(press.html(ID)).split(b"\n")
    bare = b"\n".join(line for line in lines if b"shortlink" not in line and b"ld+json" not in line)
    assert db.take(put(tmp_path / "a b.html", bare)).exit_code == 0
    (row,) = db.rows("SELECT id, url, read_by FROM articles")
    assert (row["id"], row["url"]) == (ID, f"https://shahr20.ir/{ID}/")
    assert json.loads(row["read_by"])["url"] == "site and id"
    assert db.rows("SELECT url FROM captures")[0]["url"].endswith("/a%20b.html")


def test_a_mirror_as_wget_makes_it(press: Any, db: Any, tally: Tally, tmp_path: Path) -> None:
    root = tmp_path / "mirror" / "shahr20.ir"
    for article_id in press.ids[:3]:
        put(root / str(article_id) / "slug" / "index.html", without_own_address(press.html(article_id)))
    put(root / "index.html", press.at("https://shahr20.ir/"))
    put(root / "page" / "2" / "index.html", press.at("https://shahr20.ir/page/2/"))
    put(root / "robots.txt", b"User-agent: *\nDisallow: /wp-admin/\n")
    put(root / "feed" / "index.html", b"<?xml version='1.0'?><rss></rss>")
    put(root / "wp-content" / "a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 99)
    put(root / "wp-content" / "style.css", b"body { color: red }")
    done = db.take(tmp_path / "mirror")
    assert done.exit_code == 0, done.output
    assert db.ids() == press.ids[:3]
    assert db.count("rejects") == 0
    assert {row["url"] for row in db.rows("SELECT url FROM captures")} == {
        f"https://shahr20.ir/{article_id}/slug/" for article_id in press.ids[:3]
    }
    assert tally(done)["new"] == 3


def test_what_was_seen_at_a_known_time_stands_before_a_files(
    press: Any, warc: Any, db: Any, tmp_path: Path
) -> None:
    """In whatever order they come: the text without markup never takes the place of the page."""
    tape = warc()
    tape.add(press.url(ID), press.html(ID))
    text = put(tmp_path / "page.txt", PAGE.read_bytes().replace("شهروندی".encode(), "تاکسیرانی".encode()))
    seen = []
    for number, order in enumerate([(tape.path, text), (text, tape.path)]):
        one = type(db)(tmp_path / f"{number}.db")
        for path in order:
            assert one.take(path).exit_code == 0
        (row,) = one.rows("SELECT * FROM articles")
        assert (row["last_seen_at"], row["url"]) == ("2022-03-01T10:00:00Z", press.url(ID))
        assert "time_of_file" not in json.loads(row["flags"])
        assert one.count("revisions") == 2
        assert one.rows("SELECT * FROM related WHERE related_id IS NOT NULL")
        assert one.rows("SELECT rowid FROM search WHERE search MATCH 'شهروندی'")
        assert not one.rows("SELECT rowid FROM search WHERE search MATCH 'تاکسیرانی'")
        seen.append({key: row[key] for key in ("title", "body", "category", "first_seen_at", "content_hash")})
    assert seen[0] == seen[1]


def test_older_captures_become_older_revisions_under_the_same_numbers(press: Any, warc: Any, db: Any) -> None:
    page = press.html(ID)
    edited = page.replace("درآمدزایی".encode(), "درآمد".encode())
    assert edited != page
    new, old = warc("new.warc.gz"), warc("old.warc.gz")
    new.add(press.url(ID), edited, at="2022-06-01T00:00:00Z")
    old.add(press.url(ID), page, at="2022-05-01T00:00:00Z")
    db.take(new.path)
    before = tuple(db.rows("SELECT * FROM revisions")[0])
    assert db.take(old.path).exit_code == 0
    rows = db.rows("SELECT revision, seen_at FROM revisions ORDER BY seen_at")
    assert [tuple(row) for row in rows] == [(2, "2022-05-01T00:00:00Z"), (1, "2022-06-01T00:00:00Z")]
    assert tuple(db.rows("SELECT * FROM revisions WHERE revision = 1")[0]) == before
    (row,) = db.rows("SELECT * FROM articles")
    assert (row["revision"], row["first_seen_at"], row["last_seen_at"]) == (
        1, "2022-05-01T00:00:00Z", "2022-06-01T00:00:00Z"
    )  # fmt: skip


def test_a_rebuild_changes_nothing_of_what_was_imported(press: Any, db: Any, tmp_path: Path) -> None:
    """Flags and addresses that come of the file and not of the page are made again."""
    put(tmp_path / "in" / "page-47859.txt", PAGE.read_bytes())
    put(tmp_path / "in" / "other.html", press.html(press.ids[0]))
    assert db.take(tmp_path / "in").exit_code == 0
    before = [tuple(row) for row in db.rows("SELECT * FROM articles")]
    with Archive(db.path) as archive:
        report = rebuild(archive, sites.load())
    assert (report.versions, report.articles, report.lost) == (2, set(), {})
    assert [tuple(row) for row in db.rows("SELECT * FROM articles")] == before
