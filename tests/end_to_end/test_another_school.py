"""Another school's site, made as docs/use-this-for-another-school.md says: its own files in notices/, nothing else."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, Project, copy_project

ANOTHER = ROOT / "tests" / "fixtures" / "another_school"
EMPTY = "---\nacademic_year: 2024-25\nrevision: 1\nstatus: draft\n---\n# A fictional notice\n\nWe teach.\n"


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of this project without its history and notices, and with the files of a fictional school."""
    project = copy_project(tmp_path_factory.mktemp("another") / "project")
    shutil.rmtree(project.folder / ".git")
    for notice in (project.folder / "notices").glob("20*.md"):
        notice.unlink()
    for file in ANOTHER.iterdir():
        shutil.copy2(file, project.folder / "notices")
    project.git("init", "--quiet", "--initial-branch=main")
    project.git("config", "user.name", "Tests")
    project.git("config", "user.email", "tests@example.org")
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=Our own notices")
    return project


def missing(project: Project) -> set[str]:
    """Which requirements the checks ask of a notice for 2024-25 that says next to nothing."""
    notice = project.write("notices/2024-25.md", EMPTY)
    result = project.run("python", "scripts/check_notices.py", "notices/2024-25.md", "--format", "json")
    notice.unlink()
    return {finding["rule"] for finding in json.loads(result.stdout)["findings"]}


def traces() -> list[str]:
    """What would reveal the first school: its facts, their sources, and the years of its notice."""
    facts = tomllib.loads((ROOT / "notices" / "school.toml").read_text())
    named = [entry["value"] for fact in ("name", "responsible", "local_authority") for entry in facts[fact]]
    return [*named, facts["office_email"].split("@")[1], "Hutchinson", "Uttoxeter", "Checkley", "Burton Mail"]


def test_the_checks_find_nothing_to_say_of_its_notice(another: Project) -> None:
    result = another.run("python", "scripts/check_notices.py")
    assert (result.returncode, result.stdout) == (0, "1 notice checked: 0 errors, 0 warnings.\n")


def test_other_requirements_apply_to_it(another: Project, project: Project) -> None:
    ours = missing(project)
    assert missing(another) - ours == {
        "biometric-information",
        "educational-record",
        "learning-records-service",
        "withdraw-consent",
        "youth-support-services",
    }
    assert "right-of-access" in ours


def test_no_trace_of_the_first_school_is_on_its_site(another: Project) -> None:
    site = another.build()
    home = (site / "index.html").read_text()
    assert "Fernleigh High School (fictional)" in home
    assert "office@fernleigh-high.example" in home
    assert "https://notices.fernleigh-high.example/notices/2025-26/" in (site / "sitemap.xml").read_text()
    files = [file for file in site.rglob("*") if file.is_file()]
    words = {file.relative_to(site): file.read_bytes().lower() for file in files}
    assert [(file, trace) for file, text in words.items() for trace in traces() if trace.lower().encode() in text] == []
    # Guides, comments of scripts and the requirements name years in examples; no page that shows notices does.
    pages = {
        file: text for file, text in words.items() if Path(file).parts[0] not in ("docs", "_static", "requirements")
    }
    assert [file for file, text in pages.items() if b"2016" in text] == []
    assert len(pages) > 40
