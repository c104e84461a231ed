"""Page 47859, the one page of the real site that is known letter for letter."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from typing import Final, NamedTuple

KNOWN_ID: Final = 47_859
# The articles that page 47859 relates to, in its order; the ids are the replica's own.
RELATED_IDS: Final = (47_702, 47_688, 47_671, 47_640, 47_615, 47_583)
ABOUT_CULTURE: Final = frozenset({KNOWN_ID, 47_640})
KNOWN_PUBLISHED: Final = datetime(2022, 2, 20, 14, 38, tzinfo=UTC)
KNOWN_SOURCE: Final = "روابط عمومی شهرداری قم"


class KnownPage(NamedTuple):
    """The visible text of page 47859, taken apart."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    related: tuple[str, ...]


def known_page() -> KnownPage:
    """Read the page from the file that ships with the package."""
    lines = (
        resources.files("shahr20.replica").joinpath("page-47859.txt").read_text(encoding="utf-8").splitlines()
    )
    label = next(i for i, line in enumerate(lines) if line.startswith(f"شناسه : {KNOWN_ID}"))
    first_related = lines.index("نوشته های مشابه") + 1
    return KnownPage(
        title=lines[0],
        lead=lines[2],
        paragraphs=tuple(filter(None, lines[label + 1 : first_related - 1])),
        related=tuple(lines[first_related : lines.index("ثبت دیدگاه")]),
    )
