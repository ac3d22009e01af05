"""Finds every place where a notice sends readers to an outside address.

A place is frozen if nobody changes it any more: a published notice whose days are over, and each replaced version,
whose place is `versions/2017-18.1.md`, where the build writes it. A published notice that is in force counts as
current, since a revision can mend it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from privacy_notices.data_files import read_text
from privacy_notices.history import repository as git
from privacy_notices.history.main_branch import History
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import notice_paths, parse_notice, read_notice, translation_paths
from privacy_notices.project import Project
from privacy_notices.years import Period


@dataclass(frozen=True, order=True)
class Location:
    """A place of an address. `frozen`: the words there are kept as they are. `days`: when they were in force."""

    path: str
    line: int
    frozen: bool
    days: Period | None = None


Places = Mapping[str, list[Location]]


def collect(project: Project, today: date) -> Places:
    """Return the places of each address in the notices and in the versions that they replaced.

    A published notice whose time is over is frozen, as every replaced version is, and so is a translation of it.

    Raises:
        GitError, HistoryError: the history cannot be read.
    """
    places: defaultdict[str, list[Location]] = defaultdict(list)
    standing = set()
    for path in notice_paths(project.notices):
        notice = read_notice(path, f"notices/{path.name}")
        is_over = notice.is_published and notice.in_force is not None and notice.in_force.last < today
        _add(places, notice, frozen=is_over, days=notice.in_force)
        if notice.is_published:
            standing.add(notice.meta.version)
    for path in translation_paths(project.notices):
        translation = read_notice(path, f"notices/{path.name}")
        days = translation.translation.year.period if translation.translation else None
        _add(places, translation, frozen=days is not None and days.last < today, days=days)
    for version in (project.history or History()).versions:
        if version.name not in standing:
            notice = parse_notice(f"versions/{version.name}.md", version.source)
            _add(places, notice, frozen=True, days=version.in_force or version.year.period)
    return places


def _add(places: defaultdict[str, list[Location]], notice: Notice, *, frozen: bool, days: Period | None) -> None:
    for link in notice.links:
        places[link.url].append(Location(notice.path, link.line, frozen, days))


def collect_listed(path: Path, name: str) -> Places:
    """Return the places of the addresses in a file that has one a line, as if they were in a current notice.

    Raises:
        FileError: the file cannot be read.
    """
    places: defaultdict[str, list[Location]] = defaultdict(list)
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line.strip():
            places[line.strip()].append(Location(name, number, frozen=False))
    return places


def held_at(root: Path, revision: str, paths: Iterable[str]) -> set[tuple[str, str]]:
    """Return the path and address of each link in the files at a revision.

    Raises:
        GitError: git does not know the revision.
    """
    commit = git.commit_of(root, revision)
    names = sorted({path for path in paths if path.startswith("notices/")})
    contents = git.read_objects(root, [f"{commit}:{name}" for name in names])
    return {
        (name, link.url)
        for name, source in zip(names, contents, strict=True)
        if source is not None
        for link in parse_notice(name, source).links
    }
