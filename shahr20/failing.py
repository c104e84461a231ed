"""How every command of `shahr20` ends when it cannot do what was asked."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

DONE = 0
FAILED = 1
WRONG_USAGE = 2
REJECTS = 3  # done, but over TOLERATED of the pages read were rejects
REFUSED = 4  # the site is down, or refuses us
REDESIGN = 5  # most pages no longer read; outranks REJECTS
LOCKED = 75  # another run holds the lock
BY_SIGNAL = 128  # plus the signal's number, as shells have it: 143 for SIGTERM

TOLERATED = 0.05
"""Share of pages that may be rejects, or of addresses that may give no page, in a run that is done."""


def fail(message: str, exit_code: int) -> NoReturn:
    """End the command with a sentence on stderr."""
    click.echo(f"shahr20: {message}", err=True)
    sys.exit(exit_code)
