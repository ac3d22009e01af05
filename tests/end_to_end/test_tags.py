"""Versions, made from real histories by the real command."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.fictional import BODY, commit, fictional_notice, write_history

TAGS = ("python", "scripts/make_tags.py")


def tags(project: Project) -> dict[str, str]:
    listed = project.git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/tags").splitlines()
    return dict(line.split(" ") for line in listed)


@pytest.fixture
def history(project: Project) -> tuple[Project, dict[str, str]]:
    return project, write_history(project)


def test_each_revision_is_tagged_where_main_first_held_it_published(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    result = project.run(*TAGS)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [f"tagged {name}" for name in commits]
    for name, expected in commits.items():
        assert project.git("rev-parse", f"{name}^{{commit}}") == expected
        assert project.git("cat-file", "-t", name) == "tag"


def test_a_second_run_changes_nothing(history: tuple[Project, dict[str, str]]) -> None:
    project, _ = history
    project.run(*TAGS)
    before = tags(project)
    result = project.run(*TAGS)
    assert result.stdout == "Every published revision has its tag.\n"
    assert tags(project) == before


def test_every_clone_makes_the_very_same_tags(history: tuple[Project, dict[str, str]], tmp_path: Path) -> None:
    project, _ = history
    project.run(*TAGS)
    project.git("clone", "--quiet", "--no-tags", f"file://{project.folder}", str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    assert tags(clone) == {}
    assert clone.run(*TAGS, HOME=str(tmp_path), GIT_CONFIG_NOSYSTEM="1").returncode == 0
    assert tags(clone) == tags(project)


def test_marks_may_change_later_without_moving_a_tag(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    project.run(*TAGS)
    text = (project.folder / "notices" / "2017-18.md").read_text()
    project.write("notices/2017-18.md", text.replace("{#retention}", "{#retention .answers-recipients-x}"))
    commit(project, "Marks", 10)
    assert project.run(*TAGS).returncode == 0
    assert project.git("rev-parse", "2017-18.2^{commit}") == commits["2017-18.2"]


def test_a_clone_of_a_branch_that_lags_behind_takes_the_history_of_origin(
    history: tuple[Project, dict[str, str]], tmp_path: Path
) -> None:
    project, commits = history
    project.git("clone", "--quiet", "--no-tags", f"file://{project.folder}", str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    clone.git("reset", "--quiet", "--hard", commits["2017-18.1"])
    assert clone.run(*TAGS).returncode == 0
    assert set(tags(clone)) == set(commits)


def test_a_clone_without_branches_takes_the_history_of_what_is_checked_out(
    history: tuple[Project, dict[str, str]], tmp_path: Path
) -> None:
    project, commits = history
    project.git("clone", "--quiet", "--no-tags", f"file://{project.folder}", str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    clone.git("checkout", "--quiet", "--detach")
    clone.git("branch", "--quiet", "--delete", "--force", "main")
    clone.git("remote", "remove", "origin")
    assert clone.run(*TAGS).returncode == 0
    assert set(tags(clone)) == set(commits)


def test_a_shallow_clone_is_refused_with_the_command_that_mends_it(
    history: tuple[Project, dict[str, str]], tmp_path: Path
) -> None:
    project, commits = history
    project.git("clone", "--quiet", "--depth=1", f"file://{project.folder}", str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    for command in (TAGS, ("python", "scripts/build_site.py"), ("python", "scripts/check_notices.py")):
        result = clone.run(*command)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 1
        assert "git fetch --unshallow --tags" in result.stderr
    clone.git("fetch", "--quiet", "--unshallow", "--tags")
    assert clone.run(*TAGS).returncode == 0
    assert set(tags(clone)) == set(commits)


def test_a_version_that_could_not_be_shown_is_told_and_not_tagged(project: Project) -> None:
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=BODY + "\n<b>bold</b>\n"))
    commit(project, "Publish with a fault", 2)
    result = project.run(*TAGS)
    assert result.returncode == 2
    assert "Version 2017-18.1" in result.stderr
    assert "notices/2017-18.md:27: HTML cannot be used" in result.stderr
    project.write("notices/2017-18.md", fictional_notice("2017-18"))
    mended = commit(project, "Mend it", 3)
    assert project.run(*TAGS).returncode == 0
    assert project.git("rev-parse", "2017-18.1^{commit}") == mended


def refused(project: Project, *said: str) -> None:
    """The commands refuse in a line a fault, with exit 2, and no tag is touched."""
    before = tags(project)
    for command in (TAGS, ("python", "scripts/build_site.py")):
        result = project.run(*command)
        assert result.returncode == 2, result.stdout + result.stderr
        assert "Traceback" not in result.stderr
        assert len(result.stderr.splitlines()) == 1, result.stderr
        for text in said:
            assert text in result.stderr
    assert tags(project) == before


def test_a_tag_on_the_wrong_commit_is_told(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    project.git("tag", "2017-18.1", commits["2017-18.1"])
    project.git("tag", "2016-17.1", commits["2017-18.1"])
    refused(project, "Tag 2016-17.1: it stands on commit", commits["2016-17.1"][:12])


def test_a_tag_whose_notice_is_gone_is_told(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    project.git("tag", "2019-20.1", commits["2016-17.1"])
    refused(project, "Tag 2019-20.1: its commit", "has no notices/2019-20.md")


def test_two_tags_for_one_revision_are_told(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    project.git("tag", "2017-18.3", commits["2017-18.2"])
    refused(project, "Tag 2017-18.3: its commit", "holds version 2017-18.2")
    project.git("tag", "--delete", "2017-18.3")
    project.git("tag", "2017-18.02", commits["2017-18.2"])
    refused(project, "Tag 2017-18.02: looks like a version but is not named like one")


def test_a_rewritten_history_is_told(history: tuple[Project, dict[str, str]]) -> None:
    project, _ = history
    project.run(*TAGS)
    project.git("commit", "--quiet", "--amend", "--message=Rewritten")
    refused(project, "Tag 2019-20.2: its commit", "is not in the history of main")


def test_a_missing_object_is_told(history: tuple[Project, dict[str, str]]) -> None:
    project, commits = history
    project.run(*TAGS)
    blob = project.git("rev-parse", f"{commits['2017-18.1']}:notices/2017-18.md")
    (project.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    refused(project, "notices/2017-18.md of commit", "is missing from this clone", "git fetch --refetch")


def test_without_git_there_is_nothing_to_tag(project: Project) -> None:
    shutil.rmtree(project.folder / ".git")
    result = project.run(*TAGS)
    assert result.returncode == 2
    assert "is not a git repository" in result.stderr


def test_a_hook_of_another_repository_does_not_mislead(history: tuple[Project, dict[str, str]], tmp_path: Path) -> None:
    project, commits = history
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "other")], check=True)
    result = project.run(*TAGS, GIT_DIR=str(tmp_path / "other" / ".git"))
    assert result.returncode == 0, result.stderr
    assert set(tags(project)) == set(commits)
