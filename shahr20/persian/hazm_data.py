"""What hazm knows: its words with their parts of speech, its verbs, and the forms it conjugates of them.

hazm's own classes read and conjugate them, once for each version of hazm. To import them takes one to four seconds (on
Python 3.11 hazm brings scipy and gensim), too long for every command that reads an article; so what they say is kept
in the user's cache folder ($XDG_CACHE_HOME, else ~/.cache), from where it is read in a tenth of a second.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from shahr20.persian.fold import ZWNJ

PERSONS = ("م", "ی", "د", "یم", "ید", "ند")

FORMAT = 1
"""Changes with every change of what is kept."""

_HALF_SPACED = re.compile(f"ن?می{ZWNJ}[^ ]*|[^ ]*{ZWNJ}(?:ام|ای|ایم|اید|اند)")
_log = logging.getLogger(__name__)


class Knowledge(NamedTuple):
    """What hazm knows.

    words: with their parts of speech, by commas («N,AJ»; «0» for one that is only listed) · stems: past and present
    stem of each verb; either may be empty, of two parts, or made with «می‌» · half_spaced: the verb forms in one word
    that begin with «می‌» or «نمی‌» or end with «‌ام», «‌ای», … «‌اند».
    """

    words: dict[str, str]
    stems: tuple[tuple[str, str], ...]
    half_spaced: frozenset[str]


@cache
def knowledge() -> Knowledge:
    """What hazm knows, from the cache folder; asked of hazm itself, and kept, when it is not there yet."""
    name = f"hazm-{version('hazm')}-{FORMAT}.json"
    try:
        return _read(_folder() / name)
    except (OSError, ValueError):  # not there, or not whole
        known = ask()
    try:
        _keep(known, _folder() / name)
    except OSError as error:
        _log.warning(
            "what hazm knows cannot be kept (%s): every start takes seconds longer; "
            "set XDG_CACHE_HOME to a folder that can be written to",
            error,
        )
    return known


def ask() -> Knowledge:
    """What hazm's own classes say, which takes seconds."""
    from hazm import WordTokenizer
    from hazm.lemmatizer import Conjugation

    tokenizer = WordTokenizer()
    conjugation = Conjugation()
    forms = {form for verb in tokenizer.verbs for form in conjugation.get_all(verb)}
    stems = (verb.partition("#") for verb in reversed(tokenizer.verbs))
    return Knowledge(
        words={word: ",".join(tags) for word, (_, tags) in tokenizer.words.items()},
        stems=tuple((past, present) for past, _, present in stems),
        half_spaced=frozenset(filter(_HALF_SPACED.fullmatch, forms)),
    )


def _folder() -> Path:
    """$XDG_CACHE_HOME or ~/.cache, as the XDG Base Directory Specification has it: a relative path does not count."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(given) if os.path.isabs(given) else Path.home() / ".cache") / "shahr20"
    except RuntimeError as error:  # a user without a home
        raise OSError(str(error)) from None


def _read(path: Path) -> Knowledge:
    """What was kept; raises OSError or ValueError when there is nothing whole."""
    try:
        kept: dict[str, Any] = json.loads(path.read_bytes())
        stems = tuple((past, present) for past, present in kept["stems"])
        return Knowledge(dict(kept["words"]), stems, frozenset(kept["half_spaced"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is not what was kept there") from error


def _keep(known: Knowledge, path: Path) -> None:
    """Write it at once or not at all: other commands may read or write it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {"words": known.words, "stems": known.stems, "half_spaced": sorted(known.half_spaced)}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        new.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        new.replace(path)
