"""The whole way through the room by keyboard alone, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.reading_room.browser.conftest import MODES

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time


@pytest.fixture(scope="module", params=[True, False], ids=["with scripts", "without scripts"])
def desk(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(base_url=served, java_script_enabled=request.param, **MODES["light"])
    yield context.new_page()
    context.close()


def press(page: Page, what: Locator) -> None:
    """Enter on a link or button."""
    what.focus()
    page.keyboard.press("Enter")


def test_a_search_its_facets_and_its_views(desk: Page):
    desk.goto("/")
    desk.get_by_role("searchbox").focus()
    desk.keyboard.type("شهرداری")
    desk.keyboard.press("Enter")
    expect(desk.locator(".hits li").first).to_be_visible()
    press(desk, desk.locator(".facets .counts a").first)
    expect(desk.locator(".facets a.chosen").first).to_be_visible()
    press(desk, desk.locator(".switches a[href*='view=kwic']").first)
    expect(desk.locator("table.kwic")).to_be_visible()
    press(desk, desk.locator("details.hint summary").first)
    expect(desk.locator("details.hint dl").first).to_be_visible()
    press(desk, desk.locator(".kwic .where a").first)
    expect(desk.locator("article.reading h1")).to_be_visible()


def test_two_versions_are_compared(desk: Page, names: dict[str, object]):
    desk.goto(f"/article/{names['edited']}/versions?from=1&to=1")
    assert not desk.locator(".edit ins").count()
    desk.locator("select[name=to]").focus()
    desk.keyboard.press("ArrowDown")
    press(desk, desk.locator(".compare button"))
    expect(desk.locator(".edit .change ins").first).to_be_visible()


def test_a_reprint_is_laid_beside_its_article(desk: Page, names: dict[str, object]):
    desk.goto(f"/article/{names['edited']}")
    press(desk, desk.locator(".reprints a.mark").first)
    expect(desk.locator("table.two mark.only").first).to_be_visible()
    press(desk, desk.locator(".found a").first)
    expect(desk).to_have_url(re.compile(f"/article/{names['reprint']}/beside/{names['edited']}$"))


def test_files_are_chosen(desk: Page):
    desk.goto("/export")
    desk.locator("form input:not([type=hidden])[name=q]").last.focus()
    desk.keyboard.type("شهرداری")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("«شهرداری»").first).to_be_visible()
    assert "q=" in desk.locator("a[href*='export.csv']").first.get_attribute("href")


def test_a_capture_opens_its_headers_and_its_page(desk: Page):
    desk.goto("/capture/1")
    press(desk, desk.locator("details summary").last)
    expect(desk.locator("details[open]").last).to_be_visible()
    press(desk, desk.locator("a[href$='/fetched']"))
    expect(desk).to_have_url(re.compile("/capture/1/fetched$"))
