"""PDF copies as the README's command makes them: only what changed, and none where they cannot be made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.conftest import Project
from tests.end_to_end.test_build_site import BUILD
from tests.fictional import BODY, commit, fictional_notice, write_history

Found = TypeVar("Found")
OFF = "Built without PDF copies, as NOTICES_PDF=off asks.\n"


def copies(folder: Path) -> dict[str, int]:
    """Return the PDF copies below the folder, each with the time when it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}


@pytest.fixture
def broken_pango(tmp_path: Path) -> str:
    """A folder where the system's loader finds a Pango that cannot be loaded, before the real one."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / "libpango-1.0.so.0").touch()
    return str(folder)


@pytest.mark.usefixtures("pango")
def test_a_copy_is_made_anew_only_when_what_it_is_made_from_has_changed(project: Project) -> None:
    write_history(project)
    project.build(NOTICES_TODAY="2020-08-31")
    built = project.folder / "build" / "html"
    first = copies(built)
    assert len(first) == 8
    project.build(NOTICES_TODAY="2020-09-01")
    assert copies(built) == first, "a new day"
    project.write("notices/2020-21.md", fictional_notice("2020-21"))
    project.write("notices/2019-20.md", (project.folder / "notices" / "2019-20.md").read_text() + "\nOne word more.\n")
    commit(project, "Publish 2020-21, and change 2019-20 without a new revision", 10)
    project.build()
    changed = {path for path, when in copies(built).items() if first.get(path) != when}
    assert changed == {"notices/2020-21.pdf", "versions/2020-21.1.pdf", "notices/2019-20.pdf"}
    (built / "versions" / "2016-17.1.pdf").write_bytes((built / "versions" / "2016-17.1.pdf").read_bytes()[:9000])
    project.build()
    whole = (built / "versions" / "2016-17.1.pdf").read_bytes()
    assert whole == (built / "notices" / "2016-17.pdf").read_bytes(), "left half written by a killed build"


@pytest.mark.usefixtures("pango")
def test_the_same_notice_gives_the_same_bytes_at_another_time_and_place(project: Project, tmp_path: Path) -> None:
    site = project.build(PYTHONHASHSEED="1", TZ="Pacific/Auckland")
    first = (site / "versions" / "2016-17.1.pdf").read_bytes()
    project.git("clone", "--quiet", f"file://{project.folder}", str(tmp_path / "another place"))
    time.sleep(1.1)
    site = Project(tmp_path / "another place").build(PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C")
    assert (site / "versions" / "2016-17.1.pdf").read_bytes() == first


@pytest.mark.usefixtures("pango")
def test_without_pdf_copies_nothing_leads_to_them(project: Project) -> None:
    assert copies(project.build())
    result = project.run(*BUILD, NOTICES_PDF="off")
    assert result.returncode == 0, result.stderr
    assert OFF in result.stdout
    assert_has_no_pdf(project.folder / "build" / "site")
    assert copies(project.build())


def test_where_pango_is_missing_the_rest_of_the_site_is_whole(project: Project, broken_pango: str) -> None:
    result = project.run(*BUILD, LD_LIBRARY_PATH=broken_pango, CI="")
    assert result.returncode == 0, result.stderr
    (line,) = [line for line in result.stdout.splitlines() if "PDF" in line]
    assert line.startswith("Built without PDF copies. PDF copies need Pango, and pango-1.0")
    assert "apt-get install libpango-1.0-0" in line
    assert_has_no_pdf(project.folder / "build" / "site")


def assert_has_no_pdf(site: Path) -> None:
    assert copies(site) == {}
    for page in ("notices/2016-17", "versions/2016-17.1"):
        assert "PDF" not in (site / page / "index.html").read_text()
    assert [entry["pdf_url"] for entry in json.loads((site / "versions.json").read_text())] == [None]


def test_where_pango_is_missing_ci_says_so_and_fails(project: Project, broken_pango: str) -> None:
    result = project.run(*BUILD, LD_LIBRARY_PATH=broken_pango, CI="true")
    assert result.returncode == 1
    assert result.stderr.startswith("PDF copies need Pango, and pango-1.0")
    assert "Traceback" not in result.stderr


def test_another_wish_than_on_or_off_is_one_line(project: Project) -> None:
    result = project.run(*BUILD, NOTICES_PDF="no")
    assert result.returncode == 1
    assert 'NOTICES_PDF: "no" is not understood; write "off"' in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("pango")
def test_sphinx_build_makes_the_copies_too(project: Project) -> None:
    project.run("python", "scripts/make_tags.py")
    result = project.run("python", "-m", "sphinx", "-W", "-b", "dirhtml", ".", "build/html")
    assert result.returncode == 0, result.stderr
    assert set(copies(project.folder / "build" / "html")) == {"notices/2016-17.pdf", "versions/2016-17.1.pdf"}


@pytest.mark.usefixtures("pango")
def test_a_letter_that_no_font_has_stops_the_build_by_its_name(project: Project) -> None:
    project.write("notices/2017-18.md", fictional_notice("2017-18", body=BODY + "\nA letter: \U0010abcd\n"))
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert "notices/2017-18.pdf could not be made" in result.stderr
    assert "U+10ABCD" in result.stderr
    assert "apt-get install fonts-noto-core" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("pango")
def test_a_killed_build_leaves_no_process_behind(project: Project) -> None:
    for year in range(2017, 2027):
        name = f"{year}-{(year + 1) % 100}"
        project.write(f"notices/{name}.md", fictional_notice(name, body=(BODY + "\nWords. " * 2000)))
    build = subprocess.Popen([sys.executable, *BUILD[1:]], cwd=project.folder, stdout=subprocess.DEVNULL)
    workers = eventually(lambda: children(build.pid))
    assert workers
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert eventually(lambda: not any(is_running(pid) for pid in workers))
    assert not (project.folder / "build" / "site").exists()
    assert (project.build() / "notices" / "2026-27.pdf").exists()


def eventually(look: Callable[[], Found]) -> Found:
    """Look until something is found, for a minute at most."""
    end = time.monotonic() + 60
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def children(parent: int) -> list[int]:
    """Return the workers of a build."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in listed if "privacy_notices.pdf" in Path(f"/proc/{pid}/cmdline").read_text()]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
