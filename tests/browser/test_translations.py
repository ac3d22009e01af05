"""A parent who reads Polish or Arabic better than English, in real Chromium: fictional translations."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, assert_axe_finds_nothing, assert_fits_a_narrow_screen
from tests.conftest import site_of
from tests.fictional_translations import YEAR, write_translations

ENGLISH = f"/notices/{YEAR}/"
POLISH, ARABIC = f"{ENGLISH}pl/", f"{ENGLISH}ar/"


@pytest.fixture(scope="session")
def translated_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Where a site with a notice in Polish and in Arabic is served."""
    return serve(site_of(tmp_path_factory, "translated-site", write_translations))


def test_axe_finds_nothing_on_translations(browser: Browser, translated_address: str) -> None:
    paths = ["/", ENGLISH, POLISH, ARABIC, "/search/?q=sekretariatu"]
    assert_axe_finds_nothing(browser, translated_address, paths)


def test_a_parent_comes_from_the_first_page_to_the_polish_words_and_on_to_the_english(
    page: Page, translated_address: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(translated_address)
    page.get_by_role("navigation", name="Other languages").get_by_role("link", name="polski").click()
    expect(page).to_have_url(translated_address + POLISH)
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    text = page.locator("#notice-text")
    expect(text).to_have_attribute("lang", "pl")
    expect(text).to_have_css("direction", "ltr")
    status = page.get_by_role("region", name="Status of this notice")
    expect(status).to_contain_text("Translated from version 1; version 2 is newer.")
    assert status.evaluate("box => box.closest('[lang]').lang") == "en-GB"
    status.get_by_role("link", name="Read the notice in English").click()
    expect(page).to_have_url(translated_address + ENGLISH)
    page.get_by_role("navigation", name="Other languages").get_by_role("link", name="العربية").click()
    expect(page).to_have_url(translated_address + ARABIC)


def test_arabic_words_run_from_right_to_left_in_a_page_that_does_not(page: Page, translated_address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(translated_address + ARABIC)
    text = page.locator("#notice-text")
    expect(text).to_have_css("direction", "rtl")
    expect(page.locator(".status")).to_have_css("direction", "ltr")
    box, heading = text.bounding_box(), text.get_by_role("heading", level=2)
    range_ = (
        "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().right }"
    )
    assert box
    assert abs(heading.evaluate(range_) - (box["x"] + box["width"])) < 2
    (left, right) = text.locator("ul").evaluate(
        "ul => [getComputedStyle(ul).paddingLeft, getComputedStyle(ul).paddingRight].map(parseFloat)"
    )
    assert left < right  # The bullets are on the right.


@pytest.mark.parametrize("place", [POLISH, ARABIC])
def test_a_translation_fits_a_narrow_screen(browser: Browser, translated_address: str, place: str) -> None:
    assert_fits_a_narrow_screen(browser, translated_address + place)


@pytest.mark.parametrize(
    ("asked", "place", "language", "code", "direction"),
    [
        ("kto wysyla wiadomosci", f"{POLISH}#recipients", "Polish", "pl", "ltr"),
        ("لتعليم طفلك", f"{ARABIC}#purposes", "Arabic", "ar", "rtl"),
    ],
)
def test_the_search_finds_words_of_a_translation_and_says_their_language(
    page: Page, translated_address: str, asked: str, place: str, language: str, code: str, direction: str
) -> None:
    page.goto(f"{translated_address}/search/?q={asked}")
    found = page.locator("#search-results > li").first
    expect(found.locator(".ours")).to_have_text(f"Notice for 2026 to 2027, in {language}: a translation")
    words = found.locator("> div")
    expect(words).to_have_attribute("lang", code)
    expect(words).to_have_css("direction", direction)
    link = found.get_by_role("link")
    expect(link.locator(f'[lang="{code}"]')).to_have_count(1)
    link.click()
    expect(page).to_have_url(translated_address + place)
    expect(page.locator("#notice-text :target")).to_be_in_viewport()
