"""What the first `make` sets up, and what becomes of it: real pip and npm, small fictional packages, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.packages import Index, serve_index, wheel

BACKEND = """\
import shutil

def build_editable(folder, settings=None, metadata=None):
    return shutil.copy("privacy_notices-1-py3-none-any.whl", folder).rpartition("/")[2]
"""
PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "privacy-notices"
version = "1"
"""


@pytest.fixture
def index() -> Iterator[Index]:
    """An index on loopback, empty at first."""
    with serve_index() as index:
        yield index


class SetUp:
    """A folder with this project's set-up, and with lock files and a project that are small enough for tests."""

    def __init__(self, folder: Path, index: Index) -> None:
        self.folder, self.index = folder, index
        for name in ("Makefile", "scripts/environment.sh"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
        self.write("pyproject.toml", PYPROJECT)
        self.write("backend.py", BACKEND)
        (folder / "privacy_notices-1-py3-none-any.whl").write_bytes(wheel("privacy_notices", "1"))

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def environment(self) -> dict[str, str]:
        """Return an environment in which pip and npm know of the index on loopback only."""
        foreign = ("PIP_", "MAKE", "PYTHON", "npm_config_", "NPM_CONFIG_")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        return kept | {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": f"{self.index.address}/simple/",
            "PIP_NO_CACHE_DIR": "1",
            "npm_config_registry": self.index.address,
            "npm_config_cache": str(self.folder / "npm"),
            "NO_PROXY": "127.0.0.1",
            "LC_ALL": "C",
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder."""
        return subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False
        )

    def make(self, *arguments: str, python: str = sys.executable) -> list[str]:
        """Run make, which has to succeed, and return the lines that it printed; `python` is asked for, unless empty."""
        done = self.run("make", *arguments, *([f"PYTHON={python}"] if python else []))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    def plans(self, target: str, python: str = sys.executable) -> bool:
        """Return whether make would set this target up."""
        return self.make("--dry-run", target, python=python) != [f"make: '{target}' is up to date."]

    def make_killed(self, target: str, held: str) -> None:
        """Have make set up a target, and kill it, and all that it started, while it waits for the file `held`."""
        self.index.held = held
        command = ["make", target, f"PYTHON={sys.executable}"]
        started = subprocess.Popen(command, cwd=self.folder, env=self.environment(), start_new_session=True)
        arrived = self.index.waiting.wait(300)
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        self.index.held = ""
        assert arrived

    def installed(self, folder: str = ".venv") -> list[str]:
        """Return what is installed in an environment, but for what Python itself puts into an empty one."""
        said = self.run(f"{folder}/bin/python", "-m", "pip", "freeze", "--exclude-editable").stdout
        return said.split()


@pytest.fixture
def set_up(tmp_path: Path, index: Index) -> SetUp:
    """A folder with this project's set-up."""
    return SetUp(tmp_path / "project", index)


def python_of(version: str) -> str:
    """Return the path of a Python of this version, or skip the test."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [sys.executable, *map(str, versions.glob(f"{version}.*/bin/python")), shutil.which(f"python{version}")]
    for path in filter(None, candidates):
        command = [path, "-c", "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"]
        if subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == version:
            return path
    pytest.skip(f"there is no Python {version} here")


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_what_is_installed_is_the_lock_whatever_was_released_since(set_up: SetUp, version: str) -> None:
    python = python_of(version)
    asker = set_up.index.offer("asker", "1.0", "measure[more]>=1.0")
    set_up.write("lock.txt", asker + set_up.index.offer("measure", "1.0", extra="needless"))
    set_up.index.offer("measure", "1.1", extra="needless")
    # A resolver would bring this one too, and so want its hash.
    set_up.index.offer("needless", "1.0")
    done = set_up.run("scripts/environment.sh", "make", "environment", python, "lock.txt")
    assert (done.returncode, done.stdout) == (0, "Setting up environment from lock.txt ...\n"), done.stderr
    assert set_up.installed("environment") == ["asker==1.0", "measure==1.0"]


def test_an_environment_is_made_from_nothing_when_its_set_up_was_killed_or_its_lock_file_changed(set_up: SetUp) -> None:
    site, tool = set_up.index.offer("asker", "1.0", "measure"), set_up.index.offer("tool", "1.0")
    measure = set_up.index.offer("measure", "1.0")
    set_up.write("requirements.txt", site + measure)
    set_up.write("requirements-test.txt", site + measure + tool)
    set_up.make_killed(".venv/test", "/simple/measure/measure-1.0-py3-none-any.whl")
    again = "The set-up of .venv was not finished: it begins again."
    assert set_up.make(".venv/test") == [again, "Setting up .venv from requirements-test.txt ..."]
    assert set_up.installed() == ["asker==1.0", "measure==1.0", "tool==1.0"]
    for target in ("test", "site"):
        assert set_up.make(f".venv/{target}") == [f"make: '.venv/{target}' is up to date."]

    # A lock file that lacks what its own packages need is not taken for an environment, and no test tool is left.
    set_up.write("requirements.txt", site)
    refused = set_up.run("make", ".venv/site", f"PYTHON={sys.executable}")
    assert refused.returncode == 2
    assert refused.stdout.splitlines() == [
        "Setting up .venv from requirements.txt ...",
        "asker 1.0 requires measure, which is not installed.",
        "requirements.txt does not fit together. Run: make lock",
    ]
    assert set_up.installed() == ["asker==1.0"]
    assert set_up.plans(".venv/test")
    assert set_up.plans(".venv/site")


def test_an_environment_whose_python_or_folder_has_gone_is_made_again(set_up: SetUp, tmp_path: Path) -> None:
    set_up.write("requirements.txt", "")
    set_up.make(".venv/site")
    original, programs = set_up.folder, set_up.folder / ".venv" / "bin"
    set_up.folder = original.rename(tmp_path / "moved")
    assert set_up.plans(".venv/site")
    set_up.folder = set_up.folder.rename(original)
    programs.rename(tmp_path / "programs")
    assert set_up.plans(".venv/site")
    (tmp_path / "programs").rename(programs)
    assert not set_up.plans(".venv/site")

    # What a link leads to belongs to somebody else.
    elsewhere = programs.parent.rename(tmp_path / "elsewhere")
    programs.parent.symlink_to(elsewhere)
    assert not set_up.plans(".venv/site")
    for link in programs.glob("python*"):
        if link.readlink().is_absolute():
            link.unlink()
            link.symlink_to("/gone/bin/python3")
    assert set_up.make(".venv/site") == [
        "The Python of .venv has gone, or its folder was moved: it is made again.",
        "Setting up .venv from requirements.txt ...",
    ]
    assert not set_up.plans(".venv/site")
    assert (elsewhere / "finished").exists()


@pytest.mark.parametrize("python", ["no-such-python", "false"])
def test_without_a_python_that_is_new_enough_make_says_what_to_write(set_up: SetUp, python: str) -> None:
    set_up.write("requirements.txt", "")
    refused = set_up.run("make", ".venv/site", f"PYTHON={python}")
    assert refused.returncode == 2
    assert refused.stdout == "Python 3.11 or newer is needed: make site PYTHON=python3.11\n"
    assert not (set_up.folder / ".venv").exists()


def test_a_python_that_is_asked_for_makes_the_environment_again_and_then_stays(set_up: SetUp) -> None:
    other = python_of("3.12" if sys.version_info[:2] != (3, 12) else "3.13")
    set_up.write("requirements.txt", "")
    set_up.make(".venv/site")
    again = f".venv has another Python than {other}: it is made again."
    assert set_up.make(".venv/site", python=other)[0] == again
    assert not set_up.plans(".venv/site", python="")
    assert set_up.plans(".venv/site")


def test_a_set_up_that_was_killed_in_npm_is_taken_up_by_the_next_make(set_up: SetUp) -> None:
    stamp = "docs/spelling/node_modules/ready"
    set_up.write("docs/spelling/package.json", '{"dependencies": {"speller": "1.0.0"}}')
    set_up.write("docs/spelling/package-lock.json", set_up.index.offer_to_npm("speller"))
    set_up.make_killed(stamp, "/speller.tgz")
    for _ in range(2):
        assert set_up.make(stamp) == ["Setting up the spelling check in docs/spelling/node_modules ..."]
        assert (set_up.folder / "docs/spelling/node_modules/speller/package.json").exists()
        assert not set_up.plans(stamp)
        shutil.rmtree(set_up.folder / "docs/spelling/node_modules")
