"""Who is told how a run ended: a webhook or a command when something changes, a healthcheck after each success.

A failure is told once, reminded of daily, and told to be over. What was told stands in a file beside the
archive, because an archive that cannot be written is one of the failures.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import click

from shahr20.archive.archive import Archive
from shahr20.archive.errors import ArchiveError
from shahr20.archive.finding import Finding
from shahr20.archive.times import moment, stamp
from shahr20.failing import BY_SIGNAL, DONE, FAILED, LOCKED, REJECTS
from shahr20.watch.delivery import Undelivered, deliver
from shahr20.watch.metrics import write_metrics

Event = Literal["failure", "reminder", "recovery"]

REMIND = timedelta(days=1) - timedelta(minutes=10)
"""A daily run is a few minutes early or late."""

COMMAND_SECONDS = 60
ROOM = 1024
"""Bytes of the file that says what was told: always as many, so that a full disk can take a new state."""


@dataclass(frozen=True)
class Ended:
    """A run that has ended, as those are told of it who were not there."""

    archive: Path
    outcome: str
    exit_code: int
    run: int | None = None
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_well(self) -> bool | None:
        """Whether the run did what it is for and no monitor is alarmed; None when it says nothing of that.

        A run that was ended by a signal, or that found another one at work, is neither well nor ill. One that ended
        with 3 is well where the monitor of rejects is not alarmed: a reject or two among a few pages.
        """
        if self.exit_code == LOCKED or self.exit_code > BY_SIGNAL:
            return None
        if self.alarms:
            return False
        return self.exit_code in (DONE, REJECTS)

    @property
    def alarms(self) -> list[Finding]:
        """The findings that somebody should know of."""
        return [finding for finding in self.findings if finding.level == "alarm"]

    @property
    def kind(self) -> str:
        """What kind of failure this is: the same one is not told twice."""
        return " ".join([str(self.exit_code), *sorted(finding.monitor for finding in self.alarms)])


@dataclass
class Channels:
    """Where it is told: each may be None. The addresses are secrets: they are in no message and no log."""

    webhook: str | None = None
    on_change: str | None = None
    healthcheck: str | None = None
    metrics: str | None = None
    _starting: Thread | None = field(default=None, init=False, repr=False)

    def begin(self) -> None:
        """A run holds the archive now. The healthcheck hears of it beside the run, which does not wait."""
        if self.healthcheck:
            start = f"{self.healthcheck.rstrip('/')}/start"
            self._starting = Thread(target=_quietly, args=[deliver, start], daemon=True)
            self._starting.start()

    def say(self, ended: Ended) -> None:
        """Tell how a run ended; what could not be told is said on stderr, and no reason for a run to fail."""
        for problem in self.tell(ended):
            click.echo(f"shahr20: {problem}", err=True)

    def tell(self, ended: Ended) -> list[str]:
        """Tell how a run ended; returns a sentence for each thing that could not be told."""
        problems: list[str] = []

        def attempt(name: str, action: Callable[[], None]) -> bool:
            try:
                action()
            except (Undelivered, OSError, subprocess.SubprocessError) as error:
                problems.append(f"the {name} was not told: {_why(error)}")
                return False
            return True

        if ended.is_well is not None:
            self._tell_change(ended, ended.is_well, attempt)
            if self.healthcheck:
                if self._starting:
                    self._starting.join()  # a start that comes after the end would be a run that never ends
                url = self.healthcheck.rstrip("/") + ("" if ended.is_well else "/fail")
                attempt("healthcheck", lambda: deliver(url, _text(ended).encode()))
        if (metrics := self.metrics) and ended.exit_code != LOCKED:
            attempt(
                "metrics file", lambda: write_metrics(Path(metrics), ended.archive, ended.exit_code, ended.at)
            )
        return problems

    def _tell_change(
        self, ended: Ended, well: bool, attempt: Callable[[str, Callable[[], None]], bool]
    ) -> None:
        if not (self.webhook or self.on_change):
            return
        book = ended.archive.with_name(ended.archive.name + ".told")
        event, then = change(_read(book), ended, well)
        if event is not None:
            message = message_of(event, ended)
            told = []
            if webhook := self.webhook:
                body = json.dumps(message, ensure_ascii=False).encode()
                told.append(
                    attempt("webhook", lambda: deliver(webhook, body, content_type="application/json"))
                )
            if command := self.on_change:
                told.append(attempt("command", lambda: _run(command, message)))
            if not any(told):
                return  # the next run tries again
        attempt("file of what was told", lambda: _write(book, then))


def never_began(archive: Path, error: Exception) -> Ended:
    """A run that an error of this program's ended before it could begin; where it can, with its row."""
    outcome = f"failed before it began: {type(error).__name__}: {error}"
    run = None
    # the error itself is what is told; that the ledger cannot be written too is not
    with suppress(ArchiveError, sqlite3.Error), Archive(archive) as opened:
        run = opened.ledger.never_began({}, outcome=outcome, exit_code=FAILED)
    return Ended(archive, outcome, FAILED, run)


def change(state: dict[str, Any], ended: Ended, well: bool) -> tuple[Event | None, dict[str, Any]]:
    """What is to be told after a run, and what to remember of it.

    `state` has `failing` (the kinds of failure that were told of) and `told_at`; it is empty while all is well.
    """
    failing = state.get("failing", [])
    if well:
        return ("recovery" if failing else None), {}
    if ended.kind not in failing:
        return "failure", {"failing": [*failing, ended.kind], "told_at": stamp(ended.at)}
    if ended.at - moment(state["told_at"]) >= REMIND:
        return "reminder", {**state, "told_at": stamp(ended.at)}
    return None, state


def message_of(event: Event, ended: Ended) -> dict[str, Any]:
    """What the webhook and the command are given: `text` for people (chat services show it), the rest for programs."""
    heading = {"failure": "failed", "reminder": "still fails", "recovery": "is well again"}[event]
    return {
        "text": f"shahr20 {heading}: {_text(ended)}",
        "event": event,
        "archive": str(ended.archive.absolute()),
        "at": stamp(ended.at),
        "run": ended.run,
        "outcome": ended.outcome,
        "exit_code": ended.exit_code,
        "counts": ended.counts,
        "findings": [asdict(finding) for finding in ended.findings if finding.level != "ok"],
    }


def _text(ended: Ended) -> str:
    said = [f"{ended.outcome} (exit code {ended.exit_code})"]
    said += [f"{finding.monitor}: {finding.sentence}" for finding in ended.alarms]
    return "\n".join(said)


def _run(command: str, message: dict[str, Any]) -> None:
    """The operator's own command, by the shell, with the message on stdin and the gist in the environment."""
    subprocess.run(
        ["/bin/sh", "-c", command],
        input=json.dumps(message, ensure_ascii=False).encode(),
        env=os.environ | {"SHAHR20_EVENT": message["event"], "SHAHR20_TEXT": message["text"]},
        stdout=subprocess.DEVNULL,
        timeout=COMMAND_SECONDS,
        check=True,
    )


def _read(book: Path) -> dict[str, Any]:
    """What was told; what cannot be read is told anew."""
    try:
        state = json.loads(book.read_text("utf-8"))
        moment(state["told_at"])
        return {"failing": list(state["failing"]), "told_at": state["told_at"]}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _write(book: Path, state: dict[str, Any]) -> None:
    """In place and of one size: what is replaced needs new room, which a full disk has not."""
    text = json.dumps(state).encode().ljust(ROOM)
    descriptor = os.open(book, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, text)
        os.ftruncate(descriptor, len(text))
    finally:
        os.close(descriptor)


def _quietly(action: Callable[[str], None], url: str) -> None:
    with suppress(Undelivered):  # the ping at the end says so, if it fails too
        action(url)


def _why(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"it ended with {error.returncode}"
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took longer than {COMMAND_SECONDS} s and was ended"
    if isinstance(error, OSError):
        return f"{error.filename or 'it'} cannot be written: {error.strerror}"
    return str(error)
