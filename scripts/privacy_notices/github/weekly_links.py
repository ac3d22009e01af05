"""What the weekly link check leaves behind: a proposal, an issue, and the state for the next check.

The state is kept in a ref of origin, `refs/links/state`: GitHub's cache forgets after seven days, which is how long a
week is, and an artefact could come from anybody's pull request.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from privacy_notices.data_files import read_bytes, read_text, write_whole
from privacy_notices.errors import HeldByPeopleError
from privacy_notices.github import api as github
from privacy_notices.history import git
from privacy_notices.links.records import KeptLink, load_links
from privacy_notices.links.update import update_from_report
from privacy_notices.project import Project

#: Where origin keeps the state file: a ref beside branches and tags.
STATE_REF = "refs/links/state"
_TITLE = "Links that need you"
_ABOUT_ISSUE = (
    "The weekly link check keeps this issue up to date, and closes it when all is well. What each word means, and "
    'what to do: the guide "When the link check complains" (docs/links.md).\n\n'
)
_ABOUT_PROPOSAL = (
    "The weekly link check saw something new. This changes `notices/links.toml`, from which each notice's page tells "
    "parents what became of its links. No notice changes.\n\n"
    'Open "Files changed" and read what it saw. If it is right, merge. If it is not, change it there first.\n'
)


def fetch_state(project: Project) -> str:
    """Fetch the state file of the last run from origin, and return in one line what was there."""
    tip = github.fetch(project.root, STATE_REF)
    if tip is None:
        return "There is no state of an earlier link check: this is the first."
    write_whole(project.links_state, git.run(project.root, "cat-file", "blob", f"{tip}:state.json").decode())
    return "Brought the state of the last link check."


def _push_state(root: Path, state: Path) -> None:
    """Leave the state file at origin for the next run."""
    blob = git.run(root, "hash-object", "-w", "--stdin", stdin=read_bytes(state)).decode().strip()
    tree = git.run(root, "mktree", stdin=f"100644 blob {blob}\tstate.json\n".encode()).decode().strip()
    github.push(root, f"+{github.commit_tree(root, tree, 'What the last link check saw')}:{STATE_REF}")


def follow_up(project: Project, today: date) -> list[str]:
    """Propose links.toml where it says anything new, bring the issue up to date, keep the state; say what was done.

    Only another day on which the same was seen is not proposed: it would be a pull request every week. Where there is
    no report, nothing could be checked, and nothing is done.

    Raises:
        FileError, GitError, GitHubError, HistoryError: a file cannot be used, or GitHub refused.
    """
    if not project.links_report.exists():
        return ["No site could be asked, so nothing is known of the links this time. Nothing was changed."]
    root, kept = project.root, project.links_file
    before = _without_days(kept)
    changes = update_from_report(project, project.links_report, today)
    lines = []
    if _without_days(kept) == before:
        lines.append("notices/links.toml says it already.")
    else:
        body = f"{_ABOUT_PROPOSAL}\n{changes}\n"
        title, path = "Say what became of the links", str(kept.relative_to(root))
        try:
            lines.append(github.propose(root, "links-update", title, body, path, renew=True))
        except HeldByPeopleError as error:
            lines.append(str(error))
    text = read_text(project.links_issue)
    lines.append(github.keep_issue("link-report", _TITLE, text and _ABOUT_ISSUE + text))
    _push_state(root, project.links_state)
    return lines


def _without_days(path: Path) -> list[KeptLink]:
    return [link.model_copy(update={"seen": date.min}) for link in load_links(path).link]
