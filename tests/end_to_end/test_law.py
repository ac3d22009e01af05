"""What changes in the law, as `make law` prints it."""

import sys
from pathlib import Path

from tests.conftest import Project


def test_make_law_prints_what_changes_between_two_days_and_the_table(project: Project) -> None:
    make = ("make", "law", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}")
    shell = {"MAKEFLAGS": "", "MAKELEVEL": "0"}
    result = project.run(*make, "FROM=2025-09-01", "TO=2026-12-31", **shell)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("What changes in the law after 1 September 2025, until 31 December 2026:")
    assert "\n19 June 2026\n  A right to complain to the school begins" in result.stdout
    assert project.run(*make, "TABLE=on", **shell).stdout.startswith("| requirement | who asks, since when |")


def test_without_days_it_is_this_school_year_and_the_next(project: Project) -> None:
    result = project.run("python", "scripts/law.py")
    assert result.stdout.startswith("What changes in the law after 1 September 2026, until 31 August 2028:")


def test_what_is_no_day_is_one_line_and_exit_2(project: Project) -> None:
    for arguments in (["--from", "yesterday"], ["--from", "2026-02-01", "--to", "2026-01-01"]):
        result = project.run("python", "scripts/law.py", *arguments)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 1
