"""Debian's Chromium, driven by Playwright. Where it is missing, CI fails and everybody else sees a skip."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
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
    if not Path(CHROMIUM).exists():
        message = "Chromium is not installed here: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site is served."""
    return serve(site)


@pytest.fixture(scope="session")
def history_address(history_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the site with a history of five versions is served."""
    return serve(history_site)


#: A page of every kind, on the site with a history.
EVERY_KIND = [
    "/",
    "/notices/2016-17/",
    "/notices/2017-18/",
    "/versions/2017-18.1/",
    "/history/",
    "/changes/",
    "/changes/2019-20.2/",
    "/requirements/",
    "/privacy/",
    "/search/",
    "/docs/",
    "/docs/checks/",
    "/docs/benchmarks/",
    "/404.html",
]


def assert_axe_finds_nothing(browser: Browser, address: str, paths: list[str], width: int, scheme: str) -> None:
    """Have axe look at each page in a window of this width, light or dark."""
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in paths:
        page = context.new_page()
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        page.close()
    context.close()


def assert_fits_a_narrow_screen(browser: Browser, address: str, path: str) -> None:
    """At 320 px, the width that WCAG 2.2 asks a page to fit (success criterion 1.4.10), nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
