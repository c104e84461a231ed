"""Layouts nobody has described: title, body, date and categories by the structure of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from shahr20.pages.body import Body, links_of
from shahr20.pages.document import Document
from shahr20.pages.layers.labels import LONGEST, with_time
from shahr20.pages.layout import Layout
from shahr20.pages.lines import join, squeeze
from shahr20.pages.names import key_of
from shahr20.pages.printed import (
    DATE,
    FOOTER,
    UPDATES,
    find_date,
    is_meta_line,
    labelled,
)
from shahr20.pages.record import Term
from shahr20.pages.rules import Draft
from shahr20.pages.terms import is_category_link, terms
from shahr20.pages.tree import common, inside
from shahr20.pages.trim import Front, is_meta
from shahr20.pages.zones import words_in

CRUMBS = frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs"))
"""What themes call the way from the home page to the article."""

MOST_CATEGORIES = 4
"""An article is in one or two; more links to categories beside its title are a menu."""

NEAR = 6
"""A date this many lines before the title can still be the article's."""


def title_confirmed(document: Document, _: Draft) -> str | None:
    """The line that says what the metadata call the article; a heading rather than another."""
    line = Layout.of(document).title_line
    return line.text if line is not None and key_of(line.text) in document.title_keys else None


def title_heading(document: Document, _: Draft) -> str | None:
    """The heading that is most likely the title, in a page whose metadata do not say."""
    line = Layout.of(document).title_line
    return line.text if line is not None else None


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


def categories(document: Document, draft: Draft) -> list[Term]:
    """The links of the breadcrumb; else those to WordPress's categories beside the title or right after the text."""
    for element in document.body.iter("nav", "ol", "ul", "div", "p", "section"):
        if CRUMBS & words_in(element) and document.zones.of(element) not in ("related", "comments"):
            found = terms(document, _but(element.iter("a"), document, draft))
            if found:
                return found
    layout = Layout.of(document)
    if layout.title_at is None:
        return []
    last = layout.prose[-1] if layout.prose else layout.title_at
    near = [at for at in range(layout.title_at - NEAR, last + NEAR + 1) if 0 <= at < len(layout.lines)]
    own = [
        layout.lines[at] for at in near if layout.zone(at) is None and layout.lines[at].node in layout.part
    ]
    anchors = [
        a for line in own for a in line.links if is_category_link(document.absolute(a.get("href", "")) or "")
    ]
    found = terms(document, anchors)
    return found if len(found) <= MOST_CATEGORIES else []


def _but(anchors: Iterable[HtmlElement], document: Document, draft: Draft) -> list[HtmlElement]:
    """Links without those to this article."""
    own = {document.absolute(document.page.url), draft.url}
    title = key_of(draft.title_raw or "")
    return [
        a
        for a in anchors
        if document.absolute(a.get("href", "")) not in own and key_of(a.text_content()) != title
    ]


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
    labels = layout.document.site.labels.published
    sure = labelled(tuple(label for label in labels if label != "تاریخ"), DATE)
    for at in range(max(1, layout.title_at - NEAR), layout.prose[0]):
        # above the title stands today's date too, with no more than «تاریخ» before it
        said = sure if at < layout.title_at else labelled(labels, DATE)
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
