"""The site file's selectors: where the layouts that are known keep each field.

An era holds for a page when its title stands inside its article element; only then do its other selectors
speak, and only inside that element.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from shahr20.pages.body import Body, read_body
from shahr20.pages.document import Document
from shahr20.pages.lines import lines_of, squeeze, text_of
from shahr20.pages.names import key_of
from shahr20.pages.pictures import caption_of, source_of
from shahr20.pages.printed import find_date, labelled
from shahr20.pages.record import Related, Term
from shahr20.pages.rules import Draft, Rule
from shahr20.pages.site import Era
from shahr20.pages.terms import related as related_of
from shahr20.pages.terms import terms

TITLE_LENGTH = 400


class Selectors:
    """The rules of one era."""

    def __init__(self, era: Era) -> None:
        self.era = era
        self._places: WeakKeyDictionary[Document, tuple[HtmlElement, HtmlElement] | None] = (
            WeakKeyDictionary()
        )

    def rule(self, field: str) -> Rule:
        """The rule of this era for a field."""
        return Rule(f"selectors:{self.era.name}", getattr(self, field))

    def holds(self, document: Document) -> bool:
        """Whether a page is of this era: its title and its body are where the era says."""
        return self._body_element(document) is not None

    def place(self, document: Document) -> tuple[HtmlElement, HtmlElement] | None:
        """The article element of a page and the title in it; None when the era does not hold."""
        if document not in self._places:
            self._places[document] = self._find_place(document)
        return self._places[document]

    def _find_place(self, document: Document) -> tuple[HtmlElement, HtmlElement] | None:
        for css in self.era.article:
            for article in document.select(css):
                title = self._title_in(document, article)
                if title is not None:
                    return article, title
        return None

    def _title_in(self, document: Document, article: HtmlElement) -> HtmlElement | None:
        for css in self.era.title:
            found = [one for one in document.select(css, article) if _can_be_title(document, one)]
            known = (one for one in found if key_of(one.text_content()) in document.title_keys)
            best = next(known, found[0] if found else None)
            if best is not None:
                return best
        return None

    def _first(self, document: Document, selectors: tuple[str, ...]) -> list[HtmlElement]:
        """What the first selector that finds text finds, inside the article and not in another's card."""
        place = self.place(document)
        if place is None:
            return []
        for css in selectors:
            found = [
                one
                for one in document.select(css, place[0])
                if document.zones.of(one) not in ("related", "comments")
            ]
            if any(squeeze(one.text_content()) for one in found):
                return found
        return []

    def title_raw(self, document: Document, _: Draft) -> str | None:
        """The title's line."""
        place = self.place(document)
        return squeeze(text_of(place[1])) if place else None

    def kicker_raw(self, document: Document, _: Draft) -> str | None:
        """The surtitle."""
        found = self._first(document, self.era.kicker)
        return squeeze(text_of(found[0])) if found else None

    def lead_raw(self, document: Document, draft: Draft) -> str | None:
        """The lead, all of its paragraphs."""
        found = [one for one in self._first(document, self.era.lead) if squeeze(one.text_content())]
        beside = [one for one in found if one.getparent() is found[0].getparent()]
        text = "\n\n".join(text_of(one) for one in beside)
        return text if key_of(text) != key_of(draft.title_raw or "") else None

    def body_raw(self, document: Document, draft: Draft) -> Body | None:
        """The body in the element the era names; an empty one when that element has no words."""
        element = self._body_element(document)
        return None if element is None else read_body(document, element, draft, self.era.not_body)

    def _body_element(self, document: Document) -> HtmlElement | None:
        """The element that holds the body: what the first fitting selector finds, the longest of them."""
        place = self.place(document)
        if place is None:
            return None
        for css in self.era.body:
            found = [one for one in document.select(css, place[0]) if document.zones.of(one) is None]
            if found:
                return max(found, key=lambda one: len(one.text_content()))
        return None

    def published_raw(self, document: Document, _: Draft) -> str | None:
        """The date in the era's place for it; one with a label before it counts first."""
        place = self.place(document)
        if place is None:
            return None
        label = labelled(document.site.labels.published, ".*")
        for css in self.era.published:
            found = [one for one in document.select(css, place[0]) if document.zones.of(one) is None]
            lines = [line.text for one in found for line in lines_of(one)]
            for line in sorted(lines, key=lambda line: not label.is_in(line)):
                date = find_date(line)
                if date:
                    return date
        return None

    def categories(self, document: Document, _: Draft) -> list[Term]:
        """The categories' links."""
        return terms(document, self._first(document, self.era.category))

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
        for css in self.era.related if place else ():
            found = related_of(document, document.select(css, place[0]), draft.id) if place else []
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
        for css in self.era.image if place else ():
            for found in document.select(css, place[0]) if place else ():
                if document.zones.of(found) not in ("related", "comments", "ads"):
                    return found
        return None


def _can_be_title(document: Document, element: HtmlElement) -> bool:
    text = squeeze(element.text_content())
    return bool(text) and len(text) <= TITLE_LENGTH and not document.names.are_all_of(text)
