"""A hostile page as it was fetched, in a browser: inert as it is served, and inert were it served as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from shahr20.reading_room.pages.capture import SAFE
from tests.reading_room.browser.conftest import MODES
from tests.reading_room.hostile import HOSTILE

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time


@pytest.fixture
def watched(browser: Browser, served: str) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A window, and a list of what got out of a page in it."""
    context = browser.new_context(base_url=served, **MODES["light"])
    out: list[str] = []

    def reached(route: Route) -> None:
        out.append(route.request.url)
        route.abort()

    context.route("https://evil.example/**", reached)
    context.on("dialog", lambda dialog: (out.append(dialog.message), dialog.dismiss()))
    yield context, out
    context.close()


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def test_a_page_as_it_was_fetched_neither_runs_nor_asks_for_anything(watched, names: dict[str, object]):
    context, out = watched
    page = context.new_page()
    for address in ("/capture/{hostile}", "/capture/{hostile}/fetched"):
        page.goto(address.format(**names))
        settle(page)
        words = page.frames[-1].locator("body").inner_text()
        assert "متن می‌ماند" in words
        assert [frame.url for frame in page.frames][-1].endswith("/fetched")
    assert out == []


def test_the_policy_alone_would_stop_it(watched, served: str):
    context, out = watched
    context.route(
        f"{served}/raw",
        lambda route: route.fulfill(body=HOSTILE, content_type="text/html; charset=utf-8", headers=SAFE),
    )
    page = context.new_page()
    page.goto("/raw")
    settle(page)
    page.get_by_text("فرم").click()
    assert page.url == f"{served}/raw"
    assert out == []
