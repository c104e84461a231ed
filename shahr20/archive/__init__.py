"""Owner of archive.db: schema, captures, frontier, revisions, ledger, search."""
