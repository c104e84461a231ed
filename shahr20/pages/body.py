"""From the element that holds the body to the words the editor wrote, all of them and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml.html import HtmlElement, tostring

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, join, lines_of, words_of
from shahr20.pages.record import Link
from shahr20.pages.rules import Draft
from shahr20.pages.trim import is_prose, prose, trimmed
from shahr20.pages.zones import kind_of_names

HIDDEN = frozenset(("screen-reader-text", "sr-only", "visually-hidden"))
UNWANTED = "data-not-body"
"""Marks what the site file's selectors find: lxml finds faster, BeautifulSoup removes what holds odd characters."""

CONTROLS = frozenset(("form", "fieldset", "dialog"))
ASIDES = frozenset(("nav", "aside"))
"""In a body these are the theme's, but for blocks of the editor's that are made of them."""


@dataclass(frozen=True)
class Body:
    """The raw text of a body and the links in it.

    Of a body that begins with a picture `caption` is what stands under it, where the text is without
    it; else `leading_captions` says how many of the text's first paragraphs are captions.
    """

    text: str
    links: list[Link] = field(default_factory=list)
    caption: str | None = None
    leading_captions: int = 0

    def __str__(self) -> str:
        return self.text


def read_body(document: Document, element: HtmlElement, draft: Draft, not_body: Sequence[str] = ()) -> Body:
    """What the editor wrote in `element`.

    `not_body` are the site file's selectors of what never is. Whatever else the theme puts there (print
    header, meta line, share bar, adverts, related block, comments) is known by its tags, its classes and
    its place: before the first or after the last paragraph. A picture at the very beginning is the
    article's main one, unless it has another: its caption is not the first paragraph.
    """
    element = deepcopy(element)
    for unwanted in document.select(", ".join(not_body), element) if not_body else ():
        unwanted.set(UNWANTED, "")
    soup = BeautifulSoup(tostring(element, encoding="unicode", with_tail=False), "lxml")
    root = soup.find(element.tag)
    if not isinstance(root, Tag):
        return Body("")
    for tag in root.find_all(None, {UNWANTED: True}):
        tag.extract()
    remove_furniture(root)
    lines = trimmed(lines_of(root), document, draft)
    captions, links = leading_captions(lines), links_of(lines, document)
    if draft.image_caption is None:
        return Body(join(lines[len(captions) :]), links, caption=join(captions) or None)
    return Body(join(lines), links, leading_captions=len(captions))


def leading_captions(lines: list[Line]) -> list[Line]:
    """The lines of a body that are captions of the pictures it begins with; none where it is nothing else."""
    found = list(takewhile(lambda line: is_caption(line.node), lines))
    return found if len(found) < len(lines) else []


def is_caption(node: Tag) -> bool:
    """Whether a tag is a picture's caption, or in one."""
    return any(
        tag.name == "figcaption" or "wp-caption-text" in tag.get_attribute_list("class")
        for tag in (node, *node.parents)
    )


def remove_furniture(root: Tag) -> None:
    """Takes out hidden elements, forms and what its classes call share bar, advert, related or comments."""
    unwanted = [tag for tag in root.find_all(True) if is_furniture(tag)]
    if not unwanted:
        return
    found = [line for line in lines_of(root) if is_prose(line)]
    total = sum(map(prose, found))
    around = {id(found[0].node), *map(id, found[0].node.parents)} if found else set()
    for tag in unwanted:
        holds_the_body = id(tag) in around and sum(map(prose, lines_of(tag))) > total / 2
        if not holds_the_body:
            tag.extract()


def is_furniture(tag: Tag) -> bool:
    """Whether a tag in a body calls itself something else than content, or is not shown."""
    classes = tag.get_attribute_list("class")
    names = [name for name in classes if isinstance(name, str)]
    style = str(tag.get("style", "")).replace(" ", "").lower()
    if tag.name in CONTROLS or tag.has_attr("hidden") or "display:none" in style or HIDDEN & set(names):
        return True
    if tag.name in ASIDES and not any(name.startswith("wp-block-") for name in names):
        return True
    return kind_of_names((*names, str(tag.get("id", "")))) is not None


def links_of(lines: list[Line], document: Document) -> list[Link]:
    """The links in a body that lead elsewhere, in order, each once."""
    own = document.absolute(document.page.url)
    found: dict[tuple[str, str], Link] = {}
    for line in lines:
        for anchor in line.links:
            url = document.absolute(str(anchor.get("href", "")))
            text = words_of(anchor)
            if url and url != own and anchor.get("href"):
                found.setdefault((url, text), Link(url=url, text=text))
    return list(found.values())
