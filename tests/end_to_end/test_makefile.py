"""What the Makefile promises: a list of targets, and no set-up that is not needed."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.conftest import ROOT, Project
from tests.fictional import fictional_notice

# As from a shell of its own, also where the tests themselves were started by make.
OWN_SHELL = {"MAKEFLAGS": "", "MAKELEVEL": "0"}


def planned(project: Project, target: str) -> str:
    """Return the commands that make would run."""
    result = project.run("make", "--dry-run", target, **OWN_SHELL)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_make_alone_prints_each_target_with_a_line(project: Project) -> None:
    printed = project.run("make", **OWN_SHELL).stdout.splitlines()
    lines = (project.folder / "Makefile").read_text().splitlines()
    phony = [name for line in lines if line.startswith(".PHONY:") for name in line.split()[1:]]
    assert [line.split()[1] for line in printed] == phony
    assert all(len(line.split()) > 3 for line in printed)


def test_set_up_happens_once_and_again_when_a_lock_file_changes(project: Project) -> None:
    for target in ("site", "test"):
        assert "pip install" in planned(project, target)
    environment = project.folder / ".venv"
    environment.mkdir()
    for name in ("pyvenv.cfg", "site", "test"):
        (environment / name).touch()
        time.sleep(0.02)
    for target in ("site", "test"):
        assert "pip install" not in planned(project, target)
    later = time.time() + 10
    os.utime(project.folder / "requirements-test.txt", (later, later))
    assert "pip install" not in planned(project, "site")
    assert "pip install" in planned(project, "test")
    os.utime(project.folder / "requirements.txt", (later, later))
    assert "pip install" in planned(project, "site")


def test_the_search_is_set_up_once_and_again_when_its_lock_file_changes(project: Project) -> None:
    stamp = project.folder / "node_modules" / ".search" / "ready"
    (project.folder / "node_modules").unlink()
    assert "npm ci" in planned(project, "site")
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    assert "npm ci" not in planned(project, "site")
    later = time.time() + 10
    os.utime(project.folder / "package-lock.json", (later, later))
    assert "npm ci" in planned(project, "site")


def test_without_npm_make_says_what_to_install(project: Project, tmp_path: Path) -> None:
    (project.folder / "node_modules").unlink()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("make", "sh"):
        (tools / name).symlink_to(shutil.which(name) or name)
    result = project.run("make", "node_modules/.search/ready", **OWN_SHELL, PATH=str(tools))
    assert result.returncode == 2
    assert result.stdout == "The search needs Node with npm: apt-get install nodejs npm\n"


def test_the_lock_files_of_npm_name_no_registry(project: Project) -> None:
    wanted = {"package-lock.json": {"minisearch", "stemmer", "terser"}, "docs/spelling/package-lock.json": {"cspell"}}
    for path, names in wanted.items():
        packages = json.loads((project.folder / path).read_text())["packages"]
        assert {f"node_modules/{name}" for name in names} <= set(packages)
        assert not [name for name, package in packages.items() if "resolved" in package]
        assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_spelling_of_guides_and_drafts_is_checked_and_never_that_of_published_notices(project: Project) -> None:
    project.write("notices/2030-31.md", fictional_notice("2030-31", status="draft"))
    project.write("notices/2031-32.md", fictional_notice("2031-32", status='"published"'))
    lines = [line for line in planned(project, "lint").splitlines() if "notices/" in line]
    assert len(lines) == 2
    for line in lines:
        assert "notices/2030-31.md" in line
        assert "docs/*.md" in line
        assert "2016-17" not in line
        assert "2031-32" not in line


def test_the_spelling_is_british_and_code_and_addresses_are_no_words(tmp_path: Path) -> None:
    folder = ROOT / "docs" / "spelling"
    program, config = str(folder / "node_modules/.bin/cspell"), str(folder / "cspell.json")
    command = [program, "lint", "--config", config, "--root", str(tmp_path)]
    (tmp_path / "guide.md").write_text(
        "Our colour, `a xqzt word`, <https://example.org/xqzt>\n\nOur color, recieved\n\n```console\n$ xqzt\n```\n"
    )
    options = ["--no-default-configuration", "--no-progress", "--no-summary", "--no-color"]
    result = subprocess.run([*command, *options, "guide.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stdout.split("\n")[:-1] == [
        "guide.md:3:5 - Unknown word (color)",
        "guide.md:3:12 - Unknown word (recieved)",
    ]


def test_the_word_list_is_in_order_and_has_each_word_once() -> None:
    lines = (ROOT / "docs/spelling/words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert words == sorted(set(words), key=str.lower)


def test_the_guides_name_no_target_that_is_not_there(project: Project) -> None:
    targets = {line.split()[1] for line in project.run("make", **OWN_SHELL).stdout.splitlines()}
    guides = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    lines = [line for path in guides for line in path.read_text(encoding="utf-8").splitlines()]
    named = {words.split()[0] for line in lines if line.startswith("$ ") for words in line.split("make ")[1:]}
    assert {"site", "test", "check", "new-notice"} <= named <= targets
