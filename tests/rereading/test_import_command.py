"""`shahr20 import` as it is typed: what it says, how it ends, what it leaves alone."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from shahr20 import Archive

Tally = Callable[[Result], dict[str, int]]
ID = 47859


def typed(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "shahr20", "import", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_a_second_import_of_the_same_stores_nothing(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    tape = warc()
    for article_id in press.ids[:3]:
        tape.add(press.url(article_id), press.html(article_id))
    tape.add(press.url(press.ids[0]), press.html(press.ids[0]))  # the same record twice
    tape.add(press.url(press.ids[3]), b"<html><body class='error404'><p>404</p></body></html>")
    first = db.take(tape.path)
    assert (tally(first)["new"], tally(first)["rejected"], tally(first)["known"]) == (3, 1, 1)
    tables = ("captures", "articles", "revisions", "rejects", "related", "article_tags")
    before = {table: db.count(table) for table in tables}
    second = db.take(tape.path, tape.path)
    assert second.exit_code == 0
    assert tally(second) == {
        "records": 10, "new": 0, "revised": 0, "unchanged": 0, "rejected": 0, "passed over": 0, "known": 10, "broken": 0
    }  # fmt: skip
    assert {table: db.count(table) for table in tables} == before


def test_an_article_on_several_pages(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    url, page = press.url(ID), press.html(ID)
    before, _, after = page.partition("وی توجه به اقتصاد".encode())
    links = f'<div class="page-links">برگه‌ها: <a href="{url}">1</a> <a href="{url}2/">2</a></div>'.encode()
    cut = after.index(b"</p>", after.index("قرار کنیم.".encode()))
    tail = after[cut + 4 :]
    first = before.rpartition(b"<p")[0] + links + tail
    opening = page[: page.index("به گزارش «شهر بیست»".encode())].rpartition(b"<p")[0]
    second = opening + "<p>وی توجه به اقتصاد".encode() + after[: cut + 4] + links + tail
    tape = warc()
    tape.add(url, first)
    tape.add(press.url(press.ids[0]), press.html(press.ids[0]))
    tape.add(url + "2/", second)
    done = db.take(tape.path)
    assert done.exit_code == 0, db.rows("SELECT reason, detail FROM rejects")[0][1]
    assert (db.ids(), tally(done)["new"]) == ([press.ids[0], ID], 2)
    (row,) = db.rows("SELECT * FROM articles WHERE id = ?", ID)
    assert row["body_raw"] == "\n\n".join(press.desk.story(ID).paragraphs)
    part = db.rows("SELECT * FROM captures WHERE part_of = ?", row["capture_id"])
    assert [one["url"] for one in part] == [url + "2/"]
    assert tally(db.take(tape.path))["known"] == 3


def test_half_an_article_is_none(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    url = press.url(ID)
    page = press.html(ID).replace(b"</body>", f'<div><a href="{url}2/">2</a></div></body>'.encode())
    tape = warc()
    tape.add(url, page)
    done = db.take(tape.path)
    assert (db.ids(), tally(done)["rejected"]) == ([], 1)
    assert db.rows("SELECT reason FROM rejects")[0]["reason"] == "part_missing"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nowhere.warc.gz", "cannot be read: No such file"),
        (lambda folder: (folder / "a.jpg").write_bytes(b"\xff\xd8" + bytes(99)) and folder / "a.jpg", "is neither"),
        (lambda folder: (folder / "a.html").touch() or folder / "a.html", "is neither"),
        (lambda folder: (folder / "empty").mkdir() or folder / "empty", "no WARC file"),
    ],
)  # fmt: skip
def test_a_path_that_is_nothing_to_read_is_wrong_usage(
    press: Any, warc: Any, db: Any, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID))
    path = make(tmp_path)
    done = db.take(tape.path, path)
    assert done.exit_code == 2
    assert f"shahr20: {path}" in done.stderr
    assert words in done.stderr
    assert not db.path.exists(), "nothing is begun"


def test_pages_of_another_site_and_what_to_say_then(press: Any, warc: Any, db: Any) -> None:
    tape = warc()
    tape.add("http://127.0.0.1:8020/47859/x/", press.html(ID))
    done = db.take(tape.path)
    assert done.exit_code == 0
    assert "no page of shahr20.ir among them, but 1 of 127.0.0.1:8020" in done.stderr
    assert "--base-url http://127.0.0.1:8020" in done.stderr
    page = press.html(ID).replace(b"https://shahr20.ir", b"http://127.0.0.1:8020")
    other = warc("other.warc.gz")
    other.add("http://127.0.0.1:8020/47859/x/", page)
    assert db.take(other.path, options=("--base-url", "http://127.0.0.1:8020")).exit_code == 0
    refused = db.take(tape.path)
    assert refused.exit_code == 2
    assert "is the archive of 127.0.0.1:8020" in refused.stderr


def test_another_run_holds_the_lock(press: Any, warc: Any, db: Any) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID))
    with Archive(db.path, create=True) as archive:
        archive.lock.acquire()
        done = db.take(tape.path)
    assert done.exit_code == 75
    assert "holds the lock of this archive" in done.stderr
    assert db.count("captures") == 0


def test_a_disk_that_is_full_is_exit_code_6(
    press: Any, warc: Any, db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID))

    def full(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("shahr20.archive.store.Store._article", full)
    done = db.take(tape.path)
    assert done.exit_code == 6
    assert "disk" in done.stderr
    assert "Traceback" not in done.output
    assert db.count("captures") == 0


@pytest.fixture
def large(press: Any, warc: Any) -> Any:
    """Enough pages for several processes."""
    tape = warc("large.warc")
    for number in range(150):
        article_id = press.ids[number % len(press.ids)]
        tape.add(
            press.url(article_id),
            press.html(article_id),
            at=f"2022-03-01T{number // 60:02}:{number % 60:02}:00Z",
        )
    return tape


def test_many_pages_are_read_by_several_processes_in_their_order(
    press: Any, large: Any, db: Any, tally: Tally
) -> None:
    done = db.take(large.path)
    assert done.exit_code == 0, done.output
    assert tally(done)["new"] == len(press.ids)
    assert tally(done)["unchanged"] == 150 - len(press.ids)
    times = [row["fetched_at"] for row in db.rows("SELECT fetched_at FROM captures ORDER BY id")]
    assert times == sorted(times)
    assert len(times) == 150


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_ended_by_a_signal_it_keeps_what_it_has_and_goes_on_later(
    press: Any, large: Any, db: Any, tally: Tally, number: int, code: int
) -> None:
    process = typed(large.path, "--db", db.path, start_new_session=True)
    deadline = time.monotonic() + 60
    while not (db.path.exists() and _captures(db.path)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert out.startswith("ended by a signal · records ")
    assert "Traceback" not in err
    kept = db.count("captures")
    assert 0 < kept < 150
    done = db.take(large.path)
    assert (done.exit_code, tally(done)["known"]) == (0, kept)
    assert db.count("captures") == 150


def _captures(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM captures").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
