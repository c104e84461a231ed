"""Markup to text: the lines a reader sees, and the raw text they make.

The rule, for every raw field of the archive: block elements, `<br><br>` and list items part paragraphs (a
blank line), a single `<br>` is a line break, table cells are parted by a tab and rows by a line break; a run
of white space inside a line is one space and lines are trimmed. Inline elements add nothing. No letter, no
half-space and no control character but white space changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bs4.element import NavigableString, Tag
from lxml.html import HtmlElement

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
"""What parts paragraphs: HTML's block-level elements (HTML standard, 15.3 Flow content)."""

CELLS = frozenset(("td", "th"))
TABLE_PARTS = CELLS | {"tr"}

HOLDERS = frozenset(("article", "aside", "body", "div", "footer", "header", "html", "main", "nav", "section"))
"""What holds parts of a page. An element with a hyphenated name is one of them in these, elsewhere inline."""

UNSEEN = frozenset(
    [
        "applet",
        "audio",
        "base",
        "canvas",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "param",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
    ]
)
"""What shows no text of the page, or text of its own that is not the page's."""

PARAGRAPH, BREAK, ROW, CELL = "\n\n", "\n", "\n", "\t"


@dataclass
class Line:
    """One line, or one table cell of a line. `gap` is what parts it from the line before."""

    text: str
    gap: str
    node: Any
    """The block element its first letters stand in (of lxml or BeautifulSoup, as the tree was)."""
    linked: int = 0
    """How many of its letters are in links."""
    strong: int = 0
    """How many of its letters are in bold."""
    links: list[Any] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The line again, cut where its markup cuts it: a theme parts «فرهنگی» from a date by a margin alone."""

    @property
    def is_linked(self) -> bool:
        """Whether it is a link and hardly anything else."""
        return self.linked >= 0.8 * len(self.text)


def squeeze(text: str) -> str:
    """`text` with one space for a run of white space, trimmed. Zero-width characters are no white space."""
    return " ".join(text.split())


def words_of(node: Any) -> str:
    """All the text in a node of lxml or BeautifulSoup, on one line."""
    return squeeze(node.get_text() if isinstance(node, Tag) else node.text_content())


def join(lines: Iterable[Line]) -> str:
    """The raw text that lines make."""
    return "".join(part for line in lines for part in (line.gap, line.text)).strip("\n\t")


def lines_of(root: HtmlElement | Tag, skip: Callable[[Any], bool] | None = None) -> list[Line]:
    """The lines of an element of lxml or of BeautifulSoup, in the order of the page.

    `skip` says of an element whether it is left out with everything in it.
    """
    typesetter = _Typesetter(skip or (lambda _: False))
    typesetter.feed(root)
    return typesetter.finish()


def text_of(root: HtmlElement | Tag) -> str:
    """The raw text of an element."""
    return join(lines_of(root))


@dataclass
class _Table:
    """What has been set of an open table."""

    has_rows: bool = False
    has_text: bool = False
    row_has_text: bool = False
    row_has_cell: bool = False


class _Typesetter:
    """Follows a tree and sets its lines."""

    def __init__(self, skip: Callable[[Any], bool]) -> None:
        self.skip = skip
        self.lines: list[Line] = []
        self.gap = ""  # what parts the coming line from the last one
        self.after_break = False  # a <br> has already ended the last line
        self.in_new_cell = False
        self.tables: list[_Table] = []
        self.blocks: list[Any] = []
        self.anchor: Any = None
        self.preformatted = 0
        self.bold = 0
        self.words: list[str] = []
        self.node: Any = None
        self.linked = 0
        self.strong = 0
        self.links: list[Any] = []

    def feed(self, node: Any) -> None:
        """Sets a node and everything in it."""
        is_soup = isinstance(node, Tag)
        tag = node.name if is_soup else node.tag
        if not isinstance(tag, str) or tag in UNSEEN or self.skip(node):
            return
        self.open(tag, node)
        if is_soup:
            for child in node.children:
                if isinstance(child, Tag):
                    self.feed(child)
                elif type(child) is NavigableString:
                    self.text(child)
        else:
            self.text(node.text)
            for child in node:
                self.feed(child)
                self.text(child.tail)
        self.close(tag, node)

    def open(self, tag: str, node: Any) -> None:
        if tag == "br":
            self.line_break()
        elif tag == "a":
            self.anchor = node
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag in BLOCKS or tag in TABLE_PARTS or self.is_component(tag):
            self.blocks.append(node)
            self.preformatted += tag == "pre"
            if tag == "tr" and self.tables:
                self.row(self.tables[-1])
            elif tag in CELLS and self.tables:
                self.cell(self.tables[-1])
            else:
                self.part()
            if tag == "table":
                self.tables.append(_Table())

    def is_component(self, tag: str) -> bool:
        """Whether an element of a page's own naming holds a part of it, not a part of a paragraph."""
        if "-" not in tag or not self.blocks:
            return False
        around = self.blocks[-1].name if isinstance(self.blocks[-1], Tag) else self.blocks[-1].tag
        return around in HOLDERS or "-" in around

    def close(self, tag: str, node: Any) -> None:
        if tag == "a":
            self.anchor = None
        elif tag in ("b", "strong"):
            self.bold -= 1
        elif self.blocks and self.blocks[-1] is node:
            self.preformatted -= tag == "pre"
            if tag == "table":
                self.in_new_cell = False
            if tag not in TABLE_PARTS:
                self.part()
            if tag == "table":
                self.tables.pop()
            self.blocks.pop()

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self.text(first)
            for one in rest:
                self.line_break()
                self.text(one)
            return
        self.words.append(text)
        if text.isspace():
            return
        if self.node is None:
            self.node = self.blocks[-1] if self.blocks else None
        if self.bold:
            self.strong += len(text)
        if self.anchor is not None:
            self.linked += len(text)
            if not self.links or self.links[-1] is not self.anchor:
                self.links.append(self.anchor)

    def line_break(self) -> None:
        """A <br>: the first one ends the line, the next one the paragraph."""
        if self.flush() or not self.after_break:
            self.gap = self.gap or BREAK
        else:
            self.gap = PARAGRAPH
        self.after_break = True

    def part(self) -> None:
        """The edge of a block; the one around all of a table cell's text leaves the cell in its row."""
        if self.flush() or not self.in_new_cell:
            self.gap = PARAGRAPH

    def row(self, table: _Table) -> None:
        self.flush()
        table.has_text |= table.row_has_text
        self.gap = ROW if table.has_text else PARAGRAPH
        table.has_rows, table.row_has_text, table.row_has_cell = True, False, False
        self.in_new_cell = True

    def cell(self, table: _Table) -> None:
        cell_had_text = self.flush() or not self.in_new_cell
        if table.row_has_cell and table.row_has_text:
            self.gap = CELL if cell_had_text else self.gap + CELL
        table.row_has_cell = True
        self.in_new_cell = True

    def flush(self) -> bool:
        """Ends the line; False when there was nothing on it."""
        if not self.words:
            return False
        text = squeeze("".join(self.words))
        if text:
            gap = self.gap if self.lines else ""
            pieces = [piece for piece in map(squeeze, self.words) if piece] if len(self.words) > 1 else [text]
            self.lines.append(Line(text, gap, self.node, self.linked, self.strong, self.links, pieces))
            self.gap, self.after_break, self.in_new_cell = "", False, False
            for table in self.tables:
                table.row_has_text = table.has_rows
        self.words, self.node, self.linked, self.strong, self.links = [], None, 0, 0, []
        return bool(text)

    def finish(self) -> list[Line]:
        self.flush()
        return self.lines


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by the paragraph they stand in."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.gap != PARAGRAPH:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
