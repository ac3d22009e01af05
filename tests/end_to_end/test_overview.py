"""The guide for a trust, followed as it stands: three sites of fictional schools are built and served on loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Project, copy_project
from tests.end_to_end.running import copied
from tests.end_to_end.test_makefile import OWN_SHELL
from tests.links.raw_server import RawServer
from tests.workflows import set_up

GUIDE = (ROOT / "docs" / "a-trust-of-schools.md").read_text()
ANOTHER = ROOT / "tests" / "fixtures" / "another_school"
LINK = "https://www.gov.uk/guidance/data-protection-how-we-collect-and-share-research-data"
TO_LOOPBACK = ("--allow-address", "127.0.0.1", "--rate", "0")


def block(language: str) -> str:
    """The first code block of the guide in a language."""
    return GUIDE.partition(f"```{language}\n")[2].partition("```")[0]


def publish(project: Project, year: str, text: str, verdict: str, day: str) -> Path:
    """Publish a notice on a day, with what became of its one link, and return the site."""
    project.write(f"notices/{year}.md", text)
    with (project.folder / "notices" / "links.toml").open("a") as links:
        links.write(f'\n[[link]]\nurl = "{LINK}"\nverdict = "{verdict}"\nseen = 2026-11-02\n')
    project.git("add", "--all")
    moment = f"{day}T09:00:00+00:00"
    project.git("commit", "--quiet", "--message=Our notice", GIT_COMMITTER_DATE=moment, GIT_AUTHOR_DATE=moment)
    return project.build(NOTICES_PDF="off")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sites of three schools: all is well; no notice this year; a dead link, and silent on complaints."""
    folder = tmp_path_factory.mktemp("schools")
    base = folder / "base"
    copy_project(base)
    shutil.rmtree(base / ".git")
    (base / "notices" / "2016-17.md").unlink()
    shutil.copy2(ANOTHER / "school.toml", base / "notices")
    old = (ANOTHER / "2025-26.md").read_text()
    new = old.replace("2025-26", "2026-27")
    published = {
        "ash": ("2026-27", new, "ok", "2026-08-20"),
        "beech": ("2025-26", old, "ok", "2025-08-20"),
        "cedar": ("2026-27", new.replace("{#complain-to-school}\n", ""), "withdrawn", "2026-05-01"),
    }
    made = []
    for name, notice in published.items():
        project = Project(Path(shutil.copytree(base, folder / name, symlinks=True)))
        project.git("init", "--quiet", "--initial-branch=main", "--template=")
        project.git("config", "user.name", "Tests")
        project.git("config", "user.email", "tests@example.org")
        made.append(publish(project, *notice))
    return made


def test_the_guide_leads_a_trust_of_three_schools_to_its_page(
    sites: list[Path], project: Project, serve: Callable[[Path], str]
) -> None:
    trust = block("toml")
    for name, site in zip(("ash", "beech", "cedar"), sites, strict=True):
        trust = trust.replace(f"https://notices.{name}.example", serve(site))
    project.write("trust.toml", trust)
    set_up(project.folder)
    command = block("console").removeprefix("$ ").split()
    result = project.run(*command, OVERVIEW=" ".join(TO_LOOPBACK), **OWN_SHELL)
    said = (
        "3 schools: 1 with all well, 2 with something to do, 0 that could not be read. Open build/overview/index.html"
    )
    assert (result.stdout.strip(), result.stderr.splitlines()[:-1]) == (said, [])
    assert "Error 1" in result.stderr

    page = (project.folder / "build" / "overview" / "index.html").read_text()
    made = json.loads((project.folder / "build" / "overview" / "overview.json").read_text())
    ash, beech, cedar = made["schools"]
    assert made["summary"] == {"to do": 2, "unread": 0, "well": 1}
    assert (ash["state"], ash["in_force"]["version"], ash["missing"]) == ("well", "2026-27.1", [])
    assert ash["links"] == {"checked": "2026-11-02", "not_checked": [], "dead": []}
    assert beech["to_do"] == ["No notice is in force today. The last one ended on 31 August 2026."]
    assert cedar["out_of_date_since"] == "2026-06-19"
    assert cedar["links"]["dead"] == [{"url": LINK, "verdict": "withdrawn", "seen": "2026-11-02"}]
    for each in (ash, beech, cedar):
        assert each["name"] in page
        assert all(sentence in page for sentence in each["to_do"])
    fields = GUIDE.partition("## For programs")[2]
    names = {*made, *cedar, *cedar["in_force"], *cedar["missing"][0], *cedar["links"], *cedar["links"]["dead"][0]}
    assert [name for name in names if f"`{name}`" not in fields and name not in ("requirement", "version")] == []

    # make ends with 2 where a command fails; the command itself says which of them it is.
    assert run_overview(project)[0] == 1
    assert run_overview(project, NOTICES_TODAY="2026-08-31")[1].startswith("3 schools: 1 with all well")


def run_overview(project: Project, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run the command, and return its exit code and what it says."""
    result = project.run("python", "scripts/overview.py", *TO_LOOPBACK, *arguments, **environment)
    return result.returncode, result.stdout + result.stderr


def school(name: str, site: str) -> str:
    return f'[[school]]\nname = "{name} (fictional)"\nsite = "{site}"\n'


@pytest.fixture
def huge() -> Iterator[RawServer]:
    """A server with a list of versions that is larger than any."""
    with RawServer() as server:
        server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n[" + b" " * 3_000_000
        yield server


def test_sites_that_do_not_answer_as_they_should_stop_nothing(
    begun: Path, tmp_path: Path, serve: Callable[[Path], str], huge: RawServer
) -> None:
    project = copied(begun, tmp_path / "project")
    empty = tmp_path / "empty"
    (empty / "versions.json").mkdir(parents=True)
    addresses = {
        "Well": serve(project.folder / "build" / "site"),
        "None": serve(tmp_path),
        "Page": serve(empty),
        "Huge": f"http://127.0.0.1:{huge.port}",
        "Gone": "http://127.0.0.1:9",
        "Private": "http://10.0.0.1",
        "Odd": "http://[::1",
    }
    trust = 'name = "Fernleigh (fictional)"\ncontact = "office@example.org"\n'
    project.write("trust.toml", trust + "".join(school(*each) for each in list(addresses.items())[:-1]))
    exit_, said = run_overview(project)
    assert (exit_, said.count("\n")) == (1, 1), said
    made = json.loads((project.folder / "build" / "overview" / "overview.json").read_text())
    reasons = {each["name"].split()[0]: each["reason"] for each in made["schools"]}
    assert reasons == {
        "Well": "",
        "None": "There is no list of versions on its site (404). Is the address in trust.toml right?",
        "Page": "Where the list of versions should be, its site shows a page.",
        "Huge": "Its list of versions is larger than 2 MB, so it was not read.",
        "Gone": "Its site could not be read: it refused the connection.",
        "Private": "Its site could not be read: it must not be asked for (it leads to an address that is not public).",
    }

    before = (project.folder / "build" / "overview" / "index.html").read_bytes()
    project.write("trust.toml", trust + school("Odd", addresses["Odd"]))
    exit_, said = run_overview(project)
    assert (exit_, said.startswith("trust.toml:5: school.1.site: ")) == (2, True), said
    project.write("trust.toml", trust + school("Private", addresses["Private"]))
    exit_, said = run_overview(project)
    assert (exit_, "None of the sites in trust.toml could be reached" in said) == (3, True), said
    assert (project.folder / "build" / "overview" / "index.html").read_bytes() == before
