"""The checks as staff and CI run them."""

import json

from tests.conftest import ROOT, Project
from tests.fictional import fictional_notice

CHECK = ("python", "scripts/check_notices.py")


def test_the_projects_own_notices_have_no_errors(project: Project) -> None:
    for path in sorted((ROOT / "notices").glob("*.md")):
        project.write(f"notices/{path.name}", path.read_text())
    result = project.run(*CHECK)
    assert result.returncode == 0, result.stdout
    assert " 0 errors, " in result.stdout.splitlines()[-1]


def test_what_a_draft_still_has_to_fill_in_is_a_list_with_lines_and_no_error(project: Project) -> None:
    project.write("notices/2030-31.md", fictional_notice("2030-31", status="draft") + "\nTODO: name\n\nTODO\n")
    result = project.run(*CHECK, "notices/2030-31.md")
    assert result.stdout.splitlines()[-4:-1] == [
        "Still to fill in before this can be published:",
        "notices/2030-31.md:27: name",
        "notices/2030-31.md:29: see this line",
    ]
    document = json.loads(project.run(*CHECK, "notices/2030-31.md", "--format", "json").stdout)
    assert document["schema"] == 1
    assert [entry["line"] for entry in document["findings"] if entry["rule"] == "to-do"] == [27, 29]
    assert {tuple(entry) for entry in document["findings"]} == {
        ("path", "line", "rule", "severity", "message", "source")
    }


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
    said = "notices/2016-17.md:6: error: Only a published notice whose time is over"
    for arguments, environment in ((("--today", "2017-01-01"), "2018-01-01"), ((), "2017-01-01")):
        result = project.run(*CHECK, *arguments, NOTICES_TODAY=environment)
        assert result.returncode == 1
        assert said in result.stdout
    assert said not in project.run(*CHECK, "--today", "2018-01-01", NOTICES_TODAY="2017-01-01").stdout


def test_what_cannot_be_checked_is_one_line_and_exit_2(project: Project) -> None:
    for arguments in (["notices/1901-02.md"], ["--format", "xml"], ["--today", "yesterday"]):
        result = project.run(*CHECK, *arguments)
        assert result.returncode == 2
        assert "Traceback" not in result.stderr
    project.write("notices/school.toml", "office_email = 1\n")
    result = project.run(*CHECK)
    assert result.returncode == 2
    lines = result.stderr.splitlines()
    assert [line for line in lines if "notices/school.toml:1: " not in line] == []
    assert [line.split(": ")[1] for line in lines] == ["office_email", "site_url", "repository_url", "name"]
