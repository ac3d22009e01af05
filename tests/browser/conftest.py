"""Debian's Chromium, driven by Playwright. Where it is missing, CI fails and everybody else sees a skip."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
#: Debian's Chromium without its windows, where it is installed: the same engine for half of the processor's time.
HEADLESS = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not Path(HEADLESS).exists():
        message = "Chromium is not installed here: apt-get install chromium-headless-shell"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return {"executable_path": HEADLESS, "args": FLAGS}


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site is served."""
    return serve(site)


@pytest.fixture(scope="session")
def history_address(history_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site with a history of five versions is served."""
    return serve(history_site)


@pytest.fixture(scope="session")
def decade_address(decade_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site with ten fictional notices is served."""
    return serve(decade_site)


PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 844}
#: A page of every kind, on the site with a history.
EVERY_KIND = [
    "/",
    "/notices/2016-17/",
    "/notices/2017-18/",
    "/versions/2017-18.1/",
    "/history/",
    "/changes/",
    "/changes/2019-20.2/",
    "/topics/",
    "/topics/recipients/",
    "/topics/controller-identity/",
    "/requirements/",
    "/privacy/",
    "/search/",
    "/docs/",
    "/docs/checks/",
    "/404.html",
]


def go(page: Page, address: str) -> None:
    """Open a page and, where it searches, wait until it has."""
    page.goto(address, timeout=90_000)  # A busy machine is no fault of a page.
    # Not by a function: where it does not hold at once, it is evaluated again, which the site's policy refuses.
    expect(page.locator(".waiting")).to_have_count(0)


#: The rules of axe that depend on colours.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def assert_axe_finds_nothing(browser: Browser, address: str, paths: list[str]) -> None:
    """On a phone and a desktop all rules of WCAG 2.2 A and AA and axe's best practice; in the dark those of colours."""
    context = browser.new_context(viewport=PHONE, color_scheme="light")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for path in paths:
        page = context.new_page()
        go(page, address + path)
        found = [Axe().run(page, options={"runOnly": rules})]
        page.set_viewport_size(DESKTOP)
        found.append(Axe().run(page, options={"runOnly": rules}))
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
        found.append(Axe().run(page, options={"runOnly": OF_COLOURS}))
        for result in found:
            assert result.violations_count == 0, f"{path}: {result.generate_report()}"
        page.close()
    context.close()


def assert_fits_a_narrow_screen(browser: Browser, address: str) -> None:
    """At 320 px (WCAG 2.2, 1.4.10) with letters of one, two (1.4.4) and four times their size.

    That is the size that a reader has chosen for all pages, or that which the page itself is set to.
    """
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    session = context.new_cdp_session(page)
    go(page, address)
    page.locator("summary", has_text="Menu").click()
    wide = []
    for percent in (100, 200, 400):
        sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        expect(page.locator("html")).to_have_css("font-size", f"{sizes['standard']}px")
        wide.append((percent, "of the reader", page.evaluate("document.documentElement.scrollWidth")))
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    for percent in (200, 400):
        page.evaluate("percent => { document.documentElement.style.fontSize = `${percent}%`; }", percent)
        expect(page.locator("html")).to_have_css("font-size", f"{16 * percent // 100}px")
        wide.append((percent, "of the page", page.evaluate("document.documentElement.scrollWidth")))
    page.locator("summary", has_text="Menu").click()
    wide.append((400, "with the menu closed", page.evaluate("document.documentElement.scrollWidth")))
    assert [each for each in wide if each[2] > 320] == [], address
    header = "document.querySelector('.mobile-header').offsetHeight"
    assert page.evaluate(header) < 640 / 2, f"{address}: the name of the school and the menu fill the screen"
    context.close()


def shift(page: Page, address: str) -> float:
    """Load a page as over a slow telephone network, and return by how much of the screen its parts jumped (CLS)."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
    session.send("Network.emulateNetworkConditions", slow)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
        "window.shift += entry.value })).observe({ type: 'layout-shift', buffered: true })"
    )
    go(page, address)
    page.wait_for_timeout(300)
    return float(page.evaluate("window.shift"))
