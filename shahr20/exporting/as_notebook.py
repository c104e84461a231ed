"""A Jupyter notebook (nbformat 4.5) that repeats a search: a table, and a chart per Jalali month."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from shahr20.archive.selection import pairs


def write(records: Iterable[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[bytes]:
    """The notebook in one block; it asks for the articles itself, so it takes none.

    What was asked for goes in as data, through `repr` of plain strings and lists of them, never as code.
    """
    chosen = " · ".join(value for _, value in pairs(manifest["query"]))
    title = (manifest["understood"] or {}).get("fa") or chosen or "همهٔ آرشیو"
    asked = {
        "TITLE": _plain(title),
        "QUERY": manifest["query"],
        "ADDRESS": manifest.get("jsonl") or "",
        "MADE_AT": manifest["made_at"],
        "ARTICLES": manifest["articles"],
    }
    cells = [_cell(number, part, asked) for number, part in enumerate(_parts())]
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "shahr20": manifest,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    yield json.dumps(notebook, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _parts() -> list[str]:
    """The cells of the template, which is a Python file in the percent format."""
    text = (resources.files("shahr20.exporting") / "notebook.py.txt").read_text(encoding="utf-8")
    return [part for part in text.split("# %%") if part.strip()]


def _cell(number: int, part: str, asked: dict[str, Any]) -> dict[str, Any]:
    kind, _, text = part.partition("\n")
    if kind.strip() == "[markdown]":
        lines = "\n".join(line.removeprefix("#").removeprefix(" ") for line in text.strip().splitlines())
        return {"id": f"cell-{number}", "cell_type": "markdown", "metadata": {}, "source": lines}
    source = text.strip()
    if kind.strip() == "[asked]":
        source = "\n".join(f"{name} = {value!r}" for name, value in asked.items())
    return {
        "id": f"cell-{number}", "cell_type": "code", "metadata": {},
        "execution_count": None, "outputs": [], "source": source,
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())
