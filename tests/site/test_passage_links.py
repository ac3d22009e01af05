"""The links to passages: beside each heading, paragraph and item, to the version's permanent address, without words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from privacy_notices.history.verify import shown
from privacy_notices.site.pdf.words import notice_words, unsaid_links
from tests.conftest import Project
from tests.fictional import commit, fictional_notice
from tests.site.test_pages import XHTML, by_id, parse, words

BODY = """{#recipients}
## Who sees it in 2025-26 and 2026/27

We share it with:

- the council

  in Stafford
- others:
  1. a nurse
  2. {#at_12}

     a doctor

> A quotation.

:::{note}
In a box.
:::

{#retention}
| What | How long |
|---|---|
| Registers | 3 years |

{#purposes}
- to teach
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import site_of

    def write(project: Project) -> None:
        project.write("notices/2025-26.md", fictional_notice("2025-26", body=BODY))
        commit(project, "Publish 2025-26", 2)

    return site_of(tmp_path_factory, "passage-links", write, NOTICES_PDF="off")


def own_links(text: ET.Element) -> list[tuple[str, str, str]]:
    """Return the first word of what each link is beside, what it says it leads to, and its address."""
    return [
        (words(parent)[0], link.get("aria-label", ""), link.get("href", ""))
        for parent in text.iter()
        for link in parent
        if link.get("class") == "to-passage"
    ]


def test_each_heading_paragraph_and_item_has_one_to_its_place_in_the_version(page: Path) -> None:
    at = "../../versions/2025-26.1/#"
    text = by_id(parse(page / "versions/2025-26.1/index.html"), "notice-text")
    assert own_links(text)[:4] == [
        ("A", "Link to this heading", f"{at}academic-year-label"),
        ("Who", "Link to this heading", f"{at}recipients"),
        ("We", "Link to this paragraph", f"{at}at_3"),
        ("the", "Link to this item", f"{at}at_4"),
    ]
    assert [first for first, _, _ in own_links(text)[3:]] == ["the", "in", "others:", "a", "a", "A", "In", "to"]
    assert own_links(text)[-1] == ("to", "Link to this item", f"{at}purposes")
    assert own_links(by_id(parse(page / "notices/2025-26/index.html"), "notice-text")) == own_links(text)


def test_each_leads_to_an_anchor_that_is_there_once(history_site: Path, page: Path) -> None:
    for path in [*history_site.glob("versions/*/index.html"), *page.glob("versions/*/index.html")]:
        root = parse(path)
        ids = Counter(node.get("id") for node in root.iter())
        links = own_links(by_id(root, "notice-text"))
        assert len({href for _, _, href in links}) == len(links) > 5
        for _, _, href in links:
            assert href.startswith(f"../../versions/{path.parent.name}/#")
            assert ids[href.partition("#")[2]] == 1, href


def test_whatever_reads_the_words_of_a_page_does_not_see_them(page: Path) -> None:
    html = (page / "versions/2025-26.1/index.html").read_text()
    assert "to-passage" in html
    assert shown(html)[1] == []
    assert unsaid_links(notice_words(html)) == []
    hidden = html.replace('class="to-passage" href="../../versions', 'class="to-passage" href="https://evil.example', 1)
    assert len(shown(hidden)[1]) == 1


def test_a_school_year_in_a_heading_stays_on_one_line(page: Path) -> None:
    text = by_id(parse(page / "versions/2025-26.1/index.html"), "notice-text")
    whole = [node.text for node in text.iter(f"{XHTML}span") if node.get("class") == "unbroken"]
    assert whole == ["2025-26", "2025-26", "2026/27"]
    changed = parse(page / "changes/2025-26.1/index.html")
    assert "2025-26" in [node.text for node in changed.iter(f"{XHTML}span") if node.get("class") == "unbroken"]
