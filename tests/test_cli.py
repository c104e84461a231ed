"""The command as a whole: every name leads to a command, and none pays for another's imports."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from shahr20 import __version__
from shahr20.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_name_is_a_command_with_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_an_unknown_name_is_wrong_usage() -> None:
    answer = CliRunner().invoke(main, ["no-such-command"])
    assert answer.exit_code == 2
    assert "No such command" in answer.output


def test_the_version_is_told_without_importing_what_it_does_not_need() -> None:
    code = (
        "import sys; from shahr20.cli import main; main(['--version'], standalone_mode=False);"
        "print([m for m in ('hazm', 'scrapy', 'pandas', 'lxml', 'sqlite_utils', 'datasette') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said == f"shahr20, version {__version__}\n[]\n"
