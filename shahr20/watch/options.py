"""The options of a command whose end is told to others, each also by an environment variable."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from shahr20.watch.alerts import Channels
from shahr20.watch.delivery import objection


def _address(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value and (why := objection(value)):
        raise click.BadParameter(why)
    return value or None


def tells(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--webhook`, `--on-change`, `--healthcheck` and `--metrics`; it gets them as `channels`."""

    @functools.wraps(command)
    def told(
        *,
        webhook: str | None,
        on_change: str | None,
        healthcheck: str | None,
        metrics: str | None,
        **rest: Any,
    ) -> Any:
        return command(channels=Channels(webhook, on_change, healthcheck, metrics), **rest)

    options = (
        click.option(
            "--webhook",
            metavar="URL",
            envvar="SHAHR20_WEBHOOK",
            show_envvar=True,
            callback=_address,
            help="Told (JSON) when crawls begin to fail, daily while they do, and when they are well again.",
        ),
        click.option(
            "--on-change",
            metavar="COMMAND",
            envvar="SHAHR20_ON_CHANGE",
            show_envvar=True,
            help="A shell command run at the same moments; the same JSON is on its stdin.",
        ),
        click.option(
            "--healthcheck",
            metavar="URL",
            envvar="SHAHR20_HEALTHCHECK",
            show_envvar=True,
            callback=_address,
            help="Pinged after each run without alarm, as healthchecks.io has it; /start and /fail too.",
        ),
        click.option(
            "--metrics",
            metavar="FILE",
            envvar="SHAHR20_METRICS",
            show_envvar=True,
            help="Written after each run, for Prometheus (textfile collector).",
        ),
    )
    for option in reversed(options):
        told = option(told)
    return told
