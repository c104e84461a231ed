"""Layouts nobody has described: title, lead, body, date and related articles by the structure of the page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from shahr20.pages.body import Body, links_of
from shahr20.pages.document import Document
from shahr20.pages.layers.labels import LONGEST, ends_list, with_time
from shahr20.pages.layers.metadata import summary
from shahr20.pages.layout import Layout
from shahr20.pages.lines import join, squeeze
from shahr20.pages.names import key_of
from shahr20.pages.printed import (
    ATTRIBUTIONS,
    DATE,
    FOOTER,
    OPENERS,
    UPDATES,
    find_date,
    is_meta_line,
    labelled,
)
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.tree import common, inside
from shahr20.pages.trim import HEADINGS, Front, is_meta

LEAD_NAMES = frozenset(
    (
        "lead",
        "lid",
        "summary",
        "excerpt",
        "standfirst",
        "intro",
        "introtext",
        "abstract",
        "description",
        "dek",
        "chapo",
        "subhead",
    )
)
"""What themes call the lead in classes, ids and itemprops."""

NEAR = 6
"""A date this many lines before the title can still be the article's."""

NO_LISTS = frozenset(("comments", "around", "links", "ads", "share"))
"""Zones whose lists of links are never the related articles."""


def title_confirmed(document: Document, _: Draft) -> str | None:
    """The line that says what the metadata call the article; a heading rather than another."""
    line = Layout.of(document).title_line
    return line.text if line is not None and key_of(line.text) in document.title_keys else None


def title_heading(document: Document, _: Draft) -> str | None:
    """The heading that is most likely the title, in a page whose metadata do not say."""
    line = Layout.of(document).title_line
    return line.text if line is not None else None


def lead_raw(document: Document, draft: Draft) -> str | None:
    """The paragraph that stands apart between the title and the body."""
    layout = Layout.of(document)
    named = _named_lead(layout)
    taken = inside(draft.body_element)
    if any(layout.lines[at].node in taken for at in (named or layout.prose[:1])):
        return None
    if named or len(layout.prose) < 2:
        return join(layout.lines[at] for at in named) or None
    first, second, *_rest = layout.prose
    return layout.lines[first].text if _is_lead(layout, first, second) else None


def _named_lead(layout: Layout) -> list[int]:
    """The paragraphs in an element that calls itself the lead."""
    for at in layout.prose:
        for element in _around(layout, at):
            names = " ".join((element.get("class", ""), element.get("id", ""), element.get("itemprop", "")))
            if LEAD_NAMES & set(names.lower().replace("-", " ").replace("_", " ").split()):
                within = inside(element)
                held = [one for one in layout.prose if layout.lines[one].node in within]
                return held if len(held) < len(layout.prose) else []
    return []


def _around(layout: Layout, at: int) -> Iterator[HtmlElement]:
    """The elements around a line, within the article's part of the page."""
    node = layout.lines[at].node
    while node is not None and node.getparent() in layout.part:
        yield node
        node = node.getparent()


def _is_lead(layout: Layout, first: int, second: int) -> bool:
    """Whether the first paragraph stands apart from the second: by metadata, place, words or markup."""
    one, two = layout.lines[first], layout.lines[second]
    if key_of(summary(layout.document)) == key_of(one.text):
        return True
    if OPENERS.begins(one.text):
        return False
    if any(is_meta(layout.lines[at], layout.document) or layout.zone(at) for at in range(first + 1, second)):
        return True
    if ATTRIBUTIONS.is_in(two.text[:200]) and not ATTRIBUTIONS.is_in(one.text[:200]):
        return True
    if one.strong > 0.9 * len(one.text) and two.strong < 0.5 * len(two.text):
        return True
    if one.node is two.node or one.node is None or two.node is None:
        return False
    if one.node.tag in HEADINGS:
        return True
    rest = {layout.lines[at].node.getparent() for at in layout.prose[1:]}
    return len(rest) == 1 and one.node.getparent() not in rest


def body_raw(document: Document, draft: Draft) -> Body | None:
    """The run of prose without the lead, and what stands between and beside it in the same element."""
    layout = Layout.of(document)
    lead = {key_of(line) for line in (draft.lead_raw or "").splitlines()}
    held = [at for at in layout.prose if key_of(layout.lines[at].text) not in lead] or layout.prose
    if not held:
        return None
    front = Front(document, draft)
    around = common([layout.lines[at].node for at in held])
    if len(held) == 1 and around is not None:
        around = around.getparent()
    within = inside(around)
    first, last = held[0], held[-1]
    while first and _belongs(layout, first - 1, within) and not front.owns(layout.lines[first - 1]):
        first -= 1
    while last + 1 < layout.end_at and _belongs(layout, last + 1, within):
        last += 1
    while last > held[-1] and layout.is_heading(last):
        last -= 1
    lines = [layout.lines[at] for at in range(first, last + 1) if layout.zone(at) is None]
    return Body(join(lines), links_of(lines, document))


def _belongs(layout: Layout, at: int, within: set[HtmlElement]) -> bool:
    """Whether a line beside the prose can be the editor's: a heading, an item, a credit."""
    line = layout.lines[at]
    if at == layout.title_at or line.node not in within or line.is_linked or layout.zone(at) is not None:
        return False
    return not (is_meta(line, layout.document) or FOOTER.is_in(line.text) or find_date(line.text))


def published_raw(document: Document, _: Draft) -> str | None:
    """A date alone on a line of the article's part of the page; after the title first, then the nearest.

    Else a labelled one in a box between the title and the text.
    """
    layout = Layout.of(document)
    found = sorted(_dates(layout))
    return found[0][-1] if found else _date_in_box(layout)


def _date_in_box(layout: Layout) -> str | None:
    """The date in an <aside> or the like of an article's own facts; a box of other news has no such label."""
    if layout.title_at is None or not layout.prose:
        return None
    said = labelled(layout.document.site.labels.published, DATE)
    for at in range(layout.title_at + 1, layout.prose[0]):
        line, before = layout.lines[at], layout.lines[at - 1]
        if layout.zone(at) == "around" and len(line.text) <= LONGEST and not line.linked:
            date = said.first(line.text) or said.first(f"{before.text} {line.text}")
            if date is not None:
                return squeeze(date)
    return None


def _dates(layout: Layout) -> Iterator[tuple[bool, int, str]]:
    title = layout.title_at
    if title is None:
        return
    labels = layout.document.site.labels
    for at in range(max(0, title - NEAR), layout.end_at):
        line = layout.lines[at]
        if len(line.text) > LONGEST or line.is_linked or line.node not in layout.part or layout.zone(at):
            continue
        for text in (line.text, *line.pieces):
            date = find_date(text)
            if date is None or UPDATES.is_in(text.partition(date)[0]):
                continue
            if is_meta_line(text, (*labels.id, *labels.published)):
                yield (at < title, abs(at - title), with_time(date, layout.lines, at))
                break


def related(document: Document, draft: Draft) -> list[Related]:
    """The first list of links to articles after the body, in the article's part of the page."""
    layout = Layout.of(document)
    if not layout.prose:
        return []
    run: list[HtmlElement] = []
    for at in range(layout.prose[-1] + 1, len(layout.lines)):
        line, zone = layout.lines[at], layout.zone(at)
        if zone in NO_LISTS or (line.node not in layout.part and zone != "related"):
            if run:
                break
        elif line.is_linked and line.links:
            run.extend(line.links)
        elif run and ends_list(document, line):
            break
    found = related_of(document, run, draft.id)
    return found if len([one for one in found if one.id]) > 1 else []
