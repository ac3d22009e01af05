"""The auditor's command finds each way in which a site, its list of versions and git can disagree."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project
from tests.end_to_end.running import run_script

NAMES = ("2016-17.1", "2017-18.1", "2017-18.2", "2019-20.1", "2019-20.2")
COLUMNS = ("page", "PDF copy", "list", "chain", "tag", "git")
Entries = list[dict[str, Any]]


@pytest.fixture
def audited(history_site: Path, tmp_path: Path) -> tuple[Project, Path]:
    """A clone of the project with its tags, and a copy of its site."""
    project = Project(history_site.parent.parent)
    project.git("clone", "--quiet", f"file://{project.folder}", str(tmp_path / "clone"))
    site = Path(shutil.copytree(history_site, tmp_path / "site"))
    return Project(tmp_path / "clone"), site


def table(project: Project, site: Path | str) -> tuple[int, dict[str, dict[str, str]], str]:
    """Return the exit code, the cells of the table by version and column, and all that was said."""
    exit_, said = run_script(project, "verify", "--site", str(site))
    head, *rest = said.splitlines()
    assert head.split() == ["version", "page", "PDF", "copy", "list", "chain", "tag", "git"]
    lines = [line.split() for line in rest[: next(i for i, line in enumerate(rest) if "," in line)]]
    return exit_, {line[0]: dict(zip(COLUMNS, line[1:], strict=True)) for line in lines}, said


def differing(project: Project, site: Path | str) -> dict[str, set[str]]:
    """Return the columns that differ, by version; the exit code has to say the same."""
    exit_, cells, _ = table(project, site)
    found = {name: {column for column, cell in row.items() if cell == "DIFFERS"} for name, row in cells.items()}
    found = {name: columns for name, columns in found.items() if columns}
    assert exit_ == (1 if found else 0)
    return found


def alter_list(site: Path, alter: Callable[[Entries], object]) -> None:
    file = site / "versions.json"
    entries = json.loads(file.read_text())
    alter(entries)
    file.write_text(json.dumps(entries))


def set_field(number: int, key: str, value: str, entries: Entries) -> None:
    entries[number][key] = value


def test_a_site_as_it_was_built_agrees_in_a_folder_and_at_an_address(
    audited: tuple[Project, Path], serve: Callable[..., str]
) -> None:
    project, site = audited
    for where in (site, serve(site), f"{serve(site)}/"):
        exit_, cells, said = table(project, where)
        assert exit_ == 0, said
        assert tuple(cells) == NAMES
        assert {cell for row in cells.values() for cell in row.values()} <= {"agrees", "none"}
        assert said.endswith("5 versions, none with a difference.\n")


@pytest.mark.parametrize("number", range(5))
def test_a_link_of_the_chain_that_is_broken_is_found(audited: tuple[Project, Path], number: int) -> None:
    project, site = audited
    before = (site / "versions.json").read_text()
    for key, value in (("sha256", "0" * 64), ("commit", "1" * 40), ("published_at", "2026-01-31T00:00:00+00:00")):
        alter_list(site, partial(set_field, number, key, value))
        after = {NAMES[number + 1]: {"chain"}} if number < 4 else {}
        assert differing(project, site) == {NAMES[number]: {"list"}} | after
        (site / "versions.json").write_text(before)
    alter_list(site, lambda entries: entries[number].update(previous="2" * 64))
    after = {NAMES[number + 1]: {"chain"}} if number < 4 else {}
    assert differing(project, site) == {NAMES[number]: {"chain"}} | after
    (site / "versions.json").write_text(before)
    alter_list(site, lambda entries: entries.pop(number))
    missing = {NAMES[number]: {"list", "chain"}}
    assert differing(project, site) == missing | ({NAMES[number + 1]: {"chain"}} if number < 4 else {})


@pytest.mark.parametrize("key", ["in_force_from", "in_force_until", "academic_year", "revision", "summary"])
def test_each_field_of_the_list_is_looked_at(audited: tuple[Project, Path], key: str) -> None:
    project, site = audited
    alter_list(site, lambda entries: entries[2].update({key: "x"}))
    assert differing(project, site) == {"2017-18.2": {"list"}}


def test_a_version_that_only_the_site_has_is_found(audited: tuple[Project, Path]) -> None:
    project, site = audited
    alter_list(site, lambda entries: entries.append({**entries[0], "version": "2018-19.1"}))
    assert differing(project, site) == {"2018-19.1": {"git"}}


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("versions/2017-18.1", "until your child leaves", "after your child leaves"),
        ("versions/2017-18.1", 'href="https://example.org/office"', 'href="https://example.org/other"'),
        ("versions/2017-18.1", '<div id="notice-text">', '<div id="other-text">'),
        ("versions/2017-18.2", "two years", "six years"),
        ("notices/2017-18", "two years", "six years"),
    ],
)
def test_other_words_or_links_on_a_page_are_found(audited: tuple[Project, Path], page: str, old: str, new: str) -> None:
    project, site = audited
    file = site / page / "index.html"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    assert differing(project, site) == {"2017-18.1" if page.endswith(".1") else "2017-18.2": {"page"}}


def test_a_page_that_is_gone_is_found(audited: tuple[Project, Path]) -> None:
    project, site = audited
    shutil.rmtree(site / "versions" / "2019-20.1")
    assert differing(project, site) == {"2019-20.1": {"page"}}


def test_a_pdf_copy_of_another_version_a_spoilt_and_a_missing_one_are_found(
    audited: tuple[Project, Path],
) -> None:
    project, site = audited
    shutil.copy(site / "versions" / "2017-18.2.pdf", site / "versions" / "2017-18.1.pdf")
    (site / "versions" / "2019-20.1.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    (site / "versions" / "2019-20.2.pdf").unlink()
    found = {"2017-18.1": {"PDF copy"}, "2019-20.1": {"PDF copy"}, "2019-20.2": {"PDF copy"}}
    assert differing(project, site) == found


def test_a_tag_that_is_moved_or_gone_is_found(audited: tuple[Project, Path]) -> None:
    project, site = audited
    project.git("tag", "--force", "2017-18.1", "HEAD")
    project.git("tag", "--delete", "2019-20.1")
    assert differing(project, site) == {"2017-18.1": {"tag"}, "2019-20.1": {"tag"}}


def test_an_object_of_git_with_other_content_is_found(audited: tuple[Project, Path]) -> None:
    project, site = audited
    for pack in (project.folder / ".git" / "objects" / "pack").glob("*.pack"):
        moved = project.folder / pack.name
        pack.rename(moved)
        with moved.open("rb") as file:
            assert project.run("sh", "-c", f"git unpack-objects -q < {file.name}").returncode == 0
    id_ = project.git("rev-parse", "2017-18.1:notices/2017-18.md")
    content = project.run("git", "cat-file", "blob", id_).stdout.replace("one year", "two years").encode()
    loose = project.folder / ".git" / "objects" / id_[:2] / id_[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(f"blob {len(content)}\0".encode() + content))
    found = differing(project, site)
    assert "git" in found["2017-18.1"]
    assert {"page", "list"} <= found["2017-18.1"]


def test_a_rewritten_history_disagrees_with_the_site_from_there_on(audited: tuple[Project, Path]) -> None:
    project, site = audited
    project.git(
        "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--amend", "--message=Other"
    )
    assert differing(project, site) == {"2019-20.2": {"list", "tag"}}


@pytest.mark.parametrize("what", ["site", "address", "git"])
def test_what_cannot_be_looked_at_is_told_in_a_line(audited: tuple[Project, Path], what: str) -> None:
    project, site = audited
    where = {"site": str(site / "nowhere"), "address": "http://127.0.0.1:9/", "git": str(site)}[what]
    if what == "git":
        shutil.rmtree(project.folder / ".git")
    exit_, said = run_script(project, "verify", "--site", where)
    assert (exit_, len(said.splitlines())) == (2, 1)
    assert {"site": "has no versions.json", "address": "cannot be reached", "git": "not a git repository"}[what] in said
