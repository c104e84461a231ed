"""What a check of the archive finds, as a sentence for a person and as fields for a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

NAMED = 10
"""So many ids stand in a sentence; `ids` has up to KEPT."""
KEPT = 1000

REINDEX = "run `shahr20 rebuild --index`"
RESTORE = "restore a backup (`shahr20 restore`)"


class Tick(Protocol):
    """Told of progress: what is being checked, and how much of it is done."""

    def __call__(self, check: str, done: int, total: int) -> None:
        """`done` of `total` rows."""


@dataclass(frozen=True)
class Finding:
    """One thing that is amiss: which check found it, what it is, where, and what to do about it."""

    check: str
    what: str
    remedy: str
    ids: tuple[str, ...] = field(default=(), repr=False)
    number: int = 0
    is_damage: bool = False
    """The file itself cannot be trusted: other checks may not have been possible."""

    def __str__(self) -> str:
        where = f": {some(self.ids, self.number)}" if self.ids else ""
        return f"{self.what}{where}; {self.remedy}"


class Ids:
    """The ids at fault, gathered while a check goes through a table, in bounded memory."""

    def __init__(self) -> None:
        self.number = 0
        self._first: list[str] = []

    def add(self, one: object) -> None:
        """One more."""
        self.number += 1
        if len(self._first) < KEPT:
            self._first.append(str(one))

    def finding(self, check: str, what: str, remedy: str) -> list[Finding]:
        """The finding, where there was anything."""
        return [Finding(check, what, remedy, tuple(self._first), self.number)] if self.number else []


def some(ids: tuple[str, ...], number: int) -> str:
    """The first few ids and, where there are more, how many there are."""
    shown = ", ".join(ids[:NAMED])
    return f"{shown}, … ({number:,} in all)" if number > NAMED else shown


def silent(check: str, done: int, total: int) -> None:
    """A Tick that says nothing."""
