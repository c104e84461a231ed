"""From the element that holds the body to the words the editor wrote, all of them and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml.html import HtmlElement, tostring

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, join, lines_of, squeeze
from shahr20.pages.printed import bare, find_date, is_meta_line
from shahr20.pages.record import Link
from shahr20.pages.rules import Draft
from shahr20.pages.zones import kind_of
from shahr20.persian.fold import squash

PROSE = 60
"""A line with this many letters outside of links is prose, not a button or a heading."""

HIDDEN = frozenset(("screen-reader-text", "sr-only", "visually-hidden"))
CONTROLS = frozenset(("form", "fieldset", "dialog"))


@dataclass(frozen=True)
class Body:
    """The raw text of a body and the links in it."""

    text: str
    links: list[Link] = field(default_factory=list)

    def __str__(self) -> str:
        return self.text


def read_body(document: Document, element: HtmlElement, draft: Draft, not_body: Sequence[str] = ()) -> Body:
    """What the editor wrote in `element`.

    `not_body` are the site file's selectors of what never is. Whatever else the theme puts there (print header,
    meta line, share bar, adverts, related block, comments) is known by its tags, the words in its classes and
    its place: before the first or after the last paragraph.
    """
    element = deepcopy(element)
    for unwanted in document.select(", ".join(not_body), element) if not_body else ():
        if unwanted is not element:
            unwanted.drop_tree()
    soup = BeautifulSoup(tostring(element, encoding="unicode", with_tail=False), "lxml")
    remove_furniture(soup)
    lines = lines_of(soup)
    lines = lines[front_length(lines, document, draft) :]
    lines = lines[: len(lines) - back_length(lines, document)]
    return Body(join(lines), links_of(lines, document))


def remove_furniture(soup: BeautifulSoup) -> None:
    """Takes out hidden elements, forms and what its classes call share bar, advert, related or comments."""
    prose = [line for line in lines_of(soup) if len(line.text) - line.linked >= PROSE]
    total = sum(len(line.text) - line.linked for line in prose)
    wrappers = set(map(id, prose[0].node.parents)) | {id(prose[0].node)} if prose else set()
    for tag in soup.find_all(True):
        if tag.decomposed or not is_furniture(tag):
            continue
        if id(tag) in wrappers and sum(_prose(line) for line in lines_of(tag)) > total / 2:
            continue
        tag.decompose()


def _prose(line: Line) -> int:
    unlinked = len(line.text) - line.linked
    return unlinked if unlinked >= PROSE else 0


def is_furniture(tag: Tag) -> bool:
    """Whether a tag in a body calls itself something else than content, or is not shown."""
    classes = tag.get_attribute_list("class")
    names = [name for name in classes if isinstance(name, str)]
    style = str(tag.get("style", "")).replace(" ", "").lower()
    if tag.name in CONTROLS or tag.has_attr("hidden") or "display:none" in style or HIDDEN & set(names):
        return True
    return kind_of(tag.name, names, str(tag.get("id", "")), str(tag.get("role", ""))) is not None


def front_length(lines: list[Line], document: Document, draft: Draft) -> int:
    """How many lines at the top are the theme's: site name, title again, meta line, lead again."""
    title = squash(draft.title_raw or "")
    said = {
        title,
        squash(draft.kicker_raw or ""),
        squash(draft.published_raw or ""),
        squash(draft.image_caption or ""),
    }
    said |= {squash(line) for line in (draft.lead_raw or "").splitlines()}
    for count, line in enumerate(lines):
        key = squash(line.text)
        if (
            not key
            or key in said
            or document.without_names(key) in ("", title)
            or is_meta(line, document)
        ):
            continue
        return count
    return 0 if squash(draft.lead_raw or "") == squash(join(lines)) else len(lines)


def is_meta(line: Line, document: Document) -> bool:
    """Whether a line holds labels, dates, counters and buttons, and nothing else."""
    labels = document.site.labels
    known = (*labels.id, *labels.published)
    if not is_meta_line(line.text, known):
        return False
    return (
        any(letter.isdigit() for letter in line.text)
        or line.linked > 0
        or bare(known).match(line.text) is not None
    )


def back_length(lines: list[Line], document: Document) -> int:
    """How many lines at the end are the theme's: related block, comment rules, tags, short link, buttons."""
    end = len(lines)
    labels = document.site.labels
    for heading in (bare(labels.comments), bare(labels.related)):
        for at, line in enumerate(lines[:end]):
            if heading.fullmatch(line.text) and all(is_after(one, document) for one in lines[at + 1 : end]):
                end = at
                break
    while end and is_after(lines[end - 1], document) and is_meta(lines[end - 1], document):
        end -= 1
    return len(lines) - end


def is_after(line: Line, document: Document) -> bool:
    """Whether a line can stand in a list of links or among the rules for comments."""
    if line.is_linked or is_meta(line, document) or find_date(line.text) == line.text:
        return True
    key = squash(line.text)
    return any(word in key for word in ("دیدگاه", "نظر", "پیامها", "منتشرنخواهد", "ایمیل"))


def links_of(lines: list[Line], document: Document) -> list[Link]:
    """The links in a body that lead elsewhere, in order, each once."""
    own = document.absolute(document.page.url)
    found: dict[tuple[str, str], Link] = {}
    for line in lines:
        for anchor in line.links:
            url = document.absolute(str(anchor.get("href", "")))
            text = squeeze(anchor.get_text())
            if url and url != own and anchor.get("href"):
                found.setdefault((url, text), Link(url=url, text=text))
    return list(found.values())
