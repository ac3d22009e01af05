"""Drafts: never on the site for parents, marked and with their findings in a preview for staff."""

import re
import shutil
from pathlib import Path

import pytest

from privacy_notices.notices.reading import read_notice
from privacy_notices.years import AcademicYear
from tests.conftest import ROOT, Project
from tests.fictional import fictional_notice

DRAFT = fictional_notice("2030-31", status="draft") + "\nZebra. TODO: name the trust.\n"
#: Those of this project, none once all are published.
OWN_DRAFTS = [path for path in sorted((ROOT / "notices").glob("*.md")) if not read_notice(path).is_published]
PREVIEW = {"NOTICES_DRAFTS": "on", "NOTICES_PDF": "on"}


def test_a_preview_shows_a_draft_marked_as_one_with_what_it_lacks(project: Project) -> None:
    project.write("notices/2030-31.md", DRAFT)
    site = project.build(**PREVIEW)
    page = (site / "notices/2030-31/index.html").read_text()
    assert "<strong>Draft: not published. School year 2030 to 2031</strong>" in page
    assert '<meta name="robots" content="noindex">' in page
    line = DRAFT.splitlines().index("Zebra. TODO: name the trust.") + 1
    assert f"<strong>Warning, line {line}:</strong> Still to fill in: name the trust." in page
    assert "<strong>Error, line 7:</strong> Name the school or trust that is responsible" in page
    assert page.index("What is still missing") < page.index('id="notice-text"')
    assert '<a href="#retention">How long is it kept?</a>' in page
    assert 'href="notices/2030-31/">2030-31</a>' in (site / "index.html").read_text()


def test_a_preview_keeps_a_draft_out_of_what_lists_notices_and_makes_no_pdf(project: Project) -> None:
    project.write("notices/2030-31.md", DRAFT)
    site = project.build(**PREVIEW)
    assert not (site / "notices/2030-31.pdf").exists()
    for name in ("sitemap.xml", "search.json", "versions.json", "feed.xml", "history/index.html", "topics/index.html"):
        assert not re.search("2030|zebra", (site / name).read_text(), re.IGNORECASE), name


def test_what_a_preview_showed_is_gone_from_the_next_site(project: Project) -> None:
    project.write("notices/2030-31.md", DRAFT)
    project.build(**PREVIEW)
    site = project.build(NOTICES_PDF="off")
    assert not (site / "notices/2030-31").exists()
    assert "draft" not in (site / "index.html").read_text().lower()


def test_a_preview_goes_on_where_a_notice_has_faults_of_form_and_shows_none_of_its_words(project: Project) -> None:
    published = (project.folder / "notices/2016-17.md").read_text()
    project.write("notices/2016-17.md", published + "\n<script>zebra()</script>\n")
    project.write("notices/2030-31.md", DRAFT + "\n<script>zebra()</script>\n")
    project.write("notices/2031-32.md", "---\nacademic_year: 2031-32\n---\n# No draft yet\n\nZebra.\n")
    site = project.build(NOTICES_DRAFTS="on", NOTICES_PDF="off")
    for name, fault in (
        ("2016-17", "HTML cannot be used"),
        ("2030-31", "HTML cannot be used"),
        ("2031-32", "revision&#34; is missing"),
    ):
        page = (site / "notices" / name / "index.html").read_text()
        assert fault in page
        assert "The words cannot be shown yet" in page
        assert "zebra" not in page.lower()


def test_a_preview_shows_the_findings_of_a_published_notice_that_is_being_corrected(project: Project) -> None:
    published = (project.folder / "notices/2016-17.md").read_text()
    project.write("notices/2016-17.md", published.replace("We collect and hold", "We hold"))
    page = (project.build(NOTICES_DRAFTS="on") / "notices/2016-17/index.html").read_text()
    assert "2016-17 version 1 is published. To correct it, set `revision: 2`" in page
    assert "What is still missing" not in (project.build() / "notices/2016-17/index.html").read_text()


def test_a_wish_that_is_not_understood_is_one_line(project: Project) -> None:
    result = project.run("python", "scripts/build_site.py", NOTICES_DRAFTS="yes")
    assert result.returncode == 2
    assert 'NOTICES_DRAFTS: "yes" is not understood; write "on" to show drafts, or "off"\n' in result.stderr


def test_the_site_for_parents_is_the_same_byte_for_byte_with_and_without_drafts(project: Project) -> None:
    without = contents(project.build(NOTICES_TODAY="2026-11-24", NOTICES_PDF="off"))
    project.write("notices/2030-31.md", DRAFT)
    for path in OWN_DRAFTS:
        project.write(f"notices/{path.name}", path.read_text())
    shutil.rmtree(project.folder / "build")
    site = project.build(NOTICES_TODAY="2026-11-24", NOTICES_PDF="off")
    assert contents(site) == without
    assert [path.name for path in (site / "notices").iterdir()] == ["2016-17"]
    assert "Past notice: school year 2016 to 2017" in (site / "notices/2016-17/index.html").read_text()


@pytest.mark.parametrize("own", OWN_DRAFTS, ids=lambda path: path.name)
def test_a_draft_of_ours_needs_no_more_than_its_blanks_filled_to_be_published(project: Project, own: Path) -> None:
    draft = own.read_text()
    path = project.write(f"notices/{own.name}", draft.replace("status: draft", "status: published"))
    check = ("python", "scripts/check_notices.py", f"notices/{own.name}")
    early = project.run(*check)
    assert early.stdout.count("error: Still to fill in: ") == draft.count("TODO")
    assert early.returncode == ("TODO" in draft)
    lines = ["A fictional answer." if line.startswith("TODO") else line for line in draft.splitlines()]
    path.write_text("\n".join(lines).replace("status: draft", "status: published") + "\n")
    done = project.run(*check)
    assert (done.returncode, done.stdout) == (0, "1 notice checked: 0 errors, 0 warnings.\n")
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=Publish it")
    year = AcademicYear.parse(own.stem)
    site = project.build(NOTICES_TODAY=str(year.period.first), NOTICES_PDF="off")
    assert f"Which notice applies now? The one for {year.in_words}" in (site / "index.html").read_text()
    assert (site / f"versions/{year}.1/index.html").exists()


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
