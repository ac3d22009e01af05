"""A finding: a problem at a place, and how it is printed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from privacy_notices.text import github_command, plural


class Severity(StrEnum):
    """How bad a finding is. Only an error stops a notice from being published."""

    ERROR = "error"
    WARNING = "warning"


class Rule(StrEnum):
    """Every rule that is not itself a requirement (those have their ids in requirements.toml)."""

    FILE_UNREADABLE = "file-unreadable"
    FILE_NAME = "file-name"
    FRONT_MATTER = "front-matter"
    TITLE = "title"
    MARK = "mark"
    MARKUP = "markup"
    RAW_HTML = "raw-html"
    DIRECTIVE = "directive"
    LINK_ADDRESS = "link-address"
    CANNOT_BE_SHOWN = "cannot-be-shown"
    KNOWN_GAP = "known-gap"
    KNOWN_FAULT = "known-fault"
    OTHER_SCHOOLS = "other-schools"
    STALE_WORDING = "stale-wording"
    TO_DO = "to-do"
    TEMPLATE_BRACKETS = "template-brackets"
    LETTERED_REFERENCE = "lettered-reference"
    EMPTY_LIST = "empty-list"
    OLD_DATE = "old-date"
    NO_FONT = "no-font"
    LONG_SENTENCE = "long-sentence"
    HEAVY_WORDS = "heavy-words"
    PUBLISHED_CHANGED = "published-changed"
    PUBLISHED_WITHDRAWN = "published-withdrawn"
    REVISION_NUMBER = "revision-number"
    REMOVAL = "removal"
    FILE_PLACE = "file-place"
    TWO_TRIES = "two-tries"
    COMMIT_DATE = "commit-date"
    IMPORT = "import"
    SUGGESTED_MARK = "suggested-mark"


@dataclass(frozen=True, order=True)
class Finding:
    """A problem at a place.

    `line` counts from 1. `message` says what to write, in plain English, on one line.
    `source` is the law or guidance behind the rule, or "". `to_fill_in` is what is missing where a TODO stands, or "".
    `words` are those of the notice that are wrong, or "", and `fault` is the message without the advice to change them:
    what has been issued stays as it was.
    """

    path: str
    line: int
    rule: str
    severity: Severity
    message: str
    source: str = ""
    to_fill_in: str = ""
    words: str = ""
    fault: str = ""

    def as_data(self) -> dict[str, str | int]:
        """Return the finding as JSON shows it."""
        values = asdict(self)
        return {key: value for key, value in values.items() if key not in ("to_fill_in", "words", "fault")}


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, those with none included."""
    found = Counter(finding.severity for finding in findings)
    return {severity.value: found[severity] for severity in Severity}


def has_errors(findings: Sequence[Finding]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def as_text(findings: Sequence[Finding], checked: int) -> str:
    """Return one line a finding, `path:line: severity: message (source) [rule]`, and a line of counts.

    What drafts still have to fill in is listed separately, so that it hides nothing else.

    Args:
        findings: in the order in which they are printed.
        checked: the number of notices that were looked at.
    """
    lines, to_do = [], []
    for finding in findings:
        source = f" ({finding.source})" if finding.source else ""
        place = f"{finding.path}:{finding.line}"
        if finding.to_fill_in and finding.severity is Severity.WARNING:
            to_do.append(f"{place}: {finding.to_fill_in}")
        else:
            lines.append(f"{place}: {finding.severity}: {finding.message}{source} [{finding.rule}]")
    if to_do:
        lines += ["Still to fill in before this can be published:", *to_do]
    return "\n".join([*lines, tally(findings, checked)])


def tally(findings: Sequence[Finding], checked: int) -> str:
    """Return the line of counts: "1 notice checked: 0 errors, 2 warnings."."""
    number = counts(findings)
    found = ", ".join(plural(number[severity], severity) for severity in Severity)
    return f"{plural(checked, 'notice')} checked: {found}."


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a JSON object with `schema`, `findings` and `summary` (severity: count)."""
    document = {
        "schema": 1,
        "findings": [finding.as_data() for finding in findings],
        "summary": counts(findings),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_github(findings: Sequence[Finding], checked: int) -> str:
    """Return GitHub workflow commands, one a finding; the line of counts comes last, as plain text."""
    commands = []
    for each in findings:
        source = f" ({each.source})" if each.source else ""
        commands.append(github_command(each.severity, each.path, each.line, each.rule, each.message + source))
    return "\n".join([*commands, tally(findings, checked)])
