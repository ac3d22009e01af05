"""What was published cannot be changed, on a branch or on main."""

from __future__ import annotations

import pytest

from tests.conftest import Project
from tests.fictional import BODY, commit, fictional_notice, write_history

CHECK = ("python", "scripts/check_notices.py")
YEAR = "notices/2019-20.md"


@pytest.fixture
def published(project: Project) -> Project:
    write_history(project)
    return project


def history_findings(project: Project, *paths: str) -> list[str]:
    result = project.run(*CHECK, *paths)
    assert "Traceback" not in result.stderr
    rules = ("[published-changed]", "[published-withdrawn]", "[revision-number]")
    return [line for line in result.stdout.splitlines() if line.endswith(rules)]


def edit(project: Project, old: str, new: str) -> None:
    text = (project.folder / YEAR).read_text()
    assert old in text
    project.write(YEAR, text.replace(old, new))


def test_what_stands_as_published_is_no_finding(published: Project) -> None:
    assert history_findings(published) == []


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the council", "the county council"),
        ("https://example.org/office", "https://example.org/elsewhere"),
        ("## Who may see it", "### Who may see it"),
        ("- the council\n", ""),
        ("# A fictional notice for 2019-20", "# A fictional notice"),
    ],
)
def test_a_published_version_cannot_be_reworded(published: Project, old: str, new: str, committed: bool) -> None:
    edit(published, old, new)
    if committed:
        commit(published, "Reword", 10)
    (finding,) = history_findings(published)
    assert finding.startswith("notices/2019-20.md:")
    assert (
        "error: 2019-20 version 2 is published. To correct it, set `revision: 3` and say in `changes` what you changed."
        in finding
    )


def test_the_finding_points_at_the_changed_line(published: Project) -> None:
    edit(published, "- the council", "- the county council")
    line = (published.folder / YEAR).read_text().splitlines().index("- the county council") + 1
    assert history_findings(published)[0].startswith(f"{YEAR}:{line}: ")


def test_its_dates_cannot_be_changed(published: Project) -> None:
    edit(published, "revision: 2", "revision: 2\nin_force_from: 2020-01-01")
    assert "[published-changed]" in history_findings(published)[0]


def test_marks_gaps_and_line_ends_may_change(published: Project) -> None:
    edit(published, "{#retention}\n", "{#retention .answers-last-updated}\n")
    edit(published, "status: published", 'status: published\nknown_gaps: {controller-identity: "It is fictional."}')
    text = (published.folder / YEAR).read_text()
    (published.folder / YEAR).write_bytes(b"\xef\xbb\xbf" + text.removesuffix("\n").replace("\n", "\r\n").encode())
    assert history_findings(published) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- the council\n", "- the county council\n", 'Here: "county". Published: nothing. ['),
        ("org/office)", "org/other)", 'Here: "office](https://example.org/other).". Published: "office](https'),
        ("one year after that.", "one year after that.  ", "The spaces of this line are not those of"),
        ("- the council\n", "- the council\n\n", "An empty line was added here."),
        (
            "revision: 2",
            "revision: 2\nin_force_from: 2020-01-01",
            'in_force_from here: "2020-01-01". Published: no such',
        ),
        ("comes first.", "comes last.", 'changes here: "The right of access comes last.". Published: "The right'),
    ],
)
def test_the_finding_says_which_words_link_or_key_differ(published: Project, old: str, new: str, said: str) -> None:
    edit(published, old, new)
    assert said in history_findings(published)[0]


def test_a_correction_is_the_next_revision(published: Project) -> None:
    edit(published, "the council", "the county council")
    edit(published, "revision: 2", "revision: 3")
    assert history_findings(published) == []


@pytest.mark.parametrize(("number", "right"), [("1", "3"), ("4", "3"), ("10", "3")])
def test_a_revision_is_neither_skipped_nor_used_again(published: Project, number: str, right: str) -> None:
    edit(published, "revision: 2", f"revision: {number}")
    findings = history_findings(published)
    assert f'Write "revision: {right}".' in findings[0]


def test_the_first_revision_is_the_first(published: Project) -> None:
    published.write("notices/2020-21.md", fictional_notice("2020-21", 2, changes="Some."))
    assert 'Write "revision: 1".' in history_findings(published)[0]


def test_a_published_notice_cannot_be_a_draft_again(published: Project) -> None:
    edit(published, "status: published", "status: draft")
    (finding,) = history_findings(published)
    assert "2019-20 is published, and cannot be a draft again." in finding


@pytest.mark.parametrize("committed", [False, True])
def test_a_published_notice_cannot_be_deleted(published: Project, committed: bool) -> None:
    (published.folder / YEAR).unlink()
    if committed:
        commit(published, "Delete", 10)
    (finding,) = history_findings(published)
    assert finding.startswith("notices/2019-20.md:1: error: The notice for 2019-20 is published and cannot be deleted.")
    assert history_findings(published, "notices/2016-17.md") == []


def test_a_pull_request_is_held_against_main(published: Project) -> None:
    published.git("switch", "--quiet", "--create", "pull-request")
    published.write("notices/2020-21.md", fictional_notice("2020-21"))
    commit(published, "Publish 2020-21", 10)
    assert history_findings(published) == []
    published.write("notices/2020-21.md", fictional_notice("2020-21", body=BODY.replace("council", "county")))
    commit(published, "Better before it is published", 11)
    assert history_findings(published) == []
    edit(published, "the council", "the county council")
    assert "[published-changed]" in history_findings(published)[0]


def test_a_file_elsewhere_is_not_held_against_the_history(published: Project) -> None:
    published.write("other/2019-20.md", fictional_notice("2019-20", body="Other words.\n"))
    assert history_findings(published, "other/2019-20.md") == []
