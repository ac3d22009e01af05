"""What a school's versions.json says, whatever it is: what can be used of it, and what cannot, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from privacy_notices.errors import LogError
from privacy_notices.history.log import Entry, read_log
from privacy_notices.history.versions import TAG_PATTERN
from privacy_notices.links.verdict import Verdict
from privacy_notices.text import one_line
from privacy_notices.years import AcademicYear, Period

#: What this program's own log has beside what is read here.
_NOT_NEEDED = {
    "academic_year", "revision", "commit", "sha256", "url", "changes_url", "pdf_url", "summary", "previous", "redacted",
}  # fmt: skip
#: More strange things of one site than this are counted, not listed.
_MOST = 5


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class DeadLink(_Strict):
    """An address in a notice that leads nowhere, and the day on which a check saw it."""

    url: str
    verdict: Verdict
    seen: date


class ListedVersion(_Strict):
    """A version as a school's site lists it.

    `answers` is None where the site was built by a program that did not say it yet, and so is `links_dead`.
    """

    version: str = Field(pattern=TAG_PATTERN)
    in_force_from: date
    in_force_until: date
    published_at: datetime
    retracted: date | None = None
    answers: frozenset[str] | None = None
    conditions: Mapping[str, bool] = {}
    links_checked: date | None = None
    links_not_checked: Sequence[str] = ()
    links_dead: Sequence[DeadLink] | None = None

    @field_validator("version")
    @classmethod
    def _has_a_year(cls, version: str) -> str:
        AcademicYear.parse(version.partition(".")[0])
        return version

    @property
    def year(self) -> AcademicYear:
        """The school year that it was written for."""
        return AcademicYear.parse(self.version.partition(".")[0])

    @property
    def days(self) -> Period | None:
        """The days on which it applied; None where a later version replaced it for all of them."""
        has_days = self.in_force_from <= self.in_force_until
        return Period(self.in_force_from, self.in_force_until) if has_days else None

    @property
    def key(self) -> tuple[AcademicYear, int]:
        """What versions are ordered by."""
        return self.year, int(self.version.partition(".")[2])


@dataclass(frozen=True)
class Listed:
    """The versions that a site lists, and a sentence on each thing in its list that could not be used."""

    versions: Sequence[ListedVersion]
    remarks: Sequence[str] = ()

    def on(self, day: date) -> ListedVersion | None:
        """Return the version that applied on a day, or None; the latest one, should a list name more."""
        applied = [version for version in self.versions if version.days and day in version.days]
        return max(applied, key=lambda version: version.key, default=None)


def read_listed(body: bytes) -> Listed:
    """Read the list of versions of a school's site. An entry that makes no sense costs itself, and is named.

    Raises:
        LogError: it is no list of versions; the message says so in a sentence.
    """
    try:
        entries = read_log(body, "")
    except LogError:
        raise LogError(_what_else(body)) from None
    versions, strange = [], []
    for entry in entries:
        try:
            versions.append(ListedVersion.model_validate_json(json.dumps(entry)))
        except ValidationError as error:
            strange.append(_strange(entry, error))
    remarks = strange[:_MOST]
    remarks += [f"And {len(strange) - _MOST} more entries cannot be read."] if len(strange) > _MOST else []
    return Listed(versions, [*remarks, *_unknown_fields(entries)])


def _what_else(body: bytes) -> str:
    """Say what a body is that is no list of versions."""
    if body.lstrip()[:1] == b"<":
        return "Where the list of versions should be, its site shows a page."
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return "What its site shows as the list of versions cannot be read."
    if isinstance(document, dict) and "schema" in document:
        form = one_line(str(document["schema"]), 20)
        return (
            f"Its list of versions has a form that this program does not know ({form}): bring this program up to date."
        )
    return "What its site shows as the list of versions is something else."


def _strange(entry: Entry, error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "the whole"
    name = one_line(entry["version"], 20)
    return f'The entry "{name}" of its list cannot be used: {one_line(place, 40)}: {one_line(first["msg"], 80)}.'


def _unknown_fields(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    known = _NOT_NEEDED | ListedVersion.model_fields.keys()
    unknown = sorted({one_line(name, 30) for entry in entries for name in entry.keys() - known})
    if not unknown:
        return []
    more = f" and {len(unknown) - _MOST} more" if len(unknown) > _MOST else ""
    names = ", ".join(unknown[:_MOST]) + more
    return [f"Its list says things that this program does not know ({names}), so its program is newer than this one."]
