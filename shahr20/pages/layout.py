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
from shahr20.pages.headings import ends_list, is_of_a_sidebar, is_related
from shahr20.pages.lines import Line
from shahr20.pages.names import key_of
from shahr20.pages.printed import DATES, FOOTER, LONGEST_META, TAGS, bare, labelled
from shahr20.pages.tree import common, inside
from shahr20.pages.trim import HEADINGS, PROSE, is_meta, is_prose, prose

ENOUGH = 80
"""Letters of prose that are an article's wherever they stand."""

LITTLE = 20
"""Letters that are enough between the title and the end of the article: a line of news, the note to a video."""

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
        """The first line after the title that can be no article's any more: a label for comments.

        Below a short item only one that stands as a heading does, not a counter or a button («بدون دیدگاه») on top.
        """
        stop = bare(self.document.site.labels.comments)
        start = 0 if self.title_at is None else self.title_at + 1
        seen = 0
        for at in range(start, len(self.lines)):
            line = self.lines[at]
            if stop.is_all_of(line.text) and (
                seen >= ENOUGH
                or self.is_heading(at)
                or (seen and not line.links and not is_meta(line, self.document))
            ):
                return at
            seen += prose(line)
        return len(self.lines)

    @cached_property
    def closing(self) -> int | None:
        """The first line after some prose that says that the text is over: tags, related articles, the page's foot."""
        start = 0 if self.title_at is None else self.title_at + 1
        tags = labelled(TAGS, "")
        seen = False
        for at in range(start, self.end_at):
            line = self.lines[at]
            if seen and (
                at in self.listed
                or tags.begins(line.text[:LONGEST_META])
                or FOOTER.is_in(line.text[:LONGEST_META])
            ):
                return at
            if seen and (is_of_a_sidebar(line) or self.zone(at) in ("around", "related", "comments")):
                return at
            seen = seen or (self.zone(at) is None and self._is_paragraph(line))
        return None

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
    def related_headings(self) -> list[int]:
        """Which lines are headings for related articles, in a wording of the site file."""
        return [at for at, line in enumerate(self.lines) if is_related(self.document, line)]

    @cached_property
    def listed(self) -> set[int]:
        """The lines under a label for related articles, and the label."""
        found = set(self.related_headings)
        for start in self.related_headings:
            for at in range(start + 1, len(self.lines)):
                if ends_list(self.document, self.lines[at]):
                    break
                found.add(at)
        return found

    @cached_property
    def run(self) -> range:
        """The lines of the article's prose, the lead among them when nothing heavy parts it from the body.

        A short item weighs less than what stands below it: text before the end of the article goes first, but for
        a lead with a box of links below it, when text twice as long is no further from the title.
        """
        start = 0 if self.title_at is None else self.title_at + 1
        found = self._heaviest(start, self.end_at, ENOUGH)
        if found and (self.closing is None or found.start < self.closing):
            return found
        near = self._heaviest(start, self.closing or self.end_at, LITTLE)
        if found and near and self._letters(found) > 2 * self._letters(near):
            return found if self._around(found) in inside(self._around(near)) else near
        return near or found

    def _letters(self, run: range) -> int:
        """The letters of prose in a run."""
        return sum(prose(self.lines[at]) for at in run)

    def _around(self, run: range) -> HtmlElement | None:
        """The innermost element around the title and a run; the page for one in a footer."""
        nodes = [self.lines[at].node for at in run]
        if any(one.tag == "footer" for node in nodes[:1] if node is not None for one in node.iterancestors()):
            return self.document.body
        title = () if self.title_line is None else (self.title_line.node,)
        return common((*title, *nodes))

    def _heaviest(self, start: int, end: int, enough: int) -> range:
        """The lines from `start` to before `end` that weigh most; none where no lines weigh `enough`."""
        best, best_run = enough - 1, range(0)
        weight = 0
        for at in range(start, end):
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
        if (
            len(line.text) <= LONGEST_META
            and len(DATES.taken_from(line.text)) < PROSE
            and DATES.is_in(line.text)
        ):
            return False
        # the print header: the site's name, and the title again
        rest = self.document.names.without(key_of(line.text))
        return bool(rest) and (self.title_line is None or rest != key_of(self.title_line.text))

    @cached_property
    def part(self) -> set[HtmlElement]:
        """The article's part of the page: what stands in the innermost element around title and prose."""
        title = () if self.title_at is None else (self.title_at,)
        return inside(common([self.lines[at].node for at in (*title, *self.prose)]))
