"""One writer at a time: a lock that lives as long as the process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from shahr20.archive.errors import ArchiveBusy, ArchiveError


class Lock:
    """`flock` on a file beside the archive; the kernel frees it however the process ends."""

    def __init__(self, archive: Path) -> None:
        self.path = archive.with_name(archive.name + ".lock")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock, or raise ArchiveBusy naming the process that has it."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ArchiveError(f"cannot lock the archive at {self.path}: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise ArchiveBusy(f"another run is at work on this archive (process {holder or '?'})") from error
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        except OSError as error:
            os.close(descriptor)
            raise ArchiveError(f"cannot lock the archive at {self.path}: {error.strerror}") from error
        self._descriptor = descriptor

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
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back; the file stays, so that no two runs can hold two different ones."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
