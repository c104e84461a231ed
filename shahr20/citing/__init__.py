"""Citing an article of the archive: BibTeX, RIS, CSL-JSON and plain text, and what a page says of itself to machines.

Every function takes a record: a row of `articles` or of `revisions` as a mapping. Beside their columns it may have
`permalink` (the absolute address of that version in an archive that is served), `seen_at` (when these words were
seen first) and `tags` and `categories` (names). What is missing or NULL is left out.
"""

from shahr20.citing.bibtex import bibtex
from shahr20.citing.csl import csl
from shahr20.citing.embedded import coins, json_ld, meta_tags
from shahr20.citing.plain import plain
from shahr20.citing.reference import Record, Reference
from shahr20.citing.ris import ris

__all__ = ["Record", "Reference", "bibtex", "coins", "csl", "json_ld", "meta_tags", "plain", "ris"]
