"""Checks what a notice must say on the days on which it is in force."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace

from privacy_notices.checks.issued import is_over, may_have_remarks, next_revision
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import ONLY_THE_SCHOOL_KNOWS, Finding, Rule, Severity
from privacy_notices.law.requirements import Requirement
from privacy_notices.notices.notice import Notice
from privacy_notices.years import day_in_words


def missing_requirements(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each requirement that something asks for and no passage answers.

    Passages match by id, not by wording, so staff may reword and retitle freely. What is missing has no
    line of its own: the finding points at the title, and is read where its part of the notice would be.
    """
    if notice.in_force is None:
        return
    excused = notice.front_matter.known_gaps if notice.front_matter and may_have_remarks(notice, rules) else {}
    for requirement, severity in rules.requirements.asked(notice.in_force, rules.school):
        if requirement.id not in notice.passages and requirement.id not in excused:
            message, short = _what_to_do(requirement, notice, rules)
            yield _missing(notice, rules, requirement, severity, message, short)


def depends_on_the_school(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each passage that a draft needs only if something is true that school.toml does not say."""
    if notice.in_force is None or not rules.is_being_written(notice):
        return
    for requirement in rules.requirements:
        is_open = requirement.depends_on_the_unknown(notice.in_force, rules.school)
        if is_open and requirement.when and requirement.id not in notice.passages:
            says = (
                f'{requirement.condition}? notices/school.toml does not say ("{requirement.when.fact}"). '
                f"If so: {requirement.write}"
            )
            message = f"{says}. Mark the passage {{#{requirement.id}}}."
            short = f"{requirement.condition}? If so: {requirement.write}."
            finding = _missing(notice, rules, requirement, Severity.WARNING, message, short)
            yield replace(finding, part=ONLY_THE_SCHOOL_KNOWS)


def law_changes_inside(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each change of the law that begins while a draft will be in force."""
    if notice.in_force is None or not rules.is_being_written(notice):
        return
    for change in rules.requirements.law_change:
        if notice.in_force.first < change.date <= notice.in_force.last:
            message = (
                f"The law changes on {day_in_words(change.date)}, inside this notice's year: {change.what}. "
                "Write what is true before and after, or plan a revision for that day."
            )
            yield Finding(notice.path, notice.title_line, Rule.LAW_CHANGE, Severity.WARNING, message, change.cite)


def _missing(
    notice: Notice, rules: Rulebook, requirement: Requirement, severity: Severity, message: str, short: str
) -> Finding:
    line, part, place = notice.title_line, requirement.group, _place(notice, rules, requirement.group)
    cite = requirement.citation(notice.days)
    return Finding(notice.path, line, requirement.id, severity, message, cite, part=part, short=short, place=place)


def _place(notice: Notice, rules: Rulebook, part: str) -> int:
    """Return the line at which a part ends, or the nearest one before it that the notice has; 0 where it has none."""
    parts = list(rules.requirements.by_group())
    number = {each.id: parts.index(each.group) for each in rules.requirements}
    lasts = (
        (number[each.id], block) for each in notice.marked for block in notice.blocks_of(each)[-1:] if each.id in number
    )
    ends = ((place, block.line_at(len(block.text))) for place, block in lasts if place <= parts.index(part))
    return max(ends, default=(0, 0))[1]


def _what_to_do(requirement: Requirement, notice: Notice, rules: Rulebook) -> tuple[str, str]:
    """Say what to do about a requirement that nothing answers, also shortly: what was issued is not written again."""
    mark = f"{{#{requirement.id}}}"
    if is_over(notice, rules):
        when = " declare" if notice.is_published else ", when you publish it, declare"
        gap = f'known_gaps: {{{requirement.id}: "The notice as issued does not say."}}'
        short = f"{requirement.title}: no passage is marked {mark}."
        return f"{short} Mark the one that says it, or{when} the gap: {gap}.", short
    if later := next_revision(notice, rules):
        return f"{requirement.write}, in revision {later}, and mark the passage {mark}.", f"{requirement.write}."
    return f"{requirement.write}. Mark the passage {mark}.", f"{requirement.write}."


def unknown_marks(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each mark that names no requirement, with the nearest one that exists."""
    for passage in notice.marked:
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
