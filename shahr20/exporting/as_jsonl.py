"""JSON Lines: one article a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def write(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """A line a block. U+2028 and U+2029 are escaped: some programs take them for the end of a line."""
    for record in records:
        text = (
            json.dumps(record, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        )
        yield text.encode("utf-8", "replace") + b"\n"
