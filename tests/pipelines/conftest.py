import pytest

from shahr20.pages import site as sites
from shahr20.pages.record import Record


@pytest.fixture(scope="session")
def site():
    return sites.load()


@pytest.fixture
def record():
    """A record as the reader gives it, with any field of it another."""

    def make(**fields):
        return Record(**{"id": 47859, "title_raw": "عنوان", "body_raw": "متن خبر", **fields})

    return make
