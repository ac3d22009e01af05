"""What the page "This site and your privacy" promises, seen in real Chromium on every kind of page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser.conftest import EVERY_KIND

COLLECT_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
STORED = """async () => ({
    local: {...localStorage},
    session: {...sessionStorage},
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": {}, "session": {}, "databases": [], "caches": [], "workers": 0}


@pytest.fixture(params=["as it is", "with its headers"])
def served(request: pytest.FixtureRequest, history_site: Path, serve: Callable[..., str]) -> str:
    return serve(history_site, with_headers=request.param == "with its headers")


@pytest.fixture
def watched(context: BrowserContext) -> BrowserContext:
    context.add_init_script(COLLECT_VIOLATIONS)
    return context


def test_no_page_asks_another_site_keeps_anything_or_breaks_its_policy(watched: BrowserContext, served: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.on("console", lambda message: said.append(message.text))
    watched.on("weberror", lambda error: said.append(str(error.error)))
    pages = [watched.new_page() for _ in EVERY_KIND]
    for page, path in zip(pages, EVERY_KIND, strict=True):
        page.goto(served + path)
    for page in pages:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.violations") == [], page.url
        assert page.evaluate(STORED) == NOTHING, page.url
    assert [url for url in asked if not url.startswith(f"{served}/")] == []
    assert said == []
    assert watched.cookies() == []


def test_what_is_written_for_programs_is_data_that_the_policy_lets_stand(watched: BrowserContext, served: str) -> None:
    page = watched.new_page()
    page.goto(f"{served}/versions/2017-18.1/")
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert data["mainEntity"]["identifier"] == "2017-18.1"
    assert page.evaluate("window.violations") == []


def test_the_choice_of_colours_is_all_that_is_kept(watched: BrowserContext, served: str) -> None:
    page = watched.new_page()
    page.goto(f"{served}/privacy/")
    button = page.get_by_role("button", name="Change colours")
    assert button.inner_text() == "Change colours (now as on this device)"
    button.click()
    button.click()
    assert button.inner_text() == "Change colours (now dark)"
    assert page.evaluate(STORED) == NOTHING | {"local": {"theme": "dark"}}
    page.goto(f"{served}/notices/2016-17/")
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 20, 22)"
    page.get_by_role("button", name="Change colours (now dark)").click()
    assert page.evaluate(STORED) == NOTHING
    assert page.evaluate("window.violations") == []
    assert watched.cookies() == []


def test_where_the_browser_keeps_nothing_the_colours_still_change(page: Page, served: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})")
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(served)
    page.get_by_role("button", name="Change colours").click()
    assert page.evaluate("document.body.dataset.theme") == "light"
    assert failures == []


def test_the_policy_refuses_what_the_site_has_no_use_for(watched: BrowserContext, served: str) -> None:
    page = watched.new_page()
    page.goto(served)
    page.evaluate(
        """() => {
            const add = (tag, its) => document.body.append(Object.assign(document.createElement(tag), its));
            add("script", {textContent: "window.ran = true"});
            add("style", {textContent: "body { display: none }"});
            add("img", {src: "https://example.org/picture.png"});
            add("iframe", {src: "https://example.org/"});
            fetch("https://example.org/").catch(() => {});
        }"""
    )
    page.wait_for_function("window.violations.length >= 5")
    refused = {name.removesuffix("-elem") for name in page.evaluate("window.violations")}
    assert refused == {"script-src", "style-src", "img-src", "frame-src", "connect-src"}
    assert page.evaluate("window.ran") is None
    assert page.locator("h1").is_visible()


def test_an_outside_link_does_not_say_where_it_was_followed(page: Page, served: str) -> None:
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="A page of another site.")

    page.route("https://www.gov.uk/**", answer)
    for with_rel in (True, False):  # The page says it for all its links, and each link for itself.
        page.goto(f"{served}/notices/2016-17/")
        link = page.locator("#notice-text a.external").first
        if not with_rel:
            link.evaluate("element => element.removeAttribute('rel')")
        link.click()
        page.wait_for_url("https://www.gov.uk/**")
    assert len(asked) == 2
    assert not [headers for headers in asked if "referer" in headers]


def test_a_host_that_reads_the_headers_lets_no_other_site_frame_a_page(
    browser: Browser, history_site: Path, serve: Callable[..., str], tmp_path: Path
) -> None:
    framed = serve(history_site, with_headers=True)
    (tmp_path / "index.html").write_text(f'<iframe src="{framed}/privacy/"></iframe>')
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(f"{framed}/privacy/")
    assert response
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in response.headers["permissions-policy"]
    page.goto(serve(tmp_path))
    assert page.frames[1].url.startswith("chrome-error:")
    context.close()
