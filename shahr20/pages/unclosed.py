"""Comments, scripts and styles that are never closed: what they swallow of the page is given back.

HTML lets a `<!--` run to the next `-->` and a `<script>` to the next `</script>`, or to the end of the page (HTML
standard, 13.2.5): an editor's slip then hides paragraphs that the archive would lose without a word.
"""

from __future__ import annotations

import re

_OPENERS = re.compile(r"<!--|<(script|style)\b[^>]*>", re.IGNORECASE)
_DATA = re.compile(r"\stype\s*=\s*[\"']?[^\"'>]*(?:json|html|template)", re.IGNORECASE)
"""A script that is no script: markup in it is its own."""

_TAGS = re.compile(
    r"<(/?)(?:p|div|section|article|main|aside|table|ul|ol|h[1-6]|footer|body|html)\b", re.IGNORECASE
)
WINDOW = 20_000
"""Characters in which such text must begin."""

_WORDS = re.compile(r"[\u0621-\u06cc]")
_MARKUP = re.compile(r"<[^>]*>")

MOST = 5
"""Slips that are mended; a page with more is out to waste time."""

ENOUGH = 40
"""Persian letters that make what is in a comment or script the page's text, where its tags too are the page's."""


def mended(markup: str) -> tuple[str, str | None]:
    """A page with its unclosed comments, scripts and styles closed before what they swallow; what was mended."""
    lower = markup.lower()
    kept: list[str] = []
    named: list[str] = []
    start = at = 0
    while len(named) < MOST and (opener := _OPENERS.search(markup, at)):
        name = (opener[1] or "").lower()
        closer = f"</{name}" if name else "-->"
        end = lower.find(closer, opener.end())
        held = markup[opener.end() : end if end >= 0 else len(markup)]
        if "</" in held and _is_of_the_page(held, opener[0], closed=end >= 0):
            kept.append(markup[start : opener.start()])
            start = at = opener.end() + _length(held, name)
            named.append(f"<{name}>" if name else "<!--")
        elif end < 0:
            break
        else:
            at = end + len(closer)
    if not named:
        return markup, None
    return "".join(
        (*kept, markup[start:])
    ), f"{', '.join(named)} was never closed; the page was read without it"


def _is_of_the_page(held: str, opener: str, closed: bool) -> bool:
    """Whether what stands in a comment or script is a piece of the page: text, and tags closed that it never opened.

    One that holds its like («<!-- … <!--») has no end of its own. A block that was taken out on purpose opens what
    it closes.
    """
    if _DATA.search(opener):
        return False
    if closed:
        balance = sum(-1 if tag[1] else 1 for tag in _TAGS.finditer(held))
        is_nested = opener[:7].lower() in held.lower()
        if balance > 0 or (balance == 0 and not is_nested):
            return False
    return len(_WORDS.findall(_MARKUP.sub(" ", held[:WINDOW]))) >= ENOUGH


def _length(held: str, name: str) -> int:
    """How much of what an opener holds is its own: a comment's words to the next mark, a script's to a tag."""
    if name:
        tag = _TAGS.search(held)
        return tag.start() if tag else 0
    mark = re.search(r"[<>]", held)
    return 0 if mark is None else mark.end() if mark[0] == ">" else mark.start()
