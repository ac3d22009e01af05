"""The difference of two notices on the terminal."""

import json

import pytest

from tests.conftest import Project
from tests.fictional import write_history

COMPARE = ("python", "scripts/compare.py")


def test_versions_years_and_files_can_be_compared(project: Project) -> None:
    write_history(project)
    result = project.run(*COMPARE, "2017-18.1", "2017-18.2")
    assert result.returncode == 0, result.stderr
    assert "How long is it kept?: changed" in result.stdout
    assert "[-one year-] {+two years+}" in result.stdout
    assert project.run(*COMPARE, "2017-18.2", "2017-18").stdout == "2017-18.2 and 2017-18 say the same.\n"
    moved = project.run(*COMPARE, "2019-20.1", "notices/2019-20.md").stdout
    assert "Can I see it?: moved" in moved
    assert "removed" not in moved


@pytest.mark.parametrize("format_", ["html", "json"])
def test_other_formats_are_for_programs(project: Project, format_: str) -> None:
    write_history(project)
    result = project.run(*COMPARE, "2017-18.1", "2017-18.2", "--format", format_)
    assert result.returncode == 0, result.stderr
    if format_ == "json":
        document = json.loads(result.stdout)
        assert (document["old"], document["new"], document["identical"]) == ("2017-18.1", "2017-18.2", False)
    else:
        assert "<del>" in result.stdout


def test_what_is_not_there_is_one_line_and_exit_2(project: Project) -> None:
    project.write("empty.md", "")
    for name, said in (("2018-19.1", "no such version, year or file. Versions: 2016-17.1."), ("empty.md", "is empty")):
        result = project.run(*COMPARE, "2016-17", name)
        assert result.returncode == 2
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1
