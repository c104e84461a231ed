"""Who is told what, and when."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from shahr20 import Archive
from shahr20.archive.finding import Finding
from shahr20.watch import delivery
from shahr20.watch.alerts import Channels, Ended, change, message_of, never_began
from shahr20.watch.delivery import Undelivered, deliver, objection

HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 10, 20, tzinfo=UTC)
ARCHIVE = Path("archive.db")
STALE = Finding("freshness", "alarm", "the newest article is 9 days old")


class Listener(ThreadingHTTPServer):
    """Takes what is posted; answers with the statuses it is given, 200 when they run out."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.posted: list[tuple[str, str]] = []
        self.statuses: list[int] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Taker(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        self.server.posted.append((self.path, body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "PAUSE", 0.0)


def ended(exit_code: int = 0, *findings: Finding, hours: float = 0, archive: Path = ARCHIVE) -> Ended:
    return Ended(archive, "done", exit_code, 7, list(findings), {"stored": 1}, BEGIN + hours * HOUR)


@pytest.mark.parametrize(
    ("run", "well"),
    [
        (ended(0), True),
        (ended(3), True),  # a reject or two among a few pages
        (ended(3, Finding("rejects", "alarm", "6 of 100")), False),
        (ended(0, Finding("doors", "warning", "shut")), True),
        (ended(0, STALE), False),
        (ended(1), False),
        (ended(2), False),
        (ended(4), False),
        (ended(5), False),
        (ended(6), False),
        (ended(75), None),
        (ended(130), None),
        (ended(143), None),
    ],
)
def test_what_is_well(run: Ended, well: bool | None) -> None:
    assert run.is_well is well


def told(runs: list[Ended]) -> list[str | None]:
    state: dict[str, Any] = {}
    events: list[str | None] = []
    for run in runs:
        assert run.is_well is not None
        event, state = change(state, run, run.is_well)
        events.append(event)
    return events


def test_a_failure_is_told_once_reminded_of_daily_and_told_to_be_over() -> None:
    events = told([ended(0), *(ended(4, hours=hour) for hour in range(1, 50)), ended(0, hours=50), ended(0)])
    assert [hour for hour, event in enumerate(events) if event == "failure"] == [1]
    assert [hour for hour, event in enumerate(events) if event == "reminder"] == [25, 49]
    assert [hour for hour, event in enumerate(events) if event == "recovery"] == [50]


def test_another_failure_is_told_and_one_that_comes_and_goes_is_not_told_again() -> None:
    codes = [4, 6, 4, 6, 0]
    events = told([ended(code, hours=hour) for hour, code in enumerate(codes)])
    assert events == ["failure", "failure", None, None, "recovery"]


def test_a_daily_run_that_is_a_little_early_reminds_all_the_same() -> None:
    assert told([ended(4), ended(4, hours=23.9)]) == ["failure", "reminder"]


def test_webhook_and_command_are_told_of_changes_alone(listener: Listener, tmp_path: Path) -> None:
    log = tmp_path / "log"
    channels = Channels(
        webhook=f"{listener.url}/hook", on_change=f"cat >> {log}; echo $SHAHR20_EVENT $SHAHR20_TEXT >> {log}"
    )
    for code, finding in ((0, []), (0, [STALE]), (0, [STALE]), (143, []), (75, []), (0, [])):
        assert channels.tell(ended(code, *finding, archive=tmp_path / "archive.db")) == []
    messages = [json.loads(body) for _, body in listener.posted]
    assert [message["event"] for message in messages] == ["failure", "recovery"]
    assert messages[0]["findings"][0]["sentence"] == STALE.sentence
    assert STALE.sentence in messages[0]["text"]
    assert log.read_text().count('"event": "failure"') == 1
    assert "failure shahr20 failed: done" in log.read_text()


def test_what_was_not_delivered_is_told_by_the_next_run(listener: Listener, tmp_path: Path) -> None:
    channels, run = Channels(webhook=f"{listener.url}/s3cret"), ended(4, archive=tmp_path / "archive.db")
    listener.statuses = [500, 500]
    (problem,) = channels.tell(run)
    assert problem == "the webhook was not told: 127.0.0.1 answers 500"
    assert len(listener.posted) == 2  # tried once more
    assert channels.tell(run) == []
    assert len(listener.posted) == 3
    assert channels.tell(run) == []
    assert len(listener.posted) == 3


def test_the_healthcheck_is_pinged_after_validated_success_alone(listener: Listener, tmp_path: Path) -> None:
    channels = Channels(healthcheck=f"{listener.url}/ping/")
    for run in (ended(0), ended(0, STALE), ended(5), ended(75), ended(143)):
        channels.tell(run)
    assert [path for path, _ in listener.posted] == ["/ping", "/ping/fail", "/ping/fail"]


def test_the_start_is_heard_before_the_end(listener: Listener, tmp_path: Path) -> None:
    channels = Channels(healthcheck=f"{listener.url}/ping")
    listener.statuses = [500]  # the first try
    channels.begin()
    assert channels.tell(ended(0)) == []
    assert [path for path, _ in listener.posted] == ["/ping/start", "/ping/start", "/ping"]


@pytest.mark.parametrize(
    ("command", "words"),
    [("exit 3", "it ended with 3"), ("no-such-command 2>/dev/null", "it ended with 127")],
)
def test_a_command_that_fails_is_said_and_fails_nothing(tmp_path: Path, command: str, words: str) -> None:
    (problem,) = Channels(on_change=command).tell(ended(4, archive=tmp_path / "archive.db"))
    assert problem == f"the command was not told: {words}"


def test_nobody_listens(tmp_path: Path, listener: Listener) -> None:
    listener.server_close()
    for channels in (Channels(webhook=listener.url), Channels(healthcheck=listener.url)):
        (problem,) = channels.tell(ended(4, archive=tmp_path / "archive.db"))
        assert "127.0.0.1 cannot be reached" in problem


def test_nothing_is_redirected(listener: Listener) -> None:
    listener.statuses = [302, 302]
    with pytest.raises(Undelivered, match="answers 302"):
        deliver(f"{listener.url}/s3cret")
    assert {path for path, _ in listener.posted} == {"/s3cret"}


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://hooks.example.org/s3cret", True),
        ("http://127.0.0.1:9000/s3cret", True),
        ("http://localhost/s3cret", True),
        ("http://[::1]:9000/s3cret", True),
        ("http://hooks.example.org/s3cret", False),
        ("http://10.0.0.7/s3cret", False),
        ("http://localhost.example.org/s3cret", False),
        ("file:///etc/s3cret", False),
        ("ftp://example.org/s3cret", False),
        ("s3cret", False),
        ("https://[s3cret", False),
    ],
)
def test_addresses(url: str, allowed: bool) -> None:
    why = objection(url)
    assert (why is None) is allowed
    assert "s3cret" not in (why or "")


def test_what_was_told_is_remembered_in_a_file_that_never_grows(listener: Listener, tmp_path: Path) -> None:
    channels, book = Channels(webhook=listener.url), tmp_path / "archive.db.told"
    sizes = set()
    for code in (0, 4, 6, 0):
        channels.tell(ended(code, archive=tmp_path / "archive.db"))
        sizes.add(book.stat().st_size)
    assert len(sizes) == 1
    for damaged in ("", "[]", '{"failing": 5, "told_at": "2026-10-20T00:00:00Z"}', '{"failing": ["4"]}'):
        book.write_text(damaged)
        assert channels.tell(ended(4, archive=tmp_path / "archive.db")) == []
        assert json.loads(listener.posted[-1][1])["event"] == "failure"


def test_a_folder_that_cannot_be_written_is_said_and_it_is_told_all_the_same(listener: Listener) -> None:
    (problem,) = Channels(webhook=listener.url).tell(ended(6, archive=Path("/nowhere/archive.db")))
    assert "/nowhere/archive.db.told cannot be written" in problem
    assert len(listener.posted) == 1


def test_no_secret_reaches_the_ledger_or_the_message(tmp_path: Path) -> None:
    assert "hook" not in json.dumps(message_of("failure", ended(4)))


def test_a_run_that_never_began_leaves_its_row(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path, create=True) as archive:
        under_way = archive.ledger.start({})
        run = never_began(path, RuntimeError("no reactor"))
        rows = list(archive.db.query("SELECT * FROM crawls ORDER BY id"))
    assert run.run == rows[1]["id"]
    assert (rows[1]["exit_code"], rows[1]["finished_at"] is None) == (1, False)
    assert "no reactor" in rows[1]["outcome"]
    assert (rows[0]["id"], rows[0]["finished_at"]) == (under_way, None)
    assert never_began(tmp_path / "none.db", RuntimeError("x")).run is None


def test_a_command_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shahr20.watch.alerts.COMMAND_SECONDS", 0.2)
    began = time.monotonic()
    pid = tmp_path / "pid"
    (problem,) = Channels(on_change=f"echo $$ > {pid}; exec sleep 60").tell(
        ended(4, archive=tmp_path / "archive.db")
    )
    assert "took longer" in problem
    assert time.monotonic() - began < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
