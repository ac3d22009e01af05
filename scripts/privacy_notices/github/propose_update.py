"""Proposes by pull request the release of the program that a school's repository was moved to."""

from __future__ import annotations

from privacy_notices.data_files import read_text
from privacy_notices.github.api import propose
from privacy_notices.project import Project
from privacy_notices.releases.school import LOCK, MAKEFILE, SET_UP
from privacy_notices.text import escape_markdown

_ABOUT = """A newer release of the program changes this for our school. Look at the built site, then merge.

"""
#: GitHub lets no workflow change workflows, so their release is proposed by Dependabot.
_PATHS = (LOCK, MAKEFILE, SET_UP)


def propose_update(project: Project) -> str:
    """Open a pull request with the files of the release, and return in one line what was done.

    Raises:
        HeldByPeopleError: somebody works on an earlier proposal.
        FileError, GitError, GitHubError: a file cannot be read, or something was refused.
    """
    if not project.update_report.exists():
        return "There is nothing to propose: no newer release was found."
    lines = read_text(project.update_report).splitlines()
    body = _ABOUT + "".join(f"- {escape_markdown(line)}\n" for line in lines)
    return propose(project.root, "update", "Use the newest release of the program", body, *_PATHS, renew=True)
