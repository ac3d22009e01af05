"""The site as the README's command builds it."""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from privacy_notices.checks import Rulebook
from tests.conftest import TODAY, Project, copy_project
from tests.fictional import commit, fictional_notice, write_history

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


def test_a_fault_added_to_a_published_notice_stops_the_build_too(project: Project) -> None:
    text = (project.folder / "notices" / "2016-17.md").read_text()
    project.write("notices/2016-17.md", text + "\n<script>x</script>\n")
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert f"notices/2016-17.md:{len(text.splitlines()) + 2}: HTML cannot be used" in result.stderr


def test_a_notice_under_the_name_of_another_year_stops_the_build(project: Project) -> None:
    project.write("notices/2018-19.md", DRAFT.replace("draft", "published", 1))
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert "notices/2018-19.md is a notice for 2017-18: rename it." in result.stderr


def test_a_draft_is_not_on_the_site(project: Project) -> None:
    project.write("notices/2017-18.md", DRAFT)
    site = project.build()
    assert not (site / "notices" / "2017-18").exists()
    assert "2017-18" not in (site / "sitemap.xml").read_text()
    assert "zebra" not in (site / "search.json").read_text().lower()


def test_a_draft_that_was_built_as_published_leaves_no_page_behind(project: Project) -> None:
    project.write("notices/2017-18.md", DRAFT.replace("draft", "published", 1))
    assert (project.build() / "notices" / "2017-18").exists()
    project.write("notices/2017-18.md", DRAFT)
    assert not (project.build() / "notices" / "2017-18").exists()


def test_a_day_that_is_none_is_one_line(project: Project) -> None:
    result = project.run(*BUILD, NOTICES_TODAY="tomorrow")
    assert result.returncode == 2
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
        fcntl.lockf(lock, fcntl.LOCK_EX)
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


def test_a_site_whose_search_is_not_set_up_is_not_built_and_the_command_is_named(project: Project) -> None:
    (project.folder / "node_modules").unlink()
    for command in (BUILD, ("python", "-m", "sphinx", "-W", "-b", "dirhtml", ".", "build/html")):
        result = project.run(*command)
        assert result.returncode != 0
        assert "The search and the fonts are not set up here. Run: make node_modules/.search/ready\n" in result.stderr


def test_a_fault_in_the_synonyms_stops_the_build_in_one_line(project: Project) -> None:
    synonyms = (project.folder / "notices" / "synonyms.toml").read_text()
    broken = synonyms.replace('answers = ["recipients", ', 'answers = ["recipient", ', 1)
    project.write("notices/synonyms.toml", broken)
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert 'synonyms.toml: synonym.1 (who see): "recipient" is no requirement' in result.stderr
    assert "Traceback" not in result.stderr


def test_new_words_and_a_new_year_reach_the_search_and_an_unchanged_site_leaves_it_alone(project: Project) -> None:
    project.build()
    built = project.folder / "build" / "html" / "search.json"
    before = built.stat().st_mtime_ns
    project.build(NOTICES_TODAY="2026-11-24")  # On another day, Sphinx looks what has changed.
    assert built.stat().st_mtime_ns == before
    project.write("notices/2017-18.md", fictional_notice("2017-18"))
    data = json.loads((project.build() / "search.json").read_text())
    assert data["years"] == ["2017-18", "2016-17"]
    assert data["first"] == "2017-18"
    project.build(NOTICES_TODAY="2017-01-01")
    assert json.loads(built.read_text())["first"] == "2016-17"
    synonyms = (project.folder / "notices" / "synonyms.toml").read_text()
    project.write("notices/synonyms.toml", synonyms.replace('= ["who see"', '= ["who peeks", "who see"', 1))
    assert "who peeks" in (project.build() / "search.json").read_text()


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_that_is_killed_at_any_of_its_steps_leaves_the_last_good_site_whole(project: Project) -> None:
    site = project.build()
    before = contents(site)
    write_history(project)
    build = project.folder / "build"
    shutil.rmtree(build / "html")
    # What shows that a build has tagged, written its sources, written pages, made the copies, and begun the swap.
    steps = [
        project.folder / ".git" / "refs" / "tags" / "2019-20.2",
        project.folder / "versions" / "2019-20.2.md",
        build / "html" / "versions" / "2019-20.2" / "index.html",
        build / "html" / "versions" / "2019-20.2.pdf",
        build / "site.new",
    ]
    for step in steps:
        process = subprocess.Popen([sys.executable, *BUILD[1:]], cwd=project.folder, stdout=subprocess.DEVNULL)
        while not step.exists() and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.wait()
        assert contents(site) == before or is_whole(contents(site)), step
    assert is_whole(contents(project.build()))


def is_whole(files: dict[str, str]) -> bool:
    """Whether these are all files of the finished site with the new history."""
    return {"versions/2019-20.2/index.html", "404.html", "feed.xml", "search.json"} <= set(files)


def test_the_same_history_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    first = copy_project(tmp_path / "one")
    write_history(first)
    first.git("clone", "--quiet", "--no-tags", f"file://{first.folder}", str(tmp_path / "some" / "other place"))
    second = Project(tmp_path / "some" / "other place")
    one = first.build(TZ="Pacific/Auckland", PYTHONHASHSEED="1", LC_ALL="C")
    time.sleep(1.1)
    other = second.build(
        TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C.UTF-8", LANG="de_DE.UTF-8", HOME=str(tmp_path)
    )
    assert contents(one) == contents(other)
    assert "versions/2017-18.2/index.html" in contents(one)
    # What was built step by step is the same as what is built at once.
    notice = first.folder / "notices" / "2019-20.md"
    words = notice.read_text()
    first.write("notices/2019-20.md", words.replace("{#retention}", "{#retention .answers-last-updated}"))
    first.build()
    first.write("notices/2019-20.md", words)
    assert contents(first.build()) == contents(other)


def test_a_new_version_leaves_the_pages_of_old_ones_alone(project: Project, rules: Rulebook) -> None:
    write_history(project)
    project.build()
    built = project.folder / "build" / "html"
    untouched = [built / "versions" / name / "index.html" for name in ("2016-17.1", "2017-18.1", "2019-20.2")]
    topics = [*built.glob("topics/**/index.html")]
    assert len(topics) == len(rules.requirements.ids) + 1
    written = [path.stat().st_mtime_ns for path in topics]
    project.build(NOTICES_TODAY="2026-11-24")
    assert [path.stat().st_mtime_ns for path in topics] == written
    before = [path.stat().st_mtime_ns for path in untouched]
    project.write("notices/2020-21.md", fictional_notice("2020-21"))
    project.write("build/html/topics/a-requirement-that-was-renamed/index.html", "")
    commit(project, "Publish 2020-21", 10)
    site = project.build()
    assert (site / "versions" / "2020-21.1" / "index.html").exists()
    assert (site / "changes" / "2020-21.1" / "index.html").exists()
    assert "2020 to 2021" in (site / "topics" / "recipients" / "index.html").read_text()
    assert "2020-21" in (site / "topics" / "index.html").read_text()
    assert not (site / "topics" / "a-requirement-that-was-renamed").exists()
    assert [path.stat().st_mtime_ns for path in untouched] == before


def test_a_clone_without_tags_gets_its_history(project: Project, tmp_path: Path) -> None:
    project.git("clone", "--quiet", "--no-tags", f"file://{project.folder}", str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone")
    result = clone.run("python", "scripts/build_site.py")
    assert result.stdout.startswith("tagged 2016-17.1\n")
    assert (clone.folder / "build" / "site" / "versions" / "2016-17.1" / "index.html").exists()


def test_without_git_the_current_notices_are_built_and_the_history_says_so(project: Project) -> None:
    shutil.rmtree(project.folder / ".git")
    site = project.build()
    assert (site / "notices" / "2016-17" / "index.html").exists()
    assert not (site / "versions").exists()
    assert "The history is not in this copy." in (site / "history" / "index.html").read_text()
    assert json.loads((site / "versions.json").read_text()) == []


def test_a_version_whose_tag_is_gone_is_not_shown_any_more(project: Project) -> None:
    write_history(project)
    project.build()
    project.git("tag", "--delete", "2019-20.2")
    result = project.run("python", "-m", "sphinx", "-W", "-b", "dirhtml", "-d", "build/doctrees", ".", "build/html")
    assert result.returncode == 0, result.stderr
    assert not (project.folder / "versions" / "2019-20.2.md").exists()
    for page in ("versions/2019-20.2", "changes/2019-20.2"):
        assert not (project.folder / "build" / "html" / page).exists()


def test_a_version_that_a_younger_rule_would_refuse_is_named_and_shows_its_source_text(project: Project) -> None:
    write_history(project)
    project.run("python", "scripts/make_tags.py")
    dialect = (project.folder / "scripts/privacy_notices/notices/markdown.py").read_text()
    project.write("scripts/privacy_notices/notices/markdown.py", dialect.replace('"https://", ', ""))
    (project.folder / "notices" / "2017-18.md").unlink()
    (project.folder / "notices" / "2019-20.md").unlink()
    (project.folder / "notices" / "2016-17.md").unlink()
    result = project.run(sys.executable, "scripts/build_site.py")
    assert (result.returncode, result.stderr) == (0, "")
    assert "versions/2016-17.1 shows the source text of its version: line " in result.stdout
    page = (project.folder / "build/site/versions/2016-17.1/index.html").read_text()
    assert 'id="recipients">' in page
    assert "academic_year: 2016-17" in page


def test_the_list_of_versions_names_all_that_an_auditor_asks(project: Project) -> None:
    commits = write_history(project)
    listed = json.loads((project.build() / "versions.json").read_text())
    assert [entry["version"] for entry in listed] == list(commits)
    assert [entry["commit"] for entry in listed] == list(commits.values())
    spans = {entry["version"]: (entry["in_force_from"], entry["in_force_until"]) for entry in listed}
    assert spans["2017-18.1"] == ("2017-09-01", "2018-05-24")
    assert spans["2017-18.2"] == ("2018-05-25", "2018-08-31")
    assert spans["2019-20.1"] == ("2019-09-01", "2019-08-31"), "replaced for all its days"
    entry = listed[2]
    source = project.run("git", "show", "2017-18.2:notices/2017-18.md").stdout.encode()
    assert entry["sha256"] == hashlib.sha256(source).hexdigest()
    assert entry["published_at"] == "2026-01-05T12:00:00+00:00"
    assert entry["url"] == "/versions/2017-18.2/"
    assert entry["changes_url"] == "/changes/2017-18.2/"
    assert entry["summary"] == "We keep it for two years, not one."
    assert listed[0]["changes_url"] is None


def test_an_entry_of_the_feed_never_changes_afterwards(project: Project) -> None:
    write_history(project)
    before = entries(project.build())
    project.write("notices/2020-21.md", fictional_notice("2020-21"))
    commit(project, "Publish 2020-21", 10)
    school = (project.folder / "notices" / "school.toml").read_text()
    project.write("notices/school.toml", school.replace("office@hutchinson.staffs.sch.uk", "head@example.org"))
    after = entries(project.build(NOTICES_TODAY=TODAY.replace(year=2030).isoformat()))
    assert set(before) < set(after)


def entries(site: Path) -> list[str]:
    feed = (site / "feed.xml").read_text()
    assert feed.count("<entry>") == feed.count("</entry>")
    return [part.split("</entry>")[0] for part in feed.split("<entry>")[1:]]
