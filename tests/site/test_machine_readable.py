"""What the pages say to programs: schema.org's vocabulary as JSON-LD, and OpenGraph."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, Project
from tests.fictional import fictional_notice
from tests.site.test_pages import XHTML, pages, parse

# Of schema.org (as in schema-dts 2.1.0): Thing, and CreativeWork, of which WebPage and DigitalDocument are kinds.
THING = {"@type", "name", "url", "identifier"}
WORK = THING | {"inLanguage", "version", "temporalCoverage", "isBasedOn", "publisher", "mainEntity", "datePublished"}
SITE = "http://localhost:8000/"


def linked_data(page: Path) -> dict[str, Any]:
    found = [e.text for e in parse(page).iter(f"{XHTML}script") if e.get("type") == "application/ld+json"]
    (text,) = found
    data: dict[str, Any] = json.loads(text or "")
    return data


def properties(page: Path) -> dict[str, str]:
    metas = parse(page).iter(f"{XHTML}meta")
    return {meta.get("property", ""): meta.get("content", "") for meta in metas if meta.get("property")}


def test_a_version_says_what_it_is_from_when_to_when_and_what_it_replaced(history_site: Path) -> None:
    data = linked_data(history_site / "versions" / "2017-18.2" / "index.html")
    assert data == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "Privacy notice 2017 to 2018, version 2",
        "url": f"{SITE}versions/2017-18.2/",
        "inLanguage": "en-GB",
        "datePublished": "2026-01-05T12:00:00+00:00",
        "publisher": {
            "@type": "EducationalOrganization",
            "name": "Hutchinson Memorial CE (A) First School",
            "url": SITE,
        },
        "mainEntity": {
            "@type": "DigitalDocument",
            "name": "A fictional notice for 2017-18",
            "identifier": "2017-18.2",
            "version": 2,
            "url": f"{SITE}versions/2017-18.2/",
            "inLanguage": "en-GB",
            "temporalCoverage": "2018-05-25/2018-08-31",
            "isBasedOn": f"{SITE}versions/2017-18.1/",
        },
    }
    assert set(data) - {"@context"} <= WORK
    assert set(data["mainEntity"]) <= WORK
    assert set(data["publisher"]) <= THING


def test_a_years_page_is_another_page_of_the_same_document(history_site: Path) -> None:
    year = linked_data(history_site / "notices" / "2017-18" / "index.html")
    version = linked_data(history_site / "versions" / "2017-18.2" / "index.html")
    assert year["url"] == f"{SITE}notices/2017-18/"
    assert year["mainEntity"] == version["mainEntity"]


def test_a_first_revision_and_a_replaced_one_claim_nothing_that_is_not_so(history_site: Path) -> None:
    first = linked_data(history_site / "versions" / "2019-20.1" / "index.html")["mainEntity"]
    assert not {"isBasedOn", "temporalCoverage", "datePublished"} & set(first)


def test_no_words_of_a_notice_can_end_the_script(project: Project) -> None:
    text = fictional_notice("2017-18").replace("# A fictional", "# `</script><b id=out>&amp;` A fictional")
    project.write("notices/2017-18.md", text)
    page = project.build() / "notices" / "2017-18" / "index.html"
    assert linked_data(page)["mainEntity"]["name"] == "</script><b id=out>&amp; A fictional notice for 2017-18"
    assert not [element for element in parse(page).iter() if element.get("id") == "out"]


def test_every_page_has_the_text_that_a_shared_link_shows(history_site: Path) -> None:
    for page in pages(history_site):
        found = properties(page)
        assert {"og:title", "og:type", "og:site_name", "og:locale"} <= set(found), page
        assert found["og:locale"] == "en_GB"
    notice = properties(history_site / "notices" / "2017-18" / "index.html")
    assert notice["og:title"] == "Privacy notice 2017 to 2018"
    assert notice["og:description"].startswith("The school's privacy notice for the school year 2017 to 2018")
    assert notice["og:url"] == f"{SITE}notices/2017-18/"
    assert notice["og:type"] == "article"


def test_the_list_of_versions_is_a_chain_by_the_rule_of_the_faq(history_site: Path) -> None:
    before = None
    for entry in json.loads((history_site / "versions.json").read_text()):
        assert entry["previous"] == before
        values = [before or "", entry["version"], entry["published_at"], entry["commit"], entry["sha256"]]
        before = hashlib.sha256("".join(f"{value}\n" for value in values).encode()).hexdigest()
    rule = (ROOT / "docs" / "faq.md").read_text()
    assert ".previous, .version, .published_at, .commit, .sha256 |" in rule


def test_the_list_says_what_each_version_answers_and_what_became_of_its_links(history_site: Path) -> None:
    listed = {entry["version"]: entry for entry in json.loads((history_site / "versions.json").read_text())}
    later = listed["2017-18.2"]
    assert later["answers"] == [
        "academic-year-label", "categories-of-data", "purposes", "recipients", "retention", "right-of-access",
    ]  # fmt: skip
    assert later["links_not_checked"] == ["https://example.org/office"]
    assert (later["links_checked"], later["links_dead"]) == (None, [])
    # A first school has no pupils of 13. Until 2018 it was a maintained school; of CCTV school.toml says nothing.
    assert later["conditions"]["youth-support-services"] is False
    assert later["conditions"]["educational-record"] is False
    assert listed["2016-17.1"]["conditions"]["educational-record"] is True
    assert "cctv" not in later["conditions"]
