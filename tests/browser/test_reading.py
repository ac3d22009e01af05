"""A parent reads: in real Chromium, on a phone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect


def test_from_the_first_page_to_the_passage_that_answers(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    page.get_by_role("link", name="the notice for 2016 to 2017").click()
    assert page.url == f"{address}/notices/2016-17/"
    page.get_by_text("In this notice: ").click()
    page.get_by_role("link", name="How do I get a copy?").click()
    assert page.url.endswith("#how-to-request-access")
    for words in ("If you want to receive a copy of the information", "Charlotte Jones"):
        expect(page.locator("#notice-text").get_by_text(words)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("purposes", ["P", "UL"]),
        ("data-sources", ["P", "UL"]),
        ("how-to-request-access", ["P", "UL"]),
        ("right-of-access", ["P", "UL"]),
        ("legal-framework-named", ["H2"]),
        ("academic-year-label", ["H1"]),
    ],
)
def test_a_deep_link_shows_its_passage_in_colour_and_no_other(
    page: Page, address: str, mark: str, shown: list[str]
) -> None:
    page.goto(f"{address}/notices/2016-17/#{mark}")
    coloured = """() => [...document.querySelectorAll("#notice-text *")]
        .filter((element) => getComputedStyle(element).backgroundColor !== "rgba(0, 0, 0, 0)")
        .map((element) => element.tagName)"""
    assert page.evaluate(coloured) == shown


def test_a_marked_heading_is_shown_with_its_section(page: Page, history_address: str) -> None:
    page.goto(f"{history_address}/notices/2017-18/#recipients")
    for words in ("Who sees it", "We share it with:", "the council"):
        line = page.locator("#notice-text").get_by_text(words, exact=True)
        colour = "element => getComputedStyle(element.closest('h2, ul, section > p')).backgroundColor"
        assert line.evaluate(colour) != "rgba(0, 0, 0, 0)", words
    retention = page.locator("#retention")
    assert retention.evaluate("element => getComputedStyle(element).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_the_notice_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/notices/2016-17/")
    assert page.get_by_text("We collect and hold personal information").is_visible()
    page.get_by_text("In this notice: ").click()
    page.get_by_role("link", name="Who sees it?").click()
    assert page.url.endswith("#recipients")
    context.close()


def test_title_status_and_copy_come_first_and_the_questions_stand_where_there_is_room(
    page: Page, history_address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{history_address}/notices/2017-18/")
    title = page.locator("#notice-text h1")
    for first in (title, page.locator(".status"), page.get_by_role("link", name="PDF copy")):
        expect(first).to_be_in_viewport(ratio=1)
    before = "a => a.compareDocumentPosition(document.querySelector('#notice-text h1')) & 4"
    seen = [link for link in page.get_by_role("link").all() if link.evaluate(before)]
    assert len(seen) <= 5
    questions = page.get_by_role("navigation", name="In this notice")
    expect(questions).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(questions).to_be_visible()
    expect(page.locator(".questions-folded")).to_be_hidden()
    expect(page.locator("#notice-text")).to_have_css("display", "block")  # no columns, as what changed has


def test_a_line_of_text_has_about_seventy_letters_of_nineteen_pixels(page: Page, decade_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(f"{decade_address}/notices/2026-27/")
    long = page.locator("#notice-text p").filter(has_text="attendance marks and reasons for absence")
    expect(long).to_have_css("font-size", "19px")
    lines = long.evaluate("e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)")
    assert 60 <= len(long.inner_text()) / (lines - 1) <= 80  # The last line may be short.


PRIMARY = """() => [...document.querySelectorAll("a, button")].filter((e) => e.checkVisibility()
    && getComputedStyle(e).backgroundColor === getComputedStyle(document.querySelector("article a")).color)
    .map((e) => e.innerText)"""


@pytest.mark.parametrize(
    ("path", "button"),
    [("/", ["Search"]), ("/notices/2017-18/", ["PDF copy"]), ("/history/", ["Show"]), ("/search/", ["Search"])],
)
def test_one_button_of_a_page_is_filled(page: Page, history_address: str, path: str, button: list[str]) -> None:
    page.goto(history_address + path)
    assert page.evaluate(PRIMARY) == button


def test_the_link_to_a_passage_is_copied_and_says_so(browser: Browser, decade_address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{decade_address}/notices/2019-20/")
    item = page.locator("#notice-text li").first
    link = item.get_by_role("link", name="Link to this item")
    seen = "link => getComputedStyle(link).opacity"
    assert link.evaluate(seen) == "0"
    item.hover()
    assert link.evaluate(seen) == "1"
    page.mouse.move(0, 0)
    link.focus()
    assert link.evaluate(seen) == "1"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied: the address of these words, which stays for good.")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(f"{decade_address}/versions/2019-20.1/#")
    page.goto(address)
    target = page.locator("p:has(> :target)")
    expect(target).to_be_in_viewport()
    assert target.inner_text().strip() == item.inner_text().strip()
    assert target.evaluate("p => getComputedStyle(p).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.emulate_media(media="print")
    expect(link).to_be_hidden()
    context.close()


def test_on_a_touch_screen_each_link_to_a_passage_is_in_sight_and_large_enough(
    browser: Browser, decade_address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{decade_address}/versions/2019-20.1/")
    links = page.locator("a.to-passage")
    assert links.count() > 20
    for link in links.all():
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    links.nth(3).click()
    expect(page).to_have_url(re.compile(r"/versions/2019-20\.1/#"))
    context.close()
