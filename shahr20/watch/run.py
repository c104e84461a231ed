"""The run that is looked at, as the monitors see it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shahr20.archive.finding import Finding
from shahr20.archive.ledger import Counts


@dataclass(frozen=True)
class Run:
    """A run that is about to end: its row in `crawls`, the moment (aware), the file of its archive."""

    id: int
    at: datetime
    path: Path
    counts: Counts
    doors: dict[str, str]
    full: bool = False


Monitor = Callable[[sqlite3.Connection, Run], Finding]
"""Looks at one thing; changes nothing."""
