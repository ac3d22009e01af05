"""Which branch of a clone publishes, and whether the clone has all of its history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from privacy_notices.errors import HistoryError
from privacy_notices.history import repository


def refuse_shallow(root: Path) -> None:
    """Raise HistoryError where the clone lacks older commits."""
    if repository.is_shallow(root):
        raise HistoryError(
            "This clone is shallow: it lacks older commits, and so the history. Get them: git fetch --unshallow --tags"
        )


def main_tip(root: Path, refs: Mapping[str, str]) -> str:
    """Return the ref whose first-parent history counts: main, or origin/main where main is only behind it.

    Where there is no branch at all, as on some build machines, it is what is checked out.

    Raises:
        HistoryError: there are branches, and none is called main: nobody can know which of them publishes.
    """
    local, remote = refs.get("refs/heads/main"), refs.get("refs/remotes/origin/main")
    if local and remote and local != remote and repository.is_ancestor(root, local, remote):
        return "refs/remotes/origin/main"
    if local or remote:
        return "refs/heads/main" if local else "refs/remotes/origin/main"
    branches = sorted(name.split("/", 2)[2] for name in refs if name.startswith(("refs/heads/", "refs/remotes/")))
    if branches:
        raise HistoryError(
            f'What the branch "main" holds is published, and here is no such branch, only {", ".join(branches)}. '
            "If one of them publishes, call it main: git branch --move OLD-NAME main"
        )
    return "HEAD"
