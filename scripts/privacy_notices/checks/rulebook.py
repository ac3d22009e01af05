"""What notices are checked against: the law, the facts of the school and the history, loaded once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from privacy_notices.history.main_branch import Unsound
from privacy_notices.history.versions import Wording
from privacy_notices.law.plain_words import PlainWords
from privacy_notices.law.requirements import Requirements
from privacy_notices.law.school import School
from privacy_notices.notices.notice import Notice
from privacy_notices.notices.redactions import Removals
from privacy_notices.project import Project


@dataclass(frozen=True)
class Rulebook:
    """The requirements, the school's facts, plain words, the day of the check and the versions published so far.

    `history` is None where it is not known: without git, or for a file that is no notice of this repository.
    `unsound` are the revisions that main has and that cannot be versions; `removals` what was removed from versions.
    """

    requirements: Requirements
    school: School
    plain_words: PlainWords
    today: date
    history: tuple[Wording, ...] | None = None
    unsound: tuple[Unsound, ...] = ()
    removals: Removals = field(default_factory=Removals)

    def is_being_written(self, notice: Notice) -> bool:
        """Say whether it is still to be issued: a draft for a year that is over is an imported old notice."""
        meta = notice.front_matter
        return meta is not None and meta.status == "draft" and meta.academic_year.period.last >= self.today

    def published(self, year: str) -> list[Wording]:
        """Return the versions of an academic year, by revision."""
        return [version for version in self.history or () if str(version.year) == year]


def load_rulebook(project: Project, today: date, *, with_history: bool = True) -> Rulebook:
    """Read the rules and facts of a project, and its history.

    Without git there is no history, and nothing to compare published notices with; nor is there `with_history=False`,
    as for a notice that is not among them yet.

    Raises:
        FileError: one of the files is missing or has a fault.
        GitError, HistoryError: the history cannot be read.
    """
    rules = Rulebook(project.requirements, project.school, project.plain_words, today, removals=project.removals)
    history = project.history if with_history else None
    if history is None:
        return rules
    return replace(rules, history=tuple(history.versions), unsound=tuple(history.unsound))
