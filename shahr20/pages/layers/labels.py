"""The labels a page prints («شناسه», «انتشار»), wherever they stand in its markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from shahr20.pages.document import Document
from shahr20.pages.lines import Line, squeeze
from shahr20.pages.printed import DATE, NUMBER, TIMES, bare, labelled, number
from shahr20.pages.rules import Draft

LONGEST = 160
"""A longer line is a sentence that speaks of a date, not a label with its value."""


def printed_id(document: Document, _: Draft) -> int | None:
    """The number after a label for ids."""
    found = _values(document, document.site.labels.id, NUMBER, lambda line: (cut(line), line.text))
    return next((number(value) for value in found), None)


def published_raw(document: Document, _: Draft) -> str | None:
    """The date after a label for dates."""
    found = _values(
        document,
        document.site.labels.published,
        DATE,
        lambda line: (line.text, cut(line)),
    )
    return next(map(squeeze, found), None)


def _values(
    document: Document, labels: tuple[str, ...], value: str, views: Callable[[Line], tuple[str, str]]
) -> Iterator[str]:
    """What stands after a label, on its line or alone on the next, outside of sidebars and footers.

    `views` gives the two texts of a line, as it reads and as its markup cuts it, the more telling first.
    """
    label, alone = labelled(labels, value), bare(labels)
    for line, following in zip_longest(document.lines, document.lines[1:]):
        if len(line.text) > LONGEST:
            continue
        one, other = views(line)
        said = label.first(one) or label.first(other)
        if said is None and following is not None and alone.is_all_of(line.text):
            said = label.first(f"{line.text} {following.text}")
        if said and document.zones.of(line.node) is None:
            yield said


def cut(line: Line) -> str:
    """A line cut where its markup cuts it, by a mark that is neither a letter nor a space."""
    return "\v".join(line.pieces)


def with_time(date: str, lines: list[Line], at: int) -> str:
    """`date` with the time that stands alone on the line after it, where the date has none."""
    if not TIMES.is_in(date) and at + 1 < len(lines):
        following = lines[at + 1].text
        if TIMES.is_all_of(following):
            return f"{date} {following}"
    return date
