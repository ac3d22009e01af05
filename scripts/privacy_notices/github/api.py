"""What workflows do on GitHub: push, propose changes, keep one issue. The only caller of `gh`.

Nothing here reads a token: `gh` finds it in GH_TOKEN, also for what git sends and fetches.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from privacy_notices.data_files import file_errors
from privacy_notices.errors import GitHubError, HeldByPeopleError
from privacy_notices.history import git, repository

BOT = "github-actions[bot]"
#: The bot's address for commits; a branch whose last commit has another author contains people's work.
BOT_EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
_AS_BOT = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", BOT), ("EMAIL", BOT_EMAIL))
}
#: Git asks `gh` for the token, and nobody else.
_CREDENTIALS = {
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "credential.helper",
    "GIT_CONFIG_VALUE_0": "",
    "GIT_CONFIG_KEY_1": "credential.helper",
    "GIT_CONFIG_VALUE_1": "!gh auth git-credential",
}
#: GitHub takes 65,536 characters.
_LONGEST_BODY = 60_000


def add_to_summary(text: str) -> None:
    """Show a text on the page of the workflow's run; elsewhere than in a workflow there is none."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        path = Path(summary)
        with file_errors(path, "written"), path.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")


def push(root: Path, *refspecs: str) -> None:
    """Send to origin; raise GitError where it refuses."""
    git.run(root, "push", "--quiet", "origin", *refspecs, environment=_CREDENTIALS)


def tags_of_origin(root: Path) -> dict[str, str]:
    """Return the commit that each tag of origin names; raise GitError where it cannot be asked."""
    return repository.tags_of(root, "origin", _CREDENTIALS)


def fetch(root: Path, ref: str) -> str | None:
    """Return the commit that a ref of origin names, brought here; None where origin has no such ref."""
    if not git.run(root, "ls-remote", "origin", ref, environment=_CREDENTIALS):
        return None
    git.run(root, "fetch", "--quiet", "--no-tags", "origin", ref, environment=_CREDENTIALS)
    return repository.commit_of(root, "FETCH_HEAD")


def commit_tree(root: Path, tree: str, message: str, *parents: str) -> str:
    """Make a commit as GitHub's bot, on no branch, and return it."""
    above = [word for parent in parents for word in ("-p", parent)]
    return git.run(root, "commit-tree", tree, *above, "-m", message, environment=_AS_BOT).decode().strip()


def propose(root: Path, branch: str, title: str, body: str, *paths: str, renew: bool = False) -> str:
    """Open a pull request with the files as they are here, and return in one line what was done.

    The change is made on HEAD. With `renew` it may replace what was proposed on the same branch before, but never work
    of people.

    Raises:
        HeldByPeopleError: the branch exists and may not be replaced.
        GitError, GitHubError: something was refused.
    """
    tip = fetch(root, f"refs/heads/{branch}")
    author = repository.read_commits(root, [tip])[tip].author if tip else BOT_EMAIL
    if tip and not (renew and (author == BOT_EMAIL or repository.is_ancestor(root, tip, "HEAD"))):
        raise HeldByPeopleError(
            f'Nothing was changed: the branch "{branch}" holds work already. '
            "Merge or close its pull request and delete the branch, then start this again."
        )
    git.run(root, "add", "--all", "--", *paths)
    tree = git.run(root, "write-tree").decode().strip()
    push(root, f"+{commit_tree(root, tree, title, 'HEAD')}:refs/heads/{branch}")
    owner = _repository().partition("/")[0]
    text = {"title": title, "body": body[:_LONGEST_BODY]}
    found = _ask("GET", f"pulls?state=open&head={owner}:{branch}")
    if found:
        answer = _ask("PATCH", f"pulls/{found[0]['number']}", **text)
    else:
        answer = _ask("POST", "pulls", **text, head=branch, base="main")
    # GitHub starts no workflow for what a workflow pushed, so the checks are started by name.
    _ask("POST", "actions/workflows/check.yml/dispatches", ref=branch)
    return f"Pull request {answer['number']} {'is brought up to date' if found else 'is opened'}: {title}."


def keep_issue(label: str, title: str, body: str) -> str:
    """Keep the bot's one open issue with a label up to date, and return in one line what was done.

    Without a body there is nothing to say: an open issue is closed.

    Raises:
        GitHubError: GitHub refused.
    """
    listed = _ask("GET", f"issues?state=open&labels={label}")
    found = [issue for issue in listed if issue["user"]["login"] == BOT and "pull_request" not in issue]
    text = {"title": title, "body": body[:_LONGEST_BODY]}
    if not body:
        for issue in found:
            _ask("POST", f"issues/{issue['number']}/comments", body="All is well again, so this is closed.")
            _ask("PATCH", f"issues/{issue['number']}", state="closed")
        return f"All is well. {len(found)} open issue closed." if found else "All is well. There is no open issue."
    if found:
        _ask("PATCH", f"issues/{found[0]['number']}", **text)
        return f"Issue {found[0]['number']} is brought up to date: {title}."
    return f"Issue {_ask('POST', 'issues', **text, labels=[label])['number']} is opened: {title}."


def _repository() -> str:
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    if "/" not in repository:
        raise GitHubError("GITHUB_REPOSITORY is not set: this is run by a workflow on GitHub.")
    return repository


def _ask(method: str, path: str, **fields: object) -> Any:
    """Call GitHub's REST API through `gh` and return its answer."""
    command = ["gh", "api", "--method", method, f"repos/{_repository()}/{path}"]
    if fields:
        command += ["--input", "-"]
    try:
        done = subprocess.run(command, input=json.dumps(fields), capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise GitHubError("gh, GitHub's command, is not installed") from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise GitHubError(f"GitHub refused {method} {path}: {said[-1]}")
    return json.loads(done.stdout or "null")
