"""A parent asks which notice applied on a date, and what changed: in real Chromium."""

import pytest
from playwright.sync_api import Browser, Page, expect


def ask(page: Page, day: str, month: str, year: str) -> str:
    """Fill in the date by keyboard alone and return the answer."""
    page.get_by_label("Day").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    page.keyboard.type(month)
    page.keyboard.press("Tab")
    page.keyboard.type(year)
    page.keyboard.press("Enter")
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
            "No notice for 1 January 2010 is held here. The earliest held is the notice for 2016 to 2017, version 1.",
        ),
        ("29 2 2019", "“29 2 2019” is not a date."),
        ("1 May 2019", "“1 May 2019” is not a date."),
        ("1 5 19", "“1 5 19” is not a date."),
    ],
)
def test_which_notice_applied_on_a_date(page: Page, history_address: str, date: str, answer: str) -> None:
    page.goto(f"{history_address}/history/")
    day, month, year = date.split(" ")
    assert ask(page, day, month, year).startswith(answer)


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
