"""Each row of tests/histories.py, tried through the real command.

`python -m tests.end_to_end.test_histories` prints the table, with what came of each row.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import TODAY, Project
from tests.end_to_end.running import copied, prepare, run_script
from tests.fictional import commit
from tests.histories import HISTORIES, History, Spoil, nothing, one_try_and_marks, two_tries


@dataclass(frozen=True)
class Came:
    """The result of a row: the exit code, all that was printed, and the state of the site."""

    exit: int
    said: str
    site: str


def contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def try_out(row: History, begun: Path, folder: Path) -> Came:
    """Do what the row says in a copy of the project, run its command, and return what came of it."""
    project = copied(begun, folder)
    if not row.before:
        shutil.rmtree(project.folder / "build")
    row.spoil(project)
    site = project.folder / "build" / "site"
    before = contents(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NOTICES_TODAY", TODAY.isoformat())
        patch.setenv("NOTICES_PDF", "off")
        for key, value in row.environment.items():
            patch.setenv(key, value.format(folder=project.folder))
        exit_, said = run_script(project, row.command)
    became = "untouched" if contents(site) == before else "built"
    return Came(exit_, said.replace(str(folder.parent), "…"), became)


@pytest.mark.parametrize("row", HISTORIES, ids=[f"{row.name} ({row.command})" for row in HISTORIES])
def test_a_history_is_whole_or_the_last_site_stays(row: History, begun: Path, tmp_path: Path) -> None:
    if row.needs_root and os.geteuid() != 0:
        pytest.skip("only root can give a file to another user")
    came = try_out(row, begun, tmp_path / "project")
    assert came.exit == row.exit, came.said
    for piece in row.says:
        assert piece in came.said
    assert "Traceback" not in came.said
    if row.site:
        assert came.site == row.site
    if row.exit == 2 and row.command == "build_site":
        assert len(came.said.splitlines()) == came.said.count("Version 20") or came.said.count("\n") == 1, came.said


def tagged(project: Project) -> dict[str, str]:
    listed = project.git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/tags").splitlines()
    return dict(line.split(" ") for line in listed)


@pytest.mark.parametrize(
    "name",
    [
        "git replace gives a version other words",
        "a graft cuts a version off its history",
        "diff.orderFile in the user's settings names no file",
        "signatures are asked for in the user's settings",
        "GIT_OBJECT_DIRECTORY and GIT_COMMON_DIR are set",
    ],
)
def test_what_misleads_git_gives_no_other_tag(name: str, begun: Path, tmp_path: Path) -> None:
    (row,) = (row for row in HISTORIES if row.name == name)
    assert try_out(row, begun, tmp_path / "project").exit == 0
    assert tagged(Project(tmp_path / "project")) == tagged(Project(begun))


def test_a_text_that_could_be_no_version_is_shown_as_what_it_is(begun: Path, tmp_path: Path) -> None:
    (row,) = (row for row in HISTORIES if row.name.startswith("a fault of form"))
    try_out(row, begun, tmp_path / "project")
    site = tmp_path / "project" / "build" / "site"
    page = (site / "history" / "index.html").read_text()
    assert "Texts that are no versions" in page
    assert "Version 2018-19.1 (commit " in page
    names = [entry["version"] for entry in json.loads((site / "versions.json").read_text())]
    assert "2018-19.2" in names
    assert "2018-19.1" not in names


def test_a_day_before_its_parent_is_told_by_name(begun: Path, tmp_path: Path) -> None:
    (row,) = (row for row in HISTORIES if row.name == "published before its parent")
    said = try_out(row, begun, tmp_path / "project").said
    assert "Version 2018-19.1: its commit" in said
    assert "1 January 2020, before the one that it follows (9 January 2026)" in said


def test_two_tries_are_seen_where_a_service_has_merged_them_to_look(begun: Path, tmp_path: Path) -> None:
    def merged(project: Project) -> None:
        two_tries(project)
        project.git("switch", "--quiet", "--detach", "main")
        project.git("merge", "--quiet", "--no-ff", "--message=Merge", "proposal")

    said = try_out(History("merged to look", merged, "check_notices", 1), begun, tmp_path / "project").said
    assert "notices/2018-19.md:3: warning: Commits " in said


def remark(project: Project, why: str) -> None:
    file = project.folder / "notices" / "2016-17.md"
    head, _, rest = file.read_text().partition("known_gaps:\n")
    remarks = f'known_gaps:\n  controller-identity: "{why}"\nknown_faults:\n  "third parties": "{why}"\n'
    file.write_text(f"{head}{remarks}---{rest.partition('---')[2]}")


def test_our_remarks_may_get_better_and_the_page_says_on_which_day(begun: Path, tmp_path: Path) -> None:
    def page(spoil: Spoil) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        came = try_out(History("remarks", spoil, "build_site", 0), begun, folder / "project")
        assert came.exit == 0, came.said
        return (folder / "project" / "build" / "site" / "notices" / "2016-17" / "index.html").read_text()

    def in_main(project: Project) -> None:
        remark(project, "A better remark.")
        commit(project, "A better remark", 20)
        assert "[published-changed]" not in run_script(project, "check_notices")[1]
        project.write("notices/2016-17.md", (project.folder / "notices" / "2016-17.md").read_text() + "\n")
        commit(project, "Another change of the file", 22)

    assert "Our remarks, not words of the notice.</p>" in page(nothing)
    remarked = page(in_main)
    assert remarked.count("Our remarks, not words of the notice. Last changed on 20 January 2026.</p>") == 2
    assert "<dt>“third parties”</dt>\n    <dd>A better remark.</dd>" in remarked
    not_yet = page(lambda project: remark(project, "Not committed yet."))
    assert "Not committed yet." in not_yet
    assert "Our remarks, not words of the notice.</p>" in not_yet


def test_changed_marks_are_no_second_try(begun: Path, tmp_path: Path) -> None:
    row = History("one try, marked later", one_try_and_marks, "check_notices", 0)
    said = try_out(row, begun, tmp_path / "project").said
    assert "notices/2018-19.md" in said
    assert "two-tries" not in said


def rows() -> Iterator[str]:
    """Yield the table in Markdown, a row a line, as it comes out now."""
    with tempfile.TemporaryDirectory() as folder:
        begun = prepare(Path(folder) / "begun")
        yield "| what was done | command | exit | build/site | what it says |"
        yield "|---|---|---|---|---|"
        for number, row in enumerate(HISTORIES):
            came = try_out(row, begun, Path(folder) / str(number) / "project")
            wanted = [line for line in came.said.splitlines() if any(piece in line for piece in row.says)]
            said = " / ".join(wanted or came.said.splitlines()[:1]).replace("|", "\\|")
            became = came.site if row.command == "build_site" else "–"
            yield f"| {row.name} | {row.command} | {came.exit} | {became} | {said} |"


if __name__ == "__main__":
    for line in rows():
        sys.stdout.write(f"{line}\n")
