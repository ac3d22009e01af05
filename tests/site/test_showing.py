"""What the checks say of a notice's form, and what the site makes of it: shapes that once stopped a build."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from privacy_notices.notices.reading import parse_notice
from tests.conftest import TODAY, Project, copy_project, made_once
from tests.fictional import BODY, commit, fictional_notice
from tests.notice_shapes import REFUSED, faults, site_of_passed
from tests.site.test_pages import by_id, parse, words

YEARS = {shape: f"{year}-{(year + 1) % 100:02d}" for year, shape in enumerate(REFUSED, start=2030)}
#: Those that revision 2 mends; the others stay as they were published.
MENDED = list(REFUSED)[::2]


@pytest.mark.parametrize("shape", REFUSED)
def test_what_the_site_cannot_show_is_a_finding_with_its_line(shape: str) -> None:
    body, line = REFUSED[shape]
    assert line in [finding.line for finding in faults(fictional_notice("2030-31", body=body))]


def test_the_build_refuses_what_is_not_published_yet_with_the_words_of_the_check(project: Project) -> None:
    for shape, year in YEARS.items():
        project.write(f"notices/{year}.md", fictional_notice(year, body=REFUSED[shape][0]))
    checked = project.run("python", "scripts/check_notices.py")
    built = project.run("python", "scripts/build_site.py")
    assert (checked.returncode, built.returncode) == (1, 1)
    first = built.stderr.splitlines()[1].split(": ", 1)
    assert f"{first[0]}: error: {first[1]} [cannot-be-shown]" in checked.stdout
    for shape, year in YEARS.items():
        assert f"notices/{year}.md:{REFUSED[shape][1]}: error: " in checked.stdout, shape


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A project that has published every shape that cannot be shown, and what its build printed."""

    def publish(folder: Path) -> None:
        project = copy_project(folder / "project")
        for shape, year in YEARS.items():
            project.write(f"notices/{year}.md", fictional_notice(year, body=REFUSED[shape][0]))
        project.write("notices/2029-30.md", fictional_notice("2029-30", body="<b>Words</b> of HTML.\n"))
        # What has a tag was once without faults of form: the rule that finds one is younger.
        project.git("tag", "2029-30.1", commit(project, "Publish what cannot be shown", 2))
        for shape in MENDED:
            text = fictional_notice(YEARS[shape], 2, body=BODY, changes='"Mended."')
            project.write(f"notices/{YEARS[shape]}.md", text)
        commit(project, "Mend some of it", 3)
        result = project.run("python", "scripts/build_site.py")
        assert result.returncode == 0, result.stdout + result.stderr
        (folder / "printed").write_text(result.stdout + result.stderr)

    folder = made_once(tmp_path_factory, "published-shapes", publish)
    return Project(folder / "project"), (folder / "printed").read_text()


def test_what_is_published_and_cannot_be_shown_is_published_as_its_source_text(published: tuple[Project, str]) -> None:
    project, printed = published
    for name, body in [*((YEARS[shape], REFUSED[shape][0]) for shape in REFUSED), ("2029-30", "<b>Words</b> of HTML.")]:
        page = parse(project.folder / f"build/site/versions/{name}.1/index.html")
        shown = "".join(by_id(page, "notice-text").itertext())
        for sign, number in (("\x07", "[U+0007]"), ("\x0c", "[U+000C]"), ("\ufffe", "[U+FFFE]")):
            body = body.replace(sign, number)
        assert body in shown
        assert "fictional notice" in "".join(by_id(page, "academic-year-label").itertext())
        assert "Our site cannot lay out this version" in "".join(page.itertext())
        assert f"versions/{name}.1 shows the source text of its version: line" in printed


def test_a_later_revision_mends_it_and_until_then_its_year_shows_the_source_text(
    published: tuple[Project, str],
) -> None:
    project, _ = published
    for shape, year in YEARS.items():
        text = by_id(parse(project.folder / f"build/site/notices/{year}/index.html"), "notice-text")
        assert ("Who sees it" in " ".join(words(text))) == (shape in MENDED)
        assert ("revision: 1" in "".join(text.itertext())) == (shape not in MENDED)


def test_an_auditor_finds_every_word_of_it(published: tuple[Project, str]) -> None:
    result = published[0].run("python", "scripts/verify.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_check_says_how_to_mend_what_is_published(published: tuple[Project, str]) -> None:
    checked = published[0].run("python", "scripts/check_notices.py").stdout
    left = list(REFUSED)[1]
    assert f"notices/{YEARS[left]}.md:{REFUSED[left][1]}: error: " in checked
    assert "its page shows the source text: set `revision: 2`" in checked


def test_a_version_of_which_myst_says_something_that_no_rule_foresaw_shows_its_source_text(project: Project) -> None:
    path = "scripts/privacy_notices/notices/showing.py"
    rules = (project.folder / path).read_text()
    unread = "    if notice.front_matter is None and notice.translation is None:"
    project.write(path, rules.replace(unread, "    if notice.source:"))
    project.write("notices/2030-31.md", fictional_notice("2030-31", body="## A\n\n#### B\n\nWords.\n"))
    commit(project, "Publish it", 2)
    result = project.run(sys.executable, "scripts/build_site.py", NOTICES_PDF="off")
    assert (result.returncode, result.stderr) == (0, "")
    assert "versions/2030-31.1 shows the source text of its version: Non-consecutive header level" in result.stdout
    for folder in ("versions/2030-31.1", "notices/2030-31"):
        text = "".join(by_id(parse(project.folder / "build/site" / folder / "index.html"), "notice-text").itertext())
        assert "#### B\n\nWords." in text


@pytest.mark.parametrize("number", [1, 20], ids=["alone", "beside others"])
def test_a_generated_notice_that_the_checks_pass_is_built_word_for_word(tmp_path: Path, number: int) -> None:
    """`python -m tests.notice_shapes 10` builds 1,000 of them."""
    project, _ = site_of_passed(tmp_path / "project", TODAY.year, number)
    site = project.build()
    for path in sorted((project.folder / "notices").glob("*.md")):
        page = parse(site / "notices" / path.stem / "index.html")
        ids = Counter(identifier for node in page.iter() if (identifier := node.get("id")))
        assert ids.most_common(1)[0][1] == 1, (path.name, ids.most_common(1))
        shown = by_id(page, "notice-text")
        notice = parse_notice(path.name, path.read_bytes())
        missing = Counter("".join(notice.text.split())) - Counter("".join("".join(shown.itertext()).split()))
        assert not missing, (path.name, missing)
