"""Tags: makes them for published revisions, and says where one contradicts the history."""

from __future__ import annotations

import re
from pathlib import Path

from privacy_notices import git
from privacy_notices.versions import (
    REPAIR,
    TAG_PATTERN,
    HistoryError,
    Version,
    main_tip,
    published_front_matter,
    published_history,
)

_LOOKS_LIKE_ONE = re.compile(r"v?[0-9]{4}[-/][0-9]{2,4}[./-][0-9]+")


def make_tags(root: Path) -> tuple[list[str], list[Version]]:
    """Tag each published revision that has no tag yet; return the names of the tags made, and all versions.

    Only adds: a tag that stands wrongly is told, never moved or deleted, and then nothing is added.

    Raises:
        HistoryError: the clone is shallow, or tags and history contradict each other.
        GitError: git failed.
    """
    history = published_history(root)
    commits = {version.name: version.commit or "" for version in history.versions}
    faults = tag_faults(root, commits) + history.unsound
    if faults:
        raise HistoryError("\n".join(faults))
    tagged = git.tags(root, TAG_PATTERN)
    missing = [version for version in history.versions if version.name not in tagged]
    for version in missing:
        message = f"Privacy notice for {version.year.words}, revision {version.revision}"
        git.make_tag(root, version.name, version.commit or "", message)
    return [version.name for version in missing], history.versions


def tag_faults(root: Path, first_commits: dict[str, str]) -> list[str]:
    """Return a line for each version tag that does not stand where history first published its version.

    Args:
        root: the repository.
        first_commits: the commit of each version; where a version is in it, its tag has to stand there.
    """
    faults = []
    names = sorted(git.tags(root, r".*"))
    commits = git.peel(root, names)
    for name in names:
        if re.match(TAG_PATTERN, name):
            fault = _tag_fault(root, name, commits[name], first_commits)
            if fault:
                faults.append(f"Tag {name}: {fault} Nothing was changed. {_ASK.format(name=name)}")
        elif _LOOKS_LIKE_ONE.fullmatch(name):
            faults.append(
                f"Tag {name}: looks like a version but is not named like one (2016-17.1), so a revision "
                f"would have two tags. Nothing was changed. {_ASK.format(name=name)}"
            )
    return faults


_ASK = 'If it was made by mistake, delete it with "git tag --delete {name}" and run "make tags".'


def _tag_fault(root: Path, name: str, commit: str | None, first_commits: dict[str, str]) -> str | None:
    """Say what is wrong with a version's tag; None where nothing is."""
    year = name.partition(".")[0]
    if commit and commit == first_commits.get(name):
        return None
    if commit is None:
        return f"the commit that it names is missing from this clone. {REPAIR}"
    source = git.read_objects(root, [f"{commit}:notices/{year}.md"])[0]
    if source is None:
        return f"its commit {commit[:12]} has no notices/{year}.md, or its text is missing from this clone."
    front_matter = published_front_matter(source)
    if front_matter is None:
        return f"in its commit {commit[:12]} notices/{year}.md is not published, or its front matter has faults."
    if front_matter.version != name:
        return f"its commit {commit[:12]} holds version {front_matter.version}."
    if not git.is_ancestor(root, commit, main_tip(root)):
        return f"its commit {commit[:12]} is not in the history of main: it was rewritten, or the tag made elsewhere."
    if name in first_commits:
        return f"it stands on commit {commit[:12]}, but {first_commits[name][:12]} published that version first."
    return f"no step of main published it (commit {commit[:12]})."
