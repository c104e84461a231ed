"""BibTeX and RIS: an entry an article, as its own page cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shahr20.citing import bibtex, ris


def write_bibtex(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """An entry a block, a blank line after each."""
    for record in records:
        yield bibtex(record).encode("utf-8", "replace") + b"\n"


def write_ris(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """An entry a block; lines end with CR LF."""
    for record in records:
        yield ris(record).encode("utf-8", "replace")
