"""What a notice must say, and since when: the data of notices/requirements.toml, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from privacy_notices.data_files import DataModel, load_data
from privacy_notices.findings import Severity
from privacy_notices.law.school import Fact, School, dated_facts
from privacy_notices.years import Period

Force = Literal["law", "fairness", "model", "guidance", "project"]
_STRONGEST_FIRST: list[Force] = ["law", "fairness", "model", "guidance", "project"]
Confidence = Literal["confirmed", "effect", "general"]


class Regime(DataModel):
    """A body of data protection law and the days on which it was in force."""

    id: str
    title: str
    from_: date = Field(alias="from")
    until: date | None = None
    basis: str
    source: str
    confidence: Confidence


class LawChange(DataModel):
    """A day inside an academic year on which the law changed."""

    academic_year: str
    date: date
    what: str


class OpenDate(DataModel):
    """A change of the law whose day was not known when the data was written."""

    id: str
    what: str
    until_known: str
    source: str
    confidence: Confidence


class Condition(DataModel):
    """A fact of school.toml that decides whether a requirement counts."""

    fact: str
    value: Fact | None = Field(default=None, alias="is")
    at_least: int | None = None

    @model_validator(mode="after")
    def _is_usable(self) -> Condition:
        if self.fact not in dated_facts():
            raise ValueError(f'"{self.fact}" is not a dated fact of school.toml')
        if (self.value is None) == (self.at_least is None):
            raise ValueError('write either "is" or "at_least"')
        return self

    def holds(self, value: Fact) -> bool:
        """Say whether the condition is met while the fact has this value."""
        if self.at_least is not None:
            return not isinstance(value, str) and value >= self.at_least
        return value == self.value


class Requirement(DataModel):
    """One thing that a law, or custom, asks a notice to say, and the days on which it asks.

    `law_from` is the first day on which a law asked for it in the notice; None where none does.
    `force` says, for each regime, who asks. `advice_only` keeps it a warning even where a law asks.
    `signs`, `unless` and `in_title` are for the import (`importing.recognise` says how signs are written).
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    group: str
    title: str
    question: str
    write: str
    applies: Literal["every", "conditional"]
    condition: str = ""
    when: Condition | None = None
    required_from: date
    law_from: date | None = None
    required_until: date | None = None
    force: dict[str, Force]
    advice_only: bool = False
    cite: list[str] = Field(min_length=1)
    recognise: list[str] = Field(min_length=1)
    signs: list[str] = []
    unless: list[str] = []
    in_title: bool = False
    note: str = ""
    not_read: list[str] = []
    confidence: Confidence

    @model_validator(mode="after")
    def _condition_fits(self) -> Requirement:
        if (self.applies == "conditional") != (self.when is not None):
            raise ValueError(f'{self.id}: "when" goes with applies = "conditional", and only with it')
        return self

    @property
    def citation(self) -> str:
        """The laws and texts that ask for it, on one line."""
        return "; ".join(self.cite)

    @property
    def asked_days(self) -> Period:
        """The days on which anything asks for it."""
        return Period(self.required_from, self.required_until or date.max)

    def force_on(self, days: Period, regimes: list[Regime]) -> Force:
        """Return the strongest that asks for it on these days; a law does not before `law_from`."""
        asking = days.intersection(self.asked_days) or days
        found = {
            self.force[regime.id]
            for regime in regimes
            if regime.id in self.force and asking.overlaps(Period(regime.from_, regime.until or date.max))
        }
        if self.law_from is None or self.law_from > asking.last:
            found -= {"law"}
        return min(found or set(self.force.values()), key=_STRONGEST_FIRST.index)

    def severity(self, in_force: Period, school: School) -> Severity | None:
        """Say how bad it is that a notice in force on these days does not say it; None where nothing asks.

        An error where a law asks on any of the days, a warning where only custom does: severity comes from the
        data and the dates. A conditional requirement counts only on the days on which school.toml says that its
        condition was met.
        """
        asked = self.asked_days
        by_law = self.law_from and Period(self.law_from, asked.last)
        days = (
            [in_force] if self.when is None else [days for holds, days in self._condition_on(in_force, school) if holds]
        )
        if by_law and not self.advice_only and any(period.overlaps(by_law) for period in days):
            return Severity.ERROR
        if any(period.overlaps(asked) for period in days):
            return Severity.WARNING
        return None

    def is_for_other_schools(self, in_force: Period, school: School) -> bool:
        """Say whether the condition is known to be met on none of the days: then its text was copied from elsewhere."""
        known = self._condition_on(in_force, school)
        return bool(known) and not any(holds for holds, _ in known)

    def _condition_on(self, in_force: Period, school: School) -> list[tuple[bool, Period]]:
        if self.when is None:
            return []
        return [(self.when.holds(value), days) for value, days in school.held(self.when.fact, in_force)]


class StaleWording(DataModel):
    """Words that date a notice: wrong from a day on, or in any notice where `wrong_from` is None.

    Beside one of `unless_beside`, in a notice that was in force on both sides of the day, they are right. Only a
    sentence that also has one of `only_with` and none of `unless_with` uses them in the sense that is wrong.
    `replacement` is what can replace the phrase without any other change, or "".
    """

    phrase: str
    wrong_from: date | None = None
    write: str
    replacement: str = ""
    why: str
    warn_only: bool = False
    unless_beside: list[str] = []
    only_with: list[str] = []
    unless_with: list[str] = []
    confidence: Confidence


class Requirements(DataModel):
    """All of requirements.toml; `requirement` is the key of its tables, and to go through them is to go through it."""

    schema_: Literal[1] = Field(alias="schema")
    written: date
    regime: list[Regime]
    law_change: list[LawChange]
    open_date: list[OpenDate]
    requirement: list[Requirement]
    stale: list[StaleWording]

    @model_validator(mode="after")
    def _ids_are_known(self) -> Requirements:
        regimes = {regime.id for regime in self.regime}
        for requirement in self.requirement:
            unknown = set(requirement.force) - regimes
            if unknown:
                raise ValueError(f"{requirement.id}: force names no such regime: {', '.join(sorted(unknown))}")
        if len({requirement.id for requirement in self.requirement}) < len(self.requirement):
            raise ValueError("two requirements have the same id")
        return self

    def __iter__(self) -> Iterator[Requirement]:  # type: ignore[override]  # pydantic's goes through the keys
        return iter(self.requirement)

    def __getitem__(self, id_: str) -> Requirement:
        return {requirement.id: requirement for requirement in self}[id_]

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of the file."""
        return [requirement.id for requirement in self]

    @property
    def questions(self) -> dict[str, str]:
        """What a parent would ask, by the id of the requirement that answers it, in the order of the file."""
        return {requirement.id: requirement.question for requirement in self}

    def by_group(self) -> dict[str, list[Requirement]]:
        """Return the requirements under the headings that the site shows them by, in the order of the file."""
        groups: dict[str, list[Requirement]] = {}
        for requirement in self:
            groups.setdefault(requirement.group, []).append(requirement)
        return groups

    def asked(self, in_force: Period, school: School) -> Iterator[tuple[Requirement, Severity]]:
        """Yield what a notice in force on these days must say, and how bad it is when it does not."""
        for requirement in self:
            severity = requirement.severity(in_force, school)
            if severity:
                yield requirement, severity


def load_requirements(path: Path) -> Requirements:
    """Read requirements.toml; raise FileError where it cannot be used."""
    return load_data(path, Requirements)
