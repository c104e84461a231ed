"""The formats: one file each, all of them named here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shahr20.exporting import as_atom, as_csv, as_jsonl, as_notebook, as_parquet, citations
from shahr20.exporting.export import Manifest, Record


@dataclass(frozen=True)
class Format:
    """A format: how its files end, their media type, and what writes them.

    `write(records, manifest)` yields the file in blocks; `most` is how many articles it takes at most.
    """

    ending: str
    media_type: str
    write: Callable[[Iterable[Record], Manifest], Iterator[bytes]]
    most: int | None = None


FORMATS = {
    "csv": Format("csv", "text/csv; charset=utf-8; header=present", as_csv.write),
    "jsonl": Format("jsonl", "application/jsonl; charset=utf-8", as_jsonl.write),
    "parquet": Format("parquet", "application/vnd.apache.parquet", as_parquet.write),
    "bibtex": Format("bib", "application/x-bibtex; charset=utf-8", citations.write_bibtex),
    "ris": Format("ris", "application/x-research-info-systems; charset=utf-8", citations.write_ris),
    "atom": Format("atom", "application/atom+xml; charset=utf-8", as_atom.write, as_atom.NEWEST),
    "notebook": Format("ipynb", "application/x-ipynb+json; charset=utf-8", as_notebook.write, 0),
}
