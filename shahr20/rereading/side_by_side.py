"""How a checked page is shown: a table on a terminal, aligned text elsewhere, JSON for scripts.

Values come from a page, so whatever could steer a terminal or its text direction is spelt out.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from typing import Any, NamedTuple

import click
from pydantic import BaseModel
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shahr20.pages.body import Body
from shahr20.pages.record import Record, Related, Term
from shahr20.persian.difference import difference
from shahr20.rereading.checking import Checked

FSI, PDI = "\u2068", "\u2069"
"""First Strong Isolate and its end (UAX #9): what is between does not reorder what is around."""

PARAGRAPH = "\n\n"
PLAIN_WIDTH = 100
"""Characters of a value where there is no terminal whose width counts."""

LEAST = 12
"""Characters of a value on the narrowest terminal."""

GAP = 3
"""Characters between two columns of the table."""

NAME = 11
"""Characters of what stands before a line of the verdict."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Row(NamedTuple):
    """One rule's answer to one field; `text` is None when it has none."""

    field: str
    rule: str
    won: bool
    text: str | None


def rows(checked: Checked) -> Iterator[Row]:
    """Every answer; one that equals the winner's says so instead of saying it again."""
    for name, answers in checked.fields.items():
        winner = next((answer.value for answer in answers if answer.won), None)
        for answer in answers:
            text = worded(answer.value) if answer.won else compared(answer.value, winner)
            yield Row(name, answer.rule, answer.won, text)


def compared(value: Any, winner: Any) -> str | None:
    """An answer that did not win: whether it is the same, and of a body how far it differs."""
    text = worded(value)
    if text is None or winner is None:
        return text
    if text == worded(winner):
        return "= the same"
    if isinstance(value, Body) and isinstance(winner, Body):
        words = {"removed": 0, "added": 0}
        for run in difference(winner.text, value.text):
            if run.kind != "equal":
                words[run.kind] += len(run.text.split())
        return f"{words['removed']} words less, {words['added']} more: {text}"
    return text


def worded(value: Any) -> str | None:
    """A rule's answer on one line; None when it is nothing."""
    if isinstance(value, Body):
        return f"{size(value.text)}: {one_line(value.text)}"
    if isinstance(value, list):
        return " · ".join(map(_item, value)) or None
    return one_line(str(value)) if value else None


def size(text: str) -> str:
    """How long a body is."""
    return f"{len(text.split(PARAGRAPH)) if text else 0} paragraphs, {len(text.split())} words"


def one_line(text: str) -> str:
    """A text on one line: ¶, ⏎ and ⇥ end a paragraph, a line, a cell; controls are given by their number."""
    for mark, shown in ((PARAGRAPH, " ¶ "), ("\n", " ⏎ "), ("\t", " ⇥ ")):
        text = text.replace(mark, shown)
    return _CONTROL.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def shortened(text: str, width: int) -> str:
    """At most `width` characters, the middle left out: a page's own title and its end tell most."""
    if len(text) <= width:
        return text
    front = (width - 1) * 2 // 3
    return f"{text[:front]}…{text[front + 1 - width :]}"


def isolated(text: str) -> str:
    """A text that keeps its own direction and leaves the rest of its line alone."""
    return f"{FSI}{text}{PDI}"


def show(checked: Checked, *, full: bool) -> None:
    """On a terminal a table, elsewhere aligned text; then the verdict."""
    console = Console(highlight=False)
    found = list(rows(checked))
    if console.is_terminal:
        room = max(LEAST, console.width - NAME)
        console.print(table(found, console.width, full=full))
        for name, text in verdict(checked, lambda value: isolated(value if full else shortened(value, room))):
            console.print(Text.assemble((f"{name:{NAME}}", "bold"), text), soft_wrap=True)
        return
    for line in plain(found, full=full):
        click.echo(line)
    click.echo()
    for name, text in verdict(checked, lambda value: value if full else shortened(value, PLAIN_WIDTH)):
        click.echo(f"{name:{NAME}}{text}")


def table(found: list[Row], width: int, *, full: bool) -> Table:
    """The answers as a table that fits a terminal of `width` columns."""
    made = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    for heading in ("field", "", "rule", "answer"):
        made.add_column(heading, no_wrap=heading != "answer", overflow="fold")
    taken = sum(max((len(getattr(row, name)) for row in found), default=0) for name in ("field", "rule"))
    room = max(LEAST, width - taken - len("✓") - 3 * GAP)
    before = None
    for row in found:
        if before not in (None, row.field):
            made.add_section()
        style = "bold green" if row.won else "" if row.text else "dim"
        text = row.text or "—"
        lines = textwrap.wrap(text, room) if full else [shortened(text, room)]
        name = row.field if row.field != before else ""
        answer = Text("\n".join(map(isolated, lines)))
        made.add_row(name, "✓" if row.won else "", row.rule, answer, style=style)
        before = row.field
    return made


def plain(found: list[Row], *, full: bool) -> Iterator[str]:
    """The answers as aligned lines: field, `*` where it won, rule, answer."""
    fields, rules = (max((len(getattr(row, name)) for row in found), default=0) for name in ("field", "rule"))
    for row in found:
        text = row.text or "-"
        shown = text if full else shortened(text, PLAIN_WIDTH)
        yield f"{row.field:{fields}} {'*' if row.won else ' '} {row.rule:{rules}} {shown}"


def verdict(checked: Checked, quoted: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What comes of the page, line by line: a name and what there is to say.

    `quoted` puts what is the page's own into a line of ours.
    """
    page, record, reject = checked.page, checked.reading.record, checked.reading.reject
    yield "page", quoted(one_line(page.url))
    yield "came", f"{page.fetched_at}, {len(page.body):,} bytes"
    if checked.reading.parts and not page.parts:
        yield "also", f"{', '.join(checked.reading.parts)}: a crawl fetches these parts too and joins them"
    if reject:
        yield "reject", f"{reject.reason}: {one_line(reject.detail)}"
    if record:
        yield from _article(record, quoted)


def _article(record: Record, quoted: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield "article", f"{record.id}, {quoted(one_line(record.title))}"
    at = f"{record.published_at}, {record.published_jalali} in Tehran" if record.published_at else "no date"
    printed = f"from {quoted(one_line(record.published_raw))}" if record.published_raw else "none is printed"
    yield "published", f"{at}, {printed}"
    if record.source:
        yield "source", f"{quoted(one_line(record.source))}, from {quoted(one_line(record.source_raw or ''))}"
    else:
        yield "source", "none is named"
    yield "text", size(record.body)
    for code, sentence in record.flags.items():
        yield "flag", f"{code}: {one_line(sentence)}"


def as_json(checked: Checked) -> str:
    """Everything, whole, for scripts."""
    page, reading = checked.page, checked.reading
    return json.dumps(
        {
            "url": page.url,
            "fetched_at": page.fetched_at,
            "status": page.status,
            "bytes": len(page.body),
            "fields": {
                name: [{"rule": one.rule, "value": one.value, "won": one.won} for one in answers]
                for name, answers in checked.fields.items()
            },
            "article": reading.record,
            "reject": reading.reject,
            "parts": reading.parts,
        },
        ensure_ascii=False,
        indent=2,
        default=_plain,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if is_dataclass(value) and not isinstance(value, type):
        return dict(vars(value))
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _item(value: Any) -> str:
    if isinstance(value, Term):
        return one_line(value.name)
    if isinstance(value, Related):
        return one_line(value.title) + (f" ({value.id})" if value.id else "")
    return one_line(str(value))
