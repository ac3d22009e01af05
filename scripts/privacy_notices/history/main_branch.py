"""The history of main: which versions it published, read from git whole or not at all.

A folder without git, here or around it, has no history, and so has one that a repository surrounds without tracking it.
A repository is read whole; anything that git cannot read is an error, since a version would disappear silently.

A version is a regular file directly in `notices/`: links, submodules and subfolders in the history are no notices. A
day that no calendar has, or one more than a day ahead, is no day of publication. A commit that says it is older than
the one before it is reported at each build and never refused: no later commit could mend it, and which of the two
clocks was wrong is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath

from privacy_notices.data_files import file_errors
from privacy_notices.errors import CannotFindError, HistoryError
from privacy_notices.history import repository
from privacy_notices.history.publishing_branch import main_tip, refuse_shallow
from privacy_notices.history.versions import (
    State,
    Version,
    is_version_name,
    published_front_matter,
    with_periods,
)
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import read_notice
from privacy_notices.notices.translation import is_translation
from privacy_notices.years import day_in_words

REPAIR = "Fetch again: git fetch --refetch --tags; if that does not help, clone anew."
#: Some clocks are set to the wrong time zone, so a commit may seem to be from tomorrow.
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Unsound:
    """A revision that main has as published but that cannot be a version, with the reason in one line.

    `stands`: the file still says it now, so that a later commit of the same revision can mend it.
    """

    name: str
    reason: str
    stands: bool


@dataclass(frozen=True)
class Remarks:
    """Our remarks on a version as main has them now, and when main last changed them; None where it never did."""

    words: Mapping[str, Mapping[str, str]]
    changed: datetime | None


@dataclass(frozen=True)
class History:
    """What main's first-parent history published.

    `versions` are in order; `remarks` are by version. `doubts` has a line for each version whose commit says that it
    is older than what it follows. `tags` are all tags, each with the commit that it leads to, or None.
    """

    versions: list[Version] = field(default_factory=list)
    unsound: list[Unsound] = field(default_factory=list)
    remarks: Mapping[str, Remarks] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    tags: dict[str, str | None] = field(default_factory=dict, repr=False)


def read_history(root: Path) -> History | None:
    """Return the history, or None where the folder is no git repository, such as a ZIP that was unpacked.

    Raises:
        HistoryError: the clone is shallow, something is missing from it, or no branch is called main.
        GitError: there is a repository, but git cannot read it.
    """
    return published_history(root) if repository.is_repository(root) else None


def published_history(root: Path) -> History:
    """Return each revision as main's first-parent history first published it: dated, and without faults of form.

    Raises:
        HistoryError: the clone is shallow, something is missing from it, or no branch is called main.
        GitError: git failed.
    """
    refuse_shallow(root)
    refs = repository.refs(root)
    listed = repository.first_parent_changes(root, main_tip(root, refs), "notices")
    changes = [change for change in listed if is_place(change.path)]
    held, standing = _candidates(root, changes)
    named = {name for change in changes for name in (change.commit, change.parent)}
    commits = repository.read_commits(root, named - {""})
    tags = repository.peel(root, [name.removeprefix("refs/tags/") for name in refs if name.startswith("refs/tags/")])
    history = History(remarks={name: _remarks(states, commits) for name, states in held.items()}, tags=tags)
    for name, candidates in held.items():
        first = candidates[0]
        faults = (_fault(version, commits, is_tagged=tags.get(name) == version.commit) for version in candidates)
        sound = next((v for v, fault in zip(candidates, faults, strict=True) if not fault), None)
        made = commits[sound.commit].made if sound else None
        if sound is None or made is None:
            reason = _fault(first, commits, is_tagged=False)
            history.unsound.append(
                Unsound(name, f"Version {name} (commit {first.commit[:12]}): {reason}", name in standing.values())
            )
            continue
        history.versions.append(
            Version(sound.front_matter, sound.source, commit=sound.commit, step=sound.step, published_at=made)
        )
        history.doubts.extend(_doubt(name, commits[sound.commit], commits))
    return replace(history, versions=with_periods(history.versions))


def is_place(path: str) -> bool:
    """Say whether a file in git is where notices are: directly in `notices/`, and no translation of one."""
    place = PurePosixPath(path)
    return place.suffix == ".md" and place.parent == PurePosixPath("notices") and not is_translation(path)


def _candidates(root: Path, changes: Sequence[repository.Change]) -> tuple[dict[str, list[State]], dict[str, str]]:
    """Return every state of each published revision, oldest first, and which revision each file has now."""
    written = [change for change in changes if change.blob]
    sources = dict(zip(written, repository.read_objects(root, [change.blob or "" for change in written]), strict=True))
    steps = {commit: step for step, commit in enumerate(dict.fromkeys(change.commit for change in changes))}
    held: dict[str, list[State]] = {}
    standing: dict[str, str] = {}
    for change in changes:
        standing.pop(change.path, None)
        if not change.blob:
            continue
        source = sources[change]
        if source is None:
            raise HistoryError(f"{change.path} of commit {change.commit[:12]} is missing from this clone. {REPAIR}")
        front_matter = published_front_matter(source)
        if front_matter and PurePosixPath(change.path).stem == str(front_matter.academic_year):
            version = State(front_matter, source, commit=change.commit, step=steps[change.commit])
            held.setdefault(version.name, []).append(version)
            standing[change.path] = version.name
    return held, standing


def _fault(version: State, commits: Mapping[str, repository.Commit], *, is_tagged: bool) -> str | None:
    """Say why a published text is not a version; None where it is one.

    A tag is proof enough of its form: reading every notice at each build is slow.
    """
    commit = commits[version.commit]
    if date_fault := impossible_date(commit):
        return date_fault
    if is_tagged or not version.notice.findings:
        return None
    fault = version.notice.findings[0]
    return f"{fault.path}:{fault.line}: {fault.message}"


def impossible_date(commit: repository.Commit) -> str | None:
    """Say that a commit's date cannot be the day on which anything was published; None where it can."""
    advice = "Commit any change of the file again, such as an empty line at its end, where the clock is right."
    if commit.made is None:
        return f'its commit names a day that no calendar has ("{commit.stamp}"). {advice}'
    if commit.made > datetime.now(UTC) + _CLOCKS_DIFFER:
        return f"its commit says that it was made on {day_in_words(commit.made.date())}, a day to come. {advice}"
    return None


def _doubt(name: str, commit: repository.Commit, commits: Mapping[str, repository.Commit]) -> Iterator[str]:
    before = commits[commit.parents[0]].made if commit.parents else None
    if commit.made and before and commit.made.date() < before.date():
        yield (
            f"Version {name}: its commit {commit.id[:12]} says that it was made on {day_in_words(commit.made.date())}, "
            f"before the one that it follows ({day_in_words(before.date())}). One of two clocks was wrong; "
            "the version is kept with the day that its commit names."
        )


def _remarks(states: Sequence[State], commits: Mapping[str, repository.Commit]) -> Remarks:
    changed = None
    for before, after in pairwise(states):
        if before.front_matter.remarks != after.front_matter.remarks:
            changed = commits[after.commit].made
    return Remarks(states[-1].front_matter.remarks, changed)


def tagged_history(root: Path, history: History) -> History:
    """Return the history with the versions that have their tags alone.

    Raises:
        HistoryError: a tag names something that is not its version.
        GitError: git failed.
    """
    commits = {version.name: version.commit for version in history.versions}
    for name, commit in history.tags.items():
        if is_version_name(name) and (commit is None or commits.get(name) != commit):
            raise HistoryError(f'Tag {name} does not hold that version. "make tags" says why.')
    return replace(history, versions=with_periods(v for v in history.versions if v.name in history.tags))


def new_revisions(root: Path) -> dict[str, list[tuple[State, repository.Commit]]]:
    """Return each state of the revisions that what is checked out would publish and main has not, oldest first.

    Raises:
        HistoryError, GitError: the history cannot be read.
    """
    tip = main_tip(root, repository.refs(root))
    changes = [change for change in repository.branch_changes(root, "HEAD", tip, "notices") if is_place(change.path)]
    held, _ = _candidates(root, changes)
    if not held:
        return {}
    known = {version.name for version in published_history(root).versions}
    commits = repository.read_commits(root, (change.commit for change in changes))
    return {
        name: [(version, commits[version.commit]) for version in states]
        for name, states in held.items()
        if name not in known
    }


def find_notice(folder: Path, history: History, name: str) -> Notice:
    """Return the notice that a version (2016-17.1), a year (2016-17) or a path names.

    Args:
        folder: the folder of the notices.
        history: with the versions.
        name: of a version, a year or a file.

    Raises:
        CannotFindError: it names none, or a file whose front matter or text cannot be read.
        FileError: the file cannot be read.
    """
    versions = {version.name: version for version in history.versions}
    if name in versions:
        return versions[name].notice
    with file_errors(Path(name), "read"):
        path = next((path for path in (folder / f"{name}.md", Path(name)) if path.is_file()), None)
    if path is None:
        raise CannotFindError(f"{name}: no such version, year or file. Versions: {', '.join(versions) or 'none'}.")
    notice = read_notice(path, str(name))
    if not notice.blocks:
        raise CannotFindError(f"{name}: {notice.findings[0].message if notice.findings else 'it has no text.'}")
    return notice
