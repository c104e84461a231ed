"""The state of the archive for Prometheus: a file for node_exporter's textfile collector.

https://prometheus.io/docs/instrumenting/exposition_formats/ and …/practices/naming/: base units, seconds and
bytes, `_total` for counters alone. All of these are gauges: the archive may be restored from a backup.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shahr20.archive.archive import Archive
from shahr20.archive.errors import ArchiveError
from shahr20.archive.finding import LEVELS
from shahr20.archive.times import moment
from shahr20.watch.overview import overview

Value = float | int | str | None
"""A time as the archive writes it becomes seconds; None is left out."""


@dataclass(frozen=True)
class Metric:
    """One name with its values, by label; without a label, by the empty string."""

    name: str
    about: str
    values: Mapping[str, Value]
    label: str = ""

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it; nothing where there is no value."""
        values = {key: _number(value) for key, value in self.values.items() if value is not None}
        if not values:
            return
        yield f"# HELP {self.name} {self.about}"
        yield f"# TYPE {self.name} gauge"
        for key, number in values.items():
            labels = f'{{{self.label}="{_escaped(key)}"}}' if self.label else ""
            yield f"{self.name}{labels} {number}"


def write_metrics(target: Path, archive: Path, exit_code: int, at: datetime) -> None:
    """Write the file as a whole or not at all. Raises OSError.

    Of an archive that cannot be read only the run is told, so that `absent(shahr20_articles)` is an alert.
    """
    try:
        with Archive(archive, timeout=1) as opened:
            state = overview(opened, at)
    except (ArchiveError, sqlite3.Error):
        state = None
    text = "".join(f"{line}\n" for metric in metrics(state, exit_code, at) for line in metric.lines())
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.write_text(text, "utf-8")
        half.chmod(0o644)  # the exporter is another user
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def metrics(state: dict[str, Any] | None, exit_code: int, at: datetime) -> Iterable[Metric]:
    """The metrics of a state (see `overview`), or of the run alone."""
    yield Metric("shahr20_last_run_exit_code", "Exit code of the last run.", {"": exit_code})
    yield Metric("shahr20_last_run_timestamp_seconds", "When the last run ended.", {"": at.timestamp()})
    if state is None:
        return
    success, runs, holds = state["last_success"], state["runs"], state["holds"]
    yield Metric(
        "shahr20_last_success_timestamp_seconds",
        "When the last run ended that did what it is for.",
        {"": success["finished_at"] if success else None},
    )
    if runs and (last := runs[0])["finished_at"]:
        took = moment(last["finished_at"]) - moment(last["started_at"])
        yield Metric(
            "shahr20_last_run_duration_seconds", "How long the last run took.", {"": took.total_seconds()}
        )
        results = ("found", "fetched", "stored", "unchanged", "rejected", "gone", "failed")
        yield Metric(
            "shahr20_last_run_pages",
            "What the last run did, in pages.",
            {name: last[name] for name in results},
            "result",
        )
    yield Metric("shahr20_articles", "Articles in the archive.", {"": holds["articles"]})
    yield Metric("shahr20_articles_gone", "Of them, those the site no longer has.", {"": holds["gone"]})
    yield Metric("shahr20_revisions", "Versions of articles in the archive.", {"": holds["revisions"]})
    yield Metric("shahr20_captures", "Pages kept as they came.", {"": holds["captures"]})
    yield Metric(
        "shahr20_newest_article_timestamp_seconds",
        "When the newest article was published.",
        {"": holds["newest_published_at"]},
    )
    addresses = {name: number for name, number in state["frontier"].items() if name != "later"}
    yield Metric("shahr20_addresses", "Known addresses by what became of them.", addresses, "state")
    yield Metric("shahr20_rejects", "Pages that could not be read.", state["rejects"], "reason")
    yield Metric("shahr20_gaps", "Articles that the last full crawl missed.", {"": len(state["gaps"])})
    doors = {
        name: int(door["status"].startswith("open"))
        for name, door in state["doors"].items()
        if name != "site"
    }
    yield Metric("shahr20_door_open", "Whether a door was open when it was last tried.", doors, "door")
    levels = {found["monitor"]: LEVELS.index(found["level"]) for found in state["findings"]}
    yield Metric("shahr20_finding_level", "What a monitor says: 0 ok, 1 warning, 2 alarm.", levels, "monitor")
    yield Metric("shahr20_archive_bytes", "Size of the archive.", {"": state["archive"]["bytes"]})
    yield Metric("shahr20_disk_free_bytes", "Room left beside it.", {"": state["archive"]["free_bytes"]})


def _number(value: Value) -> str:
    if isinstance(value, str):
        value = moment(value).timestamp()
    return f"{value:.0f}" if float(value or 0).is_integer() else f"{value}"


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
