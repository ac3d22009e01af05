"""What a repository has: its branches and tags, its commits, what they changed, and its objects."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from privacy_notices.errors import GitError
from privacy_notices.history.git import completed, run
from privacy_notices.history.refusals import damaged

_REGULAR = ("100644", "100755")
#: The attributes that make git store different bytes from those of the file.
_CONVERSIONS = ("filter", "ident", "working-tree-encoding")


@dataclass(frozen=True)
class Change:
    """A file that a commit wrote or removed: `blob` is None where it left no regular file there.

    `parent` is the commit that it is compared with, "" for the first of all.
    """

    commit: str
    parent: str
    path: str
    blob: str | None


@dataclass(frozen=True)
class Commit:
    """A commit. `made` is None where it names a day that no calendar has; `stamp` is that time as git writes it."""

    id: str
    parents: tuple[str, ...]
    author: str
    stamp: str

    @property
    def made(self) -> datetime | None:
        """When it was made, from its "committer" line: the computer's clock says so, nobody else."""
        try:
            return datetime.fromtimestamp(int(self.stamp.split(" ")[0]), UTC)
        except (ValueError, OverflowError, OSError):
            return None


def is_repository(root: Path) -> bool:
    """Say whether `root` is the top of a git repository; False only where git tracks nothing here or around it.

    Raises:
        GitError: there is a repository, but its history cannot be read here, or is not that of this folder alone.
    """
    root = root.resolve()
    is_top = os.path.lexists(root / ".git")
    if not is_top and not any(os.path.lexists(folder / ".git") for folder in root.parents):
        return False
    try:
        top = Path(run(root, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    except GitError as error:
        if is_top or "cannot be read whole" not in str(error):
            raise
        return False  # What is called .git around this folder is no repository.
    if top != root:
        if is_top:  # Git ignored the .git that is here and found another repository around it.
            raise GitError(damaged(root, "its HEAD or its objects are missing or damaged"))
        if run(root, "ls-files", "-z", "--", "notices"):
            raise GitError(
                f"The notices are a folder of the repository {top}, so no version can be told from its history. "
                "Give them a repository of their own: docs/use-this-for-another-school.md says how."
            )
        return False
    if not refs(root) and not _has_commit(root, "HEAD"):
        raise GitError('This repository has no commit yet. Commit the notices first: git add --all, then "git commit".')
    return True


def _has_commit(root: Path, revision: str) -> bool:
    return read_objects(root, [f"{revision}^{{commit}}"]) != [None]


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
    """Return the object of every branch, remote branch and tag by its full name.

    Raises:
        GitError: one cannot be read; git itself would only warn, and leave it out.
    """
    done = completed(root, ["for-each-ref", "--format=%(refname) %(objectname)"])
    passed_over = [line for line in done.stderr.decode(errors="replace").splitlines() if "ignoring" in line]
    if passed_over:
        raise GitError(damaged(root, passed_over[0].removeprefix("warning: ")))
    return dict(line.split(" ") for line in done.stdout.decode(errors="surrogateescape").splitlines())


def tags_of(root: Path, remote: str, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the commit, or else the object, that each tag of another repository names.

    Raises:
        GitError: it cannot be reached.
    """
    listed = run(root, "ls-remote", "--tags", remote, environment=environment).decode(errors="surrogateescape")
    named = {name: object_ for object_, name in (line.split("\t") for line in listed.splitlines())}
    names = {name.removesuffix("^{}") for name in named}
    return {name.removeprefix("refs/tags/"): named.get(f"{name}^{{}}") or named[name] for name in names}


def has_remote(root: Path, name: str) -> bool:
    """Say whether the repository knows another one by this name."""
    return name in run(root, "remote").decode().split()


def address_of(root: Path, name: str) -> str:
    """Return where another repository is."""
    return run(root, "remote", "get-url", name).decode(errors="surrogateescape").strip()


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Say whether the commit `older` is in the history of `newer`."""
    return not run(root, "rev-list", "--max-count=1", older, f"^{newer}", "--")


def first_parent_changes(root: Path, tip: str, folder: str) -> Iterator[Change]:
    """Yield what each commit of the first-parent history changed in a folder, oldest first.

    A merge counts as one step: what it brought, compared with its first parent.
    """
    return _changes(root, folder, "--first-parent", tip)


def branch_changes(root: Path, tip: str, base: str, folder: str) -> Iterator[Change]:
    """Yield what each commit changed in a folder that is in the history of `tip` and not in that of `base`."""
    return _changes(root, folder, "--topo-order", tip, f"^{base}")


def _changes(root: Path, folder: str, *revisions: str) -> Iterator[Change]:
    listed = run(root, "rev-list", "--parents", "--reverse", *revisions, "--").decode().splitlines()
    parents = {commit: parent.partition(" ")[0] for commit, _, parent in (line.partition(" ") for line in listed)}
    steps = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent in parents.items())
    output = run(
        root, "diff-tree", "--stdin", "-r", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--", f"{folder}/",
        stdin=steps.encode(),
    ).decode(errors="surrogateescape")  # fmt: skip
    commit, fields = "", iter(output.split("\0"))
    for field in fields:
        if field.startswith(":"):
            _, mode, _, blob, _ = field.split(" ")
            yield Change(commit, parents[commit], next(fields), blob if mode in _REGULAR else None)
        else:
            commit = field


def files(root: Path) -> list[str]:
    """Return the files that the commit has which is checked out."""
    listed = run(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode(errors="surrogateescape")
    return [path for path in listed.split("\0") if path and "\n" not in path]


def all_objects(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and one path of each file and folder that any branch or tag ever had."""
    for line in run(root, "rev-list", "--all", "--objects").decode(errors="surrogateescape").splitlines():
        id_, _, path = line.partition(" ")
        if path:
            yield id_, path


def is_clean(root: Path) -> bool:
    """Say whether what is checked out is exactly a commit."""
    return not run(root, "status", "--porcelain").strip()


def read_objects(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """Return the contents of the objects, in order; None where git does not have one."""
    return [content for _, _, content in _objects(root, names)]


def _objects(root: Path, names: Sequence[str]) -> Iterator[tuple[str, str, bytes | None]]:
    """Yield the id, the kind and the content of each object, in order; the content is None where there is none."""
    output = run(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    position = 0
    for name in names:
        end = output.index(b"\n", position)
        header = output[position:end].decode(errors="replace").split(" ")
        position = end + 1
        if header[-1] in ("missing", "ambiguous"):
            yield name, "", None
            continue
        size = int(header[-1])
        yield header[0], header[1], output[position : position + size]
        position += size + 1


def faults_of_file(root: Path, commit: str, path: str) -> list[str]:
    """Return what is wrong with the chain of digests from a commit to a file, which git does not check when it reads.

    Each object's id is the digest of its content: the commit names its tree, the tree the folder, that the file.
    """
    asked = [commit, f"{commit}^{{tree}}", f"{commit}:{path.rpartition('/')[0]}", f"{commit}:{path}"]
    faults, before = [], bytes.fromhex(commit)
    for id_, kind, content in _objects(root, asked):
        if content is None:
            return [f"git has no object {id_}"]
        digest = hashlib.new("sha1" if len(id_) == 40 else "sha256", usedforsecurity=False)
        digest.update(f"{kind} {len(content)}\0".encode() + content)
        if digest.hexdigest() != id_:
            faults.append(f"the content of the {kind} {id_} is not what its id is the digest of")
        if bytes.fromhex(id_) not in before and id_.encode() not in before:
            faults.append(f"nothing above the {kind} {id_} names it")
        before = content
    return faults


def read_commits(root: Path, names: Iterable[str]) -> dict[str, Commit]:
    """Return the commits by their names.

    Raises:
        GitError: git does not have one of them.
    """
    wanted = sorted(set(names))
    found = {}
    for name, content in zip(wanted, read_objects(root, wanted), strict=True):
        if content is None:
            raise GitError(damaged(root, f"the commit {name[:12]} is missing"))
        head = content.split(b"\n\n", 1)[0].decode(errors="replace").split("\n")
        parents = tuple(line.removeprefix("parent ") for line in head if line.startswith("parent "))
        by = {line.split(" ", 1)[0]: line for line in head}
        author = by.get("author", "").rpartition("<")[2].partition(">")[0]
        found[name] = Commit(name, parents, author, by.get("committer", "").rpartition("> ")[2])
    return found


def peel(root: Path, names: Sequence[str]) -> dict[str, str | None]:
    """Return the commit that each tag names; None where there is no such tag, or it leads to no commit that is here."""
    asked = "".join(f"refs/tags/{name}^{{commit}}\n" for name in names).encode()
    answers = run(root, "cat-file", "--batch-check", stdin=asked).decode().splitlines()
    fields = [answer.split(" ") for answer in answers]
    return {name: field[0] if field[-1] != "missing" else None for name, field in zip(names, fields, strict=True)}


def not_kept_as_they_are(root: Path, paths: Sequence[str]) -> dict[str, str]:
    """Return the files that git would change or leave out, each with the reason: an attribute, or "ignored"."""
    names = "".join(f"{path}\0" for path in paths).encode()
    fields = run(root, "check-attr", "-z", "--stdin", *_CONVERSIONS, stdin=names).decode(errors="surrogateescape")
    parts = fields.split("\0")
    attributes = zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    found = {path: f"{name}={value}" for path, name, value in attributes if value not in ("unspecified", "unset")}
    ignored = run(root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", "notices")
    return {path: "ignored" for path in ignored.decode(errors="surrogateescape").split("\0") if path in paths} | found
