"""Checks that what the record says was removed from a version is removed, from its file and so from the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.redactions import without_words


def is_taken_back(notice: Notice, rules: Rulebook) -> bool:
    """Say whether a notice is a version without its words, of which nothing but its place is asked."""
    if notice.front_matter is None or not rules.removals.retracted(notice.meta.version):
        return False
    return notice.source == without_words(notice.meta).decode()


def removals_done(record: Path, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each entry of the record that the version's file does not bear out.

    Args:
        record: redactions.toml, as findings show it.
        rules: with the history.
    """
    sources = {version.name: version for version in rules.history or ()}
    advice = "Rewrite the history as docs/remove-a-name.md says, or delete the entry."
    for each in rules.removals.redaction:
        if each.version not in sources:
            yield _finding(record, f'"{each.version}" is no published version. Write the one that is meant.')
        elif each.what.mark.encode() not in sources[each.version].source and not rules.removals.retracted(each.version):
            yield _finding(record, f'{each.version} is said to have "{each.what.mark}", and has not. {advice}')
    for gone in rules.removals.retraction:
        version = sources.get(gone.version)
        if version is None:
            yield _finding(record, f'"{gone.version}" is no published version. Write the one that is meant.')
        elif version.source != without_words(version.front_matter):
            yield _finding(record, f"{gone.version} is said to have no words any more, and has them. {advice}")


def _finding(record: Path, message: str) -> Finding:
    return Finding(str(record), 1, Rule.REMOVAL, Severity.ERROR, message)
