"""Where an export is written to."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from shahr20.archive.errors import ArchiveError
from shahr20.failing import fail


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """A file that takes its name when it is complete, or standard output."""
    try:
        if output is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        descriptor, temporary = tempfile.mkstemp(prefix=f".{output.name}.", suffix=".part", dir=output.parent)
        try:
            with open(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, output)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except BrokenPipeError:
        sys.stdout = None  # nobody reads on; Python would try to flush it again
        sys.exit(1)
    except OSError as error:
        fail(f"cannot write {output or 'to standard output'}: {error.strerror}", ArchiveError.exit_code)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
