"""RIS, as reference managers read it: a tag of two signs, two spaces, a hyphen, a space; CR LF ends a line.

The tags are those of type NEWS in the format's description (RefMan, 2011), which Zotero, EndNote and Mendeley share.
"""

from __future__ import annotations

from datetime import date

from shahr20.citing import wording
from shahr20.citing.plain import provenance
from shahr20.citing.reference import ARCHIVE, SITE, Record, Reference


def ris(record: Record) -> str:
    """One entry, from TY to ER, with its last line end."""
    one = Reference.of(record)
    tags: list[tuple[str, str | None]] = [
        ("TY", "NEWS"),
        ("ID", one.key),
        ("TI", one.title),
        ("AU", one.author),
        ("T2", SITE),
        ("PY", str(one.published.year) if one.published else None),
        ("DA", _slashed(one.published)),
        ("Y2", _slashed(one.seen)),
        ("ET", str(one.version) if one.version is not None else None),
        ("LA", "fa"),
        ("UR", one.address),
        ("AB", one.lead),
        *(("KW", word) for word in one.keywords),
        ("DB", ARCHIVE),
        ("AN", str(one.id)),
        ("N1", f"{wording.jalali(one.published)}. {provenance(one)}" if one.published else provenance(one)),
        ("N1", f"Archived: {one.permalink}" if one.permalink else None),
        ("N1", f"Original: {one.url}" if one.url and one.url != one.address else None),
        ("N1", f"SHA-256: {one.hash}" if one.hash else None),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*tags, ("ER", "")] if value is not None)


def _slashed(day: date | None) -> str | None:
    """`2022/02/20/`: year, month, day, and room for more, which is empty."""
    return f"{day:%Y/%m/%d}/" if day else None
