"""What the built pages say, read as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from sphinx.testing.util import SphinxTestApp

from privacy_notices.checks import Rulebook
from privacy_notices.site.security import OUTSIDE_REL
from tests.conftest import ROOT, TODAY, copy_project

XHTML = "{http://www.w3.org/1999/xhtml}"
ORIGINAL = (ROOT / "tests" / "fixtures" / "notice-2016-17.txt").read_text(encoding="utf-8")


def parse(page: Path) -> ET.Element:
    """Read a page; its tree is shared by all who ask for the same one, and is only looked at."""
    return _parsed(page, page.stat().st_mtime_ns)


@cache
def _parsed(page: Path, written: int) -> ET.Element:
    root: ET.Element = html5lib.HTMLParser(strict=False).parse(page.read_text(encoding="utf-8"))
    return root


def by_id(root: ET.Element, name: str) -> ET.Element:
    found = [element for element in root.iter() if element.get("id") == name]
    assert len(found) == 1, f"{len(found)} elements with id {name}"
    return found[0]


def words(element: ET.Element) -> list[str]:
    return " ".join(element.itertext()).split()


@pytest.fixture(scope="module")
def notice(site: Path) -> ET.Element:
    return parse(site / "notices" / "2016-17" / "index.html")


def test_the_words_of_the_page_are_those_of_the_notice_as_issued(notice: ET.Element) -> None:
    original = re.sub(r"<(https?://[^>]+)>", r" \1 ", ORIGINAL)
    issued = [word for word in original.split() if word != "-"]
    assert words(by_id(notice, "notice-text")) == issued


def test_the_addresses_of_the_page_are_those_of_the_notice_as_issued(notice: ET.Element) -> None:
    links = by_id(notice, "notice-text").iter(f"{XHTML}a")
    assert [link.get("href") for link in links if link.get("class") != "to-passage"] == re.findall(
        r"<(https?://[^>]+)>", ORIGINAL
    )


def test_lists_are_lists_and_headings_are_headings(notice: ET.Element) -> None:
    text = by_id(notice, "notice-text")
    issued = [line[2:].split()[0] for line in ORIGINAL.splitlines() if line.startswith("- ")]
    assert [words(item)[0] for item in text.iter(f"{XHTML}li")] == issued
    assert [
        element.tag.removeprefix(XHTML) for element in text.iter() if re.fullmatch(f"{XHTML}h[1-6]", element.tag)
    ] == [
        "h1",
        "h2",
        "h2",
        "h3",
    ]


def test_each_question_leads_to_an_anchor_in_the_notice(notice: ET.Element) -> None:
    (nav,) = [element for element in notice.iter(f"{XHTML}nav") if element.get("class") == "questions"]
    targets = [link.get("href", "") for link in nav.iter(f"{XHTML}a")]
    assert len(targets) == 12
    text = by_id(notice, "notice-text")
    for target in targets:
        by_id(text, target.removeprefix("#"))


def test_the_page_says_first_that_the_notice_is_a_past_one(notice: ET.Element) -> None:
    (article,) = notice.iter(f"{XHTML}article")
    status = " ".join(words(article[0]))
    assert status.startswith("Past notice: school year 2016 to 2017 Kept as a record, no longer in force.")
    assert "The notice itself gives no dates." in status
    assert "We hold no later notice here. Ask the school office: office@hutchinson.staffs.sch.uk" in status


def test_what_the_notice_leaves_out_is_said_outside_its_words(notice: ET.Element) -> None:
    (gaps,) = [element for element in notice.iter(f"{XHTML}section") if element.get("class") == "known-gaps"]
    assert "Who is responsible for this information?" in " ".join(words(gaps))


def test_the_first_page_says_that_no_notice_is_held_for_today(site: Path) -> None:
    text = " ".join(words(parse(site / "index.html")))
    assert "None is held here for today" in text
    assert "The latest one held is the notice for 2016 to 2017" in text
    assert "office@hutchinson.staffs.sch.uk" in text


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_loads_a_script_of_sphinx_or_its_theme(history_site: Path) -> None:
    theme = ROOT / "docs" / "theme"
    own = {path.name for folder in ("static", "search") for path in (theme / folder).glob("*.js")}
    for page in pages(history_site):
        sources = [script.get("src") for script in parse(page).iter(f"{XHTML}script")]
        assert {Path(source).name for source in sources if source} <= own, page


def test_every_page_has_a_short_title_a_description_and_british_english(history_site: Path) -> None:
    for page in pages(history_site):
        root = parse(page)
        (title,) = root.iter(f"{XHTML}title")
        assert title.text, page
        assert len(title.text) <= 80, page
        assert "documentation" not in title.text.lower(), page
        assert root.get("lang") == "en-GB", page
        if page.name != "404.html":
            assert [m for m in root.iter(f"{XHTML}meta") if m.get("name") == "description"], page


def test_no_page_asks_anything_of_another_site(history_site: Path) -> None:
    for page in pages(history_site):
        for element in parse(page).iter():
            for attribute in ("src", "srcset", "data", "poster"):
                assert "//" not in element.get(attribute, ""), page
            if element.tag == f"{XHTML}link" and element.get("rel") != "canonical":
                assert "//" not in element.get("href", ""), page


def test_every_link_inside_the_site_leads_to_a_page_and_an_anchor(history_site: Path) -> None:
    for page in pages(history_site):
        for link in parse(page).iter(f"{XHTML}a"):
            href = link.get("href", "")
            if "://" in href or href.startswith(("mailto:", "tel:")):
                continue
            path, _, anchor = href.partition("#")
            base = history_site if path.startswith("/") else page.parent
            target = (base / path.lstrip("/")).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{page}: {href}"
            if anchor:
                by_id(parse(target), anchor)


def test_the_requirements_page_lists_every_requirement_with_its_mark_and_its_sources(
    site: Path, rules: Rulebook
) -> None:
    root = parse(site / "requirements" / "index.html")
    shown = [element.get("id") for element in root.iter(f"{XHTML}section") if element.get("class") == "requirement"]
    assert shown == [requirement.id for group in rules.requirements.by_group().values() for requirement in group]
    text = " ".join(words(by_id(root, "complain-to-school")))
    assert "A law asks for it since 19 June 2026; the Department for Education's suggested text has it since" in text
    assert "UK GDPR Articles 13(2)(ca) and 14(2)(da) , a law that asks for it in the notice, since 19 June 2026" in text
    assert "SI 2006/2601 (pupil information) (by account), a law about" in " ".join(words(by_id(root, "dfe-sharing")))
    sources = [a for a in root.iter(f"{XHTML}a") if a.get("href", "").startswith("https://")]
    assert len(sources) > 100
    assert {a.get("rel") for a in sources} == {OUTSIDE_REL}


def test_the_site_has_a_map_an_icon_and_a_page_for_wrong_addresses(site: Path) -> None:
    places = [element.text for element in ET.parse(site / "sitemap.xml").iter() if element.tag.endswith("loc")]
    assert "http://localhost:8000/notices/2016-17/" in places
    hidden = ("404", ":8000/search/")
    assert not [place for place in places if place and any(part in place for part in hidden)]
    assert (site / "404.html").exists()
    assert not (site / "404").exists()
    (icon,) = [e for e in parse(site / "index.html").iter(f"{XHTML}link") if "icon" in e.get("rel", "")]
    assert (site / icon.get("href", "")).is_file()


NOTICE = """---
academic_year: {year}
revision: 1
status: published
---
{{#academic-year-label}}
# A fictional notice for {year}

{{#purposes .answers-recipients}}
## Why "we" ask -- and who sees it...

Words.

{{#retention}}
> A quotation.

{{#right-of-access}}
| a | b |
|---|---|
| c | d |
"""


@pytest.fixture
def two_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SphinxTestApp]:
    source = copy_project(tmp_path / "source").folder
    (source / "notices" / "2016-17.md").unlink()
    for year in ("2025-26", "2026-27"):
        (source / "notices" / f"{year}.md").write_text(NOTICE.format(year=year))
    monkeypatch.setenv("NOTICES_TODAY", TODAY.isoformat())
    app = SphinxTestApp("dirhtml", srcdir=source, builddir=tmp_path / "build")
    app.build()
    yield app
    app.cleanup()  # Else what it registered with docutils would be there for the next build in this process.


def test_the_same_marks_stand_in_every_year_without_a_warning(two_years: SphinxTestApp) -> None:
    assert two_years.warning.getvalue() == ""
    for year in ("2025-26", "2026-27"):
        root = parse(Path(two_years.outdir) / "notices" / year / "index.html")
        text = by_id(root, "notice-text")
        for mark in ("academic-year-label", "purposes", "recipients", "retention", "right-of-access"):
            by_id(text, mark)


def test_quotes_and_dashes_stay_as_written(two_years: SphinxTestApp) -> None:
    text = (Path(two_years.outdir) / "notices" / "2026-27" / "index.html").read_text()
    assert "Why &quot;we&quot; ask -- and who sees it..." in text


def test_a_past_notice_leads_to_the_one_in_force(two_years: SphinxTestApp) -> None:
    root = parse(Path(two_years.outdir) / "notices" / "2025-26" / "index.html")
    (link,) = [a for a in root.iter(f"{XHTML}a") if a.text == "Read the notice in force now"]
    assert link.get("href") == "../2026-27/"
    home = " ".join(words(parse(Path(two_years.outdir) / "index.html")))
    assert "Which notice applies now? The one for 2026 to 2027" in home
