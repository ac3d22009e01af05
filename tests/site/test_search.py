"""What the search of a built site leads to, and what files the site has for it."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import copy_project
from tests.site.test_pages import by_id, parse, words
from tests.unit.test_passages import EVERY_KIND

LOADED = ("search/engine.js", "search/page.js")


def assert_each_passage_has_its_anchor(site: Path, year: str) -> None:
    """Each anchor of search.json is once in the words of the page, at the words that the search shows."""
    data = json.loads((site / "search.json").read_text(encoding="utf-8"))
    number = data["years"].index(year)
    for folder in (f"notices/{year}", f"versions/{year}.1"):
        text = by_id(parse(site / folder / "index.html"), "notice-text")
        following = {first: second for parent in text.iter() for first, second in pairwise(parent)}
        for passage in data["passages"]:
            if number in passage["years"]:
                element = by_id(text, passage["anchor"])
                assert is_shown_at(passage, element, following.get(element)), passage["anchor"]


def is_shown_at(passage: dict[str, str], element: ET.Element, after: ET.Element | None) -> bool:
    """Say whether a passage begins at the element of its anchor, or after one that is empty."""
    shown = " ".join(words(element) or (words(after) if after is not None else []))
    heading = passage.get("heading", "").split(" › ")[-1]
    begin = " ".join(passage.get("text", "").split()[:3])
    return bool(shown) and shown.startswith((begin or heading, f"{heading} {begin}"))


@pytest.mark.parametrize("year", ["2016-17", "2017-18", "2026-27"])
def test_each_passage_that_the_search_shows_has_its_anchor_on_the_page(decade_site: Path, year: str) -> None:
    assert_each_passage_has_its_anchor(decade_site, year)


def test_anchors_stand_at_tables_boxes_lists_and_doubled_headings_too(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    text = EVERY_KIND.replace("    code\n", "").replace(
        "A list follows:", "| a | b |\n|---|---|\n| c | d |\n\nA list follows:"
    )
    project.write("notices/2025-26.md", text)
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=Publish")
    assert_each_passage_has_its_anchor(project.build(), "2025-26")


def test_nothing_but_anchors_is_added_to_the_words_of_a_notice(site: Path) -> None:
    text = by_id(parse(site / "notices" / "2016-17" / "index.html"), "notice-text")
    assert [e.get("class") for e in text.iter() if e.get("id") in ("npd-text-2", "npd-text-3", "npd-text-4")] == [
        None
    ] * 3


def test_the_search_is_small_enough(decade_site: Path) -> None:
    files = [decade_site / "search.json", *(decade_site / "_static" / name for name in LOADED)]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 30_000


def test_the_site_holds_the_librarys_licences_and_nothing_of_sphinxs_own_search(site: Path) -> None:
    names = {path.name for path in site.rglob("*")}
    assert {"minisearch-licence.txt", "stemmer-licence.txt"} <= names
    assert not names & {"searchindex.js", "searchtools.js", "language_data.js", "ready"}


def years_offered(page: Path) -> list[tuple[str | None, str]]:
    options = [option for option in parse(page).iter() if option.tag.endswith("option")]
    return [(option.get("value"), " ".join(words(option))) for option in options]


def test_which_years_are_asked_is_chosen_beside_each_box(history_site: Path) -> None:
    several = [("", "Newest notice"), ("all", "All years")]
    assert years_offered(history_site / "notices" / "2017-18" / "index.html") == [("2017-18", "This notice"), *several]
    for folder in (history_site, history_site / "search"):
        offered = years_offered(folder / "index.html")
        assert offered[:2] == several
        assert ("2016-17", "2016 to 2017") in offered[2:]
    assert 'role="search"' not in (history_site / "versions" / "2017-18.1" / "index.html").read_text()
