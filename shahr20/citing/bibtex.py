"""BibTeX, as biblatex with Biber and XeLaTeX or LuaLaTeX read it: UTF-8, `langid = {persian}`.

The type is `misc`, which every program knows; `online` is dropped by some. Classic styles read `year`, `month` and
`howpublished`, biblatex also `date`, `url`, `urldate` and `version`.
"""

from __future__ import annotations

import re

from shahr20.citing import wording
from shahr20.citing.plain import provenance
from shahr20.citing.reference import SITE, Record, Reference

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""Macros of every BibTeX style."""

_SPECIAL = {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    # `\{` would do for TeX, but BibTeX counts the brace
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SPECIALS = re.compile(r"[\\~^{}#$%&_]")


def bibtex(record: Record) -> str:
    """One entry, with a line end."""
    one = Reference.of(record)
    fields = {
        "author": f"{{{escaped(one.author)}}}" if one.author else None,  # one name, not to be taken apart
        "title": escaped(one.title),
        "howpublished": SITE,
        "date": one.published.isoformat() if one.published else None,
        "year": str(one.published.year) if one.published else None,
        "month": MONTHS[one.published.month - 1] if one.published else None,
        "url": one.address,
        "urldate": one.seen.isoformat() if one.seen else None,
        "version": str(one.version) if one.version is not None else None,
        "langid": "persian",
        "keywords": ", ".join(escaped(word.replace(",", " ")) for word in one.keywords),
        "note": _note(one),
        "contenthash": f"sha256:{escaped(one.hash)}" if one.hash else None,
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{one.key},\n" + ",\n".join(lines) + "\n}\n"


def escaped(text: str) -> str:
    """A text with what TeX or BibTeX would take for its own written otherwise."""
    return _SPECIALS.sub(lambda sign: _SPECIAL[sign[0]], text)


def _note(one: Reference) -> str:
    said = [wording.jalali(one.published)] if one.published else []
    said.append(provenance(one))
    other = one.permalink if one.address == one.url else one.url
    if other:
        said.append(rf"\url{{{_in_url(other)}}}")
    return ". ".join(said)


def _in_url(address: str) -> str:
    r"""An address as the argument of `\url`, inside of another argument."""
    return re.sub(r"[%#]", lambda sign: f"\\{sign[0]}", address)
