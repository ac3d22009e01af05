"""The checks: generators of findings, run one after the other over each notice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from privacy_notices.checks.face import face_findings
from privacy_notices.checks.history import branch_findings, old_dates, published_notices_removed, published_stays
from privacy_notices.checks.issued import as_issued, cannot_be_shown, known_fault_findings
from privacy_notices.checks.law import (
    depends_on_the_school,
    known_gap_findings,
    law_changes_inside,
    missing_requirements,
    unknown_marks,
)
from privacy_notices.checks.lists import empty_lists
from privacy_notices.checks.places import misplaced
from privacy_notices.checks.readers import text_for_others
from privacy_notices.checks.removals import is_taken_back, removals_done
from privacy_notices.checks.rulebook import Rulebook, load_rulebook
from privacy_notices.checks.translations import translation_findings
from privacy_notices.checks.wording import (
    heavy_words,
    lettered_references,
    long_sentences,
    signs_without_font,
    stale_wording,
    template_brackets,
    text_for_other_schools,
    to_do_marks,
)
from privacy_notices.errors import BadValueError, FileError
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.reading import notice_paths, read_beside, read_notice, translation_paths
from privacy_notices.notices.translation import is_translation
from privacy_notices.project import REDACTIONS
from privacy_notices.years import AcademicYear

__all__ = ["Rulebook", "check_files", "check_notice", "check_translation", "load_rulebook", "notice_files"]

_CHECKS = (
    cannot_be_shown,
    missing_requirements,
    depends_on_the_school,
    law_changes_inside,
    unknown_marks,
    known_gap_findings,
    known_fault_findings,
    text_for_others,
    text_for_other_schools,
    stale_wording,
    to_do_marks,
    template_brackets,
    lettered_references,
    empty_lists,
    signs_without_font,
    long_sentences,
    heavy_words,
    published_stays,
    old_dates,
)


def check_notice(notice: Notice, rules: Rulebook) -> list[Finding]:
    """Return every finding of one notice, in the order of its lines; on one line missing parts come last, as in law."""
    findings = list(notice.findings)
    findings += [*title_findings(notice), *file_name_findings(notice)]
    for check in (published_stays,) if is_taken_back(notice, rules) else _CHECKS:
        findings += check(notice, rules)
    findings = list(as_issued(notice, rules, findings))
    missing = [finding for finding in findings if finding.part]
    others = sorted(set(findings).difference(missing))
    return sorted([*others, *missing], key=lambda finding: finding.line)


def check_translation(translation: Notice, beside: Notice | None, rules: Rulebook) -> list[Finding]:
    """Return every finding of one translation, in the order of its lines; `beside` is the notice of its school year."""
    return sorted({*title_findings(translation), *translation_findings(translation, beside, rules)})


def title_findings(notice: Notice) -> Iterator[Finding]:
    """Yield a finding where the notice has no title, or has two."""
    if not notice.blocks and not (notice.front_matter or notice.translation) and notice.findings:
        return  # The file could not be read: that it has no title either would be noise.
    if not notice.titles:
        message = 'The notice has no title. Write one below the front matter, like "# How we use pupil information".'
        yield Finding(notice.path, 1, Rule.TITLE, Severity.ERROR, message)
    for title in notice.titles[1:]:
        message = 'A notice has one title ("# …"). Write this heading with "## ".'
        yield Finding(notice.path, title.line, Rule.TITLE, Severity.ERROR, message)


def file_name_findings(notice: Notice) -> Iterator[Finding]:
    """Yield a finding where the file's name is not the academic year of the notice."""
    stem = Path(notice.path).stem
    line = notice.key_lines.get("academic_year", 1)
    if notice.front_matter and stem != str(notice.front_matter.academic_year):
        year = notice.front_matter.academic_year
        message = (
            f'The file is called "{stem}.md", its academic_year is {year}. Rename it "{year}.md" or correct the year.'
        )
        yield Finding(notice.path, line, Rule.FILE_NAME, Severity.ERROR, message)
    elif not notice.front_matter:
        try:
            AcademicYear.parse(stem)
        except BadValueError:
            message = f'The file is called "{stem}.md". Name it after its academic year, like "2016-17.md".'
            yield Finding(notice.path, 1, Rule.FILE_NAME, Severity.ERROR, message)


def notice_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to check: the paths, and the notices and translations of those that are folders.

    Raises:
        FileError: a path does not exist, or is a folder without notices.
    """
    files: list[Path] = []
    for path in paths:
        if not os.path.lexists(path):
            raise FileError(f"{path}: there is no such file")
        found = notice_paths(path) if path.is_dir() else [path]
        if not found:
            raise FileError(f"{path}: there is no notice in this folder. Name one with notices, or a notice itself.")
        files += [*found, *translation_paths(path)] if path.is_dir() else found
    return files


def check_files(paths: Iterable[Path], folder: Path, rules: Rulebook) -> tuple[list[Finding], int]:
    """Return every finding of the files and folders, in their order, and how many notices were checked.

    Args:
        paths: notices, and folders of notices.
        folder: the folder whose notices the history is about. Files elsewhere are not compared with it, and
            only where the whole folder is checked can a notice be missing from it.
        rules: what the notices are checked against.

    Raises:
        FileError: a path does not exist or cannot be opened, or is a folder without notices.
        GitError, HistoryError: the history cannot be read.
    """
    paths = list(paths)
    files = notice_files(paths)
    findings: list[Finding] = []
    notices: list[Notice] = []
    for path in files:
        notice = read_notice(path)
        has_history = path.resolve().parent == folder.resolve()
        known = rules if has_history else replace(rules, history=None)
        if is_translation(path.name):
            findings += check_translation(notice, read_beside(path), known)
        else:
            notices.append(notice)
            findings += check_notice(notice, known)
    for whole in paths:
        if whole.resolve() == folder.resolve():
            findings += misplaced(folder, str(whole), has_git=rules.history is not None)
            findings += face_findings(folder, str(whole), rules.school)
            findings += published_notices_removed(files, whole, rules)
            if rules.history is not None:
                findings += branch_findings(folder.resolve().parent, notices)
                findings += removals_done(whole / Path(REDACTIONS).name, rules)
    return findings, len(files)
