"""What the structure of a page suggests, in a layout that nobody has described.

A news page in any markup is a title, perhaps a lead and a meta line, a run of prose, and lists of links.
Each line after the title gets a weight: prose counts for, links and furniture against. The run of lines that
weighs most (the maximum subarray, by Kadane's algorithm) is the article.
"""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import ClassVar
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.layers.labels import ends_list
from shahr20.pages.lines import Line
from shahr20.pages.names import key_of
from shahr20.pages.printed import DATES, bare
from shahr20.pages.tree import common, inside
from shahr20.pages.trim import HEADINGS, PROSE, is_meta, is_prose, prose

ENOUGH = 80
"""Letters of prose without which a page has no article."""

AGAINST = 3
"""Letters of prose that one letter of a line of links outweighs: a teaser is a title and a line of prose."""

TITLE_LENGTH = 300


class Layout:
    """The title of a page, the run of its prose, and what stands around them."""

    _known: ClassVar[WeakKeyDictionary[Document, Layout]] = WeakKeyDictionary()

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = document.lines

    @classmethod
    def of(cls, document: Document) -> Layout:
        """The layout of a page, worked out once."""
        if document not in cls._known:
            cls._known[document] = cls(document)
        return cls._known[document]

    @cached_property
    def title_at(self) -> int | None:
        """Which line is the title: what the metadata say, else the most important heading."""
        candidates = [at for at, line in enumerate(self.lines) if self._can_be_title(line)]
        keys = self.document.title_keys
        said = [at for at in candidates if key_of(self.lines[at].text) in keys]
        if said:
            return min(said, key=lambda at: (self.rank(at), at))
        headings = [at for at in candidates if self.rank(at) < 7]
        alike = [at for at in headings if any(key_of(self.lines[at].text) in key for key in keys)]
        return min(alike or headings, key=lambda at: (self.rank(at), at), default=None)

    def _can_be_title(self, line: Line) -> bool:
        if len(line.text) > TITLE_LENGTH or self.document.zones.of(line.node) is not None:
            return False
        return not self.document.names.are_all_of(line.text)

    def rank(self, at: int) -> int:
        """1 to 6 for a line in a heading, 7 for any other."""
        node = self.lines[at].node
        for element in () if node is None else (node, *node.iterancestors()):
            if element.tag in HEADINGS:
                return int(element.tag[1])
        return 7

    def is_heading(self, at: int) -> bool:
        """Whether a line is a heading."""
        return self.rank(at) < 7

    @property
    def title_line(self) -> Line | None:
        """The line that is the title."""
        return None if self.title_at is None else self.lines[self.title_at]

    @cached_property
    def end_at(self) -> int:
        """The first line after the title that can be no article's any more: a label for comments."""
        stop = bare(self.document.site.labels.comments)
        start = 0 if self.title_at is None else self.title_at + 1
        seen = 0
        for at in range(start, len(self.lines)):
            if stop.is_all_of(self.lines[at].text) and seen >= ENOUGH:
                return at
            seen += prose(self.lines[at])
        return len(self.lines)

    def _weight(self, at: int) -> int:
        line = self.lines[at]
        if self.zone(at) is not None:
            return -max(20, len(line.text))
        if line.is_linked:
            return -AGAINST * max(10, len(line.text))
        return -5 if is_meta(line, self.document) else prose(line) - line.linked or -5

    def zone(self, at: int) -> str | None:
        """What the place of a line is for besides the article."""
        node = self.lines[at].node
        if at in self.listed or self._other_article(node) is not None:
            return "related"
        return self.document.zones.of(node)

    def _other_article(self, node: HtmlElement | None) -> HtmlElement | None:
        """The <article> around an element that is not in the title's own, where the title stands in one."""
        if self.own_article is None or node is None:
            return None
        around = [one for one in (node, *node.iterancestors()) if one.tag == "article"]
        return None if self.own_article in around or not around else around[0]

    @cached_property
    def own_article(self) -> HtmlElement | None:
        """The <article> that the title stands in."""
        node = None if self.title_line is None else self.title_line.node
        around = () if node is None else node.iterancestors()
        return next((one for one in around if one.tag == "article"), None)

    @cached_property
    def listed(self) -> set[int]:
        """The lines under a label for related articles, and the label."""
        label = bare(self.document.site.labels.related)
        found: set[int] = set()
        for start, line in enumerate(self.lines):
            if label.is_all_of(line.text):
                found.add(start)
                for at in range(start + 1, len(self.lines)):
                    if ends_list(self.document, self.lines[at]):
                        break
                    found.add(at)
        return found

    @cached_property
    def run(self) -> range:
        """The lines of the article's prose, the lead among them when nothing heavy parts it from the body."""
        best, best_run = ENOUGH - 1, range(0)
        weight = start = 0
        for at in range(0 if self.title_at is None else self.title_at + 1, self.end_at):
            if weight <= 0:
                weight, start = 0, at
            weight += self._weight(at)
            if weight > best:
                best, best_run = weight, range(start, at + 1)
        return best_run

    @cached_property
    def prose(self) -> list[int]:
        """Which lines are the article's paragraphs, from the title to the end of the run."""
        first = self.run.start if self.title_at is None else self.title_at + 1
        opening = takewhile(self._is_open, range(first, self.run.start))
        return [
            at for at in (*opening, *self.run) if self.zone(at) is None and self._is_paragraph(self.lines[at])
        ]

    def _is_open(self, at: int) -> bool:
        """Whether the article can go on past a line: it is no link and in no zone."""
        return self.zone(at) is None and not self.lines[at].is_linked

    def _is_paragraph(self, line: Line) -> bool:
        if not is_prose(line) or line.is_linked or is_meta(line, self.document):
            return False
        if len(DATES.taken_from(line.text)) < PROSE and DATES.is_in(line.text):
            return False
        # the print header: the site's name, and the title again
        rest = self.document.names.without(key_of(line.text))
        return bool(rest) and (self.title_line is None or rest != key_of(self.title_line.text))

    @cached_property
    def part(self) -> set[HtmlElement]:
        """The article's part of the page: what stands in the innermost element around title and prose."""
        title = () if self.title_at is None else (self.title_at,)
        return inside(common([self.lines[at].node for at in (*title, *self.prose)]))
