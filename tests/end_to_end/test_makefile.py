"""What the Makefile promises: a list of targets, and no set-up that is not needed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Project
from tests.fictional import fictional_notice
from tests.workflows import set_up

# As from a shell of its own, also where the tests themselves were started by make.
OWN_SHELL = {"MAKEFLAGS": "", "MAKELEVEL": "0"}


def planned(project: Project, target: str) -> str:
    """Return the commands that make would run."""
    result = project.run("make", "--dry-run", target, **OWN_SHELL)
    assert result.returncode == 0, result.stderr
    return result.stdout


def phony_targets() -> list[str]:
    """Return the targets that are commands, in the order of the Makefile."""
    lines = (ROOT / "Makefile").read_text().splitlines()
    return [name for line in lines if line.startswith(".PHONY:") for name in line.split()[1:]]


def test_make_alone_prints_each_target_with_a_line(project: Project) -> None:
    printed = project.run("make", **OWN_SHELL).stdout.splitlines()
    assert [line.split()[1] for line in printed] == phony_targets()
    assert all(len(line.split()) > 3 for line in printed)


SITE, TOOLS, PEERS = ".venv/site", ".venv/test", "build/bench/peer-env/ready"
PACKAGES, SEARCH = "node_modules/ready", "node_modules/.search/ready"
SPELLING, JAVASCRIPT = "docs/spelling/node_modules/ready", "docs/javascript/node_modules/ready"
LIGHTHOUSE = "build/bench/lighthouse/node_modules/ready"
# Which targets need what was set up with this stamp. All others need the environment of the site and nothing else.
NEEDED_BY = {
    TOOLS: {"test", "lint", "format", "bench", "lock"},
    PACKAGES: {"site", "preview", "serve", "test", "lint", "bench", "publish-site", "wheel"},
    SEARCH: {"site", "preview", "serve", "test", "bench", "publish-site", "wheel"},
    SPELLING: {"test", "lint"},
    JAVASCRIPT: {"test", "lint", "format"},
    PEERS: {"bench"},
    LIGHTHOUSE: {"bench"},
}
NOTHING_NEEDED = {"help", "ci", "clean", "packages"}
# Which stamps each of these files makes old.
MADE_FROM = {
    "requirements.txt": {SITE, TOOLS},
    "requirements-test.txt": {TOOLS},
    "package-lock.json": {PACKAGES, SEARCH},
    "docs/theme/search/engine.js": {SEARCH},
    "docs/spelling/package-lock.json": {SPELLING},
    "docs/javascript/package-lock.json": {JAVASCRIPT},
    "tests/bench/lighthouse/package-lock.json": {LIGHTHOUSE},
}


def stamps(project: Project, *targets: str) -> set[str]:
    """Return what make would set up for each of these targets, by the stamps that it would leave."""
    lines = [line for target in targets for line in planned(project, target).splitlines()]
    return {line.split()[-1] for line in lines if line.startswith("touch ")}


@pytest.fixture
def fresh(project: Project) -> Project:
    """A clone in which nothing is set up."""
    (project.folder / "node_modules").unlink()
    project.write("tests/bench/lighthouse/package-lock.json", "{}")  # Copies leave the tests out.
    return project


def test_a_target_sets_up_what_it_needs_and_no_more(fresh: Project) -> None:
    needs = {target: stamps(fresh, target) for target in phony_targets()}
    site_only = needs.keys() - NEEDED_BY[TOOLS] - NOTHING_NEEDED
    for stamp, targets in {SITE: site_only, **NEEDED_BY}.items():
        assert {target for target, found in needs.items() if stamp in found} == targets, stamp


def test_set_up_happens_once_and_again_when_what_it_is_made_from_changes(fresh: Project) -> None:
    set_up(fresh.folder)
    for stamp in (PACKAGES, SEARCH, SPELLING, JAVASCRIPT, LIGHTHOUSE):
        fresh.write(stamp, "")
    for source in MADE_FROM:
        os.utime(fresh.folder / source, (1, 1))
    targets = ("site", "lint", "bench")
    assert stamps(fresh, *targets) == {PEERS}
    for source, old in MADE_FROM.items():
        os.utime(fresh.folder / source)
        assert stamps(fresh, *targets) == {PEERS} | old, source
        os.utime(fresh.folder / source, (1, 1))


def test_the_locked_environment_of_the_tests_is_that_of_the_site_and_more() -> None:
    site, test = (pins(name) for name in ("requirements.txt", "requirements-test.txt"))
    assert site - test == set()
    assert len(site) > 50


def pins(name: str) -> set[str]:
    """Return the lines of a lock file that name a package, its version and where it is for."""
    lines = (ROOT / name).read_text().splitlines()
    return {line.removesuffix(" \\") for line in lines if line and not line.startswith((" ", "#"))}


def path_of(folder: Path, *programs: str) -> str:
    """Return a search path on which there are only make, a shell and these programs."""
    for name in ("make", "sh", *programs):
        (folder / name).symlink_to(shutil.which(name) or name)
    return str(folder)


def test_the_checks_need_no_npm(fresh: Project, tmp_path: Path) -> None:
    set_up(fresh.folder)
    tools = tmp_path / "tools"
    tools.mkdir()
    result = fresh.run("make", "check", **OWN_SHELL, PATH=path_of(tools, "env", "bash", "cat", "git"))
    assert result.returncode == 0, result.stderr
    assert "1 notice checked" in result.stdout


def test_without_npm_make_says_what_to_install(project: Project, tmp_path: Path) -> None:
    (project.folder / "node_modules").unlink()
    tools = tmp_path / "tools"
    tools.mkdir()
    result = project.run("make", "node_modules/.search/ready", **OWN_SHELL, PATH=path_of(tools))
    assert result.returncode == 2
    assert result.stdout == "The search and the fonts need Node with npm: apt-get install nodejs npm\n"


@pytest.mark.parametrize("asked_on_the_command_line", [True, False])
def test_ci_runs_every_command_in_a_fresh_clone_with_the_python_that_was_asked_for(
    tmp_path: Path, asked_on_the_command_line: bool
) -> None:
    targets = ("site", "test", "lint", "check")
    project = Project(tmp_path)
    project.write("Makefile", f"ci:\n\t@scripts/ci.sh\n{' '.join(targets)}:\n\t@pwd; echo $@ with $(PYTHON)\n")
    (tmp_path / "scripts").mkdir()
    shutil.copy2(ROOT / "scripts" / "ci.sh", tmp_path / "scripts")
    project.git("init", "--quiet")
    project.git("add", "Makefile", "scripts")
    project.git("-c", "user.name=Tests", "-c", "user.email=tests@example.org", "commit", "--quiet", "--message=Begin")
    if asked_on_the_command_line:
        result = project.run("make", "ci", "PYTHON=python3.12", **OWN_SHELL)
    else:
        result = project.run("make", "ci", **OWN_SHELL, PYTHON="python3.12")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert [line for line in lines if " with " in line] == [f"{target} with python3.12" for target in targets]
    (clone,) = {line for line in lines if line.startswith("/")}
    assert clone != str(tmp_path)
    assert not Path(clone).exists()


def test_the_lock_files_of_npm_name_no_registry(project: Project) -> None:
    wanted = {
        "package-lock.json": {"dejavu-fonts-ttf", "esbuild", "minisearch", "stemmer"},
        "docs/spelling/package-lock.json": {"cspell"},
        "docs/javascript/package-lock.json": {"prettier", "typescript"},
    }
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


def test_the_scripts_are_held_to_strict_types_and_one_format(tmp_path: Path) -> None:
    folder = ROOT / "docs" / "javascript"
    (tmp_path / "script.js").write_text(
        "/** @param {string} text */\nconst measure = (text) => text.size;\nmeasure(1);\n"
        "const twice = (number) => number * 2;\ntwice(1)\n"
    )
    settings = {"extends": str(folder / "tsconfig.json"), "compilerOptions": {"types": []}, "include": ["*.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
    programs = folder / "node_modules" / ".bin"
    checked = [str(programs / "tsc"), "--project", str(tmp_path)]
    types = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert types.returncode != 0
    assert re.findall(r"script\.js\((\d),.*error (.*?):", types.stdout) == [
        ("2", "TS2339"),
        ("3", "TS2345"),
        ("4", "TS7006"),
    ]
    checked = [str(programs / "prettier"), "--check", str(tmp_path / "script.js")]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 1


def test_the_site_has_the_search_as_its_modules_are_now() -> None:
    """Whoever changes a module and runs pytest without make would test the bundle from before."""
    command = ["make", "--question", SEARCH]
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **OWN_SHELL}, capture_output=True, check=False)
    assert result.returncode == 0, f"run: make {SEARCH}"


def test_every_script_is_short() -> None:
    scripts = [path for folder in ("docs/theme", "tests") for path in (ROOT / folder).rglob("*.js")]
    assert len(scripts) > 10
    assert [path for path in scripts if len(path.read_text(encoding="utf-8").splitlines()) >= 150] == []


def test_the_word_list_is_in_order_and_has_each_word_once() -> None:
    lines = (ROOT / "docs/spelling/words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert words == sorted(set(words), key=str.lower)


def test_the_guides_name_no_target_that_is_not_there(project: Project) -> None:
    targets = {line.split()[1] for line in project.run("make", **OWN_SHELL).stdout.splitlines()}
    docs = ROOT / "docs"
    guides = [*docs.glob("*.md"), *docs.glob("decisions/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    lines = [line for path in guides for line in path.read_text(encoding="utf-8").splitlines()]
    named = {words.split()[0] for line in lines if line.startswith("$ ") for words in line.split("make ")[1:]}
    assert {"site", "test", "check", "new-notice"} <= named <= targets
