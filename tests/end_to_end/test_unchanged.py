"""A build with nothing changed does nothing; whatever has changed, it sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from privacy_notices import project as own
from privacy_notices.history.main_branch import History
from privacy_notices.project import Switches
from privacy_notices.site.unchanged import is_as_built, made_from, note_built
from tests.conftest import TODAY, Project
from tests.end_to_end.running import copied
from tests.fictional import commit, fictional_notice

SWITCHES = Switches(TODAY, has_pdf=False)


@pytest.fixture
def copy(begun: Path, tmp_path: Path) -> Project:
    project = copied(begun, tmp_path / "project")
    search = project.folder / "node_modules" / ".search"
    (project.folder / "node_modules").unlink()
    shutil.copytree((begun / "node_modules" / ".search").resolve(), search)
    (project.folder / "node_modules" / ".fonts").mkdir()
    return project


def digest(project: Project, switches: Switches = SWITCHES) -> str:
    loaded = own.Project(project.folder)
    return made_from(loaded, switches, loaded.history or History())


def test_a_second_build_leaves_the_site_as_it_is_and_a_third_mends_it(project: Project) -> None:
    site = project.build(NOTICES_PDF="off")
    before = site.stat().st_ino
    second = project.run("python", "scripts/build_site.py", NOTICES_PDF="off")
    assert second.stdout.endswith('To read it, run "make serve" and open http://localhost:8000/\n')
    assert site.stat().st_ino == before
    home = (site / "index.html").read_bytes()
    (site / "index.html").write_bytes(home.replace(b"Privacy", b"privacy"))
    assert (project.build(NOTICES_PDF="off") / "index.html").read_bytes() == home


def same_size_and_time(project: Project) -> None:
    notice = project.folder / "notices" / "2016-17.md"
    state = notice.stat()
    notice.write_bytes(notice.read_bytes().replace(b"school", b"schoul", 1))
    os.utime(notice, ns=(state.st_atime_ns, state.st_mtime_ns))


CHANGES: dict[str, Callable[[Project], object]] = {
    "a word, as long and with the time of the file put back": same_size_and_time,
    "a new guide": lambda project: project.write("docs/new.md", "# A guide\n"),
    "a guide that is gone": lambda project: (project.folder / "docs" / "faq.md").unlink(),
    "a guide under another name": lambda project: (project.folder / "docs" / "faq.md").rename(
        project.folder / "docs" / "questions.md"
    ),
    "a fact of the school": lambda project: (project.folder / "notices" / "school.toml").touch(),
    "a template": lambda project: project.write("docs/theme/templates/privacy.html", "?"),
    "a style sheet": lambda project: (project.folder / "docs" / "theme" / "static" / "notices.css").touch(),
    "a setting": lambda project: (project.folder / "conf.py").touch(),
    "the program": lambda project: (project.folder / "scripts/privacy_notices/text.py").touch(),
    "what npm brought": lambda project: project.write("node_modules/.search/engine.js", "?"),
    "a font": lambda project: project.write("node_modules/.fonts/new.ttf", "?"),
    "how git keeps files": lambda project: project.write(".gitattributes", "*.md ident\n"),
    "a version": lambda project: (
        project.write("notices/2020-21.md", fictional_notice("2020-21")),
        commit(project, "Publish 2020-21", 10),
    ),
    "a commit that is taken back": lambda project: project.git("reset", "--quiet", "--soft", "HEAD~1"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(copy: Project, change: Callable[[Project], object]) -> None:
    before = digest(copy)
    assert digest(copy) == before
    change(copy)
    assert digest(copy) not in (before, "")


def test_another_day_another_switch_and_another_package_are_seen(
    copy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = [digest(copy)]
    digests += [digest(copy, replace(SWITCHES, today=TODAY + timedelta(days=1)))]
    digests += [digest(copy, replace(SWITCHES, has_pdf=True)), digest(copy, replace(SWITCHES, has_drafts=True))]
    (tmp_path / "packages" / "furo-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    digests += [digest(copy)]
    assert len(set(digests)) == len(digests)


def test_what_no_page_is_made_from_counts_for_nothing(copy: Project) -> None:
    before = digest(copy)
    for path in ("build/x", "tests/x", "versions/x", "node_modules/x/y", "scripts/__pycache__/x", ".cache/x"):
        copy.write(path, "?")
    assert digest(copy) == before


def test_a_site_is_built_where_nobody_can_tell_what_it_is_made_from(copy: Project, tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    (copy.folder / "docs" / "linked").symlink_to(tmp_path / "guides")
    assert digest(copy) == ""
    project = own.Project(copy.folder)
    note_built(project, "")
    assert not is_as_built(project, "")


@pytest.mark.parametrize("change", ["edited", "deleted", "added", "its stamp"])
def test_a_site_that_somebody_has_changed_is_not_as_it_was_built(copy: Project, change: str) -> None:
    project = own.Project(copy.folder)
    note_built(project, "digest")
    assert is_as_built(project, "digest")
    assert not is_as_built(project, "another")
    home = project.site / "index.html"
    if change == "deleted":
        home.unlink()
    elif change == "its stamp":
        project.site_stamp.write_bytes(b"\xff")
    else:
        (home if change == "edited" else home.with_name("new.html")).write_text("?")
    assert not is_as_built(project, "digest")
