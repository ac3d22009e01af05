"""Checks that what was published stays as it was, and what a branch would publish, by the history of main."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.history.main_branch import impossible_date, new_revisions
from privacy_notices.notices.issued import differences
from privacy_notices.notices.notice import Notice

_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(
    rf"(?:\b\d{{1,2}}(?:[a-z]{{2}})? )?\b{_MONTH},? \d{{4}}|\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b", re.IGNORECASE
)
_UPDATED = re.compile(
    r"\b(?:last|was|is|been) (?:updated|reviewed|revised|amended|changed)\b|\bupdated:? |\bversion", re.IGNORECASE
)


def published_stays(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding where a published notice was reworded, taken back or misnumbered."""
    if notice.front_matter is None or rules.history is None:
        return
    year, revision = notice.meta.academic_year, notice.meta.revision
    published = rules.published(str(year))
    last = max((version.revision for version in published), default=0)
    line = notice.key_lines["revision"]
    if published and not notice.is_published:
        message = (
            f'{year} is published, and cannot be a draft again. Write "status: published"; '
            "a correction stays on its own branch until it is ready."
        )
        yield Finding(notice.path, notice.key_lines["status"], Rule.PUBLISHED_WITHDRAWN, Severity.ERROR, message)
    if revision < last:
        message = (
            f'Revision {last} of {year} is published, so revision {revision} is history. Write "revision: {last + 1}".'
        )
        yield Finding(notice.path, line, Rule.REVISION_NUMBER, Severity.ERROR, message)
    elif revision > last + 1:
        message = f'The next revision of {year} is {last + 1}. Write "revision: {last + 1}".'
        yield Finding(notice.path, line, Rule.REVISION_NUMBER, Severity.ERROR, message)
    for each in rules.unsound:
        if each.stands and each.name == notice.meta.version and not notice.findings:
            yield Finding(notice.path, line, Rule.COMMIT_DATE, Severity.WARNING, each.reason)
    for version in published:
        if version.revision == revision and version.source != notice.source.encode():
            how = (
                f"{year} version {revision} is published. To correct it, set `revision: {last + 1}` "
                "and say in `changes` what you changed."
            )
            for place in differences(notice, version.notice):
                # The words of a file with faults of form are shown nowhere, not even in a preview's findings.
                message = how if notice.findings else f"{how} {place.words}"
                yield Finding(notice.path, place.line, Rule.PUBLISHED_CHANGED, Severity.ERROR, message)


def old_dates(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each date of a last update that a version published before names too.

    Words that have been issued are never looked at, only what would become a version.
    """
    if notice.front_matter is None or any(version.name == notice.meta.version for version in rules.history or ()):
        return
    kept = {day: version.name for version in rules.history or () for _, day in _updates(version.notice)}
    for line, day in _updates(notice):
        if name := kept.get(day):
            message = f'"{day}" is the date of the last update in version {name} already. Write the date of this one.'
            yield Finding(notice.path, line, Rule.OLD_DATE, Severity.WARNING, message)


def _updates(notice: Notice) -> Iterator[tuple[int, str]]:
    """Yield each date of a last update, with its line."""
    for block in notice.blocks:
        if updated := _UPDATED.search(block.plain):
            for day in _DATE.finditer(block.plain, updated.start()):
                line = block.line_at(max(block.text.find(day[0].split()[-1]), 0))
                yield line, day[0]
                break


def published_notices_removed(files: Iterable[Path], folder: Path, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each published notice that is not among the files; `folder` is as findings show it."""
    there = {path.stem for path in files}
    for year in sorted({str(version.year) for version in rules.history or ()} - there):
        message = f"The notice for {year} is published and cannot be deleted. Bring the file back from main."
        yield Finding(str(folder / f"{year}.md"), 1, Rule.PUBLISHED_WITHDRAWN, Severity.ERROR, message)


def branch_findings(root: Path, notices: list[Notice]) -> Iterator[Finding]:
    """Yield a finding where a commit of the branch that is checked out would be a bad version of main.

    A merge commit and a squash bring a branch as one step; after a fast-forward or a rebase each commit is one.

    Raises:
        GitError, HistoryError: the history cannot be read.
    """
    standing = {notice.meta.version: notice for notice in notices if notice.is_published}
    for name, tries in new_revisions(root).items():
        if not (notice := standing.get(name)):
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
