"""What a person sees of an import: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from shahr20.rereading.importing import Tally

LINE = 10.0  # seconds between two lines of progress, where there is no terminal


class SignalError(Exception):
    """The process was asked to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def summary(tally: Tally) -> str:
    """What came of an import in one line."""
    counts = {
        "records": tally.records,
        "new": tally.new,
        "revised": tally.revised,
        "unchanged": tally.unchanged,
        "rejected": tally.rejected,
        "passed over": tally.passed.total(),
        "known": tally.known,
        "broken": tally.broken,
    }
    if tally.unresolved:
        counts["revisits without their page"] = tally.unresolved
    return " · ".join(f"{name} {number}" for name, number in counts.items())


class ImportProgress:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self, tally: Tally, total: int) -> None:
        self.tally = tally
        self.total = total
        self._console = Console(stderr=True)
        columns = (
            TextColumn("[bold]import"),
            BarColumn(),
            DownloadColumn(),
            TextColumn("{task.fields[rest]}"),
            TimeRemainingColumn(),
        )
        self._on = self._console.is_terminal
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._on)
        self._task = self._bar.add_task("import", total=total, rest="")
        self._spoke = time.monotonic()

    def __enter__(self) -> ImportProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def say(self, sentence: str) -> None:
        """Something broken, above the bar."""
        if self._on:
            self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(sentence, err=True)

    def tick(self) -> None:
        """How far it is."""
        if self._on:
            rest = f"{self.tally.read} pages, {self.tally.broken} broken"
            self._bar.update(self._task, completed=self.tally.bytes, rest=rest)
        elif time.monotonic() - self._spoke >= LINE:
            self._spoke = time.monotonic()
            share = self.tally.bytes / self.total if self.total else 1
            click.echo(f"{share:.0%} · {summary(self.tally)}", err=True)


@contextmanager
def signals_raise() -> Iterator[None]:
    """SIGTERM and Ctrl-C end the import where it is; what is stored stays, the page under way is undone."""

    def end(number: int, _frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise SignalError(number)

    before = {one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
