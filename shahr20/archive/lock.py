"""One writer at a time: a lock that lives as long as the process."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from shahr20.archive.errors import ArchiveBusy, ArchiveError
from shahr20.archive.times import moment, now

LOOKS, LOOK = 4, 0.02
"""So often, and after so many seconds, a lock is tried: another's look at it is no reason to turn a run away."""


class Lock:
    """`flock` on a file beside the archive; the kernel frees it however the process ends.

    `answered` says how many pages the run under way has, None when that is not known: a rebuild has no
    row in the ledger.
    """

    answered: Callable[[], int | None] | None = None

    def __init__(self, archive: Path) -> None:
        self.path = (
            archive.parent / f"{archive.name}.lock"
        )  # not with_name: «.» has none, and is told so later
        self._descriptor: int | None = None
        self._is_shared = False

    def acquire(self) -> None:
        """Take the lock, or raise ArchiveBusy naming the run that has it; nothing where this object has it."""
        if self._descriptor is not None and not self._is_shared:
            return
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ArchiveError(f"cannot lock the archive at {self.path}: {error.strerror}") from error
        try:
            _flock(descriptor)
        except BlockingIOError as error:
            holder = os.read(descriptor, 64).decode("ascii", "replace")
            os.close(descriptor)
            raise ArchiveBusy(
                f"another run ({self._words(holder)}) holds the lock of this archive; "
                "nothing is done, the next one goes on"
            ) from error
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()} {now()}\n".encode())
        except OSError as error:
            os.close(descriptor)
            raise ArchiveError(f"cannot lock the archive at {self.path}: {error.strerror}") from error
        self._descriptor, self._is_shared = descriptor, False

    def share(self) -> bool:
        """Keep writers out while this process reads, where it may not write; whether that could be done."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor, self._is_shared = descriptor, True
        return True

    def is_held(self, since: str) -> bool | None:
        """Whether a run that began at `since` (as in the ledger) has the lock still; None when that cannot be told.

        A run takes the lock before it begins, so one who took it later is another. The look is a shared lock that is
        let go at once; `acquire` waits that long.
        """
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except OSError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return os.read(descriptor, 64).decode("ascii", "replace").strip().partition(" ")[2] <= since
        except OSError:
            return None
        finally:
            os.close(descriptor)

    def release(self) -> None:
        """Give the lock back; the file stays, so that no two runs can hold two different ones."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _words(self, holder: str) -> str:
        """`since 14:02, pid 123, 312 pages`, as far as it is known; times as the clock on the wall has them."""
        pid, _, since = holder.strip().partition(" ")
        said = [f"pid {pid or '?'}"]
        try:
            begun = moment(since).astimezone()
            said.insert(0, f"since {begun:%H:%M}" if since[:10] == now()[:10] else f"since {begun:%F %H:%M}")
        except ValueError:
            pass  # taken by a version that wrote the number alone
        try:
            answered = self.answered() if self.answered else None
        except sqlite3.Error:
            answered = (
                None  # what is under way may hold the database too; the number is not worth waiting for
            )
        if answered is not None:
            said.append(f"{answered} pages")
        return ", ".join(said)


def _flock(descriptor: int) -> None:
    for _ in range(LOOKS - 1):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(LOOK)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
