"""Makes the tags of published revisions, and reports each tag that contradicts the history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from privacy_notices.errors import HistoryError
from privacy_notices.history import git, repository
from privacy_notices.history.main_branch import REPAIR, History, published_history
from privacy_notices.history.publishing_branch import main_tip
from privacy_notices.history.versions import Version, is_version_name, published_front_matter

#: A fixed tagger, so that every clone creates identical tag objects.
_TAGGER = "Privacy notices <privacy-notices@invalid>"
_LOOKS_LIKE_ONE = re.compile(r"v?[0-9]{4}[-/][0-9]{2,4}[./-][0-9]+")


def make_tags(root: Path) -> tuple[list[str], History]:
    """Tag each published revision that has no tag yet; return the names of the tags made, and the history.

    Only adds: a wrong tag is reported, never moved or deleted, and then nothing is added.

    Raises:
        HistoryError: the history cannot be used, or tags and history contradict each other.
        GitError: git failed.
    """
    history = published_history(root)
    faults = [*_tag_faults(root, history), *(each.reason for each in history.unsound if each.stands)]
    if faults:
        raise HistoryError("\n".join(faults))
    missing = [version for version in history.versions if version.name not in history.tags]
    if missing:
        _create(root, tag_objects(root, missing))
    tags = history.tags | {version.name: version.commit for version in missing}
    return [version.name for version in missing], replace(history, tags=tags)


def tag_objects(root: Path, versions: list[Version]) -> dict[str, bytes]:
    """Return the annotated tag that each version has in every clone: dated like its commit, by no person."""
    commits = repository.read_commits(root, (version.commit for version in versions))
    return {
        version.name: (
            f"object {version.commit}\ntype commit\ntag {version.name}\n"
            f"tagger {_TAGGER} {commits[version.commit].stamp}\n\n"
            f"Privacy notice for {version.year.in_words}, revision {version.revision}\n"
        ).encode()
        for version in versions
    }


def _create(root: Path, objects: Mapping[str, bytes]) -> None:
    """Make annotated tags of these names, all or none.

    Raises:
        GitError: one of them exists, or git refused.
    """
    commands = ""
    for name, content in objects.items():
        commands += f"create refs/tags/{name} {git.run(root, 'mktag', stdin=content).decode().strip()}\n"
    git.run(root, "update-ref", "--stdin", stdin=commands.encode())


def remarks(history: History) -> list[str]:
    """Return remarks on a history that stop nothing: published texts that are no versions, and doubtful days."""
    passed = [f"{each.reason} It is no version, and a later text took its place." for each in history.unsound]
    return [*passed, *history.doubts]


def _tag_faults(root: Path, history: History) -> Iterator[str]:
    """Yield a line for each version tag that is not on the commit that first published its version."""
    published = {version.name: version.commit for version in history.versions}
    for name, commit in history.tags.items():
        if is_version_name(name):
            fault = _tag_fault(root, name, commit, published.get(name, ""), history)
            if fault:
                yield f"Tag {name}: {fault} Nothing was changed. {_ASK.format(name=name)}"
        elif _LOOKS_LIKE_ONE.fullmatch(name):
            yield (
                f"Tag {name}: looks like a version but is not named like one (2016-17.1), so a revision "
                f"would have two tags. Nothing was changed. {_ASK.format(name=name)}"
            )


_ASK = 'If it was made by mistake, delete it with "git tag --delete {name}" and run "make tags".'


def _tag_fault(root: Path, name: str, commit: str | None, first: str, history: History) -> str | None:
    """Say what is wrong with a version's tag; None where nothing is. `first` is the commit that published it, or ""."""
    if commit and commit == first:
        return None
    if commit is None:
        return f"it names no commit, or one that is missing from this clone. {REPAIR}"
    file = f"notices/{name.partition('.')[0]}.md"
    source = repository.read_objects(root, [f"{commit}:{file}"])[0]
    if source is None:
        return f"its commit {commit[:12]} has no {file}, or its text is missing from this clone."
    front_matter = published_front_matter(source)
    if front_matter is None:
        return f"in its commit {commit[:12]} {file} is not published, or its front matter has faults."
    if front_matter.version != name:
        return f"its commit {commit[:12]} holds version {front_matter.version}."
    if not repository.is_ancestor(root, commit, main_tip(root, repository.refs(root))):
        return f"its commit {commit[:12]} is not in the history of main: it was rewritten, or the tag made elsewhere."
    if first:
        return f"it stands on commit {commit[:12]}, but {first[:12]} published that version first."
    unsound = next((each.reason for each in history.unsound if each.name == name), "")
    return unsound or f"no step of main published it (commit {commit[:12]})."
