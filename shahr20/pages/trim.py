"""Which lines of a body's element are the theme's: at the top, at the end, and nowhere else.

Only lines that are certainly the theme's go; what is in doubt the editor wrote.
"""

from __future__ import annotations

import re

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, join
from shahr20.pages.names import key_of
from shahr20.pages.printed import (
    BUTTONS,
    COMMENT_RULES,
    LONGEST_LINE,
    TAGS,
    bare,
    find_date,
    is_meta_line,
    labelled,
)
from shahr20.pages.rules import Draft

PROSE = 60
"""A line with this many letters outside of links is prose, not a button or a heading."""

_ADDRESS = re.compile(r"https?://[^\s<>«»]+")

SENTENCE_ENDS = tuple(".؟?!:؛»…")
"""How a paragraph ends that is shorter than prose; a button does not."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def trimmed(lines: list[Line], document: Document, draft: Draft) -> list[Line]:
    """The editor's lines of an element that holds the body and what the theme adds to it."""
    lines = lines[_front(lines, document, draft) :]
    return lines[: _back(lines, document)]


def prose(line: Line) -> int:
    """How many letters of prose a line has: those outside of links, none where they are few."""
    unlinked = len(line.text) - line.linked
    return (
        unlinked if unlinked >= PROSE or (unlinked > PROSE / 3 and line.text.endswith(SENTENCE_ENDS)) else 0
    )


def is_prose(line: Line) -> bool:
    """Whether a line reads like a sentence of an article."""
    return prose(line) > 0


def is_meta(line: Line, document: Document) -> bool:
    """Whether a line holds labels, dates, counters and buttons, and nothing else."""
    if len(line.text) > LONGEST_LINE:  # short links make a line of labels longer
        return False
    labels = document.site.labels
    text = _ADDRESS.sub(lambda found: "" if document.article_id(found[0]) else found[0], line.text)
    return not text or is_meta_line(text, (*labels.id, *labels.published))


class Front:
    """What themes print above a body: site name, title again, meta line, lead again."""

    def __init__(self, document: Document, draft: Draft) -> None:
        self.document = document
        self.title = key_of(draft.title_raw or "")
        said = (draft.title_raw, draft.kicker_raw, draft.published_raw, draft.image_caption, draft.author)
        self.dated = bool(draft.published_raw)
        names = [term.name for term in (*draft.categories, *draft.tags)]
        self.said = {key_of(one or "") for one in (*said, *(draft.lead_raw or "").splitlines(), *names)}

    def owns(self, line: Line) -> bool:
        """Whether a line above the body is the theme's."""
        key = key_of(line.text)
        if key in self.said:
            return True
        if is_meta(line, self.document):
            # a body may begin with a date of its own
            return not self.dated or find_date(line.text) != line.text
        return len(key) < 300 and self.document.names.without(key) in ("", self.title)


def _front(lines: list[Line], document: Document, draft: Draft) -> int:
    """How many lines at the top are certainly the theme's."""
    front = Front(document, draft)
    if key_of(join(lines)) == key_of(draft.lead_raw or ""):
        return 0
    return next((at for at, line in enumerate(lines) if not front.owns(line)), len(lines))


def _back(lines: list[Line], document: Document) -> int:
    """Where the theme's lines begin at the end: related block, comment rules, tags, short link, buttons."""
    end = len(lines)
    labels = document.site.labels
    for heading in (labels.comments, labels.related, TAGS, BUTTONS):
        alone, before = bare(heading), labelled(heading, "")
        # the lines at the end that can follow such a heading, and the one above them, which may be it
        first = end
        while first and _is_after(lines[first - 1], document):
            first -= 1
        for at in range(max(0, first - 1), end):
            line = lines[at]
            if alone.is_all_of(line.text) or (line.linked and before.begins(line.text)):
                end = at
                break
    while end and is_meta(lines[end - 1], document) and find_date(lines[end - 1].text) != lines[end - 1].text:
        end -= 1
    return end


def _is_after(line: Line, document: Document) -> bool:
    """Whether a line can stand in a list of links or among the rules for comments."""
    if line.is_linked or is_meta(line, document) or find_date(line.text) == line.text:
        return True
    return COMMENT_RULES.is_in(line.text)
