"""The school's own face in real Chromium: a fictional logo, colour and website."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_axe_finds_nothing, assert_fits_a_narrow_screen, shift
from tests.conftest import site_of
from tests.end_to_end.test_face import put_on
from tests.fictional import write_history


@pytest.fixture(scope="session")
def face_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """Where a site with a face is served, with the headers that its host is asked to send."""

    def write(project: Any) -> None:
        put_on(project)
        write_history(project)

    return serve(site_of(tmp_path_factory, "face-site", write, NOTICES_PDF="off"), with_headers=True)


def test_axe_finds_nothing_on_pages_with_a_face(browser: Browser, face_address: str) -> None:
    paths = ["/", "/notices/2017-18/#retention", "/search/?q=texts", "/changes/2019-20.2/"]
    assert_axe_finds_nothing(browser, face_address, paths)


def test_the_band_has_the_colour_and_the_logo_is_seen(page: Page, face_address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{face_address}/notices/2017-18/")
    expect(page.locator(".school-face")).to_have_css("background-color", "rgb(122, 31, 61)")
    assert page.locator(".school-face img").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    expect(page.get_by_role("link", name="Back to the school's website")).to_have_css("color", "rgb(255, 255, 255)")
    expect(page.locator("article a").first).to_have_css("color", "rgb(122, 31, 61)")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("article a").first).to_have_css("color", "rgb(156, 196, 255)")
    assert said == []


def test_a_page_with_a_face_fits_a_narrow_screen_and_does_not_jump(
    browser: Browser, page: Page, face_address: str
) -> None:
    assert_fits_a_narrow_screen(browser, f"{face_address}/notices/2017-18/")
    assert shift(page, f"{face_address}/notices/2017-18/") < 0.02
