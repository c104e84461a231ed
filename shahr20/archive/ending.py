"""How a command that works on an archive ends when it cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shahr20.archive.archive import explain
from shahr20.archive.errors import ArchiveError
from shahr20.failing import WRONG_USAGE, fail


@contextmanager
def ending(path: str | Path, *mistakes: type[Exception]) -> Iterator[None]:
    """Errors of the archive at `path` end the command with a sentence and their exit code.

    `mistakes` are errors in what was asked for: they end it with the exit code of a wrong usage.
    """
    try:
        yield
    except mistakes as error:
        fail(str(error), WRONG_USAGE)
    except ArchiveError as error:
        fail(str(error), error.exit_code)
    except sqlite3.Error as error:
        problem = explain(error, Path(path))
        fail(str(problem), problem.exit_code)
