"""Who may know whom: the arrows between the rooms of the house go one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_KNOW = {
    "shahr20/persian": set(),
    "shahr20/pages": {"shahr20.persian"},
    "shahr20/archive": {"shahr20.persian"},
    "pipelines": {"shahr20.persian", "shahr20.pages", "shahr20.archive"},
    "shahr20/watch": {"shahr20.archive"},
    "shahr20_spider": {
        "shahr20.pages",
        "shahr20.archive",
        "shahr20.watch",
        "pipelines",
    },  # the last in the settings
    "shahr20/citing": {"shahr20.persian"},
    "shahr20/exporting": {"shahr20.persian", "shahr20.archive", "shahr20.citing"},
    "shahr20/reading_room": {"shahr20.persian", "shahr20.archive", "shahr20.citing", "shahr20.exporting"},
    "shahr20/replica": {"shahr20.persian"},
    "shahr20/keeping": {"shahr20.persian", "shahr20.archive"},
}
ROOMS = tuple(
    f"shahr20.{name}"
    for name in (
        "persian",
        "pages",
        "archive",
        "watch",
        "keeping",
        "citing",
        "exporting",
        "reading_room",
        "replica",
    )
)


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def room(name: str) -> str | None:
    """The room a module is in; None for a library."""
    for one in ROOMS:
        if name == one or name.startswith(one + "."):
            return one
    top = name.split(".")[0]
    return top if top in ("pipelines", "shahr20_spider") else None


@pytest.mark.parametrize("folder", MAY_KNOW)
def test_a_room_knows_only_its_neighbours(folder: str) -> None:
    here = folder.replace("/", ".")
    for file in (ROOT / folder).rglob("*.py"):
        others = {r for name in imported(file) if (r := room(name)) and r != here}
        assert others <= MAY_KNOW[folder], file


@pytest.mark.parametrize("folder", ["shahr20"])
def test_the_archive_itself_needs_no_crawler(folder: str) -> None:
    allowed = {
        ROOT / "shahr20" / "cli.py",
        ROOT / "shahr20" / "crawling.py",
        *(ROOT / "shahr20" / "rereading").rglob("*.py"),
    }
    for file in set((ROOT / folder).rglob("*.py")) - allowed:
        tops = {name.split(".")[0] for name in imported(file)}
        assert not tops & {"scrapy", "twisted", "shahr20_spider", "pipelines"}, file
