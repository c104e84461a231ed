"""CSV for spreadsheets and programs: UTF-8 with a byte order mark, CR LF (RFC 4180).

No cell is a formula: one that begins with a sign that a spreadsheet takes for the beginning of one gets an apostrophe
before it (OWASP, "CSV Injection"). White space and unseen signs before such a sign count as nothing, as spreadsheets
trim them. Lists are parted by ` | `.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from shahr20.exporting.columns import COLUMNS

BLOCK = 64 * 1024
_FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def write(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """The file in blocks; the names of the columns come first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([cell(record[name]) for name in COLUMNS])
        if text.tell() > BLOCK:
            yield _taken(text)
    yield _taken(text)


def cell(value: object) -> str:
    """A value as it stands in a cell, never a formula; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)  # a number of ours: a minus before it is one
    text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) else text


def _taken(text: io.StringIO) -> bytes:
    block = text.getvalue().encode("utf-8", "replace")
    text.seek(0)
    text.truncate()
    return block
