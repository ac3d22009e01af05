"""The only caller of git: in an environment of our own, by commands whose output no user's settings change.

Variables that a hook or another repository left behind, replaced objects, grafts and a stale commit graph would make
git show a different history from the one that everybody else has.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from privacy_notices.errors import GitError
from privacy_notices.history.refusals import in_words

#: The variables of git that are kept: where its settings are, and how it reaches a server.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_ASKPASS", "GIT_SSH", "GIT_SSL")
_OURS = {
    "LC_ALL": "C",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
_SETTINGS = ("core.commitGraph=false", "core.fsmonitor=false", "push.followTags=false", "push.gpgSign=false")


def run(root: Path, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
    """Return what git prints.

    Raises:
        GitError: git is not there or failed; the message is one line.
    """
    return completed(root, arguments, stdin, environment).stdout


def completed(
    root: Path, arguments: Sequence[str], stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return what git prints and what it warns of.

    Raises:
        GitError: git is not there or failed; the message is one line.
    """
    inherited = {key: value for key, value in os.environ.items() if key.startswith(_KEPT) or key[:4] != "GIT_"}
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", "-C", str(root), *settings, *arguments]
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, env={**inherited, **_OURS, **(environment or {})}, check=False
        )
    except (FileNotFoundError, PermissionError):
        raise GitError("The history is kept by git, which is not installed here or not on the PATH.") from None
    if done.returncode != 0:
        raise GitError(in_words(root, arguments[0], done.stderr.decode(errors="replace")))
    return done
