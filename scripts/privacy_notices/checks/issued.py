"""What the checks say of words that have been issued: what is wrong with them, and never that they should be changed.

A notice tells parents what it told them. What is wrong with it is declared in its front matter (`known_faults`), and
the page says it beside the words, as ours; or the next revision says it rightly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.showing import obstacles
from privacy_notices.phrases import folded


def of_words(notice: Notice, line: int, rule: Rule, severity: Severity, words: str, fault: str, advice: str) -> Finding:
    """Return the finding that words of a notice are wrong: `fault` says how, `advice` what to write instead."""
    return Finding(notice.path, line, rule, severity, f"{fault} {advice}", words=words, fault=fault)


def is_over(notice: Notice, rules: Rulebook) -> bool:
    """Say whether the time of a notice is over, so that nobody can be given a better one."""
    return notice.in_force is not None and notice.in_force.last < rules.today


def may_have_remarks(notice: Notice, rules: Rulebook) -> bool:
    """Say whether gaps and faults may be declared: while its time lasts, a notice is corrected instead."""
    return notice.is_published and is_over(notice, rules)


def next_revision(notice: Notice, rules: Rulebook) -> int | None:
    """Return the revision in which a notice can be corrected that parents have already; None where none has come."""
    if notice.front_matter is None or not notice.is_published:
        return None
    names = [version.name for version in rules.history or ()]
    return len(rules.published(str(notice.meta.academic_year))) + 1 if notice.meta.version in names else None


def as_issued(notice: Notice, rules: Rulebook, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, without those of declared faults, and with advice that leaves issued words as they are."""
    declared = notice.front_matter.known_faults if notice.front_matter and may_have_remarks(notice, rules) else {}
    known = [folded(words) for words in declared]
    later = next_revision(notice, rules)
    for finding in findings:
        words = folded(finding.words)
        if words and any(words in each or each in words for each in known):
            continue
        if finding.fault and is_over(notice, rules):
            advice = f"If it was issued so, leave it and{_declare(finding.words, notice)}"
            yield replace(finding, message=f"{finding.fault} {advice}", to_fill_in="")
        elif finding.fault and later:
            advice = f'Correct it in the next revision: write "revision: {later}", and say in "changes" what changed.'
            yield replace(finding, message=f"{finding.fault} {advice}", to_fill_in="")
        else:
            yield finding


def _declare(words: str, notice: Notice) -> str:
    when = "" if notice.is_published else ", when you publish it,"
    sign = "'" if '"' in words else '"'
    return f'{when} declare: known_faults: {{{sign}{words}{sign}: "what is wrong"}}.'


def known_fault_findings(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each known fault that may not be declared, or whose words the notice does not have."""
    if notice.front_matter is None or notice.in_force is None:
        return
    text = folded(notice.text)
    for words in notice.meta.known_faults:
        line = notice.key_lines[f"known_faults.{words}"]
        if not may_have_remarks(notice, rules):
            message = f'Only a published notice whose time is over may have known faults. Delete "{words}" here.'
            yield Finding(notice.path, line, Rule.KNOWN_FAULT, Severity.ERROR, message)
        elif " ".join(folded(words).split()) not in " ".join(text.split()):
            message = f'The notice does not say "{words}". Write the words as they stand in it, or delete them here.'
            yield Finding(notice.path, line, Rule.KNOWN_FAULT, Severity.ERROR, message)


def cannot_be_shown(notice: Notice, rules: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each place for which the build of the site would refuse the notice."""
    later = next_revision(notice, rules)
    advice = (
        f" This revision is published, and its page shows the source text: set `revision: {later}`, say in `changes` "
        "what you changed, and correct it there."
    )
    for found in obstacles(notice):
        yield replace(found, message=found.message + advice) if later else found
