"""The `shahr20` command."""

from __future__ import annotations

import click

from shahr20 import __version__
from shahr20.lazily import Commands

COMMANDS = {
    "crawl": "shahr20.crawling:crawl",
    "import": "shahr20.rereading.commands:import_",
    "rebuild": "shahr20.rereading.commands:rebuild",
    "check": "shahr20.rereading.check:check",
    "export": "shahr20.exporting.command:export",
    "verify": "shahr20.keeping.commands:verify",
    "backup": "shahr20.keeping.commands:backup",
    "restore": "shahr20.keeping.commands:restore",
    "forget": "shahr20.keeping.forget:forget",
    "search": "shahr20.archive.search_command:search",
    "serve": "shahr20.reading_room.serve:serve",
    "status": "shahr20.status:status",
    "replica": "shahr20.replica.command:replica",
}
"""Every command, and where it is."""


@click.group(commands=Commands(COMMANDS), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shahr20")
def main() -> None:
    """The archive of «شهر بیست»: crawl it, read it, search it, serve it."""
