"""The pages of a history of five versions, read as HTML."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Project
from tests.site.test_pages import XHTML, by_id, parse, words

ATOM = "{http://www.w3.org/2005/Atom}"
VERSIONS = ["2016-17.1", "2017-18.1", "2017-18.2", "2019-20.1", "2019-20.2"]


def links(element: ET.Element) -> list[str]:
    return [a.get("href", "") for a in element.iter(f"{XHTML}a")]


def status(root: ET.Element) -> str:
    (article,) = root.iter(f"{XHTML}article")
    return " ".join(words(article[0]))


@pytest.mark.parametrize("name", VERSIONS)
def test_every_version_has_its_page_with_its_words(history_site: Path, name: str) -> None:
    root = parse(history_site / "versions" / name / "index.html")
    year, _, revision = name.partition(".")
    assert status(root).startswith(f"Version {revision} of the notice for {year[:4]} to {int(year[:4]) + 1}")
    text = " ".join(words(by_id(root, "notice-text")))
    assert "six years" not in text, "that stood on a branch only"
    assert ("two years" in text) == (name == "2017-18.2")
    canonical = [e.get("href") for e in root.iter(f"{XHTML}link") if e.get("rel") == "canonical"]
    latest = name in ("2016-17.1", "2017-18.2", "2019-20.2")
    page = f"notices/{year}/" if latest else f"versions/{name}/"
    assert canonical == [f"http://localhost:8000/{page}"]


def test_a_version_says_from_when_to_when_it_applied_and_what_followed(history_site: Path) -> None:
    root = parse(history_site / "versions" / "2017-18.1" / "index.html")
    assert "It applied from 1 September 2017 to 24 May 2018. Published here on 2 January 2026." in status(root)
    (article,) = root.iter(f"{XHTML}article")
    assert {"../2017-18.2/", "../../notices/2017-18/", "../../changes/2017-18.1/", "../../history/"} <= set(
        links(article)
    )
    corrected = parse(history_site / "versions" / "2019-20.1" / "index.html")
    assert "A later version replaced it for all its days." in status(corrected)


def test_a_version_page_does_not_list_the_others(history_site: Path) -> None:
    page = (history_site / "versions" / "2016-17.1" / "index.html").read_text()
    assert not [name for name in VERSIONS[1:] if name in page]


def test_a_years_page_shows_its_latest_wording_and_its_versions(history_site: Path) -> None:
    root = parse(history_site / "notices" / "2017-18" / "index.html")
    assert "two years" in " ".join(words(by_id(root, "notice-text")))
    (history,) = [e for e in root.iter(f"{XHTML}section") if e.get("aria-labelledby") == "history-of-this-notice"]
    assert links(history)[::2] == ["../../versions/2017-18.2/", "../../versions/2017-18.1/"]
    assert "We keep it for two years, not one." in " ".join(words(history))


def test_the_history_shows_every_version_and_every_gap(history_site: Path) -> None:
    root = parse(history_site / "history" / "index.html")
    rows = [" ".join(words(row)) for row in by_id(root, "history").iter(f"{XHTML}tr")][1:]
    assert [row.split(" Published")[0].replace(" .", ".") for row in rows] == [
        "1 September 2020 today No notice is held here.",
        "1 September 2019 31 August 2020 2019 to 2020, version 2.",
        "A later version replaced it for all its days. 2019 to 2020, version 1.",
        "1 September 2018 31 August 2019 No notice is held here.",
        "25 May 2018 31 August 2018 2017 to 2018, version 2.",
        "1 September 2017 24 May 2018 2017 to 2018, version 1.",
        "1 September 2016 31 August 2017 2016 to 2017.",
    ]
    text = " ".join(words(root))
    assert "send it to the school office: office@hutchinson.staffs.sch.uk" in text


def test_the_timeline_and_the_table_lead_to_the_same_versions_for_the_same_days(history_site: Path) -> None:
    root = parse(history_site / "history" / "index.html")
    rows = [row for row in by_id(root, "history").iter(f"{XHTML}tr") if links(row)]
    dated = [([" ".join(words(cell)) for cell in row[:2]], links(row)[0]) for row in rows if len(row) == 3]
    segments = [e for e in root.iter() if e.get("data-from")]
    names = [segment.get("aria-label", "").split(": ")[1].split(" to ") for segment in segments]
    assert [(days, segment.get("href")) for days, segment in zip(names, segments, strict=True)] == dated[::-1]
    home = parse(history_site / "index.html")
    assert [e.get("data-label") for e in home.iter() if e.get("data-from")] == [
        "2016 to 2017",
        "2017 to 2018, version 1",
        "2017 to 2018, version 2",
        "2019 to 2020, version 2",
    ]


def test_the_timeline_names_the_changes_of_law_gaps_and_today(history_site: Path) -> None:
    section = next(e for e in parse(history_site / "history" / "index.html").iter() if e.get("class") == "timeline")
    years = [" ".join(words(e)).replace("\N{NO-BREAK SPACE}", " ") for e in section.iter(f"{XHTML}p") if e[:1]]
    assert "2018 to 2019 none held" in years
    assert "2017 to 2018 1 September to 24 May: version 1 25 May to 31 August: version 2" in years
    assert "2026 to 2027 1 September to 23 November: none held Today: 23 November" in years
    (laws,) = [e for e in section.iter(f"{XHTML}ol") if e.get("class") == "law-changes"]
    named = [" ".join(words(law)) for law in laws]
    assert named[0] == "25 May 2018 : GDPR and Data Protection Act 2018"
    assert [law.split(" :")[0] for law in named[-3:]] == ["5 February 2026", "19 June 2026", "30 September 2026"]
    marks = [e.text for e in section.iter() if e.get("class") == "law" and e.text]
    assert ", ".join(mark or "" for mark in marks) == ", ".join(str(n) for n in range(1, len(named) + 1))


def test_the_first_page_has_a_row_for_each_year_with_its_days_and_its_copy(history_site: Path) -> None:
    root = parse(history_site / "index.html")
    rows = [row for row in root.iter(f"{XHTML}tr") if links(row)]
    assert [" ".join(words(row)) for row in rows] == [
        "2019 to 2020, version 2 1 September 2019 to 31 August 2020 PDF copy, 2019 to 2020, version 2",
        "2017 to 2018, version 2 25 May 2018 to 31 August 2018 PDF copy, 2017 to 2018, version 2",
        "2016 to 2017 1 September 2016 to 31 August 2017 PDF copy, 2016 to 2017",
    ]
    for row in rows:
        assert all((history_site / link).exists() for link in links(row)), links(row)


def test_where_there_are_no_copies_the_first_page_says_why(project: Project) -> None:
    text = " ".join(words(parse(project.build(NOTICES_PDF="off") / "index.html")))
    assert "1 September 2016 to 31 August 2017 No PDF copy" in text
    assert "There are no PDF copies because this site was made without them." in text


def test_each_version_is_compared_with_the_one_before_it(history_site: Path) -> None:
    first = " ".join(words(parse(history_site / "changes" / "2017-18.1" / "index.html")))
    assert "From the notice for 2016 to 2017 to that for 2017 to 2018, version 1" in first
    across_the_gap = " ".join(words(parse(history_site / "changes" / "2019-20.1" / "index.html")))
    assert "From the notice for 2017 to 2018, version 2 to that for 2019 to 2020, version 1" in across_the_gap
    second = parse(history_site / "changes" / "2017-18.2" / "index.html")
    assert [" ".join(words(e)) for e in second.iter(f"{XHTML}del")] == ["removed: one year"] * 2
    assert [" ".join(words(e)) for e in second.iter(f"{XHTML}ins")] == ["added: two years"] * 2
    said = "No new question is answered; 1 answer is reworded; no answer was dropped."
    assert said in " ".join(words(second))
    assert not (history_site / "changes" / "2016-17.1").exists()
    index = parse(history_site / "changes" / "index.html")
    (article,) = index.iter(f"{XHTML}article")
    assert links(article) == ["2019-20.2/", "2019-20.1/", "2017-18.2/", "2017-18.1/"]
    assert ".py" not in " ".join(words(article))


def test_a_moved_passage_is_said_to_have_moved(history_site: Path) -> None:
    page = parse(history_site / "changes" / "2019-20.2" / "index.html")
    text = " ".join(words(page))
    assert "Can I see it? : moved" in text or "Can I see it?: moved" in text
    assert "moved from below “We keep it until your child leaves our …”" in text
    assert "What stood here moved up" in text


def test_the_feed_is_an_atom_feed_with_stable_ids(history_site: Path) -> None:
    feed = ET.parse(history_site / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(VERSIONS)
    assert all(id_ and id_.startswith("urn:uuid:") for id_ in ids)


def test_old_wordings_are_not_in_the_search(history_site: Path) -> None:
    data = json.loads((history_site / "search.json").read_text())
    assert data["years"] == ["2019-20", "2017-18", "2016-17"]
    kept = {
        data["years"][number]: p["text"]
        for p in data["passages"]
        for number in p["years"]
        if p["anchor"] == "retention"
    }
    assert "two years" in kept["2017-18"]
    assert "one year" in kept["2019-20"]
    assert not [path for path in history_site.rglob("*") if path.name in ("searchindex.js", "searchtools.js")]
