"""Headings over lists of links: their words, wherever on a line or in a link of their own they stand."""

from __future__ import annotations

from lxml.html import HtmlElement

from shahr20.pages.address import same_host
from shahr20.pages.document import Document
from shahr20.pages.lines import Line, words_of
from shahr20.pages.printed import KINDRED, SIDEBARS, SUGGESTED, bare, find_date
from shahr20.pages.terms import is_article_link

LONGEST = 60
"""Letters in a heading; «شاید از این مطالب هم خوشتان بیاید» has 33."""


def heading_of(document: Document, line: Line) -> str:
    """The words of a line that may be a heading over links.

    Before the first link to an article where the line has one («بیشتر بخوانید: …»), else all of it; of tabs, whose
    links lead nowhere, the first. Empty when the line begins with such a link or is too long for a heading.
    """
    if not line.links:
        return _bare(line.text)
    first = next((anchor for anchor in line.links if leads_to_article(document, anchor)), None)
    if first is not None:
        said = line.text.partition(words_of(first))[0]
    else:
        said = line.pieces[0] if len(line.links) > 1 else line.text
    return _bare(said)


def _bare(said: str) -> str:
    """Words without the marks around them; none where they are too many."""
    said = said.strip(" :：|«»•-–—")
    return said if len(said) <= LONGEST else ""


def leads_to_article(document: Document, anchor: HtmlElement) -> bool:
    """Whether a link leads to another page of the site that may be an article."""
    href = anchor.get("href", "")
    url = document.absolute(href) if href and not href.startswith("#") else None
    return url is not None and same_host(url, document.site) and is_article_link(document, url)


def is_related(document: Document, line: Line) -> bool:
    """Whether a line has a heading for related articles in a wording of the site file."""
    said = heading_of(document, line)
    return bool(said) and bare(document.site.labels.related).is_all_of(said)


def is_kindred(document: Document, line: Line) -> bool:
    """The same in any wording that says that the articles below have to do with this one."""
    said = heading_of(document, line)
    return bool(said) and KINDRED.is_in(said) and not SIDEBARS.begins(said)


def is_suggested(document: Document, line: Line) -> bool:
    """Whether a line has a heading that stands over related articles, or over a box of the whole site."""
    said = heading_of(document, line)
    return bool(said) and SUGGESTED.is_in(said) and not SIDEBARS.begins(said)


def is_of_a_sidebar(line: Line) -> bool:
    """Whether a line is the heading of the latest or most read articles."""
    return len(line.text) <= LONGEST and SIDEBARS.begins(line.text)


def ends_list(document: Document, line: Line) -> bool:
    """Whether a line cannot belong to a list of links: another heading, or prose."""
    labels = document.site.labels
    if line.is_linked:
        return False
    if bare((*labels.comments, *labels.related)).is_all_of(line.text) or is_of_a_sidebar(line):
        return True
    is_heading = line.node is not None and line.node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    return is_heading or (len(line.text) > 80 and not line.linked and find_date(line.text) is None)
