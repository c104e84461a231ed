"""The `shahr20` command."""

from __future__ import annotations

import click

from shahr20 import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shahr20")
def main() -> None:
    """The archive of «شهر بیست»: crawl it, read it, search it, serve it."""
