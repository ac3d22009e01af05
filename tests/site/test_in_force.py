"""Which words a parent is shown on the days around each border: of a revision inside a year, and of a year."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Project, copy_project, made_once
from tests.fictional import BODY, commit, fictional_notice
from tests.site.test_pages import by_id, parse, words

#: The day, the revision that the page of 2025-26 shows, how long it says things are kept, and what its box says first.
DAYS = [
    ("2025-08-31", 1, "one year", "Not in force yet: school year 2025 to 2026"),
    ("2025-09-01", 1, "one year", "In force now: school year 2025 to 2026"),
    ("2026-02-04", 1, "one year", "In force now: school year 2025 to 2026"),
    ("2026-02-05", 2, "two years", "In force now: school year 2025 to 2026"),
    ("2026-08-31", 2, "two years", "In force now: school year 2025 to 2026"),
    ("2026-09-01", 2, "two years", "Past notice: school year 2025 to 2026"),
]
COMES = "From 5 February 2026 other words apply."


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of one project, each built on one of the days, one after the other as each night does."""

    def build(folder: Path) -> None:
        project = copy_project(folder / "project")
        project.write("notices/2025-26.md", fictional_notice("2025-26"))
        commit(project, "Publish 2025-26", 2)
        later = BODY.replace("one year", "two years")
        keys = {"in_force_from": "2026-02-05", "changes": '"Two years, not one."'}
        project.write("notices/2025-26.md", fictional_notice("2025-26", 2, later, **keys))
        project.write("notices/2026-27.md", fictional_notice("2026-27"))
        commit(project, "Publish what applies later", 3)
        for day, *_ in DAYS:
            site = project.build(NOTICES_TODAY=day)
            verified = project.run("python", "scripts/verify.py", NOTICES_TODAY=day)
            assert verified.returncode == 0, (day, verified.stdout)
            project.run("cp", "-r", str(site), str(folder / day))

    return made_once(tmp_path_factory, "in-force", build)


@pytest.mark.parametrize(("day", "revision", "kept", "heading"), DAYS, ids=[day for day, *_ in DAYS])
def test_the_page_of_a_year_shows_the_words_of_the_day(
    sites: Path, day: str, revision: int, kept: str, heading: str
) -> None:
    html = (sites / day / "notices/2025-26/index.html").read_text()
    page = parse(sites / day / "notices/2025-26/index.html")
    assert kept in " ".join(words(by_id(page, "notice-text")))
    shown = " ".join(words(page))
    assert heading in shown
    assert (COMES in shown) == ("2025-09-01" <= day < "2026-02-05")
    assert ('href="../../versions/2025-26.2/">Read what will apply then' in html) == (COMES in shown)
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(data)["mainEntity"]["identifier"] == f"2025-26.{revision}"
    copies = [
        (sites / day / f"{name}.pdf").read_bytes() for name in ("notices/2025-26", f"versions/2025-26.{revision}")
    ]
    assert copies[0] == copies[1]


@pytest.mark.parametrize("day", [day for day, *_ in DAYS])
def test_the_first_page_names_what_applies_and_what_comes(sites: Path, day: str) -> None:
    home = " ".join(words(parse(sites / day / "index.html")))
    now = {"2025-08-31": "None is held here for today", "2026-09-01": "The one for 2026 to 2027"}
    assert f"Which notice applies now? {now.get(day, 'The one for 2025 to 2026')}" in home
    assert (COMES in home) == ("2025-09-01" <= day < "2026-02-05")


@pytest.mark.parametrize("day", [day for day, *_ in DAYS])
def test_topics_say_from_when_words_to_come_apply(sites: Path, day: str) -> None:
    topic = " ".join(words(parse(sites / day / "topics/retention/index.html")))
    assert ("2025 to 2026: not in force yet, applies from 5 February 2026" in topic) == (day < "2026-02-05")
    assert ("2026 to 2027: not in force yet, applies from 1 September 2026" in topic) == (day < "2026-09-01")
    table = " ".join(words(parse(sites / day / "topics/index.html")))
    assert ("the notice for 2025 to 2026, version 2 , which applies from 5 February 2026" in table) == (
        day < "2026-02-05"
    )


@pytest.mark.parametrize("day", [day for day, *_ in DAYS])
def test_the_search_knows_from_when_words_to_come_apply(sites: Path, day: str) -> None:
    data = json.loads((sites / day / "search.json").read_text())
    begins = {"2025-26": "1 September 2025", "2026-27": "1 September 2026"}
    assert data["begins"] == {year: text for year, text in begins.items() if day < f"20{year[2:4]}-09-01"}
    later = [passage for passage in data["passages"] if "from" in passage]
    assert [(passage["anchor"], passage["page"], passage["from"]) for passage in later] == (
        [("retention", "versions/2025-26.2", "5 February 2026")] if day < "2026-02-05" else []
    )


def test_a_version_to_come_leads_back_to_the_words_in_force(sites: Path) -> None:
    for day, *_ in DAYS[1:3]:
        html = (sites / day / "versions/2025-26.2/index.html").read_text()
        assert '<a href="../../notices/2025-26/">Read the notice in force now</a>' in html
    assert "Read the notice in force now" not in (sites / "2026-02-05/versions/2025-26.2/index.html").read_text()


def test_the_feed_says_from_when_each_version_applies(sites: Path) -> None:
    feed = (sites / "2026-02-04/feed.xml").read_text()
    assert "Two years, not one. It applies from 5 February 2026." in feed


def test_uncommitted_words_with_a_fault_stop_the_build_though_they_are_to_come(project: Project) -> None:
    keys = {"in_force_from": "2099-02-05", "changes": "Words."}
    project.write("notices/2098-99.md", fictional_notice("2098-99", 1, "Words.\n\n---\n", **keys))
    result = project.run("python", "scripts/build_site.py", NOTICES_PDF="off")
    assert result.returncode == 1
    assert "notices/2098-99.md:13: A line across the page" in result.stderr
