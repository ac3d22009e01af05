"""Whether anything has changed since the site was built: if not, a build has nothing to do.

Sphinx alone takes half a second to find that out. The history is read and its tags are checked at each build all the
same; what else a site is made from is compared here, the day included. A file counts as changed when its size, its
inode or one of its times differs: no tool can set the time of the last change of an inode (ctime) back.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from privacy_notices.history.main_branch import History
from privacy_notices.project import PACKAGE, SHIPPED, Project, Switches

#: What is beside the files that a site is made from: `versions` comes from the history.
_NOT_READ = ("build", "tests", "versions")


def made_from(project: Project, switches: Switches, history: History) -> str:
    """Return a digest of all that a site is made from, or "" where that cannot be told, so that it is built."""
    try:
        files = [*_states(project.root, _NOT_READ), *_states(project.set_up.parent), *_states(project.fonts)]
        files += _states(SHIPPED) if SHIPPED.exists() else []
    except OSError:
        return ""
    return _digest([sys.version, *_packages(), repr(switches), repr(history), *files])


def _packages() -> list[str]:
    """Return the names of the installed packages, each with its version."""
    return sorted(path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))


def source_digest(project: Project) -> str:
    """Return a digest of the data files, templates, catalogues, this package and all others that are installed.

    When it changes, every page is rewritten.
    """
    templates = [path for folder in project.templates for path in sorted(folder.rglob("*.html"))]
    catalogues = [path for folder in project.catalogues for path in sorted(folder.rglob("*.po"))]
    files = [*project.data_files, *sorted(PACKAGE.rglob("*.py")), *templates, *catalogues]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files) + repr(_packages()).encode()).hexdigest()


def is_as_built(project: Project, made_of: str) -> bool:
    """Say whether the site is the one that was built from what this digest is of, and nobody has changed it."""
    try:
        return bool(made_of) and project.site_stamp.read_bytes() == _stamp(project, made_of)
    except OSError:
        return False


def note_built(project: Project, made_of: str) -> None:
    """Keep what the site was built from, for `is_as_built`."""
    project.site_stamp.write_bytes(_stamp(project, made_of))


def _stamp(project: Project, made_of: str) -> bytes:
    return _digest([made_of, *_states(project.site)]).encode()


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _states(folder: Path | str, left_out: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the state of each file below a folder, but for folders that hold no files of a site.

    Raises:
        OSError: something cannot be read, or a folder is only a link to one, which may lead in circles.
    """
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            if entry.name[0] != "." and entry.name not in ("__pycache__", "node_modules", *left_out):
                yield from _states(entry.path)
        elif entry.name != "node_modules":
            if entry.is_dir():
                raise OSError(f"{entry.path} is a link to a folder")
            state = entry.stat()
            yield f"{entry.path} {state.st_size} {state.st_ino} {state.st_mtime_ns} {state.st_ctime_ns}"
