"""Checks what a notice must say on the days on which it is in force."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from privacy_notices.checks.issued import is_over, may_have_remarks, next_revision
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.law.requirements import Requirement
from privacy_notices.notices.notice import Notice


def missing_requirements(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each requirement that something asks for and no passage answers.

    Passages match by id, not by wording, so staff may reword and retitle freely. What is missing has no
    line of its own: the finding points at the title.
    """
    if notice.in_force is None:
        return
    excused = notice.front_matter.known_gaps if notice.front_matter and may_have_remarks(notice, rules) else {}
    for requirement, severity in rules.requirements.asked(notice.in_force, rules.school):
        if requirement.id not in notice.passages and requirement.id not in excused:
            message = _missing(requirement, notice, rules)
            yield Finding(notice.path, notice.title_line, requirement.id, severity, message, requirement.citation)


def _missing(requirement: Requirement, notice: Notice, rules: Rulebook) -> str:
    """Say what to do about a requirement that nothing answers: what has been issued is not written again."""
    mark = f"{{#{requirement.id}}}"
    if is_over(notice, rules):
        when = " declare" if notice.is_published else ", when you publish it, declare"
        gap = f'known_gaps: {{{requirement.id}: "The notice as issued does not say."}}'
        return f"{requirement.title}: no passage is marked {mark}. Mark the one that says it, or{when} the gap: {gap}."
    if later := next_revision(notice, rules):
        return f"{requirement.write}, in revision {later}, and mark the passage {mark}."
    return f"{requirement.write}. Mark the passage {mark}."


def unknown_marks(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each mark that names no requirement, with the nearest one that exists."""
    for passage in notice.passages.values():
        if passage.id not in rules.requirements.ids:
            message = f'"{passage.id}" is not a requirement. {_nearest(passage.id, rules)}'
            yield Finding(notice.path, passage.line, Rule.MARK, Severity.ERROR, message)


def known_gap_findings(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each known gap that may not be declared, or need not be."""
    if notice.front_matter is None or notice.in_force is None:
        return
    asked = {requirement.id for requirement, _ in rules.requirements.asked(notice.in_force, rules.school)}
    for name in notice.front_matter.known_gaps:
        line = notice.key_lines[f"known_gaps.{name}"]
        if name not in rules.requirements.ids:
            message = f'"{name}" is not a requirement. {_nearest(name, rules)}'
            yield Finding(notice.path, line, Rule.KNOWN_GAP, Severity.ERROR, message)
        elif not may_have_remarks(notice, rules):
            where = f"revision {later}" if (later := next_revision(notice, rules)) else "the notice"
            message = (
                f'Only a published notice whose time is over may have gaps. Delete "{name}" and say it in {where}.'
            )
            yield Finding(notice.path, line, Rule.KNOWN_GAP, Severity.ERROR, message)
        elif name in notice.passages:
            message = f'Line {notice.passages[name].line} answers "{name}", so it is no gap. Delete it here.'
            yield Finding(notice.path, line, Rule.KNOWN_GAP, Severity.WARNING, message)
        elif name not in asked:
            message = f'Nothing asked for "{name}" on the days of this notice, so it is no gap. Delete it here.'
            yield Finding(notice.path, line, Rule.KNOWN_GAP, Severity.WARNING, message)


def _nearest(name: str, rules: Rulebook) -> str:
    nearest = difflib.get_close_matches(name, rules.requirements.ids, n=1)
    if nearest:
        return f'Did you mean "{nearest[0]}"?'
    return 'The page "What a notice must say" lists them all (notices/requirements.toml).'
