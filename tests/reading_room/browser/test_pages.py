"""Every page, in every mode, as a browser shows it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.reading_room.browser.conftest import MODES, SCREENSHOTS
from tests.reading_room.browser.pages import PAGES

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time

FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    return [[...document.querySelectorAll(FOCUSABLE)].indexOf(one), style.outlineStyle !== 'none'];
}""".replace("FOCUSABLE", repr(FOCUSABLE))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_to_look_at(
    looking: BrowserContext, mode: str, served: str, names: dict[str, object], name: str
):
    page, said, asked = looking.new_page(), [], []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    try:
        answer = page.goto(PAGES[name].format(**names))
        page.screenshot(path=SCREENSHOTS / f"{name}-{mode}.png", full_page=True)
        if answer.status >= 400:
            said = [text for text in said if "status of" not in text]  # that the page itself is an error
        assert not said
        assert {url for url in asked if not url.startswith(served)} == set()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "it scrolls sideways"
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:200], len(rule["nodes"])) for rule in found] == []
    finally:
        page.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, served: str):
    context = browser.new_context(base_url=served, **MODES["light"])
    yield context
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    desk: BrowserContext, names: dict[str, object], name: str
):
    page = desk.new_page()
    page.goto(PAGES[name].format(**names))
    page.locator(".skip").focus()  # the page may have put the focus elsewhere, as the first one does
    wanted = page.evaluate(  # a frame is stopped at when what is in it can be scrolled
        f"""() => [...document.querySelectorAll({FOCUSABLE!r})].map(
            (one, i) => one.checkVisibility() && one.tagName !== 'IFRAME' ? i : -1)"""
    )
    wanted = {index for index in wanted if index >= 0}
    reached = [0]
    for _ in range(len(wanted) + 3):
        page.keyboard.press("Tab")
        index, outlined = page.evaluate(FOCUSED)
        if index < 0:  # nowhere for a moment, as when a frame has just loaded
            continue
        if index in reached:  # round once
            break
        assert outlined, f"{index} shows no focus"
        reached.append(index)
    page.close()
    assert set(reached) >= wanted
    assert reached == sorted(reached), "it goes in the order of reading"


def test_the_skip_link_leads_past_the_head(desk: BrowserContext):
    page = desk.new_page()
    page.goto("/sources")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_everything_works_without_javascript(browser: Browser, served: str):
    context = browser.new_context(base_url=served, java_script_enabled=False, **MODES["light"])
    page = context.new_page()
    page.goto("/sources")
    page.locator("table.list a").first.click()
    assert page.locator("figure.curve rect").count() > 0
    page.locator("figure.curve summary").click()
    assert page.locator("table.months").is_visible()
    page.locator(".switch").click()
    assert page.locator("html").get_attribute("dir") == "ltr"
    page.locator(".titles a").first.click()
    assert page.locator("html").get_attribute("lang") == "en", "the choice is remembered"
    page.goto("/archive/articles")
    assert page.locator(".rows tbody tr").count() > 0
    context.close()


def test_an_article_prints_without_the_room_around_it(desk: BrowserContext):
    page: Page = desk.new_page()
    page.goto("/article/47859")
    page.emulate_media(media="print")
    assert page.locator("article h1").is_visible()
    assert not page.locator("header.top").is_visible()
    page.close()


def test_what_is_printed_of_an_article_names_where_it_is(desk: BrowserContext):
    page: Page = desk.new_page()
    page.goto("/article/47859")
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text()
    assert "/article/47859/v1" in printed
    assert "JSON" not in printed
    for gone in ("nav", ".cite textarea", ".cite label", "details", "footer", ".related"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    page.close()
