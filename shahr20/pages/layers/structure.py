"""Layouts nobody has described: what stands where, by headings, prose, links and the order of things.

A news page in any markup is a title, perhaps a lead and a meta line, a run of prose, and lists of links. Each
line after the title gets a weight: prose counts for, links and furniture against. The run of lines that weighs
most (the maximum subarray, Kadane's algorithm) is the article; the lead is what stands apart at its top.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.body import Body, links_of
from shahr20.pages.document import Document
from shahr20.pages.layers.labels import LONGEST, ends_list, with_time
from shahr20.pages.layers.metadata import summary
from shahr20.pages.lines import Line, join
from shahr20.pages.printed import ATTRIBUTIONS, DATE, FOOTER, OPENERS, UPDATES, bare, find_date, is_meta_line
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.trim import HEADINGS, PROSE, Front, is_meta, is_prose, prose
from shahr20.persian.fold import squash

LEAD_NAMES = frozenset(
    "lead lid summary excerpt standfirst intro introtext abstract description dek chapo subhead".split()  # noqa: SIM905
)
ENOUGH = 80
"""Letters of prose without which a page has no article."""

AGAINST = 3
"""How many letters of prose one letter of a line of links outweighs: teasers are a title and a line of prose."""

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
    """The run of prose after the title."""
    lines = Layout.of(document).body(draft)
    return Body(join(lines), links_of(lines, document)) if lines else None


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
        return not self.document.names.are_all_of(line.text)

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
        """The first line after the title that can be no article's any more: a label for comments."""
        stop = bare(self.document.site.labels.comments)
        start = 0 if self.title_at is None else self.title_at + 1
        seen = 0
        for at in range(start, len(self.lines)):
            if stop.fullmatch(self.lines[at].text) and seen >= ENOUGH:
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
        return None if node is None else next((one for one in node.iterancestors() if one.tag == "article"), None)

    @cached_property
    def listed(self) -> set[int]:
        """The lines under a label for related articles, and the label."""
        label = bare(self.document.site.labels.related)
        found: set[int] = set()
        for start, line in enumerate(self.lines):
            if label.fullmatch(line.text):
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
        lines = range(first, self.run.stop)
        return [at for at in lines if self.zone(at) is None and self._is_paragraph(self.lines[at])]

    def _is_paragraph(self, line: Line) -> bool:
        if not is_prose(line) or line.is_linked or is_meta(line, self.document):
            return False
        if len(DATE.sub("", line.text)) < PROSE and DATE.search(line.text):
            return False
        # the print header: the site's name, and the title again
        rest = self.document.names.without(squash(line.text))
        return bool(rest) and (self.title_line is None or rest != squash(self.title_line.text))

    @cached_property
    def part(self) -> set[HtmlElement]:
        """The article's part of the page: what stands in the innermost element around title and prose."""
        held = [self.lines[at].node for at in (*([] if self.title_at is None else [self.title_at]), *self.prose)]
        around = common(held)
        return set() if around is None else {around, *around.iterdescendants()}

    @cached_property
    def lead(self) -> list[Line]:
        """The lines of the lead."""
        named = self._named_lead()
        if named or len(self.prose) < 2:
            return [self.lines[at] for at in named]
        first, second, *_ = self.prose
        return [self.lines[first]] if self._is_lead(first, second) else []

    def _named_lead(self) -> list[int]:
        """The lines of an element that calls itself the lead, between the title and the end of the prose."""
        for at in self.prose:
            for element in self._inside_part(self.lines[at].node):
                names = " ".join((element.get("class", ""), element.get("id", ""), element.get("itemprop", "")))
                if LEAD_NAMES & set(names.lower().replace("-", " ").replace("_", " ").split()):
                    inside = {element, *element.iterdescendants()}
                    held = [one for one in self.prose if self.lines[one].node in inside]
                    return held if len(held) < len(self.prose) else []
        return []

    def _inside_part(self, node: HtmlElement | None) -> Iterator[HtmlElement]:
        """An element and those around it, within the article's part of the page."""
        while node is not None and node.getparent() in self.part:
            yield node
            node = node.getparent()

    def _is_lead(self, first: int, second: int) -> bool:
        """Whether the first paragraph stands apart from the second: by metadata, place, words or markup."""
        one, two = self.lines[first], self.lines[second]
        if squash(summary(self.document)) == squash(one.text):
            return True
        if OPENERS.match(one.text):
            return False
        between = range(first + 1, second)
        if any(is_meta(self.lines[at], self.document) or self.zone(at) for at in between):
            return True
        if ATTRIBUTIONS.search(two.text[:200]) and not ATTRIBUTIONS.search(one.text[:200]):
            return True
        if one.strong > 0.9 * len(one.text) and two.strong < 0.5 * len(two.text):
            return True
        if one.node is two.node or one.node is None or two.node is None:
            return False
        if one.node.tag in HEADINGS:
            return True
        rest = {self.lines[at].node.getparent() for at in self.prose[1:]}
        return len(rest) == 1 and one.node.getparent() not in rest

    def body(self, draft: Draft) -> list[Line]:
        """The lines of the body: its prose, and what stands between and beside it in the same element."""
        lead = {squash(line) for line in (draft.lead_raw or "").splitlines()}
        held = [at for at in self.prose if squash(self.lines[at].text) not in lead] or self.prose
        if not held:
            return []
        front = Front(self.document, draft)
        around = common([self.lines[at].node for at in held], at_least_parent=True)
        inside = set() if around is None else {around, *around.iterdescendants()}
        first, last = held[0], held[-1]
        while first and self._belongs(first - 1, inside) and not front.owns(self.lines[first - 1]):
            first -= 1
        while last + 1 < self.end_at and self._belongs(last + 1, inside):
            last += 1
        while self._is_heading(last):
            last -= 1
        return [self.lines[at] for at in range(first, last + 1) if self.zone(at) is None]

    def _belongs(self, at: int, inside: set[HtmlElement]) -> bool:
        """Whether a line beside the prose can be the editor's: a heading, an item, a credit."""
        line = self.lines[at]
        if at == self.title_at or line.node not in inside or line.is_linked or self.zone(at) is not None:
            return False
        return not is_meta(line, self.document) and not FOOTER.search(line.text) and not find_date(line.text)

    def _is_heading(self, at: int) -> bool:
        return self._rank(at) < 7

    @cached_property
    def date(self) -> str | None:
        """The printed date: alone on a line of the article's part of the page, the nearest to the title."""
        found = sorted(self._dates())
        return found[0][-1] if found else None

    def _dates(self) -> Iterator[tuple[bool, int, str]]:
        title = self.title_at
        if title is None:
            return
        labels = self.document.site.labels
        for at in range(max(0, title - NEAR), self.end_at):
            line = self.lines[at]
            if len(line.text) > LONGEST or line.is_linked or line.node not in self.part or self.zone(at):
                continue
            for text in (line.text, *line.pieces):
                date = find_date(text)
                if date is None or UPDATES.search(text.partition(date)[0]):
                    continue
                if is_meta_line(text, (*labels.id, *labels.published)):
                    yield (at < title, abs(at - title), with_time(date, self.lines, at))
                    break

    def related(self, draft: Draft) -> list[Related]:
        """The first list of links to articles after the article's last line."""
        if not self.prose:
            return []
        run: list[HtmlElement] = []
        for at in range(self.prose[-1] + 1, len(self.lines)):
            line, zone = self.lines[at], self.zone(at)
            if zone in ("comments", "around", "ads", "share") or (line.node not in self.part and zone != "related"):
                if run:
                    break
            elif line.is_linked and line.links:
                run.extend(line.links)
            elif run and ends_list(self.document, line):
                break
        found = related_of(self.document, run, draft.id)
        return found if len([one for one in found if one.id]) > 1 else []


def common(nodes: list[HtmlElement | None], at_least_parent: bool = False) -> HtmlElement | None:
    """The innermost element around all of some nodes; of a single one that node, or its parent."""
    held = [node for node in nodes if node is not None]
    if not held:
        return None
    paths = [list(reversed((node, *node.iterancestors()))) for node in set(held)]
    shared = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
    if not shared:
        return None
    return shared[-2] if at_least_parent and shared[-1] is held[-1] and len(shared) > 1 and len(set(held)) == 1 else shared[-1]
