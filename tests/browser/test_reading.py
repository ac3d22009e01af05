"""A parent reads: in real Chromium, on a phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_axe_finds_nothing, assert_fits_a_narrow_screen

PAGES = ["/", "/notices/2016-17/", "/requirements/", "/docs/", "/docs/checks/", "/search/?q=texts", "/404.html"]


def test_from_the_first_page_to_the_passage_that_answers(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    page.get_by_role("link", name="the notice for 2016 to 2017").click()
    assert page.url == f"{address}/notices/2016-17/"
    page.get_by_role("link", name="How do I get a copy?").click()
    assert page.url.endswith("#how-to-request-access")
    passage = page.locator("#how-to-request-access")
    expect(passage).to_contain_text("Charlotte Jones")
    expect(passage).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    assert_axe_finds_nothing(browser, address, PAGES, width, scheme)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_narrow_screen(browser: Browser, address: str, path: str) -> None:
    assert_fits_a_narrow_screen(browser, address, path)


def test_the_notice_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/notices/2016-17/")
    assert page.get_by_text("We collect and hold personal information").is_visible()
    page.get_by_role("link", name="Who sees it?").click()
    assert page.url.endswith("#recipients")
    context.close()


def test_nothing_is_asked_of_another_site(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path)
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()
