"""The site in a folder of another site, as on GitHub Pages: every way through it stays inside that folder."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import Project


def test_a_site_in_a_folder_works_from_a_wrong_address_to_the_passage(
    page: Page, project: Project, serve: Callable[..., str], tmp_path: Path
) -> None:
    school = project.folder / "notices" / "school.toml"
    school.write_text(school.read_text().replace("http://localhost:8000/", "https://www.example.org/privacy/"))
    site = project.build(NOTICES_PDF="off")
    host = tmp_path / "host"
    host.mkdir()
    (host / "privacy").symlink_to(site)
    (host / "_headers").symlink_to(site / "_headers")
    address = serve(host, with_headers=True)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.route(
        "**/privacy/no/such/page/",
        lambda route: route.fulfill(path=site / "404.html", content_type="text/html"),
    )
    page.goto(f"{address}/privacy/no/such/page/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "serif"  # its style sheet came
    page.get_by_role("link", name="first page").click()
    expect(page).to_have_url(f"{address}/privacy/")
    page.get_by_label("Search the notices").fill("do i pay for the texts")
    page.keyboard.press("Enter")
    page.locator("#search-results a").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"{address}/privacy/notices/2016-17/#")))
    assert refused == []
