"""Layouts nobody has described: what stands where, by headings, prose, links and the order of things.

A news page in any markup is a title, perhaps a lead and a meta line, a run of prose, and lists of links. Each
line gets a weight (prose counts for, links and furniture against); the element whose lines weigh most holds
the article's words, and what stands in it before the first and after the last paragraph is taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.body import Body, read_body
from shahr20.pages.document import Document
from shahr20.pages.layers.labels import with_time
from shahr20.pages.layers.metadata import summary
from shahr20.pages.lines import Line, join
from shahr20.pages.printed import FOOTER, OPENERS, bare, find_date, is_meta_line, is_update
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.terms import related as related_of
from shahr20.pages.trim import HEADINGS, PROSE, is_prose, prose, trim_found
from shahr20.persian.fold import squash

LEAD_NAMES = frozenset(
    ("lead", "lid", "summary", "excerpt", "standfirst", "intro", "introtext", "abstract", "dek", "chapo", "subhead")
)
ENOUGH = 80
"""Letters of prose without which an element is no article's."""

NEAR = 6
"""A date this many lines before the title can still be the article's."""


def title_confirmed(document: Document, _: Draft) -> str | None:
    """The line that says what the metadata call the article; a heading rather than another."""
    place = Layout.of(document).title_line
    return place.text if place is not None and squash(place.text) in document.title_keys else None


def title_heading(document: Document, _: Draft) -> str | None:
    """The heading that is most likely the title, in a page whose metadata do not say."""
    place = Layout.of(document).title_line
    return place.text if place is not None else None


def lead_raw(document: Document, draft: Draft) -> str | None:
    """The paragraph that stands apart between the title and the body."""
    layout = Layout.of(document)
    lines = layout.lead_lines
    return join(lines) or None if squash(join(lines)) != squash(draft.title_raw or "") else None


def body_raw(document: Document, draft: Draft) -> Body | None:
    """The prose of the element that weighs most."""
    layout = Layout.of(document)
    if layout.container is None:
        return None
    found = read_body(document, layout.container, draft, trim=trim_found)
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
