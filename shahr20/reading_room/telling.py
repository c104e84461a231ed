"""What the archive's own codes and English sentences say, in the language of the page.

The names of doors, states, reasons and flags have words in the catalogues by themselves; here is what has more to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shahr20.reading_room.language import PERSIAN, say, word
from shahr20.reading_room.wording import digits

SIGNALS = 128
"""Exit codes above it name the signal that ended a run, as shells count."""

_REASONS = (
    ("gone", re.compile(r"gone: answers (?P<status>\d+|None)")),
    ("gone_once", re.compile(r"gone: answers (?P<status>\d+|None), the next run asks again")),
    ("waiting", re.compile(r"waiting")),
    ("unnamed", re.compile(r"no door names it, its page is there")),
    ("only", re.compile(r"only the (?P<doors>.+) door names it")),
    ("failed", re.compile(r"failed: (?P<error>.*)", re.DOTALL)),
    ("rejected", re.compile(r"rejected: (?P<reason>\w+)")),
    ("no_article", re.compile(r"answers (?P<status>\d+|None), and is no article")),
    ("imported", re.compile(r"imported, and no door names it")),
)
"""The sentences of `shahr20.archive.gaps`, by their words in the catalogues."""


def outcome(crawl: Mapping[str, Any], language: str = PERSIAN) -> str:
    """How a run of the table `crawls` ended: by its exit code, of which an outcome is the English sentence."""
    code, sentence = crawl["exit_code"], crawl["outcome"]
    if code is None:
        return word(language, "outcome", sentence or "running")
    name = "signal" if code > SIGNALS else f"exit_{code}"
    found = word(language, "outcome", name)
    return found if found != name else str(sentence)


def gap(sentence: str, language: str = PERSIAN) -> str:
    """Why an article is missing, of the table `gaps`; a sentence that is not known as it is."""
    for name, pattern in _REASONS:
        if match := pattern.fullmatch(sentence):
            return say(language, f"gap.{name}", **_told(match.groupdict(), language))
    return sentence


def doors(names: str, language: str = PERSIAN) -> str:
    """Doors as `gaps` lists them, «rest, archive», by their names."""
    comma = say(language, "room.comma")
    return comma.join(word(language, "door", name) for name in names.split(", ") if name)


def _told(values: dict[str, str], language: str) -> dict[str, str]:
    """The parts of a sentence in words of their own."""
    if "doors" in values:
        names = re.split(r", | and the ", values["doors"].lower())
        values["doors"] = say(language, "room.and").join(word(language, "door", name) for name in names)
    if "reason" in values:
        values["reason"] = word(language, "reason", values["reason"])
    if "status" in values:
        values["status"] = digits(values["status"].replace("None", "—"), language)
    return values
