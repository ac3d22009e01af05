"""Runs the project's commands in this process, in copies of one project that has a history and was built once."""

from __future__ import annotations

import os
import runpy
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from tests.conftest import Project, copy_project
from tests.fictional import write_history

KEEP = ("index.html", "versions.json")


def prepare(folder: Path) -> Path:
    """Make the project that all rows begin from: five versions, their tags, and a site of which two files are kept."""
    project = copy_project(folder)
    write_history(project)
    site = project.build(NOTICES_PDF="off")
    for path in site.iterdir():
        if path.name not in KEEP:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("html", "doctrees"):
        shutil.rmtree(folder / "build" / name)
    return folder


def copied(begun: Path, folder: Path) -> Project:
    return Project(Path(shutil.copytree(begun, folder, symlinks=True)))


def run_script(project: Project, name: str, *arguments: str) -> tuple[int, str]:
    """Run a command of the project in this process, which has its modules already, and return what it says."""
    said = StringIO()
    before, sys.argv = sys.argv, [name, *arguments]
    home = Path.cwd()
    os.chdir(project.folder)
    try:
        with redirect_stdout(said), redirect_stderr(said):
            runpy.run_path(str(project.folder / "scripts" / f"{name}.py"), run_name="__main__")
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    finally:
        sys.argv = before
        os.chdir(home)
    raise AssertionError("a command ends by its exit code")
