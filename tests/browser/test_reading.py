"""A parent reads: in real Chromium, on a phone."""

from playwright.sync_api import Browser, Page, expect


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


def test_the_notice_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/notices/2016-17/")
    assert page.get_by_text("We collect and hold personal information").is_visible()
    page.get_by_role("link", name="Who sees it?").click()
    assert page.url.endswith("#recipients")
    context.close()
