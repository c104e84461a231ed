"""Pictures: where their file is, and what stands under them."""

from __future__ import annotations

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.lines import squeeze

SOURCES = ("data-lazy-src", "data-src", "data-original", "src")
"""Where themes and lazy loaders keep a picture's address; a lazy picture's `src` is a placeholder."""


def source_of(document: Document, image: HtmlElement) -> str | None:
    """The absolute address of a picture's file."""
    return next(filter(None, (document.absolute(image.get(name) or "data:") for name in SOURCES)), None)


def caption_of(image: HtmlElement) -> str | None:
    """The caption of the figure a picture stands in."""
    for around in image.iterancestors("figure", "div"):
        if around.tag == "figure" or "wp-caption" in around.get("class", "").split():
            for caption in around.iter("figcaption", "p", "div"):
                if caption.tag == "figcaption" or "wp-caption-text" in caption.get("class", "").split():
                    return squeeze(caption.text_content()) or None
    return None
