"""A parent asks which notice applied on a date, and what changed: in real Chromium."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

OF_MONTHS = "Write a number from 1 to 12, like 5, or its name, like May."


def ask(page: Page, day: str, month: str, year: str) -> str:
    """Fill in the date by keyboard alone and return the answer."""
    page.get_by_label("Day").focus()
    for part in (day, month, year):
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on the button
    return page.get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("date", "answer"),
    [
        ("24 5 2018", "On 24 May 2018 this applied: the notice for 2017 to 2018, version 1."),
        ("25 5 2018", "On 25 May 2018 this applied: the notice for 2017 to 2018, version 2."),
        ("1 10 2019", "On 1 October 2019 this applied: the notice for 2019 to 2020, version 2."),
        (
            "3 5 2019",
            "No notice for 3 May 2019 is held here. The latest before it is the notice for 2017 to 2018, version 2.",
        ),
        (
            "1 1 2010",
            "No notice for 1 January 2010 is held here. The earliest held is the notice for 2016 to 2017.",
        ),
        ("30 may 2018", "On 30 May 2018 this applied: the notice for 2017 to 2018, version 2."),
        ("03 Sept 2016", "On 3 September 2016 this applied: the notice for 2016 to 2017."),
        ("29 FEBRUARY 2020", "On 29 February 2020 this applied: the notice for 2019 to 2020, version 2."),
    ],
)
@pytest.mark.parametrize("path", ["/history/", "/"])
def test_which_notice_applied_on_a_date(page: Page, history_address: str, path: str, date: str, answer: str) -> None:
    page.goto(history_address + path)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    day, month, year = date.split(" ")
    assert ask(page, day, month, year) == answer
    assert requests == []


@pytest.mark.parametrize(
    ("date", "error", "boxes"),
    [
        (",,", "Write a date: the boxes are empty.", ["day", "month", "year"]),
        ("25,,2018", "Write a month too.", ["month"]),
        (" ,,2018", "Write a day and a month too.", ["day", "month"]),
        ("25,13,", f"Write a year too. “13” is not a month. {OF_MONTHS}", ["month", "year"]),
        ("29,2,2019", "There is no 29 February 2019: that month has 28 days.", ["day"]),
        ("31,Nov,2019", "There is no 31 November 2019: that month has 30 days.", ["day"]),
        ("0,5,2019", "“0” is not a day. Write a number from 1 to 31, like 25.", ["day"]),
        ("1,13,2019", f"“13” is not a month. {OF_MONTHS}", ["month"]),
        ("1,5,19", "“19” is not a year. Write all four digits, like 2018.", ["year"]),
        (
            "x,Ma,2019",
            f"“x” is not a day. Write a number from 1 to 31, like 25. “Ma” is not a month. {OF_MONTHS}",
            ["day", "month"],
        ),
    ],
)
def test_what_is_no_date_is_said_where_it_is_wrong(
    page: Page, history_address: str, date: str, error: str, boxes: list[str]
) -> None:
    page.goto(history_address)
    ask(page, "25", "5", "2018")
    day, month, year = date.split(",")
    assert ask(page, day, month, year) == "", "the last answer does not stay beside an error"
    expect(page.locator("#date-error")).to_have_text(error)
    expect(page.locator(f"#date-{boxes[0]}")).to_be_focused()
    for part in ("day", "month", "year"):
        box = page.locator(f"#date-{part}")
        assert box.get_attribute("aria-invalid") == ("true" if part in boxes else None)
        expect(box).to_have_accessible_description(error if part in boxes else "")
    assert ask(page, "25", "5", "2018").startswith("On 25 May 2018")
    expect(page.locator("#date-error")).to_be_hidden()
    expect(page.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_error(
    browser: Browser, history_address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(history_address)
    ask(page, "30", "2", "2019")
    result = Axe().run(page, context=".date-lookup")
    assert result.violations_count == 0, result.generate_report()
    context.close()


@pytest.mark.parametrize("path", ["/history/", "/"])
def test_each_segment_of_the_timeline_is_a_link_for_the_keyboard(page: Page, history_address: str, path: str) -> None:
    page.goto(history_address + path)
    segments = page.locator(".timeline a[data-from]")
    expect(segments).to_have_count(4)
    segments.nth(1).focus()
    page.keyboard.press("Tab")
    name = "2017 to 2018, version 2: 25 May 2018 to 31 August 2018"
    expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{history_address}/versions/2017-18.2/")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_is_drawn_is_drawn_as_long_as_its_days(page: Page, history_address: str, width: int) -> None:
    """The policy lets no page place anything by a style of its own, so the places are seen here as they come out."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{history_address}/history/")
    boxes = [e.bounding_box() for e in page.locator(".timeline a[data-from]").all()]
    whole, first, second, _ = [box for box in boxes if box]
    assert min(whole["height"], second["width"]) >= 24
    assert abs(first["width"] / whole["width"] - 266 / 365) < 0.03
    assert abs(second["x"] - first["x"] - first["width"]) < 2
    law = page.locator(".timeline line.law").first.bounding_box()
    assert law
    assert abs(law["x"] - second["x"]) < 4


@pytest.mark.parametrize("percent", [100, 200, 400])
@pytest.mark.parametrize("path", ["/", "/history/", "/topics/", "/topics/retention/", "/topics/controller-identity/"])
def test_what_lists_years_fits_a_narrow_screen_where_the_pages_own_text_is_larger(
    browser: Browser, decade_address: str, path: str, percent: int
) -> None:
    """Larger text by a page's own style, which leaves the `em` of media queries as it was."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(decade_address + path)
    page.add_style_tag(content=f"html {{ font-size: {percent}% !important }}")
    wide = """() => [...document.querySelectorAll("article *")]
        .filter((element) => !element.closest(".visually-hidden"))
        .filter((element) => [...element.getClientRects()].some((box) => box.width && box.right > 320.5))
        .map((element) => element.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []
    context.close()


def test_the_answer_leads_to_the_version(page: Page, history_address: str) -> None:
    page.goto(f"{history_address}/history/")
    ask(page, "24", "5", "2018")
    page.get_by_role("status").get_by_role("link").click()
    assert page.url == f"{history_address}/versions/2017-18.1/"


def test_without_javascript_the_table_answers(browser: Browser, history_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{history_address}/history/")
    expect(page.locator("#date-lookup")).to_be_hidden()
    expect(page.get_by_role("row", name="25 May 2018")).to_be_visible()
    context.close()
