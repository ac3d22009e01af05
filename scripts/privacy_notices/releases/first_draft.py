"""What a new school begins with: its facts, and a draft that asks for each passage that they and the law ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from pydantic import ValidationError

from privacy_notices.errors import BadValueError
from privacy_notices.law.requirements import Requirements
from privacy_notices.law.school import School, dated_facts
from privacy_notices.years import AcademicYear

_NAME, _EMAIL = "TODO: the name of the school", "TODO@school.invalid"
_REST = "# The facts that are not known yet"


@dataclass(frozen=True)
class Facts:
    """What is known of a school; what is missing is left as "TODO", or left out. `dated` are facts by their names."""

    name: str = ""
    email: str = ""
    dated: Mapping[str, str] = field(default_factory=dict)

    def values(self, year: AcademicYear) -> dict[str, Any]:
        """Return what school.toml says: each fact had begun by the first day of the year.

        Raises:
            BadValueError: there is no such fact.
        """
        values: dict[str, Any] = {
            "office_email": self.email or _EMAIL,
            "site_url": "http://localhost:8000/",
            "repository_url": "",
        }
        for fact, written in {"name": self.name or _NAME, **self.dated}.items():
            if fact not in dated_facts():
                raise BadValueError(f'FACTS: "{fact}" is no fact; there are {", ".join(dated_facts())}')
            values[fact] = [{"value": _value(written), "by": year.period.first}]
        return values

    def school(self, year: AcademicYear) -> School:
        """Return the school; raise BadValueError where a fact has a value that it cannot have."""
        try:
            return School.model_validate(self.values(year))
        except ValidationError as error:
            fault = error.errors()[0]
            raise BadValueError(f"FACTS: {fault['loc'][0]}: {fault['msg']}") from None


def _value(written: str) -> str | int | bool:
    if written in ("true", "false"):
        return written == "true"
    return int(written) if written.isascii() and written.isdigit() else written


def parse_facts(written: str) -> dict[str, str]:
    """Read facts as they are written in a command: "kind=maintained biometrics=true"."""
    pairs = [word.partition("=") for word in written.split()]
    if wrong := [word for word, equals, value in pairs if not equals or not value]:
        raise BadValueError(f'FACTS: "{wrong[0]}" has no value; write it like biometrics=true')
    return {fact: value for fact, _, value in pairs}


def school_file(template: str, facts: Facts, year: AcademicYear) -> str:
    """Return school.toml: what is known, below what the template says of the file, above what is not known."""
    head, mark, rest = template.partition(_REST)
    kept = [line for line in rest.split("\n") if line[1:].split()[:1] not in [[fact] for fact in facts.dated]]
    return head + tomlkit.dumps(facts.values(year)) + "\n" + mark + "\n".join(kept)


def first_draft(year: AcademicYear, requirements: Requirements, school: School) -> str:
    """Return a draft with a passage for each thing that is asked of the school in that year."""
    return "\n".join(_lines(year, requirements, school))


def _lines(year: AcademicYear, requirements: Requirements, school: School) -> Iterator[str]:
    yield from ("---", f"academic_year: {year}", "revision: 1", "status: draft", "---")
    yield from (f"# Privacy notice for {year.in_words}", "")
    asked = {requirement.id for requirement, _ in requirements.asked(year.period, school)}
    for group, listed in requirements.by_group().items():
        if chosen := [requirement for requirement in listed if requirement.id in asked]:
            yield from (f"## {group}", "")
            for requirement in chosen:
                yield from (f"{{#{requirement.id}}}", f"TODO: {requirement.write}.", "")
