"""Releases of a copy of this project, and a school that uses them: wheels and environments are real.

No test may fetch packages, so the lock file of the copy has one package in the place of all: its wheel leads Python to
the packages that the tests run with. All else is as it will be at a school: `make` sets up `.venv` from hashes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.conftest import TODAY, Project, copy_project
from tests.packages import wheel
from tests.workflows import GH

LIBRARIES = "fictional_libraries-1-py3-none-any.whl"
#: What the computer of a school has.
PROGRAMS = ("make", "bash", "sh", "git", "cat", "rm", "touch", "awk", "env", "dirname", "chmod", "ln", "mkdir")
FICTIONAL = """
[[requirement]]
id = "fictional-duty"
group = "Why, and on what basis"
title = "A fictional duty"
question = "What is fictional?"
write = "Say that the duty is fictional"
recognise = ["fictional duty"]
[[requirement.source]]
cite = "Fictional Act 2026"
from = 2026-10-31
kind = "law"
read = "words"
"""


def make_program(folder: Path) -> Project:
    """Copy this project, and lock it with what the tests run with."""
    program = copy_project(folder / "program")
    lines = f"{sysconfig.get_path('purelib')}\nimport coverage; coverage.process_startup()\n"  # as coverage's own file
    content = wheel("fictional_libraries", "1", files={"libraries.pth": lines})
    (folder / LIBRARIES).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    program.write("requirements.txt", f"fictional-libraries @ {(folder / LIBRARIES).as_uri()} --hash=sha256:{digest}\n")
    commit(program, "Lock what the tests run with")
    return program


def commit(project: Project, message: str) -> None:
    """Commit all that is there."""
    project.git("add", "--all")
    project.git("commit", "--quiet", f"--message={message}")


def release(program: Project, offer: Path) -> str:
    """Build the wheel of what is committed into a folder that offers it, and return what was printed."""
    made = program.run("python", "scripts/make_wheel.py", str(offer))
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def change_program(program: Project) -> None:
    """Make of it what a later release could be: another law, another template, another style, another number."""
    for name, old, new in (
        ("pyproject.toml", 'version = "1.0"', 'version = "1.1"'),
        ("docs/changelog.md", "## 1.0", "## 1.1 (law: 2026-10-31)\n\n- A fictional duty.\n\n## 1.0"),
        ("docs/theme/templates/privacy.html", "<h1", "<p>A fictional sentence.</p>\n<h1"),
        ("docs/theme/static/notices.css", "\n", "\n/* A fictional remark. */\n"),
    ):
        text = (program.folder / name).read_text()
        assert old in text, name
        program.write(name, text.replace(old, new, 1))
    with (program.folder / "notices" / "requirements.toml").open("a") as file:
        file.write(FICTIONAL)
    commit(program, "Know a fictional duty")


class School:
    """A repository in which commands are run as on the computer of a school: without npm, and without a network."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder, self.tools = folder, tools
        tools.mkdir()
        for name in PROGRAMS:
            (tools / name).symlink_to(shutil.which(name) or name)
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        (tools.parent / "answers.json").write_text("{}")
        (tools / "python3").symlink_to(sys.executable)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command."""
        measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
        environment = measured | {
            "PATH": str(self.tools),
            "HOME": str(self.tools),
            "LANG": "C.UTF-8",
            "NOTICES_TODAY": TODAY.isoformat(),
            "GITHUB_REPOSITORY": "example/notices",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            **{f"GIT_{who}_NAME": "Tests" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "tests@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def make(self, *arguments: str) -> list[str]:
        """Run make, which has to succeed, and return the lines that it printed."""
        done = self.run("make", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    def commit(self, message: str) -> None:
        """Commit all that is there."""
        self.run("git", "add", "--all")
        done = self.run("git", "commit", "--quiet", f"--message={message}")
        assert done.returncode == 0, done.stdout + done.stderr

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)
