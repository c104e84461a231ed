"""The related articles: lists of links under a heading that says so, or in the place where themes put them."""

from __future__ import annotations

from itertools import takewhile

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.headings import (
    ends_list,
    heading_of,
    is_kindred,
    is_of_a_sidebar,
    is_suggested,
    leads_to_article,
)
from shahr20.pages.layout import Layout
from shahr20.pages.lines import Line
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.tree import common, inside

MOST_HEADINGS = 5
"""A page has one or two headings for related articles; one with hundreds is out to waste time."""

FEWEST = 2
"""One link under a heading that nobody knows is a button («بیشتر بخوانید»), not a list."""

NO_LISTS = frozenset(("comments", "around", "links", "ads", "share"))
"""Zones whose lists of links are never the related articles, unless a heading in the article says so."""


def labelled(document: Document, draft: Draft) -> list[Related]:
    """The links under a heading for related articles in a wording of the site file, wherever it stands."""
    headings = Layout.of(document).related_headings[:MOST_HEADINGS]
    zones = {at: document.zones.of(document.lines[at].node) for at in headings}
    # a sidebar may be where the theme puts them
    for at in sorted(headings, key=lambda at: zones[at] not in (None, "related")):
        if zones[at] not in ("comments", "ads"):
            found = related_of(document, anchors_under(document, at), draft.id)
            if found:
                return found
    return []


def headed(document: Document, draft: Draft) -> list[Related]:
    """The links to articles below the text, under a heading in another wording.

    «… مرتبط», «در همین زمینه» and the like say what they are, also in a sidebar; «پیشنهاد سردبیر» stands over boxes
    of the whole site too, so it counts only over the first list after the text, and in a <nav>, an <aside> and the
    like only in the article's part of the page.
    """
    layout = Layout.of(document)
    if not layout.prose:
        return []
    after = range(layout.prose[-1] + 1, len(layout.lines))
    kindred = [at for at in after if is_kindred(document, layout.lines[at])]
    first = takewhile(lambda at: not _is_list(layout, at), after)
    suggested = [at for at in first if is_suggested(document, layout.lines[at]) and _is_near(layout, at)]
    for at in (*sorted(kindred, key=lambda at: not _is_near(layout, at))[:MOST_HEADINGS], *suggested[:1]):
        if layout.zone(at) in ("comments", "ads", "share"):
            continue
        anchors = [one for one in anchors_under(document, at) if leads_to_article(document, one)]
        found = related_of(document, anchors, draft.id)
        if len(found) >= FEWEST:
            return found
    return []


def _is_near(layout: Layout, at: int) -> bool:
    """Whether a line is not in a sidebar or a menu, but for one in the article's part of the page."""
    node = layout.lines[at].node
    return layout.document.zones.of(node) in (None, "related") or node in layout.part


def _is_list(layout: Layout, at: int) -> bool:
    """Whether a line is of a list of articles with no heading of theirs."""
    line = layout.lines[at]
    linked = [
        one for one in line.links if layout.document.article_id(layout.document.absolute(one.get("href", "")))
    ]
    return (
        bool(linked) and layout.zone(at) not in ("links", "share") and not heading_of(layout.document, line)
    )


def bare(document: Document, draft: Draft) -> list[Related]:
    """The first list of links to articles after the body, in the article's part of the page."""
    layout = Layout.of(document)
    if not layout.prose:
        return []
    run: list[HtmlElement] = []
    latest = False
    for at in range(layout.prose[-1] + 1, len(layout.lines)):
        line, zone = layout.lines[at], layout.zone(at)
        if zone in NO_LISTS or (line.node not in layout.part and zone != "related"):
            if run:
                break
        elif line.links and (line.is_linked or zone == "related"):
            run.extend(() if latest else line.links)
        elif ends_list(document, line):
            if run:
                break
            latest = is_of_a_sidebar(line)
    found = related_of(document, run, draft.id)
    return found if len([one for one in found if one.id]) >= FEWEST else []


def anchors_under(document: Document, at: int) -> list[HtmlElement]:
    """The links that belong to a heading: beside it, and after it in the smallest element around it that has any."""
    heading = document.lines[at]

    def goes_on(line: Line) -> bool:
        return not ends_list(document, line) and not _are_alike(line, heading)

    own = [one for one in heading.links if leads_to_article(document, one)]
    following = list(takewhile(goes_on, document.lines[at + 1 :]))
    first = heading if own else next((line for line in following if line.links), None)
    if first is None:
        return []
    section = inside(common((heading.node, first.node)))
    return [*own, *(anchor for line in following if line.node in section for anchor in line.links)]


def _are_alike(line: Line, heading: Line) -> bool:
    """Whether a line is marked up as a heading is, so that it must be the next one."""
    if line.is_linked or line.node is None or heading.node is None or line.node is heading.node:
        return False
    named = heading.node.get("class")
    return bool(named) and (line.node.tag, line.node.get("class")) == (heading.node.tag, named)
