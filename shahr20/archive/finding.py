"""A finding: what one monitor says of one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["ok", "warning", "alarm"]
"""ok: as usual · warning: worth a look · alarm: something is broken, and somebody is told."""

LEVELS: tuple[Level, ...] = ("ok", "warning", "alarm")
"""From the best to the worst."""


@dataclass(frozen=True)
class Finding:
    """A sentence for people, and the figures it rests on (what JSON can hold) for the monitors of later runs."""

    monitor: str
    level: Level
    sentence: str
    figures: dict[str, Any] = field(default_factory=dict)
