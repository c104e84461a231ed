"""The visible text of a page alone: read by its labels and the order of its lines.

Somebody saved what the browser showed, markup and links gone: the title, perhaps the lead, the print header
that repeats the title, the meta line, the body, the related titles, the comment form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shahr20.pages.lines import squeeze
from shahr20.pages.names import Names, key_of
from shahr20.pages.printed import (
    ATTRIBUTIONS,
    DATE,
    FOOTER,
    NUMBER,
    OPENERS,
    TIMES,
    Phrase,
    bare,
    find_date,
    is_meta_line,
    labelled,
    number,
)
from shahr20.pages.record import Related
from shahr20.pages.rules import Draft
from shahr20.pages.site import Site

TITLE_WORDS = 4
"""A line with fewer words is a menu's, not a title."""

_TAG = re.compile(
    r"<!--|<(?:!doctype|html|head|body|div|p|br|a|h[1-6]|table|td|span|article|section|meta)\b", re.IGNORECASE
)
_BULLET = re.compile(r"^[•●▪◦*\-–—»›]+\s*")


def is_plain(text: str, content_type: str | None) -> bool:
    """Whether a page is visible text and no markup."""
    return (content_type or "").lower().startswith("text/plain") or not _TAG.search(text)


@dataclass(frozen=True)
class PlainLine:
    """A line of text, its key for comparisons, and whether a blank line stands before it."""

    text: str
    key: str
    after_blank: bool


def read_plain(text: str, site: Site) -> Draft:
    """The fields of a plain-text capture; those it does not have stay empty."""
    return _Capture(text, site).draft()


class _Capture:
    """One capture: its lines and where its parts begin."""

    def __init__(self, text: str, site: Site) -> None:
        self.labels = site.labels
        self.names = Names((*site.own_names, site.title, site.host))
        self.lines: list[PlainLine] = []
        blank = False
        for raw in text.splitlines():
            line = squeeze(raw)
            if line:
                self.lines.append(PlainLine(line, key_of(line), blank))
            blank = not line
        self.end = self._first(bare(self.labels.comments), len(self.lines))
        self.related_at = self._first(bare(self.labels.related), self.end)
        self.meta = [at for at in range(self.related_at) if self._is_meta(self.lines[at].text)]

    def _first(self, label: Phrase, default: int) -> int:
        return next((at for at, line in enumerate(self.lines) if label.is_all_of(line.text)), default)

    def _is_meta(self, text: str) -> bool:
        known = (*self.labels.id, *self.labels.published)
        return is_meta_line(text, known) and (find_date(text) is not None or bare(known).begins(text))

    def draft(self) -> Draft:
        draft = Draft(id=self.printed_id(), published_raw=self.published())
        at = self.title_at()
        if at is None:
            return draft
        draft.title_raw = self.lines[at].text
        draft.kicker_raw = self.kicker(at)
        lead, body = self.lead_and_body(at)
        draft.lead_raw = self._text(lead) or None
        draft.body_raw = self._text(body)
        draft.related = self.related()
        return draft

    def printed_id(self) -> int | None:
        label = labelled(self.labels.id, NUMBER)
        said = (label.first(self.lines[at].text) for at in self.meta)
        return next((number(value) for value in said if value), None)

    def published(self) -> str | None:
        label = labelled(self.labels.published, DATE)
        for at in self.meta:
            date = label.first(self.lines[at].text) or find_date(self.lines[at].text)
            if date:
                following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
                return f"{date} {following}" if not TIMES.is_in(date) and TIMES.is_all_of(following) else date
        return None

    def title_at(self) -> int | None:
        """The first line that the print header repeats, else the first long one."""
        above = self.meta[0] if self.meta else self.related_at
        said = [at for at in range(above) if not self._is_furniture(at)]
        keys = [self.lines[at].key for at in said]
        twice = [at for at in said if keys.count(self.lines[at].key) > 1]
        long = [at for at in said if len(self.lines[at].text.split()) >= TITLE_WORDS]
        return next(iter((*twice, *long, *said)), None)

    def _is_furniture(self, at: int) -> bool:
        return self.names.are_all_of(self.lines[at].text) or at in self.meta

    def kicker(self, title_at: int) -> str | None:
        """A line right above the title, when it stands there alone."""
        if title_at != 1 or self._is_furniture(0):
            return None
        return self.lines[0].text

    def lead_and_body(self, title_at: int) -> tuple[list[int], list[int]]:
        """The lines of the lead and those of the body.

        The lead stands between the title and the print header or meta line. Where none of them parts the lead
        from the body, it is the paragraph before the one that names a source.
        """
        title = self.lines[title_at].key
        text = [at for at in range(title_at + 1, self.related_at) if not self._is_furniture(at)]
        text = [at for at in text if self.names.without(self.lines[at].key) != title]
        while text and FOOTER.is_in(self.lines[text[-1]].text):
            text.pop()
        marks = [at for at in range(title_at + 1, self.related_at) if at not in text]
        parting = next((at for at in marks if text and text[0] < at < text[-1]), None)
        if parting is not None:
            return [at for at in text if at < parting], [at for at in text if at > parting]
        if len(text) > 1 and self._names_source(text[1]) and not self._names_source(text[0]):
            return text[:1], text[1:]
        return [], text

    def _names_source(self, at: int) -> bool:
        text = self.lines[at].text
        return OPENERS.begins(text) or ATTRIBUTIONS.is_in(text[:200])

    def _text(self, held: list[int]) -> str:
        """Lines as raw text: blank lines part paragraphs, and where there are none every line is one."""
        parted = any(self.lines[at].after_blank for at in held[1:])
        parts: list[str] = []
        for at in held:
            gap = "\n\n" if self.lines[at].after_blank or not parted else "\n"
            parts.append((gap if parts else "") + self.lines[at].text)
        return "".join(parts)

    def related(self) -> list[Related]:
        """The titles under the label, up to the comments or the next block of the page."""
        found: list[Related] = []
        for line in self.lines[self.related_at + 1 : self.end]:
            if FOOTER.is_in(line.text) or (
                line.after_blank and found and len(line.text.split()) < TITLE_WORDS
            ):
                break
            found.append(Related(title=_BULLET.sub("", line.text)))
        return found
