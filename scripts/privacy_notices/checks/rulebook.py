"""What notices are checked against: the law, the facts of the school and the history, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from privacy_notices.data_files import load_data
from privacy_notices.history.main_branch import Unsound, read_history
from privacy_notices.history.versions import Version
from privacy_notices.law.requirements import Requirements, load_requirements
from privacy_notices.law.school import School, load_school


class HeavyWord(BaseModel):
    """Words that are hard to read, lower-case, and what to write instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrase: str = Field(min_length=1)
    write: str


class PlainWords(BaseModel):
    """All of plain_words.toml; `longest_sentence` is a number of words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    longest_sentence: int = Field(ge=1)
    heavy: list[HeavyWord] = []


@dataclass(frozen=True)
class Rulebook:
    """The requirements, the school's facts, plain words, the day of the check and the versions published so far.

    `history` is None where it is not known: without git, or for a file that is no notice of this repository.
    `unsound` are the revisions that main has and that cannot be versions.
    """

    requirements: Requirements
    school: School
    plain_words: PlainWords
    today: date
    history: tuple[Version, ...] | None = None
    unsound: tuple[Unsound, ...] = ()

    def published(self, year: str) -> list[Version]:
        """Return the versions of an academic year, by revision."""
        return [version for version in self.history or () if str(version.year) == year]


def load_rulebook(folder: Path, today: date) -> Rulebook:
    """Read the rules and facts in the folder of the notices, and the history of its repository.

    Without git there is no history, and nothing to compare published notices with.

    Raises:
        DataFileError: one of the files is missing or has a fault.
        GitError: git failed.
        HistoryError: the clone is shallow.
    """
    requirements, school = load_requirements(folder / "requirements.toml"), load_school(folder / "school.toml")
    plain_words = load_data(folder / "plain_words.toml", PlainWords)
    history = read_history(folder.resolve().parent)
    versions = None if history is None else tuple(history.versions)
    unsound = () if history is None else tuple(history.unsound)
    return Rulebook(requirements, school, plain_words, today, versions, unsound)
