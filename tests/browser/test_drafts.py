"""A member of staff reads a draft in a preview: real Chromium, a fictional draft of some sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, assert_axe_finds_nothing, assert_fits_a_narrow_screen
from tests.conftest import Project, site_of
from tests.fictional import BODY, fictional_notice

DRAFT = "/notices/2026-27/"
MARK = "Draft: not published"


@pytest.fixture(scope="session")
def preview_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Where a preview with a draft is served."""

    def write(project: Project) -> None:
        more = "\n".join(f"## Fictional question {number}?\n\n{'Fictional words. ' * 40}\n" for number in range(20))
        project.write("notices/2026-27.md", fictional_notice("2026-27", 1, f"{more}\n{BODY}\n{more}", "draft"))

    return serve(site_of(tmp_path_factory, "drafts-site", write, NOTICES_DRAFTS="on", NOTICES_PDF="off"))


def test_axe_finds_nothing_on_a_draft(browser: Browser, preview_address: str) -> None:
    assert_axe_finds_nothing(browser, preview_address, ["/", DRAFT])


def test_a_draft_fits_a_narrow_screen(browser: Browser, preview_address: str) -> None:
    assert_fits_a_narrow_screen(browser, preview_address + DRAFT)


def test_the_first_page_leads_to_the_draft_and_it_is_marked_on_every_screen(page: Page, preview_address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(preview_address)
    page.get_by_role("link", name="2026-27").click()
    expect(page).to_have_url(preview_address + DRAFT)
    expect(page.get_by_role("region", name="Status of this notice")).to_contain_text(MARK)
    for share in (0, 0.25, 0.5, 0.75, 0.95):
        page.evaluate(f"window.scrollTo(0, document.body.scrollHeight * {share})")
        expect(page.locator(".draft-mark")).to_be_in_viewport(ratio=1)


def test_a_question_leads_to_words_that_the_mark_does_not_hide(page: Page, preview_address: str) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(reduced_motion="reduce")  # Furo scrolls smoothly: where it is on its way says nothing.
    page.goto(f"{preview_address}{DRAFT}#purposes")
    mark = page.locator(".draft-mark").bounding_box()
    words = page.get_by_text("We use what we hold to teach your child").bounding_box()
    assert mark
    assert words
    assert words["y"] >= mark["y"] + mark["height"]


def test_every_printed_sheet_of_a_draft_is_marked_and_says_nothing_of_what_is_missing(
    page: Page, preview_address: str
) -> None:
    page.goto(preview_address + DRAFT)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 2
    assert [number for number, text in enumerate(sheets) if "".join(MARK.split()) not in "".join(text.split())] == []
    assert "What is still missing" not in "".join(sheets)
