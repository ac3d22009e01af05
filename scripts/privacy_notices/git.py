"""The only caller of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_multiversion.git import get_refs

#: Tags are made alike in every clone: whoever makes them, they are the same objects.
_TAGGER = {"GIT_COMMITTER_NAME": "Privacy notices", "GIT_COMMITTER_EMAIL": "privacy-notices@invalid"}


class GitError(Exception):
    """Git refused; the message is one line and says what to do where that is known."""


@dataclass(frozen=True)
class Change:
    """A file that a commit wrote or removed: `blob` is None where it removed it."""

    commit: str
    path: str
    blob: str | None


def run(root: Path, *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None) -> bytes:
    """Return what git prints.

    Raises:
        GitError: git is not there or failed; the message is the last line of what it said.
    """
    # The environment of a git hook or of another repository must not point git elsewhere than `root`.
    clean = {
        key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    }
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, env=clean | (environment or {}), check=False)
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise GitError(f"git {arguments[0]} failed: {said[-1]}")
    return done.stdout


def is_repository(root: Path) -> bool:
    """Say whether `root` is the top of a git repository that holds a commit; one around it does not count."""
    try:
        top = run(root, "rev-parse", "--show-toplevel", "--verify", "HEAD^{commit}").decode().splitlines()[0]
    except GitError:
        return False
    return Path(top).resolve() == root.resolve()


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision names.

    Raises:
        GitError: it names none.
    """
    try:
        asked = f"{revision}^{{commit}}"
        return run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked).decode().strip()
    except GitError:
        raise GitError(f'git knows no commit "{revision}" here') from None


def is_shallow(root: Path) -> bool:
    """Say whether the clone lacks older commits."""
    return run(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def refs(root: Path) -> dict[str, str]:
    """Return the object of every branch, remote branch and tag by its full name."""
    listed = run(root, "for-each-ref", "--format=%(refname) %(objectname)").decode().splitlines()
    return dict(line.split(" ") for line in listed)


def tags(root: Path, pattern: str) -> dict[str, str]:
    """Return the object of each tag whose name matches the pattern, as sphinx-multiversion lists them."""
    return {ref.name: ref.commit for ref in get_refs(str(root), pattern, r"(?!)", None)}


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Say whether the commit `older` is in the history of `newer`."""
    try:
        run(root, "merge-base", "--is-ancestor", older, newer)
    except GitError:
        return False
    return True


def first_parent_changes(root: Path, tip: str, folder: str) -> Iterator[Change]:
    """Yield what each commit of the first-parent history changed in a folder, oldest first.

    A merge counts as one step: what it brought, held against its first parent.
    """
    log = run(
        root, "log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--format=commit %H", tip, "--", f"{folder}/",
    ).decode(errors="surrogateescape")  # fmt: skip
    commit, blob = "", None
    for field in log.replace("\n", "\0").split("\0"):
        if field.startswith("commit "):
            commit = field.removeprefix("commit ")
        elif field.startswith(":"):
            object_ = field.split(" ")[3]
            blob = None if set(object_) == {"0"} else object_
        elif field:
            yield Change(commit, field, blob)


def read_objects(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """Return the contents of the objects, in order; None where git does not have one."""
    output = run(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    contents: list[bytes | None] = []
    position = 0
    for _ in names:
        end = output.index(b"\n", position)
        header = output[position:end].split(b" ")
        position = end + 1
        if header[-1] in (b"missing", b"ambiguous"):
            contents.append(None)
            continue
        size = int(header[-1])
        contents.append(output[position : position + size])
        position += size + 1
    return contents


def peel(root: Path, names: Sequence[str]) -> dict[str, str | None]:
    """Return the commit that each tag names; None where git does not have it."""
    asked = "".join(f"{name}^{{commit}}\n" for name in names).encode()
    answers = run(root, "cat-file", "--batch-check", stdin=asked).decode().splitlines()
    fields = [answer.split(" ") for answer in answers]
    return {name: field[0] if field[-1] != "missing" else None for name, field in zip(names, fields, strict=True)}


def make_tag(root: Path, name: str, commit: str, message: str) -> None:
    """Make an annotated tag, dated like the commit that it names.

    Raises:
        GitError: the tag exists, or git refused.
    """
    date = run(root, "show", "-s", "--format=%cI", commit).decode().strip()
    run(
        root, "-c", "tag.gpgSign=false", "tag", "--annotate", f"--message={message}", name, commit,
        environment={**_TAGGER, "GIT_COMMITTER_DATE": date},
    )  # fmt: skip
