"""The school's own face: contrast as WCAG measures it, and pictures that run or fetch something."""

from __future__ import annotations

import zlib
from pathlib import Path

import furo  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.checks.contrast import AA_TEXT, contrast, nearest, read_colour
from privacy_notices.checks.face import USES, face_findings
from privacy_notices.checks.pictures import MOST_BYTES, picture_fault
from privacy_notices.law.school import School
from tests.conftest import ROOT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'
FACTS = {"office_email": "a@b.example", "site_url": "https://a.example/", "repository_url": "", "kind": []}
COLOURS = st.tuples(*3 * [st.integers(0, 255)])


def school(**face: object) -> School:
    name = [{"value": "A fictional school", "from": "2016-09-01"}]
    return School.model_validate(FACTS | {"name": name} | face)


def faults(folder: Path, **face: object) -> list[str]:
    """What is said of a face; each key stands on a line of its own below two others."""
    lines = "".join(f"{key} = {value!r}\n" for key, value in face.items())
    (folder / "school.toml").write_text(f"# A fictional school\n\n{lines}", encoding="utf-8")
    found = face_findings(folder, "notices", school(**face))
    return [f"{finding.path}:{finding.line}: {finding.message}" for finding in found]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # From WebAIM's contrast checker, and W3C's example of the greyest text that passes on white.
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.47),
        ("#ff0000", "#ffffff", 3.99),
        ("#0000ff", "#ffffff", 8.59),
        ("#15a", "#1155aa", 1.0),
    ],
)
def test_contrast_is_what_wcag_defines(one: str, other: str, ratio: float) -> None:
    first, second = read_colour(one), read_colour(other)
    assert first
    assert second
    assert int(contrast(first, second) * 100) / 100 == ratio == int(contrast(second, first) * 100) / 100


@given(COLOURS)
def test_the_nearest_colour_passes_and_no_lighter_one_of_its_hue_does(colour: tuple[int, int, int]) -> None:
    def passes(other: tuple[int, int, int]) -> bool:
        return all(contrast(other, used) >= AA_TEXT for _, used in USES)

    found = nearest(colour, passes)
    assert found
    assert passes(found)
    assert found == colour or not passes(colour)
    assert max(found) <= max(colour)
    lighter = (min(value + 3, 255) for value in found)
    assert found == colour or not passes(tuple(lighter))  # type: ignore[arg-type]


def test_a_colour_that_fails_is_refused_with_the_nearest_that_passes(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, website="", colour="#ffcc00")
    begin, _, written = line.partition("The nearest that passes: ")
    assert begin.startswith("notices/school.toml:4: colour: #ffcc00 has a contrast of 1.3")
    assert "WCAG 2.2 AA asks for 4.5" in begin
    proposed = written.removeprefix('colour = "').removesuffix('".')
    assert faults(tmp_path, colour=proposed) == []
    red, green, blue = read_colour(proposed) or (0, 0, 0)
    assert (round(green / red, 1), blue) == (0.8, 0)  # It is still the school's yellow, only darker.


@pytest.mark.parametrize("written", ["#1d4f9", "red", "1d4f91", "#1d4f91; }", "rgb(1,2,3)", 123456, "#1d4f91\n"])
def test_what_is_no_colour_is_said_with_its_line(tmp_path: Path, written: object) -> None:
    (line,) = faults(tmp_path, colour=written)
    assert line.startswith("notices/school.toml:3: colour: ")
    assert line.endswith('Write # and six digits from 0 to f, like colour = "#1d4f91".')


@pytest.mark.parametrize(
    "written",
    ["www.example.org", "javascript:alert(1)", "https://", "https://a b.example/", "http://[", "https://u@a.b/"],
)
def test_what_is_no_website_is_said_with_its_line(tmp_path: Path, written: str) -> None:
    (line,) = faults(tmp_path, website=written)
    assert line.startswith(f'notices/school.toml:3: website: "{written}" is not the address of a website.')


@pytest.mark.parametrize("name", ["no.svg", "../logo.svg", "/etc/passwd", "pictures/logo.svg", ".svg", "."])
def test_a_logo_is_a_file_beside_school_toml(tmp_path: Path, name: str) -> None:
    (line,) = faults(tmp_path, logo=name)
    assert line.startswith(f'notices/school.toml:3: logo: {"there is no file " if name == "no.svg" else ""}"{name}"')


def png(colour: int = 90) -> bytes:
    """A PNG picture of one grey dot, made by its specification (https://www.w3.org/TR/png-3/)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    dots = chunk(b"IDAT", zlib.compress(bytes([0, colour])))
    return b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "harmless",
    [
        '<path d="M0 0h9v9z" fill="#15a"/><title>A school</title>',
        '<linearGradient id="a"/><use xlink:href="#a"/><rect fill="url(#a)" style="fill:url( #a )"/>',
        "<style>.a { fill: red }</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        "<!-- a comment --><metadata>https://example.org/</metadata>",
    ],
)
def test_a_plain_picture_is_taken(harmless: str) -> None:
    assert picture_fault("logo.SVG", SVG.format(harmless).encode()) is None
    assert picture_fault("logo.png", png()) is None


@pytest.mark.parametrize(
    "harmful",
    [
        "<script>alert(1)</script>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
        '<rect onclick="alert(1)"/>',
        '<a href="https://example.org/"><rect/></a>',
        '<a xlink:href=" java&#10;script:alert(1)"/>',
        '<use xlink:href="other.svg#part"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<foreignObject><p/></foreignObject>",
        '<rect fill="url(https://example.org/a.svg#b)"/>',
        "<rect style='background: url( \"//example.org/a\" )'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>@im<!-- -->port 'a.css';</style>",
        r"<style>a { b: u\72l(https://example.org/a) }</style>",
        "<style><![CDATA[@font-face { src: url(https://example.org/a) }]]></style>",
        '<style>a { b: image-set("https://example.org/a" 1x) }</style>',
        '<a href="#b"><set attributeName="href" to="javascript:alert(1)"/></a>',
        '<a><animate attributeName="xlink:href" values="#a;#b"/></a>',
        "<?xml-stylesheet href='https://example.org/a.css'?>",
        "<unclosed>",
    ],
)
def test_an_svg_that_runs_or_fetches_something_is_refused_on_its_line(harmful: str) -> None:
    fault = picture_fault("logo.svg", SVG.format(harmful).encode())
    assert fault
    assert fault[0] in (2, 3)
    assert fault[1].endswith("Save it as plain SVG, or as PNG.")
    assert "\n" not in fault[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "&b;">]><svg/>'),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b""),
        ("logo.svg", b"\xff\xfe\x00"),
        ("logo.svg", b" " * MOST_BYTES + b"<svg/>"),
        ("logo.png", SVG.format("").encode()),
        ("logo.png", png()[:-12]),
        ("logo.jpg", b"\xff\xd8"),
        ("logo", b""),
    ],
)
def test_what_is_no_small_whole_picture_is_refused(name: str, content: bytes) -> None:
    assert picture_fault(name, content)


@given(st.binary(max_size=300) | st.text(alphabet="<>/svg aonhref=\"'#:&;!?-[]", max_size=80).map(str.encode))
def test_no_file_brings_the_check_of_pictures_down(content: bytes) -> None:
    picture_fault("logo.svg", content)
    picture_fault("logo.svg", SVG.encode().replace(b"{}", content))
    picture_fault("logo.png", content)


def test_the_uses_that_are_checked_are_those_of_the_style_sheets() -> None:
    theirs = Path(furo.__file__).parent / "theme" / "furo" / "static" / "styles" / "furo.css"
    styles = (theirs.read_text() + (ROOT / "docs" / "theme" / "static" / "notices.css").read_text()).replace(": ", ":")
    named = ("--color-background-secondary", "--color-highlight-on-target", "--color-code-background")
    light = [f"#f{styles.rpartition(f'{name}:#f')[2].partition(';')[0]}" for name in named]
    assert [read_colour(written) for written in light] == [used for _, used in USES[2:]]
