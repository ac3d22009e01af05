"""The checks as staff and CI run them."""

import json

from tests.conftest import Project

CHECK = ("python", "scripts/check_notices.py")


def test_the_projects_own_notices_have_no_errors(project: Project) -> None:
    result = project.run(*CHECK)
    assert result.returncode == 0, result.stdout
    assert result.stdout.endswith("1 notice checked: 0 errors, 1 warning.\n")


def test_every_problem_of_every_file_is_printed(project: Project) -> None:
    project.write("notices/2017-18.md", "# A fictional notice\n")
    project.write("notices/2018-19.md", "")
    result = project.run(*CHECK)
    assert result.returncode == 1
    assert "notices/2017-18.md:1: error: The file has no front matter." in result.stdout
    assert "notices/2018-19.md:1: error: The file is empty." in result.stdout
    assert result.stdout.splitlines()[-1] == "3 notices checked: 2 errors, 1 warning."


def test_json_and_github_formats_name_file_and_line(project: Project) -> None:
    project.write("notices/2018-19.md", "")
    document = json.loads(project.run(*CHECK, "notices/2018-19.md", "--format", "json").stdout)
    assert document["findings"][0]["path"] == "notices/2018-19.md"
    assert document["summary"] == {"error": 1, "warning": 0}
    github = project.run(*CHECK, "notices/2018-19.md", "--format", "github").stdout
    assert github.startswith("::error file=notices/2018-19.md,line=1,title=file-unreadable::The file is empty.")


def test_today_decides_whether_a_gap_may_be_declared(project: Project) -> None:
    result = project.run(*CHECK, "--today", "2017-01-01")
    assert result.returncode == 1
    assert "notices/2016-17.md:6: error: Only a published notice whose time is over" in result.stdout


def test_what_cannot_be_checked_is_one_line_and_exit_2(project: Project) -> None:
    for arguments in (["notices/1901-02.md"], ["--format", "xml"], ["--today", "yesterday"]):
        result = project.run(*CHECK, *arguments)
        assert result.returncode == 2
        assert "Traceback" not in result.stderr
    project.write("notices/school.toml", "office_email = 1\n")
    result = project.run(*CHECK)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "school.toml: " in result.stderr
