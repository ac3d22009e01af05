"""The command around the import: makes a draft notice of a file, and reports what it answers.

The draft is written, but never over a file that is there. With `--report json` nothing is written, so that may also
look at a year that has its notice already.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from privacy_notices.checks import Rulebook, check_notice
from privacy_notices.data_files import file_errors
from privacy_notices.errors import CannotImportError
from privacy_notices.findings import Finding, Rule, Severity, as_text
from privacy_notices.importing.account import account
from privacy_notices.importing.document import Document
from privacy_notices.importing.read import Source, read_document
from privacy_notices.importing.recognise import suggest
from privacy_notices.importing.shape import shape
from privacy_notices.importing.write import markdown, units_of
from privacy_notices.law.requirements import Kind
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import MAX_BYTES as MAX_NOTICE_BYTES
from privacy_notices.notices.reading import parse_notice
from privacy_notices.years import AcademicYear, Period

MAX_WORDS = 30_000
MAX_LETTERS = 2_000


@dataclass(frozen=True)
class Import:
    """A draft notice made of a document, and what the report says of it."""

    draft: str
    present: list[str]
    missing: list[tuple[str, Kind | None]]
    not_expected: list[str]
    findings: list[Finding]


def import_file(path: Path, year: AcademicYear, target: Path, rules: Rulebook, may_exist: bool = False) -> Import:
    """Make a draft notice of a file; nothing is written.

    Args:
        path: the Word, PDF, HTML, Markdown, text, e-mail, .odt or .rtf file.
        year: the academic year for which the notice was issued.
        target: the path of the draft.
        rules: the requirements and the facts of the school.
        may_exist: whether there may be a notice at that path already, as nothing will be written.

    Raises:
        CannotImportError: the file cannot be taken over, or the year has its notice; the message says what to do.
    """
    notice_path = str(target)
    if year.start > rules.today.year:
        raise CannotImportError(f"{year} has not begun: name the school year for which the notice was issued.")
    if target.exists() and not may_exist:
        raise CannotImportError(
            f"{target} is there already. Nothing is overwritten: name another year, or delete it first."
        )
    source = read_document(path)
    document = source.document
    _check_size(document, path)
    shape(document)
    units = units_of(document.blocks)
    marks: dict[int, list[str]] = {}
    suggestions = list(suggest(units, rules.requirements))
    for suggestion in suggestions:
        marks.setdefault(suggestion.unit, []).append(suggestion.id)
    draft = markdown(year, units, marks)
    notice = parse_notice(notice_path, draft.encode())
    findings = check_notice(notice, rules)
    findings += _of_import(notice_path, Severity.ERROR, _faults(source, notice, draft))
    findings += _of_import(notice_path, Severity.WARNING, [*_left_out(document), *document.remarks])
    for each in suggestions:
        question = rules.requirements[each.id].question
        line = notice.passages[each.id].line
        message = (
            f'Marked {each.id} because of "{each.matched}" (sign: {each.sign}). Does this passage answer: {question}'
        )
        findings.append(Finding(notice_path, line, Rule.SUGGESTED_MARK, Severity.WARNING, message))
    days = year.period
    present = [each.id for each in suggestions]
    asked = [requirement for requirement, _ in rules.requirements.asked(days, rules.school)]
    missing = [(each.id, each.force(days)) for each in asked if each.id not in present]
    unexpected = [id_ for id_ in present if _is_unexpected(id_, days, rules)]
    return Import(draft, present, missing, unexpected, sorted(findings, key=lambda each: (not is_a_loss(each), each)))


def is_a_loss(finding: Finding) -> bool:
    """Say whether a finding is that words of the file itself were lost, changed or doubled: it comes first."""
    return finding.rule == Rule.IMPORT and finding.severity is Severity.ERROR


def _check_size(document: Document, path: Path) -> None:
    if not document.letters:
        raise CannotImportError(
            f"{path}: it holds no words. If it shows a scan, run text recognition (OCR), or type them."
        )
    words = [word for block in document.blocks for word in block.text.split()]
    if len(words) > MAX_WORDS or max(map(len, words)) > MAX_LETTERS:
        raise CannotImportError(
            f"{path}: it has more than {MAX_WORDS} words, or one of more than {MAX_LETTERS} letters. "
            "Save the notice alone in a file."
        )


def _of_import(path: str, severity: Severity, messages: Iterable[str]) -> Iterator[Finding]:
    return (Finding(path, 1, Rule.IMPORT, severity, message) for message in messages)


def _faults(source: Source, notice: Notice, draft: str) -> Iterator[str]:
    """Yield where the words of the draft are not those of the file."""
    accounted = account(source.document, source.words, source.has_spaces)
    for words in accounted.lost:
        yield f"Missing from the draft, though the file has it: {words}. Write it in."
    for words in accounted.added:
        yield f"More often in the draft than in the file: {words}. Delete what is too many."
    if unreadable := source.document.unreadable:
        yield f'Missing are letters that the file does not name, "?" here: {", ".join(unreadable)}. Write them in.'
    if "".join(notice.text.split()) != source.document.letters or len(draft) > MAX_NOTICE_BYTES:
        yield "The words here are not quite those of the file. Hold the two side by side."


def _left_out(document: Document) -> Iterator[str]:
    """Yield what the readers left out knowingly, in its own words."""
    for each, times in Counter(document.left_out).items():
        often = f" ({times} times)" if times > 1 else ""
        yield f'Left out: "{each.words}", from {each.where}{often}.'


def report_json(done: Import) -> str:
    """Return the report as a JSON object."""
    missing = [{"id": id_, "force": force} for id_, force in done.missing]
    findings = [finding.as_data() for finding in done.findings]
    document = {"present": done.present, "missing": missing, "not_expected": done.not_expected, "findings": findings}
    return json.dumps(document, indent=2, ensure_ascii=False)


def write_draft(done: Import, path: Path) -> None:
    """Write the draft, which must not be there yet.

    Raises:
        FileError: it is, or the file cannot be written.
    """
    with file_errors(path, "written"), path.open("x", encoding="utf-8") as file:
        file.write(done.draft)


def report_text(done: Import, path: Path) -> str:
    """Return the report for people: words that were lost, what was found, what is missing, then every finding."""
    losses = [finding for finding in done.findings if is_a_loss(finding)]
    lines = [
        *(finding.message for finding in losses),
        f"Answered, as far as can be told: {', '.join(done.present) or 'nothing'}.",
        f"Not found: {', '.join(f'{id_} ({force})' for id_, force in done.missing) or 'nothing'}.",
        f"Found, though not expected of this school and year: {', '.join(done.not_expected) or 'nothing'}.",
        as_text(done.findings, 1, everything=True),
        f"Written: {path}. Read it beside the file, look at each mark, then run: make check",
    ]
    return "\n".join(lines)


def _is_unexpected(id_: str, days: Period, rules: Rulebook) -> bool:
    requirement = rules.requirements[id_]
    return requirement.force(days) is None or requirement.is_for_other_schools(days, rules.school)
