"""A newspaper on a real WordPress, for the tests of this folder. `make test-wordpress` runs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shahr20.replica.newsroom import write
from shahr20.replica.story import Story
from tests.wordpress import expected, newspaper
from tests.wordpress.expected import Article
from tests.wordpress.installation import WordPress, missing, running

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs WordPress."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("wordpress")


def pytest_runtest_setup() -> None:
    """Where WordPress cannot run, every test is skipped from this one line, so that it is said once."""
    if lacks := missing():
        pytest.skip(lacks)


@pytest.fixture(scope="session")
def stories() -> list[Story]:
    """What the newsroom wrote."""
    return write(220)


@pytest.fixture(scope="session")
def wordpress(stories: list[Story]) -> Iterator[WordPress]:
    """The whole newspaper. Tests may shut its doors and change its look, not its posts."""
    with running() as newspaper_site:
        newspaper_site.act("insert", newspaper.everything(stories))
        yield newspaper_site


@pytest.fixture(scope="session")
def published(wordpress: WordPress) -> dict[int, Article]:
    """What WordPress says it has published, by id."""
    return {said["id"]: expected.article(said) for said in wordpress.act("published")}


@pytest.fixture(scope="module")
def small() -> Iterator[WordPress]:
    """A newspaper of forty stories whose posts the tests of one module may change."""
    with running() as newspaper_site:
        newspaper_site.act("insert", newspaper.everything(write(40)))
        yield newspaper_site
