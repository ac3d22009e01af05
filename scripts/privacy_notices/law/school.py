"""The facts of the school, dated because they change, from notices/school.toml."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from privacy_notices.data_files import DataModel, load_data
from privacy_notices.years import Period

Value = TypeVar("Value")
Fact = str | int | bool
#: Text, whatever it is written as: what is wrong with it is said with its line (checks/face.py).
Text = Annotated[str, BeforeValidator(str)]


class Dated(DataModel, Generic[Value]):
    """A value and the day since which it is true; `by` where only a day by which it had begun is known."""

    value: Value
    from_: date | None = Field(default=None, alias="from")
    by: date | None = None
    source: str = ""

    @model_validator(mode="after")
    def _has_one_day(self) -> Dated[Value]:
        if (self.from_ is None) == (self.by is None):
            raise ValueError('write either "from" or "by", with a day like 2018-03-13')
        return self

    @property
    def since(self) -> date:
        """The first day for which the value is counted."""
        day = self.from_ or self.by
        assert day is not None  # noqa: S101 - the validator above
        return day


class School(DataModel):
    """One school. A fact that is not written down is not known: its list is empty."""

    office_email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    site_url: str = Field(pattern=r"^https?://[^\s]+/$")
    repository_url: str = Field(pattern=r"^(https://[^\s]+)?$")
    logo: Text = ""
    colour: Text = ""
    website: Text = ""
    name: list[Dated[str]] = Field(min_length=1)
    kind: list[Dated[Literal["maintained", "academy", "independent"]]] = []
    responsible: list[Dated[str]] = []
    local_authority: list[Dated[str]] = []
    oldest_pupils_age: list[Dated[int]] = []
    data_from_others: list[Dated[bool]] = []
    special_category_data: list[Dated[bool]] = []
    legitimate_interests: list[Dated[bool]] = []
    biometrics: list[Dated[bool]] = []
    international_transfers: list[Dated[bool]] = []
    consent: list[Dated[bool]] = []
    automated_decisions: list[Dated[bool]] = []
    new_purposes: list[Dated[bool]] = []
    addressed_to_pupils: list[Dated[bool]] = []
    joint_controllers: list[Dated[bool]] = []
    criminal_offence_data: list[Dated[bool]] = []
    online_monitoring: list[Dated[bool]] = []
    cctv: list[Dated[bool]] = []
    ai_tools: list[Dated[bool]] = []
    photos: list[Dated[bool]] = []

    @model_validator(mode="after")
    def _entries_are_in_order(self) -> School:
        for fact in dated_facts():
            days = [entry.since for entry in self._entries(fact)]
            if days != sorted(set(days)):
                raise ValueError(f"[[{fact}]]: put the entries in the order of their days, one a day")
        return self

    def _entries(self, fact: str) -> Sequence[Dated[Fact]]:
        entries: Sequence[Dated[Fact]] = getattr(self, fact)
        return entries

    def held(self, fact: str, period: Period) -> list[tuple[Fact, Period]]:
        """Return the fact's values during the period and the days of the period on which each was true.

        Days before the first entry are in none: the fact is not known for them.
        """
        entries = self._entries(fact)
        found = []
        for number, entry in enumerate(entries):
            end = entries[number + 1].since - timedelta(days=1) if number + 1 < len(entries) else date.max
            days = Period(entry.since, end).intersection(period)
            if days:
                found.append((entry.value, days))
        return found

    def name_on(self, day: date) -> str:
        """Return the school's name on a day, or its first known name for days before that."""
        names = [entry.value for entry in self.name if entry.since <= day]
        return names[-1] if names else self.name[0].value


def dated_facts() -> list[str]:
    """Return the names of the facts that have dates: lists of `Dated`."""
    return [name for name, field in School.model_fields.items() if _is_dated(field.annotation)]


def _is_dated(annotation: Any) -> bool:
    return get_origin(annotation) is list and issubclass(get_args(annotation)[0], Dated)


def load_school(path: Path) -> School:
    """Read school.toml; raise FileError where it cannot be used."""
    return load_data(path, School)


def address_fault(school: School, published_at: str) -> str | None:
    """Say what is wrong with the site's address, or with its name, when it is published; None where nothing is.

    Pages, PDF copies and the feed keep the address for ever, so it has to be right before the first is published.

    Args:
        school: the facts.
        published_at: where the host is about to show the site; "" where that is not known.
    """
    ours, theirs = urlsplit(school.site_url), urlsplit(published_at)
    if published_at and (ours.netloc, ours.path.strip("/")) != (theirs.netloc, theirs.path.strip("/")):
        address = f"https://{theirs.netloc}/{theirs.path.strip('/')}".rstrip("/")
        return f'site_url is {school.site_url}, but the site will stand elsewhere. Write: site_url = "{address}/"'
    if ours.hostname in ("localhost", "127.0.0.1"):
        return f"site_url is {school.site_url}, where only this computer finds it. Write the address of the site."
    for fact in (school.office_email, *(entry.value for entry in school.name)):
        if "TODO" in fact:
            return f'"{fact}" is still to be written.'
    return None
