"""Layouts nobody has described: what stands where, by headings, prose, links and the order of things.

A news page in any markup is a title, perhaps a lead and a meta line, a run of prose, and lists of links. Each
line gets a weight (prose counts for, links and furniture against); the element whose lines weigh most holds
the article's words, and what stands in it before the first and after the last paragraph is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.body import Body, read_body
from shahr20.pages.document import Document
from shahr20.pages.layers.labels import ends_list, with_time
from shahr20.pages.layers.metadata import summary
from shahr20.pages.lines import Line, join
from shahr20.pages.printed import OPENERS, UPDATES, bare, find_date, is_meta_line
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.trim import HEADINGS, is_meta, is_prose, prose, trim_found
from shahr20.persian.fold import squash

LEAD_NAMES = frozenset(
    "lead lid summary excerpt standfirst intro introtext abstract dek chapo subhead".split()  # noqa: SIM905
)
ENOUGH = 80
"""Letters of prose without which an element is no article's."""

NEAR = 6
"""A date this many lines before the title can still be the article's."""

TITLE_LENGTH = 300


def title_confirmed(document: Document, _: Draft) -> str | None:
    """The line that says what the metadata call the article; a heading rather than another."""
    line = Layout.of(document).title_line
    return line.text if line is not None and squash(line.text) in document.title_keys else None


def title_heading(document: Document, _: Draft) -> str | None:
    """The heading that is most likely the title, in a page whose metadata do not say."""
    line = Layout.of(document).title_line
    return line.text if line is not None else None


def lead_raw(document: Document, _: Draft) -> str | None:
    """The paragraph that stands apart between the title and the body."""
    return join(Layout.of(document).lead) or None


def body_raw(document: Document, draft: Draft) -> Body | None:
    """The prose of the element that weighs most."""
    container = Layout.of(document).container
    if container is None:
        return None
    found = read_body(document, container, draft, trim=trim_found)
    return found if found.text else None


def published_raw(document: Document, _: Draft) -> str | None:
    """A date that stands alone beside the title, before or after the body."""
    return Layout.of(document).date


def related(document: Document, draft: Draft) -> list[Related]:
    """The first list of links to articles after the body, in the article's part of the page."""
    return Layout.of(document).related(draft)


class Layout:
    """What the structure of one page suggests."""

    _known: WeakKeyDictionary[Document, Layout] = WeakKeyDictionary()

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
        said = [at for at in candidates if squash(self.lines[at].text) in keys]
        if said:
            return min(said, key=lambda at: (self._rank(at), at))
        headings = [at for at in candidates if self._rank(at) < 7]
        alike = [at for at in headings if any(squash(self.lines[at].text) in key for key in keys)]
        return min(alike or headings, key=lambda at: (self._rank(at), at), default=None)

    def _can_be_title(self, line: Line) -> bool:
        if len(line.text) > TITLE_LENGTH or self.document.zones.of(line.node) is not None:
            return False
        return not self.document.names_only_the_site(line.text)

    def _rank(self, at: int) -> int:
        """1 to 6 for a line in a heading, 7 for any other."""
        node = self.lines[at].node
        for element in () if node is None else (node, *node.iterancestors()):
            if element.tag in HEADINGS:
                return int(element.tag[1])
        return 7

    @property
    def title_line(self) -> Line | None:
        """The line that is the title."""
        return None if self.title_at is None else self.lines[self.title_at]

    @cached_property
    def end_at(self) -> int:
        """The first line after the title that can be no article's any more: a label for comments or related."""
        labels = self.document.site.labels
        stop = bare((*labels.related, *labels.comments))
        start = 0 if self.title_at is None else self.title_at + 1
        seen = 0
        for at in range(start, len(self.lines)):
            if stop.fullmatch(self.lines[at].text) and seen >= ENOUGH:
                return at
            seen += prose(self.lines[at])
        return len(self.lines)

    def _weight(self, at: int) -> int:
        line = self.lines[at]
        if self.document.zones.of(line.node) is not None or at >= self.end_at:
            return -max(20, len(line.text))
        if self.title_at is not None and at < self.title_at:
            return -5
        return prose(line) - line.linked or -5

    @cached_property
    def container(self) -> HtmlElement | None:
        """The element whose lines weigh most; the innermost of those that weigh the same."""
        weights: dict[HtmlElement, int] = {}
        for at, line in enumerate(self.lines):
            weight = self._weight(at)
            for element in () if line.node is None else (line.node, *line.node.iterancestors()):
                weights[element] = weights.get(element, 0) + weight
        best = max(weights.items(), key=lambda item: (item[1], depth(item[0])), default=None)
        return best[0] if best and best[1] >= ENOUGH else None

    @cached_property
    def inner(self) -> list[int]:
        """Which lines are the article's: those of the container and what stands between it and the title."""
        if self.container is None:
            return []
        inside = {self.container, *self.container.iterdescendants()}
        held = [at for at, line in enumerate(self.lines) if line.node in inside and at < self.end_at]
        start = held[0] if self.title_at is None else self.title_at + 1
        return [at for at in range(min(start, held[-1]), held[-1] + 1) if self._is_near(at)]

    def _is_near(self, at: int) -> bool:
        return self.document.zones.of(self.lines[at].node) is None

    @cached_property
    def lead(self) -> list[Line]:
        """The lines of the lead."""
        named = self._lead_by_name()
        if named:
            return named
        paragraphs = [at for at in self.inner if is_prose(self.lines[at])]
        if len(paragraphs) < 2:
            return []
        first, second = paragraphs[0], paragraphs[1]
        if self._is_lead(first, second, paragraphs):
            return [self.lines[first]]
        return []

    def _lead_by_name(self) -> list[Line]:
        """The lead in an element that calls itself so, between the title and the prose."""
        for at in self.inner:
            line = self.lines[at]
            element = line.node
            while element is not None and element is not self.container and element.tag not in ("body", "main", "article"):
                names = " ".join((element.get("class", ""), element.get("id", ""), element.get("itemprop", "")))
                if LEAD_NAMES & set(names.lower().replace("-", " ").replace("_", " ").split()):
                    inside = {element, *element.iterdescendants()}
                    return [self.lines[one] for one in self.inner if self.lines[one].node in inside]
                element = element.getparent()
        return []

    def _is_lead(self, first: int, second: int, paragraphs: list[int]) -> bool:
        one, two = self.lines[first], self.lines[second]
        if squash(summary(self.document)) == squash(one.text):
            return True
        if OPENERS.match(one.text):
            return False
        between = self.lines[first + 1 : second]
        if any(is_meta(line, self.document) for line in between):
            return True
        if OPENERS.match(two.text):
            return True
        if one.node is two.node or one.node is None or two.node is None:
            return False
        apart = one.node.getparent() is not two.node.getparent()
        rest = {self.lines[at].node.getparent() for at in paragraphs[1:] if self.lines[at].node is not None}
        return one.node.tag in HEADINGS or (apart and len(rest) == 1)

    @cached_property
    def date(self) -> str | None:
        """The printed date: alone on a line of the article's part of the page, the nearest to the title."""
        found = sorted(self._dates())
        return found[0][-1] if found else None

    def _dates(self) -> Iterator[tuple[int, int, str]]:
        title = self.title_at
        if title is None or self.container is None:
            return
        part = common(self.lines[title].node, self.container)
        inside = {part, *part.iterdescendants()} if part is not None else set()
        labels = self.document.site.labels
        for at in range(max(0, title - NEAR), self.end_at):
            line = self.lines[at]
            date = find_date(line.text) if len(line.text) < 120 else None
            if date is None or line.node not in inside or not self._is_near(at) or line.is_linked:
                continue
            before = line.text.partition(date)[0]
            if UPDATES.search(before) or not is_meta_line(line.text, (*labels.id, *labels.published)):
                continue
            yield (0 if at > title else 1, abs(at - title), with_time(date, self.lines, at))

    def related(self, draft: Draft) -> list[Related]:
        """The first list of links to articles after the article's last line."""
        if not self.inner or self.title_at is None:
            return []
        part = common(self.lines[self.title_at].node, self.container)
        inside = {part, *part.iterdescendants()} if part is not None else set()
        run: list[HtmlElement] = []
        for line in self.lines[self._last_prose() + 1 :]:
            kind = self.document.zones.of(line.node)
            if kind in ("comments", "around", "ads", "share") or (line.node not in inside and kind != "related"):
                if run:
                    break
                continue
            if line.is_linked and line.links:
                run.extend(line.links)
            elif run and ends_list(self.document, line):
                break
        found = related_of(self.document, run, draft.id)
        return found if len([one for one in found if one.id]) > 1 else []

    def _last_prose(self) -> int:
        return max((at for at in self.inner if is_prose(self.lines[at])), default=0)


def depth(element: HtmlElement) -> int:
    """How deep an element stands."""
    return sum(1 for _ in element.iterancestors())


def common(one: HtmlElement | None, two: HtmlElement | None) -> HtmlElement | None:
    """The innermost element that holds both."""
    if one is None or two is None:
        return None
    around = {two, *two.iterancestors()}
    return next((element for element in (one, *one.iterancestors()) if element in around), None)
