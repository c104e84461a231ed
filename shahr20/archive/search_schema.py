"""The tables of the search: the index, and the archive's own lexicon."""

from __future__ import annotations

from sqlite_utils import Database


def create_search(db: Database) -> None:
    """Contentless FTS5 over folded pieces, and three tables of words; all of it is made from the articles.

    lexicon_forms: words of several pieces, by their letters (`key`): in how many articles they are written with a
    space or half-space, in how many joined, and whether the lexicon is sure that they are one word.
    lexicon_inside: which of those that are written joined have a piece. lexicon_stems: inflections of a noun.
    """
    db.execute("DROP TABLE IF EXISTS search")
    # `ascii` leaves the pieces as they are: it parts at spaces, and they have no other ASCII signs
    db.execute(
        """CREATE VIRTUAL TABLE search
           USING fts5(title, lead, body, content='', tokenize='ascii', prefix='2 3')"""
    )
    db.execute(
        """CREATE TABLE lexicon_forms (
               key TEXT NOT NULL, form TEXT NOT NULL, sure INTEGER NOT NULL,
               apart INTEGER NOT NULL DEFAULT 0, joined INTEGER NOT NULL DEFAULT 0,
               PRIMARY KEY (key, form)) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE lexicon_inside (
               piece TEXT NOT NULL, form TEXT NOT NULL, PRIMARY KEY (piece, form)) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE lexicon_stems (
               noun TEXT NOT NULL, piece TEXT NOT NULL, PRIMARY KEY (noun, piece)) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX lexicon_stems_piece ON lexicon_stems (piece)")
    db.execute("DELETE FROM meta WHERE key = 'fold'")
