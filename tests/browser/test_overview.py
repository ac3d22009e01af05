"""The page of a trust's overview, with a school of every kind: for keyboards, small screens and both colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from privacy_notices import project as own
from privacy_notices.checks import Rulebook
from privacy_notices.overview.ask import Asked
from privacy_notices.overview.judge import Standing
from privacy_notices.overview.report import Overview, as_page
from privacy_notices.overview.trust import TrustSchool
from tests.browser.conftest import assert_axe_finds_nothing
from tests.conftest import ROOT, TODAY
from tests.unit.test_trust import entry, standing

LONG = "https://www.gov.uk/" + "averylongaddress" * 12


def standings(rules: Rulebook) -> list[Standing]:
    """A school of every kind that the page shows in its own way."""
    whole = rules.requirements.ids
    silent = [id_ for id_ in whole if id_ not in ("complain-to-school", "retention", "biometric-information", "photos")]
    dead = [{"url": LONG, "verdict": "withdrawn", "seen": "2026-11-02"}]
    old = {key: entry()[key] for key in ("version", "in_force_from", "in_force_until", "published_at")}
    return [
        standing(rules, entry(answers=whole)),
        standing(rules, entry(answers=silent, links_dead=dead, conditions={"photos": True}, mood="good")),
        standing(rules, entry(version="2025-26.1", in_force_from="2025-09-01", in_force_until="2026-08-31")),
        standing(rules, old),
        Standing(reason="Its site could not be read: it took too long to answer."),
        Standing(to_do=["No notice is published."], moved_to="https://new.example/"),
    ]


def write_page(folder: Path, rules: Rulebook, schools: int) -> None:
    """Write the page of a trust with so many schools."""
    kinds = standings(rules)
    asked = [
        Asked(TrustSchool(name=f"School {n + 1} <b>(fictional)</b>", site=f"https://school{n}.example/"), kind)
        for n, kind in ((n, kinds[n % len(kinds)]) for n in range(schools))
    ]
    overview = Overview("Fernleigh Trust (fictional)", asked, TODAY, datetime(2026, 11, 23, 9, tzinfo=UTC), TODAY)
    (folder / "index.html").write_text(as_page(overview, own.Project(ROOT).templates), encoding="utf-8")


@pytest.fixture(scope="module")
def overview_address(rules: Rulebook, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of a trust with a school of every kind is served."""
    folder = tmp_path_factory.mktemp("overview")
    write_page(folder, rules, 6)
    return serve(folder)


def test_axe_finds_nothing_on_a_trusts_overview(browser: Browser, overview_address: str) -> None:
    assert_axe_finds_nothing(browser, overview_address, ["/"])


def test_a_trusts_overview_fits_and_loads_nothing_and_opens_what_is_folded_by_keyboard(
    browser: Browser, overview_address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[ConsoleMessage] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message))
    page.goto(overview_address)
    # A browser asks for an icon by itself, and what this server says of that is no complaint about the page.
    assert [url for url in asked if url != f"{overview_address}/"] in ([], [f"{overview_address}/favicon.ico"])
    assert [message.text for message in complaints if "Content Security Policy" in message.text] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("script, b b, h3 b").count() == 0
    folded = page.locator("details").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.locator("li").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
