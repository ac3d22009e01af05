"""PDF copies as the README's command makes them: only what changed, and none where they cannot be made."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Project
from tests.end_to_end.test_build_site import BUILD
from tests.fictional import BODY, commit, fictional_notice, write_history

OFF = "Built without PDF copies, as NOTICES_PDF=off asks.\n"


def copies(folder: Path) -> dict[str, int]:
    """Return the PDF copies below the folder, each with the time when it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}


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
    template = project.folder / "docs" / "theme" / "pdf.typ"
    template.write_text(template.read_text().replace("16pt", "17pt"))
    project.build()
    assert not {path for path, when in copies(built).items() if first.get(path) == when}, "a new template"


def test_the_same_notice_gives_the_same_bytes_at_another_time_and_place(project: Project, tmp_path: Path) -> None:
    site = project.build(PYTHONHASHSEED="1", TZ="Pacific/Auckland")
    first = (site / "versions" / "2016-17.1.pdf").read_bytes()
    project.git("clone", "--quiet", f"file://{project.folder}", str(tmp_path / "another place"))
    time.sleep(1.1)
    site = Project(tmp_path / "another place").build(PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C")
    assert (site / "versions" / "2016-17.1.pdf").read_bytes() == first


def test_without_pdf_copies_nothing_leads_to_them(project: Project) -> None:
    assert copies(project.build())
    result = project.run(*BUILD, NOTICES_PDF="off")
    assert result.returncode == 0, result.stderr
    assert OFF in result.stdout
    assert_has_no_pdf(project.folder / "build" / "site")
    assert copies(project.build())


def assert_has_no_pdf(site: Path) -> None:
    assert copies(site) == {}
    for page in ("notices/2016-17", "versions/2016-17.1"):
        text = (site / page / "index.html").read_text()
        assert ".pdf" not in text
        assert "No PDF copy: this site was made without them." in text
    assert [entry["pdf_url"] for entry in json.loads((site / "versions.json").read_text())] == [None]


def test_another_wish_than_on_or_off_is_one_line(project: Project) -> None:
    result = project.run(*BUILD, NOTICES_PDF="no")
    assert result.returncode == 2
    assert 'NOTICES_PDF: "no" is not understood; write "off"' in result.stderr
    assert "Traceback" not in result.stderr


def test_sphinx_build_makes_the_copies_too(project: Project) -> None:
    project.run("python", "scripts/make_tags.py")
    result = project.run("python", "-m", "sphinx", "-W", "-b", "dirhtml", ".", "build/html")
    assert result.returncode == 0, result.stderr
    assert set(copies(project.folder / "build" / "html")) == {"notices/2016-17.pdf", "versions/2016-17.1.pdf"}


def test_a_sign_that_no_font_has_costs_the_copy_that_sign_and_nothing_else(project: Project) -> None:
    project.write(
        "notices/2017-18.md", fictional_notice("2017-18", body=BODY + "\nŁódź \U0010abcd 1\ufe0f\u20e3 end\n")
    )
    commit(project, "Publish 2017-18", 2)
    site = project.build()
    assert "\U0010abcd" in (site / "notices" / "2017-18" / "index.html").read_text()
    text = "".join(page.extract_text() for page in PdfReader(site / "notices" / "2017-18.pdf").pages)
    assert "Łódź [U+10ABCD] 1[U+20E3] end" in text.replace("\ufe0f", "")
    assert "U+10ABCD, U+20E3. They" in " ".join(text.split())


@pytest.mark.parametrize("spoilt", ["pdf.typ", "pdf-fonts.typ"])
def test_a_broken_template_is_one_line_and_leaves_the_last_site(project: Project, spoilt: str) -> None:
    site = project.build()
    before = (site / "versions" / "2016-17.1.pdf").read_bytes()
    template = project.folder / "docs" / "theme" / spoilt
    template.write_text(template.read_text() + "#nothing\n")
    result = project.run(*BUILD)
    assert result.returncode == 1
    assert "notices/2016-17.pdf could not be made: unknown variable: nothing" in result.stderr
    assert "Traceback" not in result.stderr
    assert (site / "versions" / "2016-17.1.pdf").read_bytes() == before


def test_a_killed_build_leaves_no_half_written_copy(project: Project) -> None:
    for year in range(2017, 2027):
        name = f"{year}-{(year + 1) % 100}"
        project.write(f"notices/{name}.md", fictional_notice(name, body=(BODY + "\nWords. " * 2000)))
    build = subprocess.Popen([sys.executable, *BUILD[1:]], cwd=project.folder, stdout=subprocess.DEVNULL)
    built = project.folder / "build" / "html"
    while not copies(built) and build.poll() is None:
        time.sleep(0.005)
    build.send_signal(signal.SIGKILL)
    build.wait()
    assert not (project.folder / "build" / "site").exists()
    for path in copies(built):
        assert (built / path).read_bytes().rstrip().endswith(b"%%EOF")
    assert (project.build() / "notices" / "2026-27.pdf").exists()
