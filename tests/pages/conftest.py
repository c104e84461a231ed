from __future__ import annotations

from pathlib import Path

import pytest

from shahr20.pages.page import Page
from shahr20.pages.site import Site, load

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def site() -> Site:
    return load()


@pytest.fixture(scope="session")
def golden() -> Page:
    return Page(
        url="https://shahr20.ir/47859/%D8%AA%D9%84%D8%A7%D8%B4/",
        body=(FIXTURES / "taj-47859.html").read_bytes(),
        fetched_at="2026-01-01T00:00:00Z",
        content_type="text/html; charset=UTF-8",
        asked_id=47859,
    )
