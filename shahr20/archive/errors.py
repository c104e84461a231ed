"""What can go wrong with an archive, each with the exit code the command ends with."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot do what was asked; the message says why and what to do."""

    exit_code = 6


class NotAnArchive(ArchiveError):
    """The path given is not an archive of this program, or not of this site: wrong usage."""

    exit_code = 2


class ArchiveBusy(ArchiveError):
    """Another run is at work on this archive."""

    exit_code = 75


class CaptureDamaged(ArchiveError):
    """A capture does not hold what was received."""
