"""What an archive must hold of a WordPress, by WordPress's own account; no code of the project reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

PARAGRAPH, LINE, CELL = "\x1d", "\x1e", "\x1f"
BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "figure", "figcaption", "hr", "table")
)
SILENT = frozenset(("script", "style", "iframe", "noscript"))


class Text(HTMLParser):
    """The text of markup: blocks and list items part paragraphs, rows and <br> lines, cells a tab."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.handle_edge(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag != "br":
            self.handle_edge(tag)

    def handle_edge(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append(PARAGRAPH)
        elif tag in ("br", "tr"):
            self.pieces.append(LINE)
        elif tag in ("td", "th"):
            self.pieces.append(CELL)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", re.sub("[\x1c-\x1f]", " ", data)))


def text_of(markup: str) -> str:
    """Raw text as archive.db has it."""
    parser = Text()
    parser.feed(markup)
    parser.close()

    def gap(run: re.Match[str]) -> str:
        marks = run[0]
        rows = CELL in marks
        if PARAGRAPH in marks or (marks.count(LINE) > 1 and not rows):
            return "\n\n"
        if LINE in marks:
            return "\n"
        return "\t" if rows else " "

    return re.sub(f"[ {PARAGRAPH}{LINE}{CELL}]+", gap, "".join(parser.pieces)).strip()


def line_of(markup: str) -> str:
    """The same for what is one line, whatever breaks are in it: a title, a caption."""
    return " ".join(text_of(markup).split())


@dataclass(frozen=True)
class Article:
    """One article as its page shows it. `related` are pairs of id and title; `minute` is UTC."""

    id: int
    url: str
    minute: str
    kicker: str | None
    title: str
    lead: str | None
    body: str
    author: str
    image: str | None
    caption: str | None
    categories: tuple[str, ...]
    tags: frozenset[str]
    related: tuple[tuple[int, str], ...]
    in_parts: bool


PICTURE_FIRST = re.compile(
    r"\s*<figure\b.*?<figcaption[^>]*>(?P<caption>.*?)</figcaption>\s*</figure>", re.DOTALL
)


def article(said: dict[str, Any]) -> Article:
    """From one row of the `published` action.

    A picture at the very beginning is the article's, where it has no other: its caption is not body.
    """
    parts = list(said["parts"])
    caption = line_of(said["caption"])
    picture = PICTURE_FIRST.match(parts[0])
    if picture and not caption:
        caption, parts[0] = line_of(picture["caption"]), parts[0][picture.end() :]
    return Article(
        id=said["id"],
        url=said["url"],
        minute=said["published"].replace(" ", "T")[:16],
        kicker=line_of(said["kicker"]) or None,
        title=line_of(said["title"]),
        lead=text_of(said["lead"]) or None,
        body="\n\n".join(filter(None, map(text_of, parts))),
        author=said["author"],
        image=said["image"] or None,
        caption=caption or None,
        categories=tuple(term["name"] for term in said["categories"]),
        tags=frozenset(term["name"] for term in said["tags"]),
        related=tuple((other["id"], line_of(other["title"])) for other in said["related"]),
        in_parts=len(parts) > 1,
    )
