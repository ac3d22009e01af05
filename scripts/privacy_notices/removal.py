"""Takes words, or all words of a version, out of what was published: prepares it, records it and proves it later.

People rewrite the history, by the commands that are printed here and explained in docs/remove-a-name.md. What must not
be in the repository, the salt and the original, is written into a folder beside it.
"""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from privacy_notices.data_files import file_errors, read_bytes, read_text, write_whole
from privacy_notices.errors import CannotFindError, HistoryError
from privacy_notices.history import repository
from privacy_notices.history.main_branch import History
from privacy_notices.history.publishing_branch import main_tip
from privacy_notices.history.removing import files_with, read_words, states_without_words, versions_without
from privacy_notices.notices.redactions import (
    MARKS,
    Ground,
    Reason,
    Redaction,
    Retraction,
    What,
    commitment,
    only_removed,
)
from privacy_notices.project import REDACTIONS, Project
from privacy_notices.text import plural

_FILTER = ("--force", "--prune-empty", "never", "--prune-degenerate", "never")
#: Gives each file the text that a folder has under its id.
_BY_ID = "p = __import__('pathlib').Path({folder!r}, blob.original_id.decode()); blob.data = p.read_bytes() if p.is_file() else blob.data"  # noqa: E501 - one line of Python, as git-filter-repo takes it


@dataclass(frozen=True)
class Decision:
    """Who decided, by role, and the day on which it is done."""

    by: str
    day: date


def redact(
    project: Project, names: Sequence[str], what: What, ground: Ground, words: Callable[[], str], decision: Decision
) -> list[str]:
    """Record that words are removed from versions; return what was done and the commands that remove them.

    Args:
        project: the repository.
        names: the versions, all that hold the words.
        what: the kind of thing that they are.
        ground: why they are removed.
        words: returns them, a line each; asked for when all else is known to be right.
        decision: who decided it, and the day.

    Raises:
        HistoryError, GitError, CannotFindError, BadValueError: it cannot be done; nothing was written.
        FileError: a file cannot be read or written.
    """
    history, folder = _ready(project, names)
    asked = read_words(words(), what.mark)
    if any(asked.left_in(decision.by)):
        raise HistoryError("Whoever decided is named by role, such as: the data protection officer.")
    removed = versions_without(history.versions, names, asked)
    changed, others = files_with(project.root, asked)
    kept = {"words.txt": "\n".join(asked.lines) + "\n", "replacements.txt": asked.replacements()}
    entries = []
    for each in removed:
        name, salt = each.version.name, secrets.token_bytes(32)
        kept |= {f"{name}.md": each.version.source, f"{name}.salt": salt.hex() + "\n"}
        entries.append(
            Redaction(
                version=name,
                what=what,
                passages=each.passages,
                on=decision.day,
                ground=ground,
                decided_by=decision.by,
                commitment=commitment(salt, each.version.source),
            )
        )
    _seal(folder, kept)
    _record(project, "redaction", entries)
    places = plural(sum(each.source.count(what.mark.encode()) for each in removed), "place")
    replacements = shlex.quote(str(folder / "replacements.txt"))
    return [
        f'{", ".join(each.version.name for each in removed)}: "{what.mark}" in {places}; nothing else is different.',
        *(f"Will be changed: {path}" for path in changed),
        *(f"Holds another spelling, so look whether it has to be a line of the words too: {path}" for path in others),
        f"For the data protection officer, under seal: {folder}",
        *_next(project, names, f"--replace-text {replacements} --replace-message {replacements}"),
        f"  ! git cat-file --batch-all-objects --batch | grep -a -q -F -f {shlex.quote(str(folder / 'words.txt'))}",
    ]


def retract(project: Project, name: str, reason: Reason, decision: Decision) -> list[str]:
    """Record that a version is not shown; return what was done and the commands that take its words away.

    Raises:
        HistoryError, GitError, CannotFindError: it cannot be done; nothing was written.
        FileError: a file cannot be read or written.
    """
    _, folder = _ready(project, [name])
    states = states_without_words(project.root, name)
    _seal(folder, {f"states/{id_}": text for id_, text in states.items()})
    entry = Retraction(version=name, reason=reason, on=decision.day, decided_by=decision.by)
    _record(project, "retraction", [entry])
    by_id = _BY_ID.format(folder=str(folder / "states"))
    return [
        f"{name}: {plural(len(states), 'state')} of its file will have no words.",
        f"To be deleted afterwards: {folder}",
        *_next(project, [name], f"--blob-callback {shlex.quote(by_id)}"),
        *(f"  ! git cat-file -e {id_}" for id_ in states),
    ]


def _ready(project: Project, names: Sequence[str]) -> tuple[History, Path]:
    """Return the history, and the folder beside the repository in which is kept what must not be in it."""
    root, history = project.root, project.history
    if history is None:
        raise HistoryError(f"{root} is not a git repository: there is no history to remove anything from.")
    known = [version.name for version in history.versions]
    for name in names:
        if name not in known:
            raise CannotFindError(f"{name}: no such version. Versions: {', '.join(known) or 'none'}.")
    if repository.commit_of(root, "HEAD") != repository.commit_of(root, main_tip(root, repository.refs(root))):
        raise HistoryError("This is not what main has. Bring it here first: git switch main, then git pull.")
    if not repository.is_clean(root):
        raise HistoryError(
            "There are changes here that are not committed, which would be lost. Commit or discard them."
        )
    folder = root.resolve().parent / f"{root.resolve().name}-removed-from-{names[0]}"
    if folder.exists():
        raise HistoryError(
            f"{folder} is there already, from a removal before. Give it to whoever keeps it, and delete it."
        )
    return history, folder


def _seal(folder: Path, files: dict[str, Any]) -> None:
    """Write files into a new folder that nobody else on this computer can read."""
    with file_errors(folder, "written"):
        folder.mkdir(mode=0o700)
    for name, content in files.items():
        write_whole(folder / name, content)


def _record(project: Project, kind: str, entries: Sequence[Redaction | Retraction]) -> None:
    path = project.root / REDACTIONS
    document = tomlkit.parse(read_text(path))
    if kind not in document:
        document.add(tomlkit.nl())
    tables = document.setdefault(kind, tomlkit.aot())
    for entry in entries:
        tables.append(tomlkit.item(entry.model_dump(mode="json") | {"on": entry.on}))
    write_whole(path, tomlkit.dumps(document))


def _next(project: Project, names: Sequence[str], how: str) -> list[str]:
    """Return the commands that follow, indented, as the guide explains them."""
    has_origin = repository.has_remote(project.root, "origin")
    origin = repository.address_of(project.root, "origin") if has_origin else ""
    send = (
        f"  git remote add origin {shlex.quote(origin)} || git remote set-url origin {shlex.quote(origin)}",
        '  git push --force --atomic origin "refs/heads/*:refs/heads/*" "refs/tags/*:refs/tags/*"',
    )
    return [
        "Now, in this order (docs/remove-a-name.md explains each):",
        f'  git commit --quiet --message="Record what was removed from {", ".join(names)}" {REDACTIONS}',
        f"  .venv/bin/git-filter-repo {' '.join(_FILTER)} {how}",
        "  rm -rf build versions",
        "  make check",
        "  make site",
        "  make verify",
        *(send if origin else ()),
    ]


def prove(project: Project, name: str, folder: Path) -> str:
    """Return a line that says that what was kept under seal is what was removed from a version, and nothing else.

    Raises:
        CannotFindError: the version or its record is not there.
        HistoryError: the two do not fit; the message says how.
        FileError: what was kept cannot be read.
    """
    versions = {version.name: version for version in (project.history or History()).versions}
    records = [each for each in project.removals.redaction if each.version == name]
    if name not in versions or not records:
        raise CannotFindError(f"{name}: {REDACTIONS} does not say that anything was removed from such a version.")
    original = read_bytes(folder / f"{name}.md")
    try:
        salt = bytes.fromhex(read_text(folder / f"{name}.salt"))
    except ValueError:
        raise HistoryError(f"{folder / f'{name}.salt'} is no salt: 64 digits from 0 to f.") from None
    made = commitment(salt, original)
    record = next((each for each in records if each.commitment == made), None)
    if record is None:
        raise HistoryError(f"{name}: the salt and the original are not those to which {REDACTIONS} is committed.")
    then, now = (text.decode(errors="surrogateescape") for text in (original, versions[name].source))
    if not only_removed(then, now):
        raise HistoryError(f"{name}: what is published differs from the original in more than what was removed.")
    places = plural(sum(now.count(mark) for mark in MARKS), "place")
    return f"{name}: the commitment of {record.on} fits, and but for {places} the original is what is published."
