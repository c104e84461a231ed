"""The body of an article as its editor pasted it: the same text in several kinds of markup.

Which kind is settled by the article's id. In every kind the visible text is the story's paragraphs,
letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from shahr20.replica.story import Story

_LINK: Final = re.compile(r"https?://[^\s<>«»]+[\w/]|[\w.]+@[\w-]+(?:\.[\w-]+)+")
_ADVERT: Final = """<div class="ads ads-in-text"><a href="https://www.example.com/?ref=shahr20">\
<img src="/wp-content/uploads/banner.gif" alt="تبلیغات" width="468" height="60"></a>\
<span>محل تبلیغات شما</span></div>
"""
_SCRIPT: Final = "<script>window.tajQueue=window.tajQueue||[];tajQueue.push({slot:'in-text'});</script>\n"


def body(story: Story) -> str:
    """The paragraphs as HTML; every seventh article has an advert and a script between them."""
    kind = _KINDS[story.id % len(_KINDS)]
    linked = story.id % 2 == 0
    blocks = [
        _linked(escape(text, quote=False)) if linked else escape(text, quote=False)
        for text in story.paragraphs
    ]
    pieces = kind(blocks)
    if story.id % 7 == 3 and len(pieces) > 2:
        pieces.insert(2, _ADVERT + _SCRIPT)
    return "".join(pieces)


def _linked(html: str) -> str:
    return _LINK.sub(_anchor, html)


def _anchor(match: re.Match[str]) -> str:
    text = match[0]
    return f'<a href="{"mailto:" if "@" in text else ""}{text}">{text}</a>'


def _plain(blocks: Iterable[str]) -> list[str]:
    return [f"<p>{text}</p>\n" for text in blocks]


def _styled(blocks: Iterable[str]) -> list[str]:
    """As pasted from a word processor."""
    start, end = '<p style="text-align: justify;"><span style="font-size: 14pt;">', "</span></p>\n"
    return [f"{start}{_strong(text)}{end}" for text in blocks]


def _strong(text: str) -> str:
    """The words up to the first comma in bold, where they hold no markup."""
    head, comma, rest = text.partition("،")
    return f"<strong>{head}{comma}</strong>{rest}" if comma and "<" not in head else text


def _divs(blocks: Iterable[str]) -> list[str]:
    return [f'<div dir="rtl">{text}</div>\n<div dir="rtl">&nbsp;</div>\n' for text in blocks]


def _breaks(blocks: Iterable[str]) -> list[str]:
    """One block, its paragraphs parted by two line breaks."""
    text = "<br />\n<br />\n".join(blocks)
    return [f"<p>{text}</p>\n"] if text else []


def _entities(blocks: Iterable[str]) -> list[str]:
    """Half-spaces and quotation marks as entities, lines wrapped in the source, empty paragraphs between."""
    pieces = []
    for text in blocks:
        coded = text.replace("\u200c", "&zwnj;").replace("«", "&laquo;").replace("»", "&#187;")
        pieces.append(f'<p dir="RTL">\n  {_wrapped(coded)}\n</p>\n<p dir="RTL">&nbsp;</p>\n')
    return pieces


def _wrapped(text: str) -> str:
    words = text.split(" ")
    return "\n  ".join(" ".join(words[start : start + 15]) for start in range(0, len(words), 15))


def _listed(blocks: Iterable[str]) -> list[str]:
    """Paragraphs, but for the third and fourth, which are items of a list."""
    pieces = _plain(blocks)
    if len(pieces) > 4:
        items = "".join(f"<li>{piece[3:-5]}</li>\n" for piece in pieces[2:4])
        pieces[2:4] = [f"<ul>\n{items}</ul>\n"]
    return pieces


_KINDS: Final[tuple[Callable[[Iterable[str]], list[str]], ...]] = (
    _plain, _plain, _plain, _plain, _plain, _styled, _divs, _breaks, _entities, _plain, _listed,
)  # fmt: skip
