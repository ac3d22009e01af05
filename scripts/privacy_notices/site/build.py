"""Builds the whole site, and replaces the last one only when the build has succeeded.

Sphinx is called from here and not by its command, which prints a trace and a request to report a bug for every fault
of a notice. `sphinx-build -W -b dirhtml . build/html` works too.
"""

from __future__ import annotations

import ctypes
import fcntl
import filecmp
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from privacy_notices.data_files import file_errors, read_bytes
from privacy_notices.errors import HistoryError, LogError, SiteError
from privacy_notices.history import log
from privacy_notices.history.main_branch import History
from privacy_notices.history.repository import is_repository
from privacy_notices.history.tags import make_tags, remarks
from privacy_notices.project import Project, Switches
from privacy_notices.site.guides import bring_guides
from privacy_notices.site.unchanged import is_as_built, made_from, note_built

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
#: What Sphinx leaves beside the pages for itself.
_NOT_PUBLISHED = shutil.ignore_patterns(".buildinfo", ".buildinfo.bak", ".doctrees", "_sources")


_NOT_BUILT = "The site was not built. What was built before is untouched."


def build_site(project: Project, switches: Switches, report: Callable[[str], None]) -> Path:
    """Build the site of the project and return its folder, `build/site`.

    Where the folder is a git repository, published revisions get their tags first, and `report` gets a line on each.

    Raises:
        FileError: the folder cannot be written.
        HistoryError: the history cannot be used, tags contradict it, or it lacks a version that the last site had.
        GitError: git failed.
        SiteError: a notice has a fault, or Sphinx warned of something.
    """
    root, build, site = project.root, project.build, project.site
    with file_errors(build, "written"):
        build.mkdir(exist_ok=True)
    with _alone(build / ".lock", report):
        made, history = make_tags(root) if is_repository(root) else ([], History())
        for line in (*(f"tagged {name}" for name in made), *remarks(history)):
            report(line)
        refuse_to_drop(site, history, switches.dropped)
        if not switches.has_pdf:
            report("Built without PDF copies, as NOTICES_PDF=off asks.")
        bring_guides(project)
        made_of = made_from(project, switches, history)
        if not is_as_built(project, made_of):
            remarks_on_pages = _run_sphinx(root, build, history)
            for line in remarks_on_pages:
                report(line)
            with file_errors(site, "written"):
                _publish(build / "html", site)
                # What there is to remark on is said at each build, so such a site is never taken as it is.
                note_built(project, "" if remarks_on_pages else made_of)
    return site


def refuse_to_drop(site: Path, history: History, dropped: Collection[str]) -> None:
    """Raise HistoryError where the last site has a version that the history lacks, unless it is one of `dropped`."""
    kept = site / "versions.json"
    if not kept.exists():
        return
    try:
        names = log.missing(log.read_log(read_bytes(kept), str(kept)), {version.name for version in history.versions})
    except LogError as error:
        raise HistoryError(f"{error} Delete {site} if it is not needed any more. {_NOT_BUILT}") from None
    faults = [
        f"Version {name} is on the last site and not in this history, so this build would drop it. Bring main up to "
        f"date (git fetch --tags); if it was taken out of the history on purpose: NOTICES_DROP={name}. {_NOT_BUILT}"
        for name in names
        if name not in dropped
    ]
    if faults:
        raise HistoryError("\n".join(faults))


def _run_sphinx(root: Path, build: Path, history: History) -> list[str]:
    """Do what `sphinx-build -W -b dirhtml` does, but say in one line what is wrong with a notice.

    The history is read already; the extension need not ask git again.

    Returns:
        A line for each version that only its source text can show, and for each PDF copy that differs from its page.
    """
    try:
        with patch_docutils(root), docutils_namespace():
            sphinx = Sphinx(
                root,
                root,
                build / "html",
                build / "doctrees",
                "dirhtml",
                confoverrides={"notices_history": history} if history.versions else {},
                status=None,
                warning=sys.stderr,
                warningiserror=True,
            )
            sphinx.build()
    except SphinxError as error:
        raise SiteError(f"{error}\n{_NOT_BUILT}") from None
    if sphinx.statuscode != 0:
        raise SiteError(_NOT_BUILT)
    return getattr(sphinx.env, "notices_remarks", [])


@contextmanager
def _alone(lock: Path, report: Callable[[str], None]) -> Iterator[None]:
    """Keep the lock file locked, after waiting for another build to end; the system unlocks it if this one is killed.

    A POSIX lock (lockf): unlike one by flock, it does not live on in processes that this one started.
    """
    with file_errors(lock, "written"):
        file = lock.open("w")
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("Another build is running here: waiting for it to end.")
            fcntl.lockf(file, fcntl.LOCK_EX)
        yield


def _publish(built: Path, site: Path) -> None:
    """Put what was built in the place of the site in one step.

    A file that is the same as before is the very file of the last site, linked; the others are copied,
    because Sphinx writes over its own.
    """
    new = site.with_name("site.new")
    shutil.rmtree(new, ignore_errors=True)

    def link_or_copy(source: str, target: str) -> None:
        published = site / Path(target).relative_to(new)
        if published.exists() and filecmp.cmp(source, published):
            os.link(published, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(built, new, ignore=_NOT_PUBLISHED, copy_function=link_or_copy)
    if site.exists():
        _exchange(new, site)
        shutil.rmtree(new)
    else:
        new.rename(site)


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders: atomically where the system can (Linux, renameat2), else by three renames."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename and rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return
    aside = other.with_name("site.old")
    shutil.rmtree(aside, ignore_errors=True)
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
