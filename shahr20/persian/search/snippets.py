"""What of a text is shown with a hit: the places where the query stands, with some words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from shahr20.persian.search.places import Span, spans
from shahr20.persian.search.query import Field, Query
from shahr20.persian.search.spellings import Kind

LENGTH = 160
"""Letters of one snippet, as many as fit; a phrase that is longer is shown whole."""
MOST = 2
"""Snippets of one text."""
READ = 200_000
"""Letters of a text that are looked through; no article of a newspaper is as long."""
BEFORE = 0.35
"""The share of a snippet that stands before what was found, where no sentence begins nearby."""

_GAP = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?:^|[.!?؟؛:]\s+|\n)(?=\S)")


@dataclass(frozen=True)
class Mark:
    """From `start` to `end` in the snippet's text stands `shown`, in a spelling of this kind."""

    start: int
    end: int
    kind: Kind
    shown: str


@dataclass(frozen=True)
class Snippet:
    """A piece of a text, white space folded, with what was found in it; whether it was cut at either end."""

    text: str
    marks: tuple[Mark, ...]
    cut_before: bool = False
    cut_after: bool = False

    def plain(self) -> dict[str, Any]:
        """For JSON; of each mark from letter, to letter, kind of spelling, the word of the query that stands there."""
        return {
            "text": self.text,
            "marks": [[mark.start, mark.end, mark.kind.name.lower(), mark.shown] for mark in self.marks],
            "cut_before": self.cut_before,
            "cut_after": self.cut_after,
        }

    def html(self) -> str:
        """As HTML: everything escaped, `<mark>` around what was found, with the kind of spelling as its class."""
        parts, at = ["… " if self.cut_before else ""], 0
        for mark in self.marks:
            parts.append(escape(self.text[at : mark.start]))
            parts.append(
                f'<mark class="{mark.kind.name.lower()}">{escape(self.text[mark.start : mark.end])}</mark>'
            )
            at = mark.end
        return "".join((*parts, escape(self.text[at:]), " …" if self.cut_after else ""))


def marked(query: Query, text: str, field: Field | None = None) -> Snippet:
    """All of a text, with what was found in it."""
    return Snippet(text, tuple(map(_mark, spans(query, text[:READ], field))))


def snippets(query: Query, text: str, field: Field | None = None, *, length: int = LENGTH) -> list[Snippet]:
    """The places of a text that say most of a query, at most `MOST` of them, in the order of the text.

    The beginning where nothing was found. A snippet begins with a sentence where one begins nearby, and never cuts
    a word.
    """
    found = spans(query, text[:READ], field)
    if not found:
        return [_cut(text, 0, length, [])] if text.strip() else []
    chosen: list[tuple[int, int]] = []
    said: set[str] = set()
    for _ in range(MOST):
        best = max(
            (window for window in _windows(found, text, length) if not _meets(window, chosen)),
            key=lambda window: _worth(window, found, said),
            default=None,
        )
        if best is None or (chosen and not _news(best, found, said)):
            break
        chosen.append(best)
        said |= {span.words.shown for span in _inside(best, found)}
    return [_cut(text, start, end, found) for start, end in sorted(chosen)]


def _windows(found: list[Span], text: str, length: int) -> list[tuple[int, int]]:
    """One for each place, of the first hundred: from the sentence's beginning, or some words before it."""
    windows = []
    for span in found[:100]:
        early = max(0, span.start - int(length * 0.6))
        starts = [match.end() for match in _SENTENCE.finditer(text, early, span.start)]
        if early == 0:
            starts.insert(0, 0)
        start = starts[0] if starts else max(0, span.start - int(length * BEFORE))
        windows.append((start, max(start + length, span.end)))
    return windows


def _inside(window: tuple[int, int], found: list[Span]) -> list[Span]:
    return [span for span in found if span.start >= window[0] and span.end <= window[1]]


def _worth(window: tuple[int, int], found: list[Span], said: set[str]) -> tuple[int, int, int]:
    """First what is not said yet, then how much is found, then the earlier."""
    inside = _inside(window, found)
    return len({span.words.shown for span in inside} - said), len(inside), -window[0]


def _news(window: tuple[int, int], found: list[Span], said: set[str]) -> bool:
    return bool({span.words.shown for span in _inside(window, found)} - said)


def _meets(window: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(window[0] < end and start < window[1] for start, end in others)


def _cut(text: str, start: int, end: int, found: list[Span]) -> Snippet:
    """The text from the word at `start` to the last whole word before `end`, white space folded."""
    if start and not text[start - 1].isspace():
        gap = _GAP.search(text, start)
        start = gap.end() if gap else start
    end = min(end, len(text))
    if end < len(text) and not text[end].isspace():
        gaps = [gap.start() for gap in _GAP.finditer(text, start, end)]
        last = max((span.end for span in found if start <= span.start and span.end <= end), default=start)
        end = gaps[-1] if gaps and gaps[-1] >= last and gaps[-1] > start else _next_gap(text, end)
    shown, places = _folded(text, start, end)
    marks = [
        Mark(places[span.start - start], places[span.end - start], span.kind, span.words.shown)
        for span in found
        if start <= span.start and span.end <= end
    ]
    return Snippet(shown, tuple(marks), bool(text[:start].strip()), bool(text[end:].strip()))


def _next_gap(text: str, end: int) -> int:
    gap = _GAP.search(text, end, end + 60)
    return gap.start() if gap else end


def _folded(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The text with each run of white space as one space, and where each of its places is then."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for char in text[start:end]:
        places.append(at)
        if char.isspace():
            if not parts or parts[-1] == " ":
                continue
            char = " "
        parts.append(char)
        at += 1
    places.append(at)
    return "".join(parts).rstrip(), places


def _mark(span: Span) -> Mark:
    return Mark(span.start, span.end, span.kind, span.words.shown)
