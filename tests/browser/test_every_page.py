"""A page of every kind in real Chromium: for keyboards, large print, chosen colours, and with scripts off."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from privacy_notices.checks import Rulebook
from tests.browser.conftest import (
    DESKTOP,
    EVERY_KIND,
    PHONE,
    assert_axe_finds_nothing,
    assert_fits_a_narrow_screen,
    shift,
)

#: Where the keyboard is: what it is on, whether that can be seen, and whether it is marked as such.
STOP = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const [box] = element.getClientRects();
    const [x, y] = [box.left + Math.min(box.width, 20) / 2, Math.max(box.top, 0) + Math.min(box.height, 20) / 2];
    const top = document.elementFromPoint(x, y);
    const style = getComputedStyle(element);
    return {
        name: `${element.tagName} ${element.innerText || element.name || element.className}`,
        place: [...document.querySelectorAll("*")].indexOf(element),
        isSeen: box.width > 8 && box.height > 8 && box.left >= 0 && box.right <= innerWidth
            && Boolean(top) && (element.contains(top) || top.contains(element)),
        isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the page ends, and return its stops."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"no end of stops: {stops[-3:]}")


@pytest.mark.parametrize("path", EVERY_KIND)
def test_axe_finds_nothing(browser: Browser, history_address: str, path: str) -> None:
    assert_axe_finds_nothing(browser, history_address, [path])


@pytest.mark.parametrize("path", EVERY_KIND)
def test_a_page_fits_a_narrow_screen(browser: Browser, history_address: str, path: str) -> None:
    assert_fits_a_narrow_screen(browser, history_address + path)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", EVERY_KIND)
def test_the_keyboard_stops_only_where_it_can_be_seen(
    page: Page, history_address: str, path: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(reduced_motion="reduce")
    page.goto(history_address + path)
    stops = walk(page)
    assert len(stops) > 4
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["name"] for stop in stops if not stop["isMarked"]] == []
    assert stops[0]["name"] == "A Skip to content"


@pytest.mark.parametrize("path", EVERY_KIND)
def test_nothing_jumps_while_a_page_loads(page: Page, history_address: str, path: str) -> None:
    page.set_viewport_size(PHONE)
    assert shift(page, history_address + path) < 0.01


def test_the_first_stop_skips_to_the_text(page: Page, history_address: str) -> None:
    page.goto(f"{history_address}/notices/2017-18/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page: Page, history_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{history_address}/notices/2017-18/")
    link = page.locator(".menu").get_by_role("link", name="What changed")
    expect(link).to_be_hidden()
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Space")
    link.click()
    assert page.url == f"{history_address}/changes/"


def test_without_javascript_the_menu_works_and_no_dead_button_is_shown(browser: Browser, history_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{history_address}/docs/checks/")
    page.locator(".menu summary").press("Enter")
    expect(page.get_by_role("button", name="Change colours")).to_be_hidden()
    page.locator(".menu").get_by_role("link", name="All notices and their dates").click()
    assert page.url == f"{history_address}/history/"
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_guides_have_a_table_of_contents_at_every_width(
    page: Page, history_address: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(f"{history_address}/docs/checks/")
    page.locator(".page-toc summary").click()
    page.locator(".page-toc").get_by_role("link", name="Every rule").click()
    expect(page.get_by_role("heading", name="Every rule")).to_be_in_viewport()
    page.set_viewport_size({"width": 1700, "height": 844})
    expect(page.locator(".toc-drawer").get_by_role("link", name="Every rule")).to_be_visible()
    expect(page.locator(".page-toc")).to_be_hidden()


def test_in_forced_colours_everything_still_has_its_edges(browser: Browser, history_address: str) -> None:
    """Windows' contrast themes take all background colours away: what they showed has to show otherwise."""
    context = browser.new_context(forced_colors="active", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{history_address}/changes/2017-18.2/")
    lines = "element => getComputedStyle(element).textDecorationLine"
    assert page.locator("del").first.evaluate(lines) == "line-through"
    assert page.locator("ins").first.evaluate(lines) == "underline"
    page.goto(f"{history_address}/notices/2017-18/#recipients")
    border = "element => parseFloat(getComputedStyle(element).borderLeftWidth)"
    assert page.locator(".status").evaluate(border) >= 4
    for path in ("/", "/notices/2017-18/", "/history/"):
        page.goto(history_address + path)
        stops = walk(page)
        assert [stop["name"] for stop in stops if not stop["isMarked"]] == []
    context.close()


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, history_address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in EVERY_KIND:
        page.goto(history_address + path)
        moving = """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
            return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior !== "auto";
        }).length"""
        assert page.evaluate(moving) == 0, path
    context.close()


def test_the_table_of_topics_stays_a_table_for_screen_readers(
    page: Page, history_address: str, rules: Rulebook
) -> None:
    """Its rows are laid out as blocks that wrap, which in some browsers takes a table's meaning away."""
    page.set_viewport_size(PHONE)
    page.goto(f"{history_address}/topics/")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = [node["role"]["value"] for node in tree["nodes"] if not node["ignored"]]
    questions = len(rules.requirements.ids)
    assert roles.count("table") == 1
    assert roles.count("rowheader") == questions + len(rules.requirements.by_group())
    assert roles.count("cell") == (1 + 3) * questions, "the years in words, and each year"
