"""The site as the README's command builds it."""

import fcntl
import subprocess
import sys
import time

from tests.conftest import Project

BUILD = ("python", "scripts/build_site.py")
DRAFT = "---\nacademic_year: 2017-18\nrevision: 1\nstatus: draft\n---\n# A fictional draft\n\nZebra.\n"


def test_a_failed_build_leaves_the_last_good_site_untouched(project: Project) -> None:
    site = project.build()
    before = (site / "index.html").read_bytes()
    project.write("docs/index.md", "# Guides\n\n[nowhere](nowhere.md)\n")
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert "What was built before is untouched." in result.stderr
    assert (site / "index.html").read_bytes() == before


def test_a_published_notice_with_a_fault_stops_the_build_with_its_line(project: Project) -> None:
    project.write("notices/2017-18.md", DRAFT.replace("draft", "published", 1) + "\n<script>x</script>\n")
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert "notices/2017-18.md:10: HTML cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_draft_is_not_on_the_site(project: Project) -> None:
    project.write("notices/2017-18.md", DRAFT)
    site = project.build()
    assert not (site / "notices" / "2017-18").exists()
    assert "2017-18" not in (site / "sitemap.xml").read_text()
    assert "zebra" not in (site / "searchindex.js").read_text().lower()


def test_a_day_that_is_none_is_one_line(project: Project) -> None:
    result = project.run(*BUILD, NOTICES_TODAY="tomorrow")
    assert result.returncode == 1
    assert 'NOTICES_TODAY: "tomorrow" is not a day' in result.stderr
    assert "Traceback" not in result.stderr


def test_a_new_day_changes_the_status_without_a_change_of_any_file(project: Project) -> None:
    page = project.build(NOTICES_TODAY="2017-08-31") / "notices" / "2016-17" / "index.html"
    assert "In force now: school year 2016 to 2017" in page.read_text()
    project.build(NOTICES_TODAY="2017-09-01")
    assert "Past notice: school year 2016 to 2017" in page.read_text()


def test_a_changed_fact_of_the_school_reaches_every_page(project: Project) -> None:
    project.build()
    school = (project.folder / "notices" / "school.toml").read_text()
    project.write("notices/school.toml", school.replace("office@hutchinson.staffs.sch.uk", "head@example.org"))
    site = project.build()
    for page in ("index.html", "notices/2016-17/index.html", "requirements/index.html", "docs/checks/index.html"):
        assert "mailto:head@example.org" in (site / page).read_text()


def test_a_second_build_waits_for_the_first(project: Project) -> None:
    (project.folder / "build").mkdir()
    with (project.folder / "build" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, "scripts/build_site.py"], cwd=project.folder, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout
        assert "Another build is running" in second.stdout.readline()
        time.sleep(0.2)
        assert second.poll() is None
    output, _ = second.communicate(timeout=120)
    assert "The site is in" in output
    assert second.returncode == 0


def test_sphinx_build_works_as_it_stands(project: Project) -> None:
    result = project.run("python", "-m", "sphinx", "-W", "-b", "dirhtml", ".", "build/html")
    assert result.returncode == 0, result.stderr
    assert (project.folder / "build/html/notices/2016-17/index.html").exists()
