"""What an article leaves elsewhere in an archive: in other articles' pages, in the dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlite_utils import Database

from shahr20.archive import blotting
from shahr20.archive.archive import Archive
from shahr20.archive.dictionaries import said, without
from shahr20.archive.errors import CaptureDamaged
from shahr20.archive.forgotten import blotted_origin

_SAMPLE = 20  # pages that tell what is the theme's
_PHRASE = 4  # words in a row that are an article's own, and no label of the theme's


@dataclass(frozen=True)
class Words:
    """The words of an article, of all its versions; `titles` also as they were shown elsewhere."""

    titles: tuple[str, ...] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, db: Database, article_id: int | None) -> Words:
        """Those that the archive has; none for an address that was never an article."""
        rows = db.execute(
            "SELECT title_raw, title, lead_raw, body_raw FROM revisions WHERE article_id = ?", [article_id]
        ).fetchall()
        shown = db.execute("SELECT title FROM related WHERE related_id = ?", [article_id]).fetchall()
        titles = {row[0] for row in rows} | {row[1] for row in rows} | {row[0] for row in shown}
        texts = {text for row in rows for text in row if text} | titles
        return cls(tuple(sorted(filter(None, titles))), tuple(sorted(filter(None, texts))))

    def phrases(self) -> list[str]:
        """Every few words in a row."""
        found = set()
        for text in self.texts:
            words = text.split()
            found |= {" ".join(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1)}
        return sorted(found)


def cut(
    archive: Archive,
    is_its: Callable[[str], bool],
    marks: blotting.Marks | None,
    words: Words,
    tick: Callable[[int, int], None],
) -> int:
    """Cut an article out of every page of others that links to it; how many these were.

    Without `marks`, where not all its addresses are known but by their hashes, each page is read through.
    """
    db, pages = archive.db, 0
    article = blotting.Article(is_its, words.titles)
    rows = db.execute(
        "SELECT id, url, article_id, dictionary_id, origin FROM captures WHERE body IS NOT NULL"
    ).fetchall()
    for done, (capture_id, url, of, dictionary_id, origin) in enumerate(rows, start=1):
        body = _readable(archive, capture_id)
        if marks is None or marks.may_be_in(body):
            left = blotting.blot(body, url, article, _own_words(db, of))
            if left != body:
                archive.captures.rewrite(capture_id, left, dictionary_id)
                db.execute(
                    "UPDATE captures SET origin = ? WHERE id = ?", [blotted_origin(origin), capture_id]
                )
                pages += 1
        tick(done, len(rows))
    return pages


def quoted_by(db: Database, words: Words) -> list[int]:
    """Articles in whose own words a title of it stands."""
    found: set[int] = set()
    for title in words.titles:
        if len(title.split()) >= _PHRASE:
            rows = db.execute(
                """SELECT article_id FROM revisions WHERE instr(title_raw, :title)
                   OR instr(coalesce(lead_raw, ''), :title) OR instr(body_raw, :title)""",
                {"title": title},
            )
            found |= {row[0] for row in rows}
    return sorted(found)


def clean_dictionaries(archive: Archive, words: Words) -> None:
    """Take an article's phrases out of the dictionaries, if any is there.

    They are made without the articles' words (see `shahr20.archive.dictionaries`), so this is for what stood on
    most of the pages outside of any link. What other pages still say, as the publisher's name, is not the
    article's own. What was packed with such a dictionary is packed anew.
    """
    db, captures = archive.db, archive.captures
    phrases = words.phrases()
    for number, samples, content in db.execute("SELECT id, samples, dictionary FROM dictionaries").fetchall():
        theirs = said(content)
        if own := [phrase for phrase in phrases if f" {phrase} " in theirs]:
            pages = _sample(archive, number)
            own = [phrase for phrase in own if not any(f" {phrase} " in page for page in pages)]
        clean = without(content, own)
        if clean == content:
            continue
        made = captures.dictionaries.add(clean, samples=samples)
        for (capture_id,) in db.execute(
            "SELECT id FROM captures WHERE dictionary_id = ?", [number]
        ).fetchall():
            if body := _readable(archive, capture_id):
                captures.rewrite(capture_id, body, made)
        db.execute("UPDATE captures SET dictionary_id = ? WHERE dictionary_id = ?", [made, number])
        db.execute("DELETE FROM dictionaries WHERE id = ?", [number])


def _sample(archive: Archive, dictionary_id: int) -> list[str]:
    """The words of some of the pages that were packed with a dictionary."""
    rows = archive.db.execute(
        "SELECT id FROM captures WHERE dictionary_id = ? ORDER BY id DESC LIMIT ?", [dictionary_id, _SAMPLE]
    ).fetchall()
    return [said(_readable(archive, row[0])) for row in rows]


def _readable(archive: Archive, capture_id: int) -> bytes:
    """The page of a capture; nothing where it is damaged, which `shahr20 verify` tells and no takedown waits for."""
    try:
        return archive.captures.body(capture_id)
    except CaptureDamaged:
        return b""


def _own_words(db: Database, article_id: int | None) -> list[str]:
    rows = db.execute(
        "SELECT title_raw, lead_raw, body_raw FROM revisions WHERE article_id = ?", [article_id]
    )
    return [text for row in rows for text in row if text]
