"""Words compared whatever their spelling, and what a site is called: to tell its name from a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from shahr20.persian.fold import squash

key_of = lru_cache(maxsize=8192)(squash)
"""The letters and digits of a text, folded. The same lines stand around every page of a site."""

GENERIC = (
    "پایگاه خبری تحلیلی",
    "پایگاه خبری",
    "پایگاه اطلاع رسانی",
    "خبرگزاری",
    "وب سایت",
    "سایت خبری",
    "سایت",
)
"""What a site is called besides its name."""

LONGEST_TITLE = 1000

_BOUNDARY = re.compile(r"\s+[|\-–—»«•·/:]+\s+|\s*[|»«•]\s*|\s*::\s*")


class Names:
    """The names of one site, in any spelling and company of each other."""

    def __init__(self, names: Iterable[str]) -> None:
        keys = {key_of(name) for name in (*names, *GENERIC)} - {""}
        self._longest_first = sorted(keys, key=len, reverse=True)

    def without(self, key: str) -> str:
        """What is left of a squashed text when the site's names are taken out of it."""
        for name in self._longest_first:
            key = key.replace(name, "")
        return key

    def are_all_of(self, text: str) -> bool:
        """Whether `text` names the site and says nothing more."""
        return not self.without(key_of(text))

    def stripped_from(self, title: str) -> str:
        """A title without the site's name before or after it: «عنوان | شهر بیست»."""
        if len(title) > LONGEST_TITLE:
            return title
        cuts = [(match.start(), match.end()) for match in _BOUNDARY.finditer(title)]
        for start, end in cuts:
            if self.are_all_of(title[:start]):
                return self.stripped_from(title[end:].strip())
        for start, end in reversed(cuts):
            if self.are_all_of(title[end:]):
                return self.stripped_from(title[:start].strip())
        return title
