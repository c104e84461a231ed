"""The labels a page prints («شناسه», «انتشار», «نوشته های مشابه»), wherever they stand in its markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile, zip_longest

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, squeeze
from shahr20.pages.printed import DATE, NUMBER, SIDEBARS, TIMES, bare, find_date, labelled, number
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.tree import common, inside

MOST_HEADINGS = 5
"""A page has one or two headings for related articles; one with hundreds is out to waste time."""

LONGEST = 160
"""A longer line is a sentence that speaks of a date, not a label with its value."""


def printed_id(document: Document, _: Draft) -> int | None:
    """The number after a label for ids."""
    found = _values(document, document.site.labels.id, NUMBER, lambda line: (cut(line), line.text))
    return next((number(value) for value in found), None)


def published_raw(document: Document, _: Draft) -> str | None:
    """The date after a label for dates."""
    found = _values(
        document,
        document.site.labels.published,
        DATE,
        lambda line: (line.text, cut(line)),
    )
    return next(map(squeeze, found), None)


def _values(
    document: Document, labels: tuple[str, ...], value: str, views: Callable[[Line], tuple[str, str]]
) -> Iterator[str]:
    """What stands after a label, on its line or alone on the next, outside of sidebars and footers.

    `views` gives the two texts of a line, as it reads and as its markup cuts it, the more telling first.
    """
    label, alone = labelled(labels, value), bare(labels)
    for line, following in zip_longest(document.lines, document.lines[1:]):
        if len(line.text) > LONGEST:
            continue
        one, other = views(line)
        said = label.first(one) or label.first(other)
        if said is None and following is not None and alone.is_all_of(line.text):
            said = label.first(f"{line.text} {following.text}")
        if said and document.zones.of(line.node) is None:
            yield said


def cut(line: Line) -> str:
    """A line cut where its markup cuts it, by a mark that is neither a letter nor a space."""
    return "\v".join(line.pieces)


def with_time(date: str, lines: list[Line], at: int) -> str:
    """`date` with the time that stands alone on the line after it, where the date has none."""
    if not TIMES.is_in(date) and at + 1 < len(lines):
        following = lines[at + 1].text
        if TIMES.is_all_of(following):
            return f"{date} {following}"
    return date


def related(document: Document, draft: Draft) -> list[Related]:
    """The links under a heading for related articles."""
    label = bare(document.site.labels.related)
    headings = [at for at, line in enumerate(document.lines) if label.is_all_of(line.text)][:MOST_HEADINGS]
    zones = {at: document.zones.of(document.lines[at].node) for at in headings}
    # a sidebar may be where the theme puts them
    for at in sorted(headings, key=lambda at: zones[at] not in (None, "related")):
        if zones[at] not in ("comments", "ads"):
            found = related_of(document, anchors_after(document, at), draft.id)
            if found:
                return found
    return []


def anchors_after(document: Document, at: int) -> list[HtmlElement]:
    """The links that belong to a heading: those after it, in the smallest element around it that has any."""
    heading = document.lines[at]

    def goes_on(line: Line) -> bool:
        return not ends_list(document, line) and not _are_alike(line, heading)

    following = list(takewhile(goes_on, document.lines[at + 1 :]))
    first = next((line for line in following if line.links), None)
    if first is None:
        return []
    section = inside(common((heading.node, first.node)))
    return [anchor for line in following if line.node in section for anchor in line.links]


def _are_alike(line: Line, heading: Line) -> bool:
    """Whether a line is marked up as a heading is, so that it must be the next one."""
    if line.is_linked or line.node is None or heading.node is None or line.node is heading.node:
        return False
    named = heading.node.get("class")
    return bool(named) and (line.node.tag, line.node.get("class")) == (heading.node.tag, named)


def ends_list(document: Document, line: Line) -> bool:
    """Whether a line cannot belong to a list of links: another heading, or prose."""
    labels = document.site.labels
    if line.is_linked:
        return False
    if bare((*labels.comments, *labels.related)).is_all_of(line.text) or SIDEBARS.begins(line.text):
        return True
    is_heading = line.node is not None and line.node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    return is_heading or (len(line.text) > 80 and not line.linked and find_date(line.text) is None)
