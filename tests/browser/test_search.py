"""A parent asks a question: in real Chromium, from the search box to the passage that answers it."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from privacy_notices.site.security import POLICY
from tests.browser.conftest import DESKTOP, assert_axe_finds_nothing, assert_fits_a_narrow_screen, go, shift
from tests.conftest import Project, site_of
from tests.fictional import commit, fictional_notice

PAGES = [
    "/search/",
    "/search/?q=photos",
    "/search/?q=fingerprints",
    "/search/?q=dpo&year=all",
    "/search/?q=zebra",
    "/search/?q=2019",
]
YEARS = "Years to search"


def search(page: Page, address: str, question: str, year: str = "") -> None:
    page.goto(f"{address}/search/?q={quote(question)}" + (f"&year={year}" if year else ""))
    expect(page.get_by_role("status")).not_to_be_empty()


def results(page: Page) -> list[tuple[str | None, str | None]]:
    items = page.locator("ol#search-results > li")
    return [(li.get_attribute("data-year"), li.locator("> a").first.get_attribute("href")) for li in items.all()]


def test_a_question_on_a_phone_leads_by_keyboard_to_the_passage(page: Page, decade_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(decade_address)
    box = page.get_by_label("Search the notices")
    expect(box).to_be_in_viewport()
    box.focus()
    page.keyboard.type("do you film our children")
    page.keyboard.press("Control+A")
    page.keyboard.type("whos on the cctv")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{decade_address}/search/?q=whos+on+the+cctv")
    expect(page.get_by_role("status")).to_have_text("1 passage in the notice for 2026 to 2027.")
    link = page.get_by_role("link", name="Cameras at the gates")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{decade_address}/notices/2026-27/#cameras-at-the-gates")
    target = page.locator("#notice-text :target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("CCTV films the two gates")
    for block in (target.get_by_role("heading"), target.get_by_text("CCTV films the two gates")):
        assert block.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_section_that_no_mark_covers_answers_on_the_real_site(page: Page, address: str) -> None:
    search(page, address, "do i pay for the texts")
    page.locator("#search-results a").first.click()
    expect(page).to_have_url(f"{address}/notices/2016-17/#teachers2parents")
    expect(page.locator(":target")).to_contain_text("paid for by the school")


def test_a_typed_year_is_searched(page: Page, decade_address: str) -> None:
    search(page, decade_address, "consent 2016-17")
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2016 to 2017.")
    assert results(page)[0] == ("2016-17", "../notices/2016-17/#recipients")


def test_all_years_are_chosen_beside_the_box_and_answered_newest_first(page: Page, decade_address: str) -> None:
    search(page, decade_address, "who is the dpo")
    assert results(page) == [("2026-27", "../notices/2026-27/#dpo-contact")]
    page.get_by_label(YEARS).select_option("All years")
    expect(page.get_by_role("status")).to_have_text("9 passages in 9 notices, newest first.")
    years = [year for year, _ in results(page)]
    assert years == sorted((year for year in years if year), reverse=True)
    assert page.url.endswith("/search/?q=who+is+the+dpo&year=all")
    page.get_by_label(YEARS).select_option("Newest notice")
    assert [year for year, _ in results(page)] == ["2026-27"]
    assert page.url.endswith("/search/?q=who+is+the+dpo")


def test_the_year_that_a_question_names_is_seen_beside_the_box_and_can_be_left(page: Page, decade_address: str) -> None:
    search(page, decade_address, "dpo 2019-20")
    expect(page.get_by_label(YEARS)).to_have_value("2019-20")
    page.get_by_label("Ask in your own words").fill("photos")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2019 to 2020.")
    page.get_by_label(YEARS).select_option("Newest notice")
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2026 to 2027.")


def test_a_bare_year_leads_to_its_notices(page: Page, decade_address: str) -> None:
    search(page, decade_address, "2019")
    assert results(page) == [("2019-20", "../notices/2019-20/"), ("2018-19", "../notices/2018-19/")]
    expect(page.get_by_label(YEARS)).to_have_value("")
    page.get_by_role("link", name="Notice for 2018 to 2019").click()
    expect(page).to_have_url(f"{decade_address}/notices/2018-19/")


def test_a_year_in_the_address_that_is_none_is_refused_and_left(page: Page, decade_address: str) -> None:
    search(page, decade_address, "photos", "2018-20")
    expect(page.get_by_role("status")).to_have_text(
        "“2018-20” is no school year. Write it like 2018-19, or choose one beside the box."
    )
    assert results(page) == []
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2026 to 2027.")


def test_what_is_nearest_is_labelled_in_each_item(page: Page, decade_address: str) -> None:
    search(page, decade_address, "pupil premium")
    expect(page.get_by_role("status")).to_have_text(
        "The 2026-27 notice does not mention “pupil premium”. No other notice held here does. Nearest, not an answer:"
    )
    items = page.locator("#search-results li")
    assert items.count() == len(items.filter(has_text="Nearest, not an answer.").all()) > 0


def test_a_very_long_question_is_cut_before_it_is_read_aloud(page: Page, decade_address: str) -> None:
    search(page, decade_address, "x" * 5_000)
    assert len(page.get_by_role("status").inner_text()) < 400
    assert len(page.get_by_label("Ask in your own words").input_value()) == 200
    assert len(page.url) < 300


def test_the_items_of_a_list_that_is_found_stand_on_lines_of_their_own(page: Page, decade_address: str) -> None:
    search(page, decade_address, "who sees my childs data")
    found = page.locator("#search-results li").filter(has=page.locator("a[href$='#recipients']"))
    lines = found.locator("p").last.inner_text().splitlines()
    assert lines[:3] == [
        "We share information with:",
        "the school that your child goes to next",
        "the county council",
    ]


def test_an_address_can_be_shared(page: Page, decade_address: str) -> None:
    page.goto(f"{decade_address}/search/?q=photos&year=2018-19")
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2018 to 2019.")
    expect(page.get_by_label("Ask in your own words")).to_have_value("photos")
    assert {year for year, _ in results(page)} == {"2018-19"}
    assert page.url == f"{decade_address}/search/?q=photos&year=2018-19"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "fingerprints",
            "The 2026-27 notice does not mention “fingerprints”. These notices do: 2021-22, 2020-21 and 2019-20.",
        ),
        ("teachers2parents", "The 2026-27 notice does not use the word “teachers2parents”. The 2016-17 notice does."),
        ("head lice", "The 2026-27 notice does not use the word “lice”. No other notice held here does."),
        ("cctv 2014-15", "No notice for 2014 to 2015 is held here. These notices do: "),
        ("zebra 2014-15", "No notice for 2014 to 2015 is held here. The others do not answer this."),
        ("who are you", "Type a word or two more than “who are you”."),
        ("2014-15", "No notice for 2014 to 2015 is held here."),
    ],
)
def test_that_there_is_no_answer_is_said_honestly(page: Page, decade_address: str, question: str, said: str) -> None:
    search(page, decade_address, question)
    expect(page.get_by_role("status")).to_contain_text(said)
    labelled = page.locator("#search-results li").filter(has_text="Nearest, not an answer.").count()
    assert "2026-27" not in [year for year, _ in results(page)] or "cctv" in question or labelled == len(results(page))


def test_no_notice_at_all_mentions_it(page: Page, decade_address: str) -> None:
    search(page, decade_address, "zebra", "all")
    expect(page.get_by_role("status")).to_have_text(
        "No notice held here uses the word “zebra”. Nearest, not an answer:"
    )
    assert {year for year, _ in results(page)} == {"2026-27"}


def test_what_is_found_and_what_is_not_is_announced(page: Page, decade_address: str) -> None:
    page.goto(f"{decade_address}/search/")
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    page.get_by_label("Ask in your own words").fill("photos")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("in the notice for 2026 to 2027.")
    page.get_by_label("Ask in your own words").fill("zebra")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("does not use the word “zebra”")
    assert page.locator("[role=status]").count() == 1
    assert page.locator("h1").count() == 1


def test_a_notices_box_asks_its_own_year_or_those_that_are_chosen(page: Page, decade_address: str) -> None:
    page.goto(f"{decade_address}/notices/2019-20/")
    page.get_by_label("Search this notice").fill("photos")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{decade_address}/search/?q=photos&year=2019-20")
    expect(page.get_by_role("status")).to_contain_text("in the notice for 2019 to 2020.")
    page.goto(f"{decade_address}/notices/2019-20/")
    page.get_by_label("Search this notice").fill("photos")
    page.get_by_label(YEARS).select_option("All years")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(f"{decade_address}/search/?q=photos&year=all")


def test_a_question_that_looks_like_markup_is_shown_as_text(page: Page, decade_address: str) -> None:
    search(page, decade_address, "<img src=x onerror=alert(1)> zebra")
    expect(page.get_by_role("status")).to_contain_text("“img”, “src”, “onerror”")
    assert page.locator("article img").count() == 0


def test_no_request_leaves_the_site_and_none_carries_the_question(page: Page, decade_address: str) -> None:
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(f"{request.url.partition('#')[0]} {request.all_headers()} {request.post_data}"),
    )
    page.goto(f"{decade_address}/notices/2019-20/")
    page.get_by_label("Search this notice").fill("fingerprints")
    page.keyboard.press("Enter")
    page.locator("#search-results a").first.wait_for()
    page.get_by_label("Ask in your own words").fill("photographs")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_label(YEARS).select_option("All years")
    expect(page.get_by_role("status")).to_contain_text("newest first")
    page.locator("#search-results a").first.click()
    page.wait_for_load_state("networkidle")
    assert len(sent) > 10
    assert [request for request in sent if not request.startswith(decade_address)] == []
    assert [
        request for request in sent if re.search("fingerprints|photographs", request.replace("#photographs", ""))
    ] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_the_search_works_under_a_strict_policy(page: Page, decade_address: str) -> None:
    """Stricter than the site's own: neither may the search make elements out of text."""
    policy = f"{POLICY}; require-trusted-types-for 'script'"
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def add_policy(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    page.route(re.compile(r"/search/(\?.*)?$"), add_policy)
    search(page, decade_address, "fingerprints")
    assert len(results(page)) == 3
    assert refused == []


def test_where_the_passages_cannot_be_loaded_the_page_says_so(page: Page, decade_address: str) -> None:
    page.route("**/search.json", lambda route: route.abort())
    search(page, decade_address, "photos")
    expect(page.get_by_role("status")).to_contain_text("The search could not be loaded.")
    expect(page.get_by_role("link", name="School year 2016 to 2017")).to_be_visible()


def test_without_javascript_there_are_links_to_browse(browser: Browser, decade_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{decade_address}/search/?q=photos")
    expect(page.get_by_text("The search needs JavaScript, which is switched off here.")).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    page.get_by_role("link", name="School year 2019 to 2020").click()
    expect(page).to_have_url(f"{decade_address}/notices/2019-20/")
    expect(page.get_by_role("search")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps_when_the_results_come(page: Page, decade_address: str, path: str) -> None:
    assert shift(page, decade_address + path) < 0.01
    expect(page.locator("#search-browse")).to_be_visible()


def test_axe_finds_nothing_on_the_search_and_its_results(browser: Browser, decade_address: str) -> None:
    assert_axe_finds_nothing(browser, decade_address, [*PAGES, "/notices/2026-27/"])


@pytest.mark.parametrize("path", [*PAGES, "/notices/2026-27/"])
def test_the_search_fits_a_narrow_screen(browser: Browser, decade_address: str, path: str) -> None:
    assert_fits_a_narrow_screen(browser, decade_address + path)


def test_a_table_stays_one_and_words_to_come_say_from_when(
    page: Page, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> None:
    table = "{#retention}\n## How long\n\n| What | Kept for |\n|---|---|\n| Registers | 3 years |\n"

    def write(project: Project) -> None:
        project.write("notices/2025-26.md", fictional_notice("2025-26", body=table))
        commit(project, "Publish 2025-26", 2)
        keys = {"in_force_from": "2026-02-05", "changes": "Six years."}
        later = fictional_notice("2025-26", 2, table.replace("3 years", "6 years"), **keys)
        project.write("notices/2025-26.md", later)
        commit(project, "Publish what applies later", 3)

    site = site_of(tmp_path_factory, "search-to-come", write, NOTICES_TODAY="2026-01-20", NOTICES_PDF="off")
    search(page, serve(site), "how long are registers kept")
    assert results(page) == [
        ("2025-26", "../notices/2025-26/#retention"),
        ("2025-26", "../versions/2025-26.2/#retention"),
    ]
    now, later = page.locator("ol#search-results > li").all()
    assert now.locator("tr").all_inner_texts() == ["What\tKept for", "Registers\t3 years"]
    expect(now).not_to_contain_text("not in force yet")
    expect(later).to_contain_text("Notice for 2025 to 2026, not in force yet: from 5 February 2026")
    expect(later.get_by_role("cell", name="6 years")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/search/", "/notices/2026-27/"])
def test_questions_are_suggested_while_one_is_typed_and_taken_by_keyboard(
    page: Page, decade_address: str, path: str
) -> None:
    go(page, decade_address + path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name=re.compile("Search|Ask"))
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("how comp/")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(
        ["How do I complain to the school?", "How do I complain to the regulator?"]
    )
    expect(page.locator(".combobox [aria-live]")).to_have_text("2 suggested")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    last = page.get_by_role("listbox").get_by_role("option", selected=True)
    expect(last).to_have_text("How do I complain to the regulator?")
    expect(box).to_have_attribute("aria-activedescendant", last.get_attribute("id") or "")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("how comp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert asked == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=How\+do\+I\+complain\+to\+the\+school%3F"))
    expect(page.locator("#search-results a").first).to_have_text(re.compile("How do I complain to the school"))
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggestion_is_taken_by_pointer_and_axe_finds_nothing_in_the_open_list(
    page: Page, decade_address: str
) -> None:
    page.goto(decade_address)
    page.get_by_label("Search the notices").fill("who")
    expect(page.get_by_role("listbox")).to_be_visible()
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    page.get_by_role("option", name="Who sees it?").click()
    expect(page).to_have_url(f"{decade_address}/search/?q=Who+sees+it%3F")


def test_the_key_that_leads_to_the_search_can_be_switched_off(page: Page, decade_address: str) -> None:
    page.goto(f"{decade_address}/history/")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search/"))
    expect(page.get_by_label("Ask in your own words")).to_be_focused()
    page.goto(f"{decade_address}/privacy/")
    page.get_by_label("Switch off the key “/”").check()
    page.goto(f"{decade_address}/")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the notices")).not_to_be_focused()
    page.goto(f"{decade_address}/privacy/")
    expect(page.get_by_label("Switch off the key “/”")).to_be_checked()


def test_no_empty_screen_stands_below_short_results(page: Page, decade_address: str) -> None:
    page.set_viewport_size(DESKTOP)
    search(page, decade_address, "zebra")
    footer = page.locator(".site-footer").bounding_box()
    last = page.locator("#search-browse li").last.bounding_box()
    assert footer
    assert last
    assert footer["y"] - (last["y"] + last["height"]) < 100
