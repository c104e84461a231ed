"""How an article's versions are shown in a terminal: each with what it changed of the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from shahr20.archive.versions import Version, between
from shahr20.persian.difference import Run
from shahr20.rereading.side_by_side import FSI, PDI, one_line, shortened, size

CONTEXT = 60
"""Characters that are shown of words that stayed, between two changes."""

FIELDS = ("title", "lead", "body")
STYLES = {"equal": "", "removed": "red strike", "added": "green"}
MARKS = {"equal": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""As `git diff --word-diff=plain` marks them."""


def show(found: list[Version], *, full: bool) -> None:
    """Every version, the oldest first: colours on a terminal, git's marks elsewhere."""
    console = Console(highlight=False)
    for line in lines(found, full=full, coloured=console.is_terminal):
        console.print(line, soft_wrap=True)


def lines(found: list[Version], *, full: bool, coloured: bool) -> Iterator[Text]:
    """What is shown, line by line."""
    changes = [None, *(between(older, newer) for older, newer in pairwise(found))]
    for version, change in zip(found, changes, strict=True):
        shown = ", shown in the archive" if version.is_current else ""
        yield Text(f"version {version.revision}, seen {version.seen_at}, {size(version.body_raw)}{shown}")
        for name, runs in change.changes() if change else ():
            yield Text.assemble(f"  {name:6}", paragraph(runs, full=full, coloured=coloured))


def paragraph(runs: Iterable[Run], *, full: bool, coloured: bool) -> Text:
    """One paragraph with its changes marked."""
    made = Text(FSI if coloured else "")
    for run in runs:
        text = one_line(run.text)
        if run.kind == "equal" and not full:
            text = shortened(text, CONTEXT)
        before, after = ("", "") if coloured else MARKS[run.kind]
        made.append(f"{before}{text}{after}", STYLES[run.kind] if coloured else "")
    return made.append(PDI if coloured else "")


def as_json(found: list[Version]) -> str:
    """Everything, whole, for scripts; `changes` are those since the version before."""
    changes = [None, *(between(older, newer) for older, newer in pairwise(found))]
    return json.dumps(
        [
            {
                **vars(version),
                "changes": change
                and {name: [run._asdict() for run in getattr(change, name)] for name in FIELDS},
            }
            for version, change in zip(found, changes, strict=True)
        ],
        ensure_ascii=False,
        indent=2,
    )
