"""The school's own face on the site, through the real commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Project

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">\n<rect width="60" height="20" fill="#157"/>\n</svg>\n'
)
FACE = 'logo = "logo.svg"\ncolour = "#7a1f3d"\nwebsite = "https://school.example/"\n'


def put_on(project: Project, face: str = FACE, logo: str = LOGO) -> None:
    """Give the school of a project a face, a fictional one."""
    school = project.folder / "notices" / "school.toml"
    school.write_text(face + school.read_text(encoding="utf-8"), encoding="utf-8")
    project.write("notices/logo.svg", logo)


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_face_is_on_every_page_and_leaves_nothing_behind(project: Project) -> None:
    before = files(project.build(NOTICES_PDF="off"))
    assert [
        name for name, content in before.items() if b'class="school-face' in content or b"school.css" in content
    ] == []
    school = (project.folder / "notices" / "school.toml").read_text(encoding="utf-8")
    put_on(project)
    with_face = files(project.build(NOTICES_PDF="off"))
    assert with_face.keys() - before.keys() == {"_static/school.css", "_static/school-logo.svg"}
    assert b"--color-school: #7a1f3d;" in with_face["_static/school.css"]
    for name in (name for name in with_face if name.endswith(".html")):
        page = with_face[name].decode()
        assert page.count('href="https://school.example/" rel="external noopener noreferrer"') == 1, name
        assert len(re.findall(r'school-logo\.svg\?v=[0-9a-f]{8}" alt=""', page)) == 1, name
        assert "_static/school.css?v=" in page, name
        assert "style=" not in page, name

    put_on(project, face="", logo=LOGO.replace("#157", "#751"))
    changed = files(project.build(NOTICES_PDF="off"))
    assert changed["index.html"] != with_face["index.html"]  # The logo has another address.
    (project.folder / "notices" / "school.toml").write_text(school, encoding="utf-8")
    assert files(project.build(NOTICES_PDF="off")) == before


@pytest.mark.parametrize(
    ("face", "logo", "said"),
    [
        ('\ncolour = "#fc0"\n', LOGO, "notices/school.toml:2: {}colour: #fc0 has a contrast of 1.3"),
        (FACE, LOGO.replace("<rect", "<script/><rect"), 'notices/logo.svg:2: {}"<script>" can run a program'),
        ('logo = "other.svg"\n', LOGO, 'notices/school.toml:1: {}logo: there is no file "other.svg" beside this one.'),
    ],
)
def test_check_and_site_say_the_same_fault_with_its_line(project: Project, face: str, logo: str, said: str) -> None:
    put_on(project, face, logo)
    checked = project.run("python", "scripts/check_notices.py")
    (line,) = (line for line in checked.stdout.splitlines() if line.endswith("[face]"))
    assert line.startswith(said.format("error: "))
    assert checked.returncode == 1
    built = project.run("python", "scripts/build_site.py", NOTICES_PDF="off")
    assert built.returncode == 1
    assert line.replace("error: ", "").removesuffix(" [face]") in built.stderr
    assert "Traceback" not in built.stderr
