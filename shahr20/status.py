"""`shahr20 status`: what is here, how fresh, how complete, what failed."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.archive.times import moment
from shahr20.failing import FAILED
from shahr20.watch.overview import overview
from shahr20.watch.showing import show

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def _age(context: click.Context, option: click.Parameter, value: str) -> timedelta:
    match = re.fullmatch(r"(\d+)([mhd])", value)
    if not match:
        raise click.BadParameter(f"{value!r} is no age: minutes, hours or days, as in 90m, 26h, 2d")
    return int(match[1]) * UNITS[match[2]]


@click.command()
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON.")
@click.option("--check", is_flag=True, help="Say only what is wrong, and end with 1 when anything is.")
@click.option(
    "--max-age",
    callback=_age,
    default="26h",
    show_default=True,
    metavar="AGE",
    help="With --check: how long ago the last success, and the newest backup, may be; 90m, 26h, 2d.",
)
@click.option(
    "--backups",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="With --check: where the backups are; one too old, or none, is wrong too.",
)
def status(db: str, as_json: bool, check: bool, max_age: timedelta, backups: Path | None) -> None:
    """What the archive holds, how fresh and how complete it is, and what failed.

    Changes nothing, and may run at any time.
    """
    with ending(db), Archive(db) as archive:
        state = overview(archive)
    wrong = problems(state, max_age) if check else []
    if check and backups:
        wrong += backup_problems(backups, Path(db).stem, max_age, moment(state["archive"]["at"]))
    if as_json:
        click.echo(json.dumps(state | ({"problems": wrong} if check else {}), ensure_ascii=False, indent=2))
    elif check:
        for said in wrong:
            click.echo(said)
    else:
        show(state)
    if wrong:
        sys.exit(FAILED)


def problems(state: dict[str, Any], max_age: timedelta) -> list[str]:
    """A sentence for each thing that somebody should look after: alarms, and a last success too long ago.

    An archive without a success counts from its first run, so that a first crawl of many hours is no problem.
    """
    found = [f"{one['monitor']}: {one['sentence']}" for one in state["findings"] if one["level"] == "alarm"]
    success, at = state["last_success"], moment(state["archive"]["at"])
    since = success["finished_at"] if success else state["first_run_at"]
    if since is None:
        return [*found, "nothing has been crawled yet; `shahr20 crawl` begins"]
    if at - moment(since) > max_age:
        runs = state["runs"]
        how = f"; the last run, at {runs[0]['started_at']}: {runs[0]['outcome'] or 'under way'}"
        said = f"the last success was at {since}" if success else f"no run has succeeded since {since}"
        found.append(said + how)
    return found


def backup_problems(folder: Path, stem: str, max_age: timedelta, at: datetime) -> list[str]:
    """A sentence when the newest backup in a folder of the archive called `stem` is too old, or there is none."""
    from shahr20.keeping.backup import backups, made_at

    try:
        made = backups(folder, stem)
    except OSError as error:
        return [f"backups: {folder} cannot be looked into: {error.strerror}"]
    if not made:
        return [f"backups: there is none of this archive in {folder}; `shahr20 backup {folder}` makes one"]
    newest = made[-1]
    if at - made_at(newest) > max_age:
        return [f"backups: the newest, {newest}, is older than {max_age // UNITS['h']} hours"]
    return []
