"""What a person sees of work that takes a while, and how a signal ends it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

LINE = 10.0  # seconds between two lines of progress, where there is no terminal


class Progress:
    """A bar on a terminal, a line now and then elsewhere; both on stderr.

    `amount` is the column that shows how much is done: bytes or pieces.
    """

    def __init__(self, name: str, total: int, amount: ProgressColumn) -> None:
        self.total = total
        self._console = Console(stderr=True)
        self._on = self._console.is_terminal
        self._bar = Bar(
            TextColumn(f"[bold]{name}"),
            BarColumn(),
            amount,
            TextColumn("{task.fields[rest]}"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._on,
        )
        self._task = self._bar.add_task(name, total=total, rest="")
        self._spoke = time.monotonic()

    def __enter__(self) -> Self:
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

    def tick(self, done: int, rest: str) -> None:
        """How far it is, and what came of it so far."""
        if self._on:
            self._bar.update(self._task, completed=done, total=self.total, rest=rest)
        elif time.monotonic() - self._spoke >= LINE:
            self._spoke = time.monotonic()
            share = done / self.total if self.total else 1
            click.echo(f"{share:.0%} · {rest}", err=True)


class SignalError(Exception):
    """The process was asked to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def signals_raise() -> Iterator[None]:
    """SIGTERM and Ctrl-C end the work where it is; the transaction under way is undone."""

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
