"""Versions: the published revisions of notices, as git keeps them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from privacy_notices import git
from privacy_notices.front_matter import FrontMatter, read_front_matter, split_front_matter, with_line_feeds
from privacy_notices.notice import Notice
from privacy_notices.reading import parse_notice, read_notice
from privacy_notices.years import AcademicYear, Period

#: A version's name, and so its tag's. conf.py gives it to sphinx-multiversion as `smv_tag_whitelist`.
TAG_PATTERN = r"^[0-9]{4}-[0-9]{2}\.[1-9][0-9]*$"
REPAIR = "Fetch again: git fetch --refetch --tags; if that does not help, clone anew."


class HistoryError(Exception):
    """The history cannot be used as it is; the message has one line a fault and says what to do."""


@dataclass(frozen=True)
class Version:
    """A published revision. `commit` and `published_at` are None while it is only in the working files.

    `in_force` is None where later revisions replaced it for all its days.
    """

    front_matter: FrontMatter
    source: bytes
    commit: str | None = None
    published_at: datetime | None = None
    in_force: Period | None = None

    @property
    def name(self) -> str:
        """Like `2016-17.1`."""
        return self.front_matter.version

    @property
    def year(self) -> AcademicYear:
        """The academic year of the notice."""
        return self.front_matter.academic_year

    @property
    def revision(self) -> int:
        """Which wording of its year it is, from 1."""
        return self.front_matter.revision

    @property
    def key(self) -> tuple[AcademicYear, int]:
        """What versions are ordered by: as strings, `.10` would come before `.2`."""
        return (self.year, self.revision)

    @property
    def first_day(self) -> date:
        """The day since which it applied."""
        return self.front_matter.in_force_from or self.year.period.first

    @property
    def sha256(self) -> str:
        """The SHA-256 of the notice file, as hex digits."""
        return hashlib.sha256(self.source).hexdigest()

    @property
    def notice(self) -> Notice:
        """The notice itself, read when first asked for."""
        return _parsed(f"notices/{self.year}.md", self.source)


@lru_cache(maxsize=1024)
def _parsed(path: str, source: bytes) -> Notice:
    return parse_notice(path, source)


def with_periods(versions: Iterable[Version]) -> list[Version]:
    """Return the versions in order, each with the days on which it applied.

    A version applies from its first day to the last of its year, but no longer than until the day before
    a later revision of the year begins.
    """
    found: list[Version] = []
    last: dict[AcademicYear, date] = {}
    for version in sorted(versions, key=lambda version: version.key, reverse=True):
        until = last.get(version.year, version.year.period.last)
        in_force = Period(version.first_day, until) if version.first_day <= until else None
        found.append(replace(version, in_force=in_force))
        last[version.year] = min(until, version.first_day - timedelta(days=1))
    return found[::-1]


def applies_on(versions: Iterable[Version], day: date) -> Version | None:
    """Return the version that applied on the day, or None."""
    return next((version for version in versions if version.in_force and day in version.in_force), None)


def pairs(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Return each version of an ordered list behind the one that it is compared with.

    That is the one before it in its year; for a year's first, the last of the latest earlier year held.
    """
    return list(pairwise(versions))


def successor(version: Version, versions: Iterable[Version]) -> Version | None:
    """Return the next revision of the same year, or None."""
    later = (v for v in versions if v.year == version.year and v.revision > version.revision)
    return min(later, key=lambda v: v.key, default=None)


def gaps(versions: Sequence[Version]) -> list[Period]:
    """Return the stretches between the versions on which none applied."""
    found: list[Period] = []
    reached: date | None = None
    for period in sorted(version.in_force for version in versions if version.in_force):
        if reached and period.first > reached + timedelta(days=1):
            found.append(Period(reached + timedelta(days=1), period.first - timedelta(days=1)))
        reached = max(reached, period.last) if reached else period.last
    return found


@lru_cache(maxsize=1024)
def published_front_matter(source: bytes) -> FrontMatter | None:
    """Return the front matter of a notice that stands as published, None for every other text."""
    text = with_line_feeds(source.decode("utf-8-sig", errors="replace"))
    front_matter = read_front_matter("", split_front_matter(text), text).front_matter
    return front_matter if front_matter and front_matter.status == "published" else None


@dataclass(frozen=True)
class History:
    """What main's first-parent history published: versions in order, and the files of revisions with faults.

    `unsound` has a line for each revision that never stood without faults of form and has no tag: it could
    not be shown, so it is no version yet.
    """

    versions: list[Version]
    unsound: list[str]


def published_history(root: Path) -> History:
    """Return each revision as main's first-parent history first held it published and without faults of form.

    Raises:
        HistoryError: the clone is shallow, or a notice is missing from it.
        GitError: git failed.
    """
    refuse_shallow(root)
    changes = [change for change in git.first_parent_changes(root, main_tip(root), "notices") if change.blob]
    sources = git.read_objects(root, [change.blob or "" for change in changes])
    held: dict[str, list[Version]] = {}
    for change, source in zip(changes, sources, strict=True):
        if Path(change.path).suffix != ".md":
            continue
        if source is None:
            raise HistoryError(f"{change.path} of commit {change.commit[:12]} is missing from this clone. {REPAIR}")
        front_matter = published_front_matter(source)
        if front_matter and Path(change.path).stem == str(front_matter.academic_year):
            held.setdefault(front_matter.version, []).append(Version(front_matter, source, change.commit))
    tagged = git.peel(root, list(held))
    chosen, unsound = [], []
    for name, candidates in held.items():
        first = candidates[0]
        if tagged[name] != first.commit:  # A tag is proof enough: reading every notice at each build is slow.
            sound = next((version for version in candidates if not version.notice.findings), None)
            if sound is None:
                fault = first.notice.findings[0]
                unsound.append(
                    f"Version {name} (commit {(first.commit or '')[:12]}): {fault.path}:{fault.line}: {fault.message}"
                )
                continue
            first = sound
        chosen.append(first)
    dates = _commit_dates(root, [version.commit or "" for version in chosen])
    return History(with_periods(replace(v, published_at=dates[v.commit or ""]) for v in chosen), unsound)


class CannotFindError(Exception):
    """What was asked for is no version, year or file; the message is one line and names what there is."""


def find_notice(root: Path, name: str) -> Notice:
    """Return the notice that a version (2016-17.1), a year (2016-17) or a path names.

    Raises:
        CannotFindError: it names none, or a file whose front matter or text cannot be read.
        GitError: git failed.
        HistoryError: the clone is shallow.
    """
    history = {version.name: version for version in published_history(root).versions} if git.is_repository(root) else {}
    if name in history:
        return history[name].notice
    path = next((path for path in (root / "notices" / f"{name}.md", Path(name)) if path.is_file()), None)
    if path is None:
        raise CannotFindError(f"{name}: no such version, year or file. Versions: {', '.join(history) or 'none'}.")
    notice = read_notice(path, str(name))
    if not notice.blocks:
        raise CannotFindError(f"{name}: {notice.findings[0].message if notice.findings else 'it has no text.'}")
    return notice


def refuse_shallow(root: Path) -> None:
    """Raise HistoryError where the clone lacks older commits."""
    if git.is_shallow(root):
        raise HistoryError(
            "This clone is shallow: it lacks older commits, and so the history. Get them: git fetch --unshallow --tags"
        )


def tagged_versions(root: Path) -> list[Version]:
    """Return the versions that the tags name, in order; none where `root` is no git repository.

    Raises:
        HistoryError: the clone is shallow, or a tag names something that is not its version.
    """
    if not git.is_repository(root):
        return []
    refuse_shallow(root)
    names = sorted(git.tags(root, TAG_PATTERN))
    files = [f"{name}^{{commit}}:notices/{name.partition('.')[0]}.md" for name in names]
    contents = git.read_objects(root, [f"{name}^{{commit}}" for name in names] + files)
    commits, sources = contents[: len(names)], contents[len(names) :]
    peeled = git.peel(root, names)
    versions = []
    for name, commit, source in zip(names, commits, sources, strict=True):
        front_matter = published_front_matter(source) if source is not None else None
        if commit is None or source is None or front_matter is None or front_matter.version != name:
            raise HistoryError(f'Tag {name} does not hold that version. "make tags" says why.')
        versions.append(Version(front_matter, source, peeled[name], _committed_at(commit)))
    return with_periods(versions)


def main_tip(root: Path) -> str:
    """Return the ref whose first-parent history counts: main, or origin/main where main is only behind it.

    Where neither exists it is HEAD.
    """
    refs = git.refs(root)
    local, remote = refs.get("refs/heads/main"), refs.get("refs/remotes/origin/main")
    if local and remote and local != remote and git.is_ancestor(root, local, remote):
        return "refs/remotes/origin/main"
    if local:
        return "refs/heads/main"
    return "refs/remotes/origin/main" if remote else "HEAD"


def _commit_dates(root: Path, commits: Sequence[str]) -> dict[str, datetime]:
    found = zip(commits, git.read_objects(root, commits), strict=True)
    return {commit: _committed_at(content) for commit, content in found if content}


def _committed_at(commit: bytes) -> datetime:
    """Return when a commit was made, from its object's "committer" line (git's own format)."""
    line = next(line for line in commit.split(b"\n") if line.startswith(b"committer "))
    return datetime.fromtimestamp(int(line.split(b" ")[-2]), UTC)
