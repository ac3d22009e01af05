"""Next year's notice, begun with the real command."""

import sys
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.fictional import fictional_notice

NEW = ("python", "scripts/new_notice.py", "--year")


def test_from_2016_17_to_2017_18_only_the_year_changes_and_the_gdpr_is_told(project: Project) -> None:
    old = (project.folder / "notices/2016-17.md").read_text()
    result = project.run(*NEW, "2017-18")
    assert result.returncode == 0, result.stderr
    new = (project.folder / "notices/2017-18.md").read_text()
    assert new.startswith("---\nacademic_year: 2017-18\nrevision: 1\nstatus: draft\n---\n")
    words = old[old.index("\n---\n", 4) :].replace("settings 2016-17\n", "settings 2017-18\n")
    assert new.endswith(words)
    assert 'line 8: "2016-17" is now "2017-18"' in result.stdout
    assert (
        "25 May 2018: The GDPR and the Data Protection Act 2018 replace the Data Protection Act 1998." in result.stdout
    )
    assert (
        "Say how long each kind of information is kept, or how that is decided: a law asks since 25 May 2018, no line"
        in result.stdout
    )
    assert (
        "Say who the information is shared with, suppliers included: a law asks since 25 May 2018, line 24"
        in result.stdout
    )
    assert '"data protection register" is wrong from 25 May 2018' in result.stdout
    assert 'line 11: "data protection act 1998" is wrong since 25 May 2018' in result.stdout
    check = project.run("python", "scripts/check_notices.py", "notices/2017-18.md")
    assert "[dpo-contact]" in check.stdout


def test_words_that_are_wrong_on_every_day_of_the_year_get_those_that_the_data_has(project: Project) -> None:
    result = project.run(*NEW, "2018-19")
    new = (project.folder / "notices/2018-19.md").read_text()
    assert "Teachers2Parents is registered with the register of fee payers and" in new
    (line,) = [
        number for number, text in enumerate(new.splitlines(), 1) if text.startswith("In school we use an email")
    ]
    assert f'line {line}: "Data Protection Register" is now "register of fee payers"' in result.stdout
    assert "No longer asked of this school: Educational record (no line is marked with it)." in result.stdout


def test_links_get_their_replacements_and_dead_ones_are_to_be_read(project: Project) -> None:
    kept = project.folder / "notices/links.toml"
    entry = '\n[[link]]\nurl = "https://example.org/{0}"\nverdict = "{1}"\nseen = 2026-10-01\n'
    there = 'replacement = "https://example.org/new"\n'
    kept.write_text(kept.read_text() + entry.format("old", "moved") + there + entry.format("gone", "gone"))
    body = "See <https://example.org/old>, [here](https://example.org/old) and\n[this](https://example.org/older).\n\n"
    body += "Also <https://example.org/gone>.\n"
    project.write("notices/2026-27.md", fictional_notice("2026-27", 2, body, changes='"We said it better."'))
    result = project.run(*NEW, "2027-28")
    new = (project.folder / "notices/2027-28.md").read_text()
    changed = body.replace("/old>", "/new>").replace("/old)", "/new)")
    assert new.endswith("# A fictional notice for 2027-28\n\n" + changed)
    assert result.stdout.count("https://example.org/old is now https://example.org/new") == 2
    line = new.splitlines().index("Also <https://example.org/gone>.") + 1
    assert (
        f"line {line}: https://example.org/gone was gone on 1 October 2026. Find the page to link to" in result.stdout
    )


def test_marks_words_and_todos_of_a_draft_are_kept_byte_for_byte(project: Project) -> None:
    body = "{#last-updated .answers-review-cycle}\nUpdated  in 2026 to 2027,\n  TODO: the day\n\n- *2026-27*\n"
    draft = fictional_notice("2026-27", 1, body, "draft").replace("for 2026-27\n", "for 2026/27, 2026 to 2027\n")
    project.write("notices/2026-27.md", draft)
    result = project.run(*NEW, "2027-28", NOTICES_TODAY="2027-07-01")
    assert result.returncode == 0, result.stderr
    expected = draft.replace("academic_year: 2026-27", "academic_year: 2027-28")
    expected = expected.replace("for 2026/27, 2026 to 2027\n", "for 2027/28, 2027 to 2028\n")
    assert (project.folder / "notices/2027-28.md").read_text() == expected
    assert "line 9: When was this notice last updated?\n  line 9: When will this notice be reviewed?" in result.stdout
    assert "Its day was not known on" in result.stdout


@pytest.mark.parametrize(
    ("year", "reason"),
    [
        ("2027", "'2027' is not an academic year: write it like 2016-17"),
        ("", "'' is not an academic year"),
        ("$(touch made)", "'$(touch made)' is not an academic year"),
        ("2027-29", "'2027-29' is not one academic year: after 2027 comes 2028, so write 2027-28"),
        ("2016-17", "notices/2016-17.md is there already, and stays as it is."),
        ("2015-16", "2015-16 is before the latest notice, that of 2016-17"),
        ("2028-29", "2028-29 is too far ahead: the law until then is not known. The last that can be is 2027-28."),
    ],
)
def test_a_year_that_makes_no_sense_is_one_line_and_changes_nothing(project: Project, year: str, reason: str) -> None:
    result = project.run(*NEW, year)
    assert result.returncode == 2
    assert result.stderr.startswith(reason)
    assert len(result.stderr.splitlines()) == 1
    assert project.git("status", "--porcelain") == ""


def test_make_begins_a_notice_and_runs_nothing_of_what_the_year_says(project: Project) -> None:
    make = ("make", "new-notice", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}")
    shell = {"MAKEFLAGS": "", "MAKELEVEL": "0"}
    for year in ('"; touch made; "', "`touch made`", ""):
        result = project.run(*make, f"YEAR={year}", **shell)
        assert result.returncode == 2
        assert " is not an academic year: write it like 2016-17\n" in result.stderr
        assert project.git("status", "--porcelain") == ""
    result = project.run(*make, "YEAR=2027-28", **shell)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("notices/2027-28.md is a draft made from notices/2016-17.md. Nobody sees it yet.\n")


def test_a_latest_notice_with_faults_has_to_be_mended_first(project: Project) -> None:
    project.write("notices/2025-26.md", "# No front matter\n")
    result = project.run(*NEW, "2026-27")
    assert result.returncode == 2
    assert result.stderr.startswith("notices/2025-26.md:1: The file has no front matter.")
    assert len(result.stderr.splitlines()) == 1
