"""The site file's selectors: where the layouts that are known keep each field.

An era holds for a page when its title and its body stand inside its article element and no newer era holds;
only then do its other selectors speak, and only inside that element.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.body import Body, read_body
from shahr20.pages.document import Document
from shahr20.pages.lines import join, lines_of, squeeze, text_of
from shahr20.pages.names import key_of
from shahr20.pages.pictures import caption_of, source_of
from shahr20.pages.printed import find_date, labelled
from shahr20.pages.record import Related, Term
from shahr20.pages.rules import Draft, Rule
from shahr20.pages.site import Era
from shahr20.pages.terms import related as related_of
from shahr20.pages.terms import terms
from shahr20.pages.tree import inside
from shahr20.pages.trim import Front, is_prose

TITLE_LENGTH = 400


ELSEWHERE = frozenset(("related", "comments", "around", "links"))
"""Zones inside an article element that are not about the article."""


class Place(NamedTuple):
    """Where an era finds the article on a page."""

    article: HtmlElement
    title: HtmlElement
    body: HtmlElement


class Selectors:
    """The rules of one era; `newer` are those that go before it."""

    def __init__(self, era: Era, newer: tuple[Selectors, ...] = ()) -> None:
        self.era = era
        self.newer = newer
        self._places: WeakKeyDictionary[Document, Place | None] = WeakKeyDictionary()

    def rule(self, field: str) -> Rule:
        """The rule of this era for a field."""
        return Rule(f"selectors:{self.era.name}", getattr(self, field))

    def place(self, document: Document) -> Place | None:
        """Where the article is on a page; None when the era does not hold."""
        if document not in self._places:
            self._places[document] = self._find_place(document)
        return self._places[document]

    def _find_place(self, document: Document) -> Place | None:
        if any(era.place(document) for era in self.newer):
            return None
        for css in self.era.article:
            for article in document.select(css):
                title = self._title_in(document, article)
                body = None if title is None else self._body_in(document, article, title)
                if title is not None and body is not None:
                    return Place(article, title, body)
        return None

    def _title_in(self, document: Document, article: HtmlElement) -> HtmlElement | None:
        """The title: of all that the selectors find what the metadata confirm, else the first."""
        found = [one for css in self.era.title for one in document.select(css, article)]
        fitting = [one for one in found if _can_be_title(document, one)]
        known = (one for one in fitting if key_of(one.text_content()) in document.title_keys)
        return next(known, fitting[0] if fitting else None)

    def _body_in(self, document: Document, article: HtmlElement, title: HtmlElement) -> HtmlElement | None:
        """The element that holds the body: the longest that the first fitting selector finds.

        One that holds the title is no body but a wrapper around it.
        """
        around_title = set(title.iterancestors())
        for css in self.era.body:
            found = [
                one
                for one in document.select(css, article)
                if document.zones.of(one) is None and one not in around_title
            ]
            if found:
                return max(found, key=lambda one: len(one.text_content()))
        return None

    def _first(
        self, document: Document, selectors: tuple[str, ...], unless: frozenset[str] = ELSEWHERE
    ) -> list[HtmlElement]:
        """What the first selector that finds text finds in the article, `unless` it is in such a zone."""
        place = self.place(document)
        if place is None:
            return []
        for css in selectors:
            found = [
                one for one in document.select(css, place.article) if document.zones.of(one) not in unless
            ]
            if any(squeeze(one.text_content()) for one in found):
                return found
        return []

    def title_raw(self, document: Document, _: Draft) -> str | None:
        """The title's line."""
        place = self.place(document)
        return squeeze(text_of(place.title)) if place else None

    def kicker_raw(self, document: Document, _: Draft) -> str | None:
        """The surtitle."""
        found = self._first(document, self.era.kicker)
        return squeeze(text_of(found[0])) if found else None

    def lead_raw(self, document: Document, draft: Draft) -> str | None:
        """The lead, all of its paragraphs."""
        place = self.place(document)
        found = [one for one in self._first(document, self.era.lead) if squeeze(one.text_content())]
        beside = [one for one in found if one.getparent() is found[0].getparent()]
        if place is not None and any(one in beside for one in place.body.iterancestors()):
            return _opening(document, draft, beside[0], place.body)
        text = "\n\n".join(text_of(one) for one in beside)
        return text if key_of(text) != key_of(draft.title_raw or "") else None

    def body_raw(self, document: Document, draft: Draft) -> Body | None:
        """The body in the element the era names; an empty one when that element has no words."""
        place = self.place(document)
        return read_body(document, place.body, draft, self.era.not_body) if place else None

    def published_raw(self, document: Document, _: Draft) -> str | None:
        """The date in the era's place for it; one with a label before it counts first."""
        place = self.place(document)
        if place is None:
            return None
        label = labelled(document.site.labels.published, ".*")
        for css in self.era.published:
            found = [one for one in document.select(css, place.article) if document.zones.of(one) is None]
            lines = [line.text for one in found for line in lines_of(one)]
            for line in sorted(lines, key=lambda line: not label.is_in(line)):
                date = find_date(line)
                if date:
                    return date
        return None

    def categories(self, document: Document, _: Draft) -> list[Term]:
        """The categories' links; breadcrumbs have them too."""
        return terms(document, self._first(document, self.era.category, ELSEWHERE - {"around"}))

    def tags(self, document: Document, _: Draft) -> list[Term]:
        """The tags' links."""
        return terms(document, self._first(document, self.era.tag))

    def author(self, document: Document, _: Draft) -> str | None:
        """Who wrote it."""
        found = self._first(document, self.era.author)
        return squeeze(found[0].text_content()) if found else None

    def related(self, document: Document, draft: Draft) -> list[Related]:
        """The related articles' links."""
        place = self.place(document)
        if place is None:
            return []
        for css in self.era.related:
            found = related_of(document, document.select(css, place.article), draft.id)
            if found:
                return found
        return []

    def image_url(self, document: Document, _: Draft) -> str | None:
        """The address of the main picture."""
        image = self._image(document)
        return None if image is None else source_of(document, image)

    def image_caption(self, document: Document, _: Draft) -> str | None:
        """What stands under the main picture."""
        image = self._image(document)
        return None if image is None else caption_of(image)

    def _image(self, document: Document) -> HtmlElement | None:
        place = self.place(document)
        if place is None:
            return None
        for css in self.era.image:
            for found in document.select(css, place.article):
                if document.zones.of(found) not in ("related", "comments", "ads"):
                    return found
        return None


def _opening(document: Document, draft: Draft, lead: HtmlElement, body: HtmlElement) -> str | None:
    """The lead in an element that was never closed, so that the body is in it: a line, and the prose below.

    What the theme prints between lead and body ends it.
    """
    within, front = inside(body), Front(document, draft)
    own = list(takewhile(lambda line: line.node not in within and not front.owns(line), lines_of(lead)))
    return join([*own[:1], *takewhile(is_prose, own[1:])]) or None


def _can_be_title(document: Document, element: HtmlElement) -> bool:
    """Whether an element's words can be a title: not the site's name, not a sidebar's or a card's."""
    if document.zones.of(element) is not None:
        return False
    text = squeeze(element.text_content())
    return bool(text) and len(text) <= TITLE_LENGTH and not document.names.are_all_of(text)
