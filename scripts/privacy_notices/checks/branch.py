"""Checks what a branch would publish if each of its commits became a commit of main."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.history.main_branch import impossible_date, new_revisions
from privacy_notices.notices.issued import differences
from privacy_notices.notices.notice import Notice


def branch_findings(root: Path, notices: list[Notice]) -> Iterator[Finding]:
    """Yield a finding where a commit of the branch that is checked out would be a bad version.

    A merge commit and a squash bring a branch as one step; after a fast-forward or a rebase each commit is one.

    Raises:
        GitError, HistoryError: the history cannot be read.
    """
    standing = {notice.meta.version: notice for notice in notices if notice.is_published}
    for name, tries in new_revisions(root).items():
        notice = standing.get(name)
        if notice is None:
            continue
        first = tries[0][0]
        line = notice.key_lines["revision"]
        other = next((v for v, _ in tries if any(differences(v.notice, first.notice))), None)
        if other:
            message = (
                f"Commits {first.commit[:12]} and {other.commit[:12]} of this branch hold different "
                f"words of version {name}. Merge it with a merge commit or by squashing: by rebase or fast-forward the "
                "first would be the version for good."
            )
            yield Finding(notice.path, line, Rule.TWO_TRIES, Severity.WARNING, message)
        for version, commit in tries:
            if fault := impossible_date(commit):
                message = f"Commit {version.commit[:12]} would publish version {name}: {fault}"
                yield Finding(notice.path, line, Rule.COMMIT_DATE, Severity.WARNING, message)
