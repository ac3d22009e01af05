"""The matrix of topics: for each question and each year, whether the notice answers it, and whether it had to."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from privacy_notices.findings import Severity
from privacy_notices.history.versions import Wording
from privacy_notices.law.requirements import Requirement
from privacy_notices.law.school import School
from privacy_notices.years import AcademicYear, years_in_words


class Answer(StrEnum):
    """What a notice does about a requirement: it answers it; it does not, though a law asked for it; or none asked.

    A law asks where leaving it out is an error (`Requirement.severity`): suggested texts, guidance and general duties
    do not count, nor what depends on a fact of the school that is not known.
    """

    SAYS = "says"
    OWED = "owed"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Row:
    """A requirement by its id, what each notice does about it, and the years that answer it in words."""

    requirement: str
    answers: tuple[Answer, ...]
    in_words: str


def row_of(requirement: Requirement, notices: Sequence[Wording], school: School) -> Row:
    """Return the row of a requirement, its answers in the order of the notices, of which there is one a year."""
    answers = tuple(_answer(requirement, version, school) for version in notices)
    said = {version.year for version, answer in zip(notices, answers, strict=True) if answer is Answer.SAYS}
    return Row(requirement.id, answers, answered_in_words(said, {version.year for version in notices}))


def _answer(requirement: Requirement, version: Wording, school: School) -> Answer:
    if requirement.id in version.notice.passages:
        return Answer.SAYS
    asked = requirement.severity(version.in_force or version.year.period, school)
    return Answer.OWED if asked is Severity.ERROR else Answer.NOT_ASKED


def answered_in_words(said: AbstractSet[AcademicYear], held: AbstractSet[AcademicYear]) -> str:
    """Return which years answer a question: "2018-19 to 2025-26; not before".

    A range never runs over a year of which no notice is held, since nobody knows what that one said.
    """
    if len(held) > 1 and said in (held, set()):
        return "in every notice held" if said else "in no notice held"
    if not said:
        return f"not in {years_in_words(held)}" if held else ""
    parts = [years_in_words(said)]
    parts += ["not before"] if min(held) < min(said) else []
    parts += ["not since"] if max(held) > max(said) else []
    return "; ".join(parts)
