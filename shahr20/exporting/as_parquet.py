"""Parquet, for pandas, R and DuckDB: a row group at a time, the manifest as the file's metadata `shahr20`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from shahr20.exporting.columns import COLUMNS

if TYPE_CHECKING:
    import pyarrow

ROW_GROUP = 1000
"""Articles in a row group: a few megabytes of text."""


class _Sink(io.RawIOBase):
    """Takes what the writer writes, to be handed on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(self.parts[-1])

    def taken(self) -> bytes:
        """What has been written since this was asked last."""
        block = b"".join(self.parts)
        self.parts.clear()
        return block


def write(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """A row group a block, and at last the footer."""
    import pyarrow
    from pyarrow import parquet

    columns = schema(manifest)
    sink = _Sink()
    rows = iter(records)
    file = pyarrow.PythonFile(sink, mode="w")
    with parquet.ParquetWriter(file, columns, compression="zstd") as writer:  # type: ignore[no-untyped-call]
        while some := list(islice(rows, ROW_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(some, schema=columns))
            yield sink.taken()
    yield sink.taken()


def schema(manifest: dict[str, Any]) -> pyarrow.Schema:
    """The columns, with their meanings and the manifest; times are text, as everywhere here."""
    import pyarrow

    kinds = {int: pyarrow.int64(), str: pyarrow.string(), list: pyarrow.list_(pyarrow.string())}
    columns = [
        pyarrow.field(name, kinds[kind], metadata={"meaning": meaning})
        for name, (kind, meaning) in COLUMNS.items()
    ]
    return pyarrow.schema(columns, metadata={"shahr20": json.dumps(manifest, ensure_ascii=False)})
