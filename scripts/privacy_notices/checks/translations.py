"""Checks a translation against the English version that it translates: by its marks, since nothing here reads it.

No rule about English wording is applied to it, nor one about the days of a notice: those are the English version's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from privacy_notices.checks.law import unknown_marks
from privacy_notices.checks.rulebook import Rulebook
from privacy_notices.checks.wording import to_do_marks
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.redactions import MARKS
from privacy_notices.notices.showing import obstacles, tokens_of
from privacy_notices.notices.translation import TranslationKeys
from privacy_notices.years import day_in_words


def translation_findings(translation: Notice, beside: Notice | None, rules: Rulebook) -> Iterator[Finding]:
    """Yield each finding of a translation, but for those of its title.

    Args:
        translation: the file, read.
        beside: the notice of its school year as the folder has it, which need not be published.
        rules: with the history.
    """
    yield from translation.findings
    yield from unknown_marks(translation, rules)
    yield from to_do_marks(translation, rules)
    yield from obstacles(translation)
    if keys := translation.translation:
        yield from _file_name(translation, keys)
        yield from _english_titles(translation, keys)
        yield from version_findings(translation, keys, beside, rules)


def _file_name(translation: Notice, keys: TranslationKeys) -> Iterator[Finding]:
    if (stem := Path(translation.path).stem) != keys.stem:
        message = (
            f'The file is called "{stem}.md", and it translates {keys.translates} into {keys.spoken.name} '
            f'("{keys.language}"). Rename it "{keys.stem}.md", or correct those two lines.'
        )
        yield Finding(translation.path, translation.key_lines["language"], Rule.FILE_NAME, Severity.ERROR, message)


def _english_titles(translation: Notice, keys: TranslationKeys) -> Iterator[Finding]:
    """Yield each box whose title the site would write, in English: Note, Warning and the like."""
    for token in tokens_of(translation)[0]:
        name = token.info.strip().partition("}")[0]
        if token.type in ("fence", "colon_fence") and name.startswith("{") and name != "{admonition":
            message = (
                f'The site writes the title of this box in English. Begin it with ":::{{admonition}}" and a title in '
                f"{keys.spoken.name}."
            )
            line = token.map[0] + 1 if token.map else 1
            yield Finding(translation.path, line, Rule.TRANSLATION, Severity.WARNING, message)


def version_findings(
    translation: Notice, keys: TranslationKeys, beside: Notice | None, rules: Rulebook
) -> Iterator[Finding]:
    """Yield what is wrong between a translation and its version: unknown, unpublished, taken back, other marks."""
    line = translation.key_lines["translates"]

    def found(severity: Severity, message: str) -> Finding:
        return Finding(translation.path, line, Rule.TRANSLATION, severity, message)

    english = _english(keys, beside, rules)
    version = english.get(keys.translates)
    if version is None:
        known = f"Write one of these: {', '.join(english)}." if english else "Write the notice in English first."
        yield found(Severity.ERROR, f"There is no version {keys.translates} in English. {known}")
        return
    if rules.removals.retracted(keys.translates):
        yield found(Severity.ERROR, f"The words of {keys.translates} were taken back. Delete this file too.")
        return
    if keys.status == "published" and not version.is_published:
        message = f'{keys.translates} is not published in English. Write "status: draft" here until it is.'
        yield found(Severity.ERROR, message)
    removed = rules.removals.redacted(keys.translates)
    if removed and not any(mark in translation.source for mark in MARKS):
        message = f"Words were removed from {keys.translates} on {day_in_words(removed)}. Take them out here too, and "
        yield found(Severity.WARNING, f'{message}write "{MARKS[0]}" in their place.')
    newer = [name for name, notice in english.items() if notice.is_published and _revision(name) > keys.revision]
    if newer and version.is_published:
        message = (
            f"{newer[-1]} is newer than what this translates, and the page says so. Bring the words up to date, then "
            f'write "translates: {newer[-1]}".'
        )
        yield found(Severity.WARNING, message)
    yield from _other_marks(translation, version, keys, rules)


def _english(keys: TranslationKeys, beside: Notice | None, rules: Rulebook) -> Mapping[str, Notice]:
    """Return what the school year has in English, by version: what was published, and the notice of the folder."""
    english = {version.name: version.notice for version in rules.published(str(keys.year))}
    if beside and beside.front_matter and beside.meta.academic_year == keys.year:
        english.setdefault(beside.meta.version, beside)
    return dict(sorted(english.items(), key=lambda entry: _revision(entry[0])))


def _revision(version: str) -> int:
    return int(version.partition(".")[2])


def _other_marks(translation: Notice, version: Notice, keys: TranslationKeys, rules: Rulebook) -> Iterator[Finding]:
    questions = rules.requirements.questions
    there, here = version.passages, translation.passages
    for name in there.keys() - here.keys():
        question = f" ({questions[name]})" if name in questions else ""
        message = (
            f"{keys.translates} in English has the mark {{#{name}}}{question}, and this has not. Write the mark above "
            "the passage that says the same, or translate that passage."
        )
        yield Finding(translation.path, translation.title_line, Rule.TRANSLATION, Severity.ERROR, message)
    for name in here.keys() - there.keys():
        if name in questions:
            message = (
                f"{keys.translates} in English has no mark {{#{name}}}. A translation says what the English says and "
                "no more: delete the mark, or the passage."
            )
            yield Finding(translation.path, here[name].line, Rule.TRANSLATION, Severity.WARNING, message)
