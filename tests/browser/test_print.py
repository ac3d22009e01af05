"""A parent prints a page from the browser: real Chromium, by the way of its print dialogue."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import Page

from tests.site.test_pages import ORIGINAL

PAGES = ["/", "/notices/2016-17/", "/versions/2016-17.1/", "/history/", "/changes/", "/requirements/", "/docs/checks/"]
SHOWN = 'e => e.getClientRects().length && getComputedStyle(e).visibility === "visible"'
CONTROLS = "button, input, summary, form, aside, header, .skip-to-content, .sidebar-drawer, .toc-drawer"


def printed(page: Page) -> str:
    """Return what is on the paper, without spaces and bullets."""
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    return "".join("".join(sheet.extract_text() for sheet in pdf.pages).replace("•", "").split())


def test_a_printed_notice_has_its_status_and_every_word_in_order(page: Page, address: str) -> None:
    page.goto(f"{address}/notices/2016-17/")
    paper = printed(page)
    issued = ORIGINAL.replace("<", " ").replace(">", " ").split()
    assert "".join(word for word in issued if word != "-") in paper
    assert paper.startswith("Pastnotice:schoolyear2016to2017")
    assert "SearchtheNotices" not in paper.title()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_can_be_pressed_is_on_paper(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert "Skiptocontent" not in printed(page)
    page.emulate_media(media="print")
    controls = page.locator(CONTROLS)
    assert controls.count() > 5
    assert controls.evaluate_all(f"all => all.filter({SHOWN}).map(e => e.outerHTML)") == []
    floating = '["fixed", "sticky"].includes(getComputedStyle(e).position)'
    everything = page.locator("body *")
    assert everything.evaluate_all(f"all => all.filter({SHOWN}).filter(e => {floating}).map(e => e.outerHTML)") == []


def test_a_printed_link_says_where_it_leads_unless_its_words_do(page: Page, history_address: str) -> None:
    page.goto(f"{history_address}/notices/2017-18/")
    assert "writetotheoffice(https://example.org/office)." in printed(page)
    page.goto(f"{history_address}/notices/2016-17/")
    paper = printed(page)
    assert "(https://www.gov.uk/guidance/national-pupil-database" not in paper
    assert "(mailto:" not in paper


def test_a_page_read_in_the_dark_is_printed_on_white(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(f"{address}/notices/2016-17/")
    page.evaluate("document.body.dataset.theme = 'dark'")
    colour = page.locator("#notice-text p").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(0, 0, 0)"
