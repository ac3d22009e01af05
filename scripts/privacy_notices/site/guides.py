"""The first page and the guides for staff, where the program comes from a wheel.

Sphinx reads only what is below the folder of the project, so they are copied there, as the versions are from git;
`.gitignore` of a school's repository keeps both out of git.
"""

from __future__ import annotations

from privacy_notices.data_files import read_bytes, write_whole
from privacy_notices.project import SHIPPED, Project

_FIRST_PAGE, _GUIDES = "index.md", "docs/*.md"


def bring_guides(project: Project) -> None:
    """Put the wheel's first page and guides, with their pictures, into the folder of the project.

    Raises:
        FileError: one of them cannot be written.
    """
    for source in sorted(path for pattern in (_FIRST_PAGE, _GUIDES, "docs/images/*") for path in SHIPPED.glob(pattern)):
        target, content = project.root / source.relative_to(SHIPPED), read_bytes(source)
        if not target.is_file() or read_bytes(target) != content:
            write_whole(target, content)


def strange_guides(project: Project) -> list[str]:
    """Return the guides that an older release brought and the wheel has no more: Sphinx must not read them."""
    brought = {path.name for path in SHIPPED.glob(_GUIDES)}
    here = [path.name for path in project.root.glob(_GUIDES)] if brought else []
    return [f"docs/{name}" for name in sorted(here) if name not in brought]
