"""A finding: a problem at a place, and how it is printed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from privacy_notices.text import github_command, one_line, plural


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
    OTHER_READERS = "other-readers"
    LAW_CHANGE = "law-change"
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
    FACE = "face"
    TRANSLATION = "translation"
    TWO_TRIES = "two-tries"
    COMMIT_DATE = "commit-date"
    IMPORT = "import"
    SUGGESTED_MARK = "suggested-mark"


#: When a file has more findings than this, they are put under headings.
_FEW = 10
#: GitHub shows no more annotations of a step than this.
_MOST_ANNOTATIONS = 10
FORM, BLANKS = "Stops publishing: form and wording", "Stops publishing: still to fill in"
ADVICE = "Advice"
TO_FILL_IN = "Still to fill in before this can be published:"
#: The part of a notice whose passages are needed only if something is true that the data does not say.
ONLY_THE_SCHOOL_KNOWS = "What only the school knows, and notices/school.toml does not say"
#: Where the headings stand: above them is what stops publishing, in the order in which a notice is read.
_ORDER = {ADVICE: 1, ONLY_THE_SCHOOL_KNOWS: 2, TO_FILL_IN: 3}
_MORE = (
    "What a rule in [brackets] means is in docs/checks.md. Where it is the name of a requirement, write the passage "
    "below a line with its mark, like {#retention}."
)


@dataclass(frozen=True, order=True)
class Finding:
    """A problem at a place.

    `line` counts from 1. `message` says what to write, in plain English, on one line; `short` the same for a long list,
    or "". `source` is the law or guidance behind the rule, or "". `part` is the part of a notice that it is about, or
    "" for form and wording. `to_fill_in` is what is missing where a TODO stands, or "".
    `place` is the line after which that part would be read, where what is missing has no line of its own, or 0.
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
    part: str = ""
    short: str = ""
    place: int = 0

    def as_data(self) -> dict[str, str | int]:
        """Return the finding as JSON shows it."""
        return {name: getattr(self, name) for name in ("path", "line", "rule", "severity", "message", "source")}

    def as_line(self, *, is_short: bool = False) -> str:
        """Return `path:line: severity: message (source) [rule]`; the short line has no source."""
        message = self.message + _in_brackets(self.source)
        if is_short:
            message = self.short or self.message
        return f"{self.path}:{self.line}: {self.severity}: {message} [{self.rule}]"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order in which people see them everywhere: what stops publishing comes first.

    That, then the advice, then what a draft still has to fill in: of each the files in the order that they have, and of
    a file as it is read. What is missing is where its part would be, after what has that very line.
    """
    found = list(findings)
    files = {path: number for number, path in enumerate(dict.fromkeys(finding.path for finding in found))}
    return sorted(found, key=lambda each: (_rank(each), files[each.path], each.place or each.line, bool(each.part)))


def _rank(finding: Finding) -> int:
    return 0 if finding.severity is Severity.ERROR else 2 if finding.to_fill_in else 1


def in_sections(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings under the headings that people see: what stops publishing, by parts of a notice, first."""
    sections: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        sections.setdefault(_heading(finding), []).append(finding)
    return dict(sorted(sections.items(), key=lambda section: _ORDER.get(section[0], 0)))


def _heading(finding: Finding) -> str:
    if finding.severity is Severity.ERROR:
        return f"Stops publishing: {finding.part}" if finding.part else (BLANKS if finding.to_fill_in else FORM)
    if finding.to_fill_in:
        return TO_FILL_IN
    return ONLY_THE_SCHOOL_KNOWS if finding.part == ONLY_THE_SCHOOL_KNOWS else ADVICE


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, those with none included."""
    found = Counter(finding.severity for finding in findings)
    return {severity.value: found[severity] for severity in Severity}


def has_errors(findings: Sequence[Finding]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def as_text(findings: Sequence[Finding], checked: int, *, everything: bool = False) -> str:
    """Return one line a finding, and a line of counts.

    More than a few of one file are put under headings, with short lines, and only the first of the advice. What drafts
    still have to fill in is listed separately, so that it hides nothing else.

    Args:
        findings: those of a file beside each other.
        checked: the number of notices that were looked at.
        everything: whole lines, and all of the advice.
    """
    lines: list[str] = []
    ordered = in_order(findings)
    unfinished = [each for each in ordered if _heading(each) == TO_FILL_IN]
    others = ordered[: len(ordered) - len(unfinished)]
    number = Counter(finding.path for finding in others)
    for path, group in groupby(others, key=lambda finding: finding.path):
        lines += _of_file(list(group), everything, has_headings=number[path] > _FEW)
    lines += [_MORE] if "" in lines else []
    to_fill_in = [f"{each.path}:{each.line}: {each.to_fill_in}" for each in unfinished]
    lines += [TO_FILL_IN, *to_fill_in] if to_fill_in else []
    return "\n".join([*lines, tally(findings, checked)])


def _of_file(findings: list[Finding], everything: bool, has_headings: bool) -> Iterator[str]:
    if not has_headings:
        yield from (finding.as_line() for finding in findings)
        return
    for heading, section in in_sections(findings).items():
        yield from _section(heading, section, everything)


def _section(heading: str, findings: list[Finding], everything: bool) -> Iterator[str]:
    yield heading
    shown = findings if everything or findings[0].severity is Severity.ERROR else findings[:_FEW]
    yield from (finding.as_line(is_short=not everything) for finding in shown)
    if len(shown) < len(findings):
        yield f"… and {len(findings) - len(shown)} more, which make check ALL=on lists."
    yield ""


def tally(findings: Sequence[Finding], checked: int) -> str:
    """Return the line of counts: "1 notice checked: 0 errors, 2 warnings."."""
    number = counts(findings)
    found = ", ".join(plural(number[severity], severity) for severity in Severity)
    return f"{plural(checked, 'notice')} checked: {found}."


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a JSON object with `schema`, `findings` and `summary` (severity: count)."""
    document = {
        "schema": 1,
        "findings": [finding.as_data() for finding in in_order(findings)],
        "summary": counts(findings),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_github(findings: Sequence[Finding], checked: int) -> str:
    """Return GitHub workflow commands for the first findings, as many as GitHub shows, and the others as plain lines.

    The line of counts comes last, as plain text.
    """
    worst = in_order(findings)
    commands = [
        github_command(each.severity, each.path, each.line, each.rule, each.message + _in_brackets(each.source))
        for each in worst[:_MOST_ANNOTATIONS]
    ]
    others = [one_line(each.as_line(), 1000) for each in worst[_MOST_ANNOTATIONS:]]
    return "\n".join([*commands, *others, tally(findings, checked)])


def _in_brackets(source: str) -> str:
    return f" ({source})" if source else ""
