"""Which lines of a body's element are the theme's: at the top, at the end, and nowhere else.

In an element that the site file names as the body, only lines that are certainly the theme's go. In one that
was found by its prose, everything before and after the prose goes that does not look like an article's.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import Any

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, join
from shahr20.pages.printed import COMMENT_RULES, FOOTER, bare, find_date, is_meta_line
from shahr20.pages.rules import Draft
from shahr20.persian.fold import squash

PROSE = 60
"""A line with this many letters outside of links is prose, not a button or a heading."""

SENTENCE_ENDS = tuple(".؟?!:؛»…")
"""How a paragraph ends that is shorter than prose; a button does not."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

RUN = 3
"""So many links one after the other are a list of the theme's where little prose follows."""

Trim = Callable[[list[Line], Document, Draft], list[Line]]


def trim_known(lines: list[Line], document: Document, draft: Draft) -> list[Line]:
    """The editor's lines of an element that is known to be the body."""
    lines = lines[_front(lines, document, draft) :]
    return lines[: _back(lines, document)]


def trim_found(lines: list[Line], document: Document, draft: Draft) -> list[Line]:
    """The article's paragraphs in an element that was found by its prose."""
    front = _Front(document, draft)
    lines = lines[_title_at(lines, draft) :]
    start = 0
    for at, line in enumerate(lines):
        if front.owns(line):
            start = at + 1
        elif is_prose(line):
            break
    lines = lines[start:]
    parents = {id(parent_of(line)) for line in lines if is_prose(line)}
    opening = list(takewhile(lambda line: not is_prose(line), lines))
    beside = [line for line in opening if _is_text(line, parents) and not is_meta(line, document)]
    lines = [*beside, *lines[len(opening) :]]
    lines = lines[: _list_start(lines, document)]
    while lines and not (is_prose(lines[-1]) or _is_text(lines[-1], parents)):
        lines.pop()
    lines = lines[: _back(lines, document)]
    return lines


def prose(line: Line) -> int:
    """How many letters of prose a line has: those outside of links, none where they are few."""
    unlinked = len(line.text) - line.linked
    return unlinked if unlinked >= PROSE or (unlinked > PROSE / 3 and line.text.endswith(SENTENCE_ENDS)) else 0


def is_prose(line: Line) -> bool:
    """Whether a line reads like a sentence of an article."""
    return prose(line) > 0


def is_meta(line: Line, document: Document) -> bool:
    """Whether a line holds labels, dates, counters and buttons, and nothing else."""
    labels = document.site.labels
    known = (*labels.id, *labels.published)
    if not is_meta_line(line.text, known):
        return False
    return line.linked > 0 or any(letter.isdigit() for letter in line.text) or bool(bare(known).match(line.text))


def parent_of(line: Line) -> Any:
    """The element around the block a line stands in."""
    node = line.node
    if node is None:
        return None
    return node.getparent() if hasattr(node, "getparent") else node.parent


class _Front:
    """What themes print above a body: site name, title again, meta line, lead again."""

    def __init__(self, document: Document, draft: Draft) -> None:
        self.document = document
        self.title = squash(draft.title_raw or "")
        said = (draft.title_raw, draft.kicker_raw, draft.published_raw, draft.image_caption, draft.author)
        names = [term.name for term in (*draft.categories, *draft.tags)]
        self.said = {squash(one or "") for one in (*said, *(draft.lead_raw or "").splitlines(), *names)}

    def owns(self, line: Line) -> bool:
        key = squash(line.text)
        if key in self.said or is_meta(line, self.document):
            return True
        return len(key) < 300 and self.document.without_names(key) in ("", self.title)


def _front(lines: list[Line], document: Document, draft: Draft) -> int:
    """How many lines at the top are certainly the theme's."""
    front = _Front(document, draft)
    if squash(join(lines)) == squash(draft.lead_raw or ""):
        return 0
    return next((at for at, line in enumerate(lines) if not front.owns(line)), len(lines))


def _title_at(lines: list[Line], draft: Draft) -> int:
    """Where the title stands among the lines; 0 where it does not."""
    title = squash(draft.title_raw or "")
    return next((at for at, line in enumerate(lines) if squash(line.text) == title), 0)


def _back(lines: list[Line], document: Document) -> int:
    """Where the theme's own lines begin at the end: related block, comment rules, short link, buttons."""
    end = len(lines)
    labels = document.site.labels
    for heading in (bare(labels.comments), bare(labels.related)):
        for at, line in enumerate(lines[:end]):
            if heading.fullmatch(line.text) and all(_is_after(one, document) for one in lines[at + 1 : end]):
                end = at
                break
    while end and is_meta(lines[end - 1], document):
        end -= 1
    return end


def _is_after(line: Line, document: Document) -> bool:
    """Whether a line can stand in a list of links or among the rules for comments."""
    if line.is_linked or is_meta(line, document) or find_date(line.text) == line.text:
        return True
    return COMMENT_RULES.search(line.text) is not None


def _list_start(lines: list[Line], document: Document) -> int:
    """Where a found body ends: at a label, a footer, or a list of links that little prose follows."""
    labels = document.site.labels
    stop = bare((*labels.related, *labels.comments))
    total = sum(map(prose, lines))
    before = 0
    run = 0
    for at, line in enumerate(lines):
        if before and (stop.fullmatch(line.text) or (FOOTER.search(line.text) and at + 3 >= len(lines))):
            return at
        run = run + 1 if line.is_linked else run if run and not is_prose(line) else 0
        before += prose(line)
        if run == RUN and before and total - before < before / 3:
            first = next(back for back in range(at, -1, -1) if is_prose(lines[back])) + 1
            return first
    return len(lines)


def _is_text(line: Line, parents: set[int]) -> bool:
    """Whether a short line can be the article's own: a heading, an item or a credit among its paragraphs."""
    return not line.is_linked and id(parent_of(line)) in parents
