"""Every dependency can be imported, is pinned, and has its line of reason."""

from __future__ import annotations

import importlib
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [
    requirement
    for line in [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    if (requirement := Requirement(line)).marker is None or requirement.marker.evaluate()
]
IMPORTED_AS = {
    "axe-playwright-python": "axe_playwright_python",
    "beautifulsoup4": "bs4",
    "pytest-xdist": "xdist",
    "sqlite-utils": "sqlite_utils",
    "vl-convert-python": "vl_convert",
    "lxml-html-clean": "lxml_html_clean",
}


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda one: one.name)
def test_it_can_be_imported(requirement: Requirement) -> None:
    importlib.import_module(IMPORTED_AS.get(requirement.name, requirement.name))


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda one: one.name)
def test_it_is_pinned_within_its_range(requirement: Requirement) -> None:
    pins = [Requirement(line) for line in _pins() if re.match(rf"{requirement.name}==", line, re.IGNORECASE)]
    (pin,) = [one for one in pins if one.marker is None or one.marker.evaluate()]
    (exact,) = pin.specifier
    assert exact.version in requirement.specifier
    assert version(requirement.name) == exact.version


def test_each_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    missing = {one.name for one in DIRECT if not re.search(rf"\b{re.escape(one.name)}\b", reasons)}
    assert not missing


def test_no_package_index_is_named() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


def _pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
