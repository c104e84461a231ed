"""The reader of last resort: trafilatura, where no rule of our own finds a paragraph."""

from __future__ import annotations

import re

from lxml.html import document_fromstring

from shahr20.pages.body import Body, read_body
from shahr20.pages.document import Document
from shahr20.pages.rules import Draft
from shahr20.pages.trim import prose

_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What lxml reads in HTML and refuses to write."""

ENOUGH = 140
"""Letters of prose below which what trafilatura finds is more likely a footer than an article."""


def body_raw(document: Document, draft: Draft) -> Body | None:
    """What trafilatura takes for the body.

    Its html output is the only one that keeps half-spaces. It is imported here because that costs half a
    second, which a crawl of known layouts never has to pay.
    """
    import trafilatura

    found = trafilatura.extract(
        _CONTROLS.sub("", document.markup),
        output_format="html",
        include_comments=False,
        include_links=True,
        include_tables=True,
        favor_precision=True,
    )
    if not found:
        return None
    body = document_fromstring(found).find("body")
    text = read_body(document, body, draft) if body is not None else Body("")
    lines = {line.text for line in document.lines if document.zones.of(line.node) is None and prose(line)}
    told = [line for line in text.text.splitlines() if line in lines]
    return text if sum(map(len, told)) >= ENOUGH else None
