"""Checks the school's own face: its logo, its colour and the address of its website, from school.toml.

The colour is the background of the band at the top of each page, light or dark, with white letters on it, and on light
pages the colour of links. On dark pages links stay as they are: letters that pass on white have a luminance of at most
0.183, and those that pass on Furo's dark pages (#131416) one of at least 0.2, so no colour can be both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from privacy_notices.checks.contrast import AA_TEXT, Colour, contrast, nearest, read_colour, write_colour
from privacy_notices.checks.pictures import picture_fault
from privacy_notices.data_files import read_bytes, read_text
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.law.school import School

#: What the colour is used with: where, and the other colour there, as the style sheets have it.
USES: tuple[tuple[str, Colour], ...] = (
    ("white letters on it, in the band of light and dark pages", (255, 255, 255)),
    ("the white of light pages, for links", (255, 255, 255)),
    ("the boxes of light pages (#f8f9fb), for links", (248, 249, 251)),
    ("the passage that a link led to (#ffffcc), for links", (255, 255, 204)),
    ("the grey behind file names (#f2f2f2), for links", (242, 242, 242)),
)


def face_findings(folder: Path, shown: str, school: School) -> Iterator[Finding]:
    """Yield a finding for each part of the school's face that cannot be used.

    Args:
        folder: the folder of the notices, with school.toml and the logo.
        shown: how findings call it.
        school: what school.toml says.

    Raises:
        FileError: school.toml or the logo cannot be read.
    """
    faults = {
        "logo": _logo_fault(folder, school.logo),
        "colour": _colour_fault(school.colour),
        "website": _website_fault(school.website),
    }
    for key, fault in faults.items():
        if fault:
            line = _line_of(key, read_text(folder / "school.toml"))
            yield Finding(f"{shown}/school.toml", line, Rule.FACE, Severity.ERROR, f"{key}: {fault}")
    if school.logo and not faults["logo"]:
        fault_inside = picture_fault(school.logo, read_bytes(folder / school.logo))
        if fault_inside:
            yield Finding(f"{shown}/{school.logo}", fault_inside[0], Rule.FACE, Severity.ERROR, fault_inside[1])


def _line_of(key: str, text: str) -> int:
    """Return the line of a key that stands before the first table."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, start=1) if line.partition("=")[0].strip(" \t\"'") == key), 1)


def _logo_fault(folder: Path, name: str) -> str:
    if not name:
        return ""
    how = 'Put it into the folder of the notices and write its name alone, like logo = "logo.svg".'
    path = folder / name
    if Path(name).name != name or name.startswith("."):
        return f'"{name}" is not the name of a file there. {how}'
    if path.is_symlink() or not path.is_file():
        return f'there is no file "{name}" beside this one. {how}'
    return ""


def _colour_fault(written: str) -> str:
    if not written:
        return ""
    colour = read_colour(written)
    if colour is None:
        return f'"{written}" is not understood. Write # and six digits from 0 to f, like colour = "#1d4f91".'
    worst = min(USES, key=lambda use: contrast(colour, use[1]))
    ratio = contrast(colour, worst[1])
    if ratio >= AA_TEXT:
        return ""
    passing = nearest(colour, lambda other: all(contrast(other, used) >= AA_TEXT for _, used in USES))
    assert passing is not None  # noqa: S101 - black passes
    return (
        f"{written} has a contrast of {int(ratio * 100) / 100:.2f} to 1 with {worst[0]}; WCAG 2.2 AA asks for "
        f'{AA_TEXT}. The nearest that passes: colour = "{write_colour(passing)}".'
    )


def _website_fault(written: str) -> str:
    if not written:
        return ""
    try:
        address = urlsplit(written)
        is_right = address.scheme in ("http", "https") and "." in (address.hostname or "") and not address.username
    except ValueError:
        is_right = False
    if is_right and written.isprintable() and " " not in written:
        return ""
    return f'"{written}" is not the address of a website. Write all of it, like website = "https://www.example.org/".'
