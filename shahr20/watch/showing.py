"""The state of the archive for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape

from shahr20.archive.times import moment

GAPS, FAILED = 20, 10
"""So many are shown one by one; `--json` has them all."""

RESULTS = ("found", "fetched", "stored", "unchanged", "rejected", "gone", "failed")
COLOURS = {"ok": "green", "warning": "yellow", "alarm": "red"}


def show(state: dict[str, Any], console: Console | None = None) -> None:
    """Print it, the whole on one screen where little is wrong."""
    console = console or Console(highlight=False, soft_wrap=True)
    archive, holds = state["archive"], state["holds"]
    site = archive["site"] or "no site yet"
    console.print(f"[bold]{escape(archive['path'])}[/bold] · {site} · {_size(archive['bytes'])}")
    console.print(
        f"  holds     {holds['articles']} articles, {holds['revisions']} versions, {holds['captures']} captures"
    )
    _show_freshness(console, state)
    _show_completeness(console, state)
    _show_doors(console, state)
    _show_runs(console, state["runs"])
    _show_findings(console, state["findings"])


def _show_freshness(console: Console, state: dict[str, Any]) -> None:
    holds, success, running = state["holds"], state["last_success"], state["running"]
    newest = f"newest article {_ago(holds['newest_published_at'], state)}"
    last = f"last success {_ago(success['finished_at'], state)}" if success else "no run has succeeded yet"
    console.print(f"  fresh     {newest}; {last}")
    if running:
        dead = running["seems_dead"]
        how = "died; the next run goes on where it was" if dead else "is under way"
        known = f"{_ago(running['heartbeat_at'], state)}, {running['answered']} pages answered"
        console.print(f"  now       run {running['id']} {how} ({known})")


def _show_completeness(console: Console, state: dict[str, Any]) -> None:
    frontier, holds, gaps = state["frontier"], state["holds"], state["gaps"]
    waiting = frontier["todo"] + frontier["leased"]
    console.print(
        f"  complete  {waiting} addresses wait, {frontier['failed']} failed, {frontier['gone']} gone "
        f"({holds['gone']} articles); {holds['undated']} articles undated, {holds['without_text']} without text"
    )
    if state["rejects"]:
        reasons = ", ".join(f"{reason} {number}" for reason, number in state["rejects"].items())
        console.print(f"  rejects   {reasons}")
    _list(console, "failed", FAILED, len(state["failed"]), (_failure(one) for one in state["failed"]))
    _list(
        console,
        "gaps",
        GAPS,
        len(gaps),
        (f"{one['article_id'] or ''} {one['url'] or ''} · {one['reason']}" for one in gaps),
    )


def _list(console: Console, name: str, most: int, number: int, lines: Iterable[str]) -> None:
    if not number:
        return
    console.print(f"  {name:9} {number}")
    for _, line in zip(range(most), lines, strict=False):
        console.print(f"            {escape(line)}")
    if number > most:
        console.print(f"            … and {number - most} more: --json has them all")


def _failure(one: dict[str, Any]) -> str:
    again = f", again after {one['not_before']}" if one["not_before"] else ", the next run asks again"
    return f"{one['url']} · {one['last_error']} ({_times(one['tries'])}{again})"


def _show_doors(console: Console, state: dict[str, Any]) -> None:
    for number, (name, door) in enumerate(state["doors"].items()):
        heading = "doors" if number == 0 else ""
        console.print(f"  {heading:9} {name}: {escape(door['status'])} ({_ago(door['at'], state)})")


def _show_runs(console: Console, runs: list[dict[str, Any]]) -> None:
    """A line a run: when it began, its exit code, how it ended, and the counts that are not nought."""
    for number, run in enumerate(runs):
        heading = "runs" if number == 0 else ""
        outcome = run["outcome"] or ("died" if run["seems_dead"] else "under way")
        said = [outcome, *(f"{name} {run[name]}" for name in RESULTS if run[name])]
        exit_code = "" if run["exit_code"] is None else run["exit_code"]
        started = run["started_at"][:16].replace("T", " ")
        console.print(
            f"  {heading:9} {run['id']:>5}  {started} UTC  {exit_code:>3}  {escape(' · '.join(said))}"
        )


def _show_findings(console: Console, findings: list[dict[str, Any]]) -> None:
    for one in findings:
        colour = COLOURS[one["level"]]
        level = f"[{colour}]{one['level']:8}[/{colour}]"
        console.print(f"  {level} {one['monitor']}: {escape(one['sentence'])}")


def _ago(at: str | None, state: dict[str, Any]) -> str:
    if at is None:
        return "unknown"
    seconds = (moment(state["archive"]["at"]) - moment(at)).total_seconds()
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}s ago"
    return "a moment ago"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} tries"


def _size(number: int) -> str:
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.1f} MB"
