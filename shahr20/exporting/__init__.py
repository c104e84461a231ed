"""Taking away: a selection of articles as a file in a format of others, with a manifest that says what it is.

    with Export("archive.db", Selection("شهرداری", years=(1400,))) as export:
        for block in FORMATS["csv"].write(export.records(), export.manifest()):
            file.write(block)

Formats are generators of bytes over an iterator of records: whatever the number of articles, few are in memory.
"""

from shahr20.archive.selection import NoSelection, Selection
from shahr20.exporting.export import Export
from shahr20.exporting.formats import FORMATS, Format

__all__ = ["FORMATS", "Export", "Format", "NoSelection", "Selection"]
