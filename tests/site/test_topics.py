"""The pages of topics, read as HTML."""

from __future__ import annotations

from pathlib import Path

from privacy_notices.checks import Rulebook
from privacy_notices.notices.reading import read_notice
from privacy_notices.site.matrix import Answer
from tests.conftest import ROOT
from tests.site.test_pages import XHTML, parse, words


def headings(page: Path) -> list[str]:
    return [" ".join(words(heading)) for heading in parse(page).iter(f"{XHTML}h2")]


def test_each_requirement_has_a_page_with_its_question_and_its_law(history_site: Path, rules: Rulebook) -> None:
    assert {page.parent.name for page in (history_site / "topics").glob("*/index.html")} == set(rules.requirements.ids)
    text = " ".join(words(parse(history_site / "topics" / "recipients" / "index.html")))
    assert "Who sees it? What the notice of each school year says about this" in text
    assert "A law asks for it since 25 May 2018; the law's general duty of fairness since 1 March 2000." in text


def test_a_topic_shows_the_words_of_each_year_newest_first_and_where_they_stand(history_site: Path) -> None:
    page = history_site / "topics" / "recipients" / "index.html"
    assert headings(page) == ["2019 to 2020", "2018 to 2019", "2017 to 2018", "2016 to 2017"]
    sections = [e for e in parse(page).iter(f"{XHTML}section") if e.get("class") == "topic-year"]
    assert "We share it with: the council the Department for Education" in " ".join(words(sections[0]))
    assert "No notice is held here for 2018 to 2019." in " ".join(words(sections[1]))
    oldest = " ".join(words(sections[3]))
    assert "We will not give information about our pupils to anyone without" in oldest
    assert "In school we use an email facility in conjunction with a texting service." in oldest
    links = [a.get("href") for section in sections for a in section.iter(f"{XHTML}a")]
    assert links == [f"../../notices/{year}/#recipients" for year in ("2019-20", "2017-18", "2016-17")]


def test_a_year_that_says_nothing_is_said_plainly(history_site: Path) -> None:
    text = " ".join(words(parse(history_site / "topics" / "controller-identity" / "index.html")))
    assert "The notice for 2019 to 2020 says nothing about this." in text
    assert "says nothing about this. The notice as issued names no school" in text


def test_each_year_is_shown_with_the_law_of_its_days_and_no_other(history_site: Path) -> None:
    page = parse(history_site / "topics" / "purposes" / "index.html")
    shown = [" ".join(words(e)) for e in page.iter(f"{XHTML}p") if "In force in that year" in " ".join(words(e))]
    assert shown == [
        "In force in that year: GDPR Articles 13(1)(c) and 14(1)(c).",
        "In force in that year: DPA 1998 Schedule 1 Part II paragraph 2(3)(c); GDPR Articles 13(1)(c) and 14(1)(c).",
        "In force in that year: DPA 1998 Schedule 1 Part II paragraph 2(3)(c).",
    ]
    retention = " ".join(words(parse(history_site / "topics" / "retention" / "index.html")))
    assert "Nothing asked for it in that year." in retention


def test_the_table_has_every_question_and_leads_to_every_answer(history_site: Path, rules: Rulebook) -> None:
    root = parse(history_site / "topics" / "index.html")
    rows = [row for table in root.iter(f"{XHTML}table") for row in table.iter(f"{XHTML}tr")]
    found = {" ".join(words(row[0])): row for row in rows if row[0].get("scope") == "row"}
    assert found.keys() == set(rules.requirements.questions.values())
    cells = [" ".join(words(cell)) for cell in found["How long is it kept?"][1:]]
    assert cells == ["2017-18, 2019-20; not before", "19", "17", "16 2016-17 does not say it"]
    names = [a.get("aria-label") for a in found["How long is it kept?"].iter(f"{XHTML}a")]
    assert names[1:] == ["2019-20 says it: How long is it kept?", "2017-18 says it: How long is it kept?"]
    links = [a.get("href") for a in found["How long is it kept?"].iter(f"{XHTML}a")]
    assert links == ["retention/", "../notices/2019-20/#retention", "../notices/2017-18/#retention"]


def test_the_states_of_the_table_are_those_of_its_legend_and_are_said_in_words(history_site: Path) -> None:
    root = parse(history_site / "topics" / "index.html")
    shown = {e.get("class") for e in root.iter() if e.get("class", "").startswith("answer ")}
    assert shown == {f"answer {answer}" for answer in Answer}
    (legend,) = [e for e in root.iter(f"{XHTML}ul") if e.get("class") == "legend"]
    assert [item[0].get("class") for item in legend] == [f"answer {answer}" for answer in Answer]
    (row,) = [e for e in root.iter(f"{XHTML}tr") if "Who is responsible for this information?" in " ".join(words(e))]
    assert [" ".join(words(cell)) for cell in row[2:]] == [
        f"{year[2:4]} {year} does not say it, though a law asked" for year in ("2019-20", "2017-18", "2016-17")
    ]
    assert "No notice is held here for 2018-19." in " ".join(words(root))


def test_years_with_the_same_words_are_shown_together_and_each_notice_is_led_to(decade_site: Path) -> None:
    page = parse(decade_site / "topics" / "retention" / "index.html")
    sections = [e for e in page.iter(f"{XHTML}section") if e.get("class") == "topic-year"]
    years = [" ".join(words(section[0])) for section in sections]
    assert years == ["2023-24 to 2026-27", "2018-19 to 2022-23", "2016-17 to 2017-18"]
    led = [a.get("href", "") for section in sections for a in section.iter(f"{XHTML}a")]
    assert led == [
        f"../../notices/{start}-{start % 100 + 1}/" + ("#retention" if start > 2017 else "")
        for start in range(2026, 2015, -1)
    ]
    second = " ".join(words(sections[1]))
    assert "In force in 2021-22 to 2022-23: UK GDPR" in second
    assert "In force in 2018-19 to 2019-20: GDPR" in second
    assert "say nothing about this." in " ".join(words(sections[2]))


def test_the_sidebar_the_first_page_and_the_notices_lead_to_the_topics(history_site: Path) -> None:
    for page in ("index.html", "notices/2016-17/index.html", "docs/index.html"):
        links = [a.get("href", "") for a in parse(history_site / page).iter(f"{XHTML}a")]
        assert [link for link in links if link.endswith("topics/")], page


def test_a_person_whom_a_notice_names_is_in_the_notice_alone(history_site: Path) -> None:
    text = " ".join(words(parse(history_site / "topics" / "how-to-request-access" / "index.html")))
    assert "please contact: The notice names a person here, whom this page does not repeat. Read it in the" in text
    name = read_notice(ROOT / "notices" / "2016-17.md").answer("how-to-request-access")[-1].plain.rpartition(" ")[0]
    assert len(name.split()) == 2
    holding = {
        path.relative_to(history_site).parts[0] for path in history_site.rglob("*.html") if name in path.read_text()
    }
    assert holding == {"notices", "versions", "changes"}
    assert name not in (history_site / "search.json").read_text(encoding="utf-8")


def test_whoever_is_named_is_told_whom_to_ask(history_site: Path) -> None:
    text = " ".join(words(parse(history_site / "privacy" / "index.html")))
    assert "You are named in an old notice?" in text
    assert "answers you within one month" in text
