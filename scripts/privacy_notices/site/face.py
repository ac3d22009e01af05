"""Brings the school's own face onto the pages: its logo, its colour and the way back to its website.

The strict Content-Security-Policy allows no style inside a page, so the colour is a file of the site's own. Without a
face there is neither a file nor a word of it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from privacy_notices.data_files import read_bytes, read_text
from privacy_notices.law.school import School
from privacy_notices.project import Project

#: The style sheet of the face.
STYLES = "school.css"


def face_files(project: Project) -> dict[str, bytes]:
    """Return the files of the school's face by their names in `_static`; none where it has no face.

    Raises:
        FileError: one of the files that they are made from cannot be read.
    """
    school = project.school
    if not has_face(school):
        return {}
    band, colour = project.face
    styles = read_text(band)
    if school.colour:
        styles += f"\nbody {{\n  --color-school: {school.colour};\n}}\n\n{read_text(colour)}"
    logo = {_name_of(school.logo): read_bytes(project.notices / school.logo)} if school.logo else {}
    return {STYLES: styles.encode()} | logo


def has_face(school: School) -> bool:
    """Say whether school.toml names any of the three."""
    return bool(school.logo or school.colour or school.website)


def write_face(folder: Path, files: dict[str, bytes]) -> None:
    """Make these the only files of a face in the folder, `_static`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("school*.*"):
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def face_context(school: School, files: dict[str, bytes]) -> dict[str, Any]:
    """Return what the templates show of it; the digest in the logo's address changes when the logo does."""
    if not files:
        return {}
    logo = _name_of(school.logo) if school.logo else ""
    version = hashlib.sha256(files[logo]).hexdigest()[:8] if logo else ""
    return {"face": {"logo": logo, "version": version, "website": school.website}}


def _name_of(logo: str) -> str:
    return f"school-logo{Path(logo).suffix.lower()}"
