"""The front matter of a notice: its model, and the line of every bad key."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from privacy_notices.data_files import DataModel
from privacy_notices.findings import Finding, Rule, Severity
from privacy_notices.notices.keys import read_keys
from privacy_notices.notices.slips import curly_quotes, without_begin, without_end
from privacy_notices.years import AcademicYear, Period, day_in_words

#: Keys that are our own remarks on a notice: they may be added and mended when it has been issued.
REMARKS = frozenset({"known_gaps", "known_faults"})
_EXAMPLES = {
    "known_gaps": ("controller-identity", "the notice as issued does not say"),
    "known_faults": ("[name of school]", "this blank was left when the notice was issued"),
}
_DAY = 'Write a day that exists, year first, like "2018-05-25".'


def _year(value: Any) -> AcademicYear:
    return AcademicYear.parse(str(value))


def _revision(value: Any) -> int:
    if not (isinstance(value, str) and value.isascii() and value.isdigit() and 1 <= int(value[:9]) < 10_000):
        raise ValueError('write a whole number from 1, like "revision: 1"')
    return int(value)


def _day(value: Any) -> date:
    text = str(value)
    if len(text) != 10:
        raise ValueError(f"{text!r} is not a day. {_DAY}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day. {_DAY}") from None


class FrontMatter(DataModel, arbitrary_types_allowed=True):
    """The keys between the two `---` lines. Keys are only added: what was published once must still parse."""

    academic_year: Annotated[AcademicYear, BeforeValidator(_year)] = Field(description="academic_year: 2016-17")
    revision: Annotated[int, BeforeValidator(_revision)] = Field(description="revision: 1")
    status: Literal["draft", "published"] = Field(description="status: draft")
    in_force_from: Annotated[date, BeforeValidator(_day)] | None = None
    changes: str | None = None
    known_gaps: dict[str, str] = Field(default_factory=dict)
    known_faults: dict[str, str] = Field(default_factory=dict)

    @field_validator("known_gaps", "known_faults")
    @classmethod
    def _remarks_have_words(cls, remarks: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        for name, why in remarks.items():
            if not name.strip() or not why.strip():
                example = _EXAMPLES[info.field_name or ""]
                raise ValueError(f'say what is known after "{name}:", for example "{example[1]}"')
        return remarks

    @model_validator(mode="after")
    def _later_revisions_say_what_changed(self) -> FrontMatter:
        if self.revision > 1 and not (self.changes or "").strip():
            raise ValueError('Add a line "changes:" that tells parents in one sentence what changed.')
        return self

    @property
    def remarks(self) -> dict[str, dict[str, str]]:
        """Our remarks on the notice, by the key that holds them."""
        return {key: getattr(self, key) for key in sorted(REMARKS)}

    @property
    def version(self) -> str:
        """The version's name, like `2016-17.1`."""
        return f"{self.academic_year}.{self.revision}"


#: The keys of a notice, or of what stands beside one.
Keys = TypeVar("Keys", bound=DataModel)


@dataclass
class ReadFrontMatter(Generic[Keys]):
    """What could be read: `in_force` is there even where other keys are wrong."""

    front_matter: Keys | None = None
    in_force: Period | None = None
    key_lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def with_line_feeds(text: str) -> str:
    """Return the text with line feeds as its only line ends, as Markdown counts lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front_matter(text: str) -> str | None:
    """Return the YAML between the first line and the next that are `---`; None where there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number])
    return None


def read_front_matter(path: str, source: str | None, text: str) -> ReadFrontMatter[FrontMatter]:
    """Read the front matter of a notice; see `read_as`."""
    return read_as(FrontMatter, path, source, text)


def read_as(model: type[Keys], path: str, source: str | None, text: str) -> ReadFrontMatter[Keys]:
    """Read the YAML between the `---` lines; its first line is line 2 of the file.

    Args:
        model: the keys that it has.
        path: the path that findings show.
        source: the YAML, or None where the file has no front matter that begins and ends.
        text: the whole file, to tell which of the two it lacks.
    """
    read: ReadFrontMatter[Keys] = ReadFrontMatter()

    def fault(line: int, message: str) -> None:
        read.findings.append(Finding(path, line, Rule.FRONT_MATTER, Severity.ERROR, message))

    if source is None:
        fault(*_not_there(text, model))
        return read
    values = read_keys(source, model.model_fields, read.key_lines, fault)
    if values is None:
        return read
    try:
        read.front_matter = model.model_validate(values)
    except ValidationError as error:
        for problem in error.errors():
            key = ".".join(str(part) for part in problem["loc"])
            line = read.key_lines.get(key) or read.key_lines.get(str((problem["loc"] or ("",))[0])) or 1
            if not key:
                line = read.key_lines.get("revision", 1)
            fault(line, _message(key, problem["type"], str(problem["msg"]), values, model))
    read.in_force = _in_force(values, read.key_lines, fault) if model is FrontMatter else None
    return read


def _not_there(text: str, model: type[DataModel]) -> tuple[int, str]:
    """Return what a file lacks that has no front matter between two lines of hyphens."""
    fields = model.model_fields
    if text.startswith("---"):
        return without_end(text, fields)
    needed = ", ".join(f'"{each.description}"' for each in fields.values() if each.is_required())
    none = f'The file has no front matter. Begin it with a line "---", then {needed}, then a line "---".'
    return without_begin(text, fields) or (1, none)


def _message(key: str, kind: str, message: str, values: dict[str, Any], model: type[DataModel]) -> str:
    """Say in plain English what is wrong with a key and what to write."""
    name = key.split(".")[0]
    if kind == "extra_forbidden":
        known = list(model.model_fields)
        nearest = difflib.get_close_matches(key, known, n=1)
        advice = f'Did you mean "{nearest[0]}"?' if nearest else f"The keys are: {', '.join(known)}."
        return f'"{key}" is not a key of the front matter. {advice}'
    if kind == "missing":
        return f'The key "{key}" is missing. Add a line like "{model.model_fields[name].description}".'
    if curly_quotes(values.get(name)):
        return f'{key}: write straight quotes (") around the value, or none: “ and ” are read as part of it.'
    if kind == "value_error":
        message = message.removeprefix("Value error, ")
        return f"{key}: {message}" if key else message
    if name == "status":
        return f'status: {values.get("status")!r} is not a status. Write "status: draft" or "status: published".'
    if name in REMARKS:
        what, why = _EXAMPLES[name]
        return f'{name}: write each on a line of its own below, after two spaces, like "{what}": "{why}".'
    return f"{key}: write one line of text."


def _in_force(values: dict[str, Any], key_lines: dict[str, int], fault: Any) -> Period | None:
    """Return the days on which the notice is in force: from its first day to the last of its year."""
    try:
        year = _year(values.get("academic_year", "")).period
        first = _day(values["in_force_from"]) if "in_force_from" in values else year.first
    except ValueError:
        return None
    if first not in year:
        message = (
            f"in_force_from: {day_in_words(first)} is not in the academic year {values['academic_year']}, "
            f"{year}. Write a day of that year, or delete the line."
        )
        fault(key_lines["in_force_from"], message)
        return None
    return Period(first, year.last)
