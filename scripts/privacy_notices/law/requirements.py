"""What a notice must say, and since when: the data of notices/requirements.toml, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from privacy_notices.data_files import DataModel, Layers, Values, laid_over, load_data
from privacy_notices.findings import Severity
from privacy_notices.law.school import Fact, School, dated_facts
from privacy_notices.years import Period

#: What stands between the names of sources on one line, and in none of them.
CITE_SEPARATOR = "; "
Kind = Literal["law", "fairness", "model", "guidance", "our rule", "related law"]
#: The kinds that ask for something in a notice, the strongest first.
_ASKING: list[Kind] = ["law", "fairness", "model", "guidance", "our rule"]
#: What would make a citation more than a name: addresses, quotations, remarks on research.
_NO_NAME = re.compile(r"https?:|www\.|[\"“”;]|\bread\b|general knowledge", re.IGNORECASE)


class Cited(DataModel):
    """Where something stands: the short name that people see, its address, and how much of it was read."""

    cite: str = Field(max_length=60)
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    read: Literal["words", "effect", "not yet"]

    @field_validator("cite")
    @classmethod
    def _is_a_name(cls, cite: str) -> str:
        if found := _NO_NAME.search(cite):
            raise ValueError(f'"{cite}" is no short name because of "{found[0]}": research notes have their own file')
        return cite


class Source(Cited):
    """A law, text or rule behind a requirement, and the days on which it was in force."""

    from_: date = Field(alias="from")
    until: date | None = None
    kind: Kind

    @property
    def days(self) -> Period:
        """The days on which it was in force."""
        return Period(self.from_, self.until or date.max)

    @property
    def asks(self) -> bool:
        """Whether it asks for something in the notice."""
        return self.kind in _ASKING


class Regime(Cited):
    """A body of data protection law and the days on which it was in force."""

    id: str
    title: str
    from_: date = Field(alias="from")
    until: date | None = None


class LawChange(Cited):
    """A day on which the law changed: `name` is what the timeline calls it, `what` a sentence."""

    date: date
    name: str = Field(max_length=45)
    what: str


class OpenDate(Cited):
    """A change of the law whose day was not known when the data was written."""

    what: str


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

    def __str__(self) -> str:
        return f"{self.fact} is {str(self.value).lower() if self.at_least is None else f'at least {self.at_least}'}"

    def holds(self, value: Fact) -> bool:
        """Say whether the condition is met while the fact has this value."""
        if self.at_least is not None:
            return not isinstance(value, str) and value >= self.at_least
        return value == self.value


class Requirement(DataModel):
    """One thing that a law, or custom, asks a notice to say: who asks, and on which days, is in its sources.

    `advice_only` keeps it a warning even where a law asks. `when` is the fact of the school on which it depends.
    `signs`, `unless`, `in_title`, `clues` and the points `needed` are for the import: `importing.recognise` says how
    they are written.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    group: str
    title: str
    question: str
    write: str
    when: Condition | None = None
    condition: str = ""
    advice_only: bool = False
    recognise: list[str] = Field(min_length=1)
    signs: list[str] = []
    unless: list[str] = []
    in_title: bool = False
    clues: list[Annotated[str, Field(pattern=r"^[+-]\d+( @?[a-z]+)+$")]] = []
    needed: int = 4
    note: str = ""
    source: list[Source] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_asked_for(self) -> Requirement:
        if not any(source.asks for source in self.source):
            raise ValueError(f"{self.id}: no source asks for it in the notice")
        return self

    @property
    def law_from(self) -> date | None:
        """The first day on which a law asked for it in the notice; None where none does."""
        return min((source.from_ for source in self.source if source.kind == "law"), default=None)

    @property
    def required_from(self) -> date:
        """The first day on which anything asked for it."""
        return min(source.from_ for source in self.source if source.asks)

    def sources(self, days: Period) -> list[Source]:
        """Return the sources that were in force on any of the days."""
        return [source for source in self.source if source.days.overlaps(days)]

    def citation(self, days: Period) -> str:
        """Return the names of the sources that were in force on any of the days, on one line."""
        return CITE_SEPARATOR.join(source.cite for source in self.sources(days))

    def force(self, days: Period) -> Kind | None:
        """Return the kind of the strongest source that asks for it on any of the days, None where none does."""
        found = {source.kind for source in self.sources(days)}
        return next((kind for kind in _ASKING if kind in found), None)

    def severity(self, in_force: Period, school: School) -> Severity | None:
        """Say how bad it is that a notice in force on these days does not say it; None where nothing asks.

        An error where a law asks on any of the days, a warning where only custom does: severity comes from the
        data and the dates. A conditional requirement counts only on the days on which school.toml says that its
        condition was met.
        """
        days = [in_force] if self.when is None else [days for holds, days in self._known(in_force, school) if holds]
        forces = {self.force(period) for period in days} - {None}
        if "law" in forces and not self.advice_only:
            return Severity.ERROR
        return Severity.WARNING if forces else None

    def depends_on_the_unknown(self, in_force: Period, school: School) -> bool:
        """Say whether something asks for it on a condition of which school.toml says nothing for these days."""
        return self.when is not None and not self._known(in_force, school) and self.force(in_force) is not None

    def is_for_other_schools(self, in_force: Period, school: School) -> bool:
        """Say whether the condition is known to be met on none of the days: then its text was copied from elsewhere."""
        return self.is_met(in_force, school) is False

    def is_met(self, in_force: Period, school: School) -> bool | None:
        """Say whether its condition was met on any of the days; None where it has none, or where that is not known."""
        known = self._known(in_force, school)
        return any(holds for holds, _ in known) if known else None

    def _known(self, in_force: Period, school: School) -> list[tuple[bool, Period]]:
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
    confidence: Literal["confirmed", "effect", "general"]


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
    def _has_each_id_once(self) -> Requirements:
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
    def law(self) -> date:
        """The day of the newest change of the law that the data knows of, which is how releases name what they know."""
        days = [source.from_ for requirement in self for source in requirement.source if source.kind == "law"]
        return max(day for day in [*days, *(change.date for change in self.law_change)] if day <= self.written)

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


def load_requirements(paths: Layers) -> Requirements:
    """Read requirements.toml; raise FileError where it cannot be used."""
    return load_data(paths, Requirements, _lay)


def _lay(ours: Values, own: Values) -> Values:
    return laid_over(ours, own, {"requirement": "id", "stale": "phrase"})
