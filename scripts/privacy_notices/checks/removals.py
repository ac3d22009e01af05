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
    """Yield a finding for each entry of the record (redactions.toml, as findings show it) that is not so."""
    for message in _not_done(rules):
        yield Finding(str(record), 1, Rule.REMOVAL, Severity.ERROR, message)


def _not_done(rules: Rulebook) -> Iterator[str]:
    versions = {version.name: version for version in rules.history or ()}
    unknown = '"{}" is no published version. Write the one that is meant.'
    advice = "Rewrite the history as docs/remove-a-name.md says, or delete the entry."
    for each in rules.removals.redaction:
        if each.version not in versions:
            yield unknown.format(each.version)
        elif each.what.mark.encode() not in versions[each.version].source and not rules.removals.retracted(
            each.version
        ):
            yield f'{each.version} is said to have "{each.what.mark}", and has not. {advice}'
    for gone in rules.removals.retraction:
        if gone.version not in versions:
            yield unknown.format(gone.version)
        elif versions[gone.version].source != without_words(versions[gone.version].front_matter):
            yield f"{gone.version} is said to have no words any more, and has them. {advice}"
