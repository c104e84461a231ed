"""What a rule is, and what the fields read before it have given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.record import Link, Related, Term


@dataclass
class Draft:
    """The raw fields read so far; later fields lean on earlier ones (the body is not the title)."""

    id: int | None = None
    url: str | None = None
    kicker_raw: str | None = None
    title_raw: str | None = None
    lead_raw: str | None = None
    body_raw: str | None = None
    published_raw: str | None = None
    published_machine: str | None = None
    author: str | None = None
    image_url: str | None = None
    image_caption: str | None = None
    categories: list[Term] = field(default_factory=list)
    tags: list[Term] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    leading_captions: int = 0
    body_element: HtmlElement | None = None
    """Where an era says that the body is: what is guessed to be something else is not in it."""


@dataclass(frozen=True)
class Rule:
    """One way to read one field. `find` answers None, or something empty, when it has nothing to say."""

    name: str
    find: Callable[[Document, Draft], Any]
    last_resort: bool = False
    """A guess at pages that no era describes: it costs more, and would add nothing to a comparison."""


@dataclass(frozen=True)
class Answer:
    """What one rule made of a page, and whether it is the answer that counts."""

    rule: str
    value: Any
    won: bool = False
