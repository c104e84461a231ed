"""The lead in layouts nobody has described: the paragraphs that stand apart between the title and the body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.layers.metadata import summary
from shahr20.pages.layout import Layout
from shahr20.pages.lines import join
from shahr20.pages.names import key_of
from shahr20.pages.printed import ATTRIBUTIONS, OPENERS
from shahr20.pages.rules import Draft
from shahr20.pages.tree import inside
from shahr20.pages.trim import HEADINGS, is_meta
from shahr20.pages.zones import words_in

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
        "subtitle",
        "subheading",
    )
)
"""What themes call the lead in classes, ids and itemprops; a subtitle with sentences below the title is one."""

MOST_LEAD = 3
"""Paragraphs in a lead."""


def lead_raw(document: Document, draft: Draft) -> str | None:
    """The paragraphs that stand apart between the title and the body."""
    layout = Layout.of(document)
    named = _named_lead(layout)
    taken = inside(draft.body_element)
    if any(layout.lines[at].node in taken for at in (named or layout.prose[:1])):
        return None
    found = named or _above(layout, taken)
    if not found:
        found = next((layout.prose[:count] for count in _counts(layout) if _is_lead(layout, count)), [])
    return join(layout.lines[at] for at in found) or None


def _counts(layout: Layout) -> range:
    """How many paragraphs a lead may have: fewer than there are."""
    return range(1, min(MOST_LEAD, len(layout.prose) - 1) + 1)


def _named_lead(layout: Layout) -> list[int]:
    """The paragraphs in an element that calls itself the lead, or each in one."""
    found: list[int] = []
    for at in layout.prose:
        element = next((one for one in _around(layout, at) if LEAD_NAMES & words_in(one)), None)
        if element is not None:
            within = inside(element)
            found += [one for one in layout.prose if layout.lines[one].node in within and one not in found]
        elif found and at not in found:
            break
    return found if len(found) < len(layout.prose) else []


def _around(layout: Layout, at: int) -> Iterator[HtmlElement]:
    """The elements around a line, within the article's part of the page."""
    node = layout.lines[at].node
    while node is not None and node.getparent() in layout.part:
        yield node
        node = node.getparent()


def _above(layout: Layout, body: set[HtmlElement]) -> list[int]:
    """The paragraphs between the title and the element that an era names as the body, where they are few."""
    if not any(layout.lines[at].node in body for at in layout.prose):
        return []
    found = list(takewhile(lambda at: layout.lines[at].node not in body, layout.prose))
    captions = (at for at in found if any(one.tag == "figcaption" for one in _around(layout, at)))
    return found if len(found) <= MOST_LEAD and not any(captions) else []


def _is_lead(layout: Layout, count: int) -> bool:
    """Whether the first paragraphs stand apart from those after them: by metadata, place, words or markup."""
    lead, rest = layout.prose[:count], layout.prose[count:]
    said, after = [layout.lines[at] for at in lead], layout.lines[rest[0]]
    if key_of(summary(layout.document)) == key_of(join(said)):
        return True
    if any(OPENERS.begins(line.text) for line in said):
        return False
    between = range(lead[-1] + 1, rest[0])
    if any(is_meta(layout.lines[at], layout.document) for at in between):
        return True
    # a box between two paragraphs of one element is in the text
    if not _are_siblings(said[-1].node, after.node) and any(layout.zone(at) for at in between):
        return True
    if count == 1 and ATTRIBUTIONS.is_in(after.text[:200]) and not ATTRIBUTIONS.is_in(said[0].text[:200]):
        return True
    if all(line.strong > 0.9 * len(line.text) for line in said) and after.strong < 0.5 * len(after.text):
        return True
    return _stands_apart([line.node for line in said], [layout.lines[at].node for at in rest])


def _are_siblings(one: HtmlElement | None, other: HtmlElement | None) -> bool:
    return one is not None and other is not None and one.getparent() is other.getparent()


def _stands_apart(lead: list[HtmlElement | None], rest: list[HtmlElement | None]) -> bool:
    """Whether elements stand apart from those after them: as headings, or outside of the element around those.

    Items of a list and cells of a table stand so too, each in an element like the next one's.
    """
    if any(node is None for node in (*lead, *rest)) or set(lead) & set(rest):
        return False
    if all(node.tag in HEADINGS for node in lead if node is not None):
        return True
    parents = {node.getparent() for node in rest if node is not None}
    around = {node.getparent() for node in lead if node is not None}
    if len(parents) > 1 or len(around) > 1 or parents & around:
        return False
    one, other = around.pop(), parents.pop()
    if one is None or other is None:
        return False
    alike = (one.tag, one.get("class")) == (other.tag, other.get("class"))
    return not (alike and len(rest) == 1 and one.tag in ("li", "tr", "td", "div"))
