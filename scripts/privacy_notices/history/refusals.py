"""Translates what git refuses into one line that staff can pass on, with what to do where that is known."""

from __future__ import annotations

import re
from pathlib import Path

#: How git says that it cannot read its own files.
_DAMAGE = (
    "unexpected line in",
    "couldn't read",
    "Permission denied",
    "bad object",
    "bad ref",
    "corrupt",
    "unable to read",
    "Could not read",
)


def in_words(root: Path, command: str, said: str) -> str:
    """Say in one line what git refused, and what to do where that is known."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no reason given"]
    reason = next((line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))), lines[-1])
    reason = reason.removeprefix("fatal: ").removeprefix("error: ")
    if "dubious ownership" in said:
        return f"{root} belongs to another user, so git does not read it. If you trust it, run: {lines[-1]}"
    if "not a git repository" in said:
        return damaged(root, "its HEAD or its objects are missing or damaged")
    if lock := re.search(r"Unable to create '(.*\.lock)': File exists", said):
        return (
            f"Git is at work here, or left the lock file {lock[1]} behind. "
            "If no git command is running, delete that file and try again."
        )
    if other := re.search(r"'refs/tags/(\S+)' exists; cannot create 'refs/tags/(\S+)'", said):
        return f"The tag {other[1]} is in the way of {other[2]}. Delete it: git tag --delete {other[1]}"
    if "bad config" in said:
        return f"Git's settings here cannot be read: {reason}. Mend that line; if that does not help, clone anew."
    if "aborted by hook" in said:
        return f"A hook of this repository refuses the tags ({lines[0]}). Ask whoever set up .git/hooks."
    if any(sign in said for sign in _DAMAGE):
        return damaged(root, reason)
    return f"git {command} failed: {reason}"


def damaged(root: Path, why: str) -> str:
    """Say in one line that a repository cannot be read, and what to do."""
    return f"{root / '.git'} cannot be read whole: {why}. Check whose the files are; if that does not help, clone anew."
