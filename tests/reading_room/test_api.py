"""The examples in docs/api.md are what the archive of these tests answers."""

import json
import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"    GET (\S+)\n\n```json\n(.*?)```", TEXT, re.DOTALL)


def holds(example, answer):
    """Whether an answer has all that an example shows of it; a list ending in "…" shows its beginning."""
    if isinstance(example, dict):
        return isinstance(answer, dict) and all(
            key in answer and holds(value, answer[key]) for key, value in example.items()
        )
    if isinstance(example, list):
        if example and example[-1] == "…":
            example, answer = example[:-1], answer[: len(example) - 1]
        return len(example) == len(answer) and all(map(holds, example, answer))
    return example == answer


@pytest.mark.parametrize(("address", "example"), EXAMPLES, ids=[address for address, _ in EXAMPLES])
def test_an_example_is_true(room, address, example):
    assert holds(json.loads(example), json.loads(room.get(address).text))


def test_every_page_has_an_example():
    from shahr20.reading_room.pages import PAGES

    assert len(EXAMPLES) >= len(PAGES)
