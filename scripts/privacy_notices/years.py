"""Academic years and periods of days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from privacy_notices.errors import BadValueError

# Spelt out here because strftime's names follow the locale of whoever builds the site.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WRITTEN = re.compile(r"([0-9]{4})(?:-|/| to )([0-9]{4}|[0-9]{2})")


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included. A period without an end has `last = date.max`."""

    first: date
    last: date = date.max

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Say whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def intersection(self, other: Period) -> Period | None:
        """Return the days that the two have in common, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.first, other.first), min(self.last, other.last))

    def __str__(self) -> str:
        return f"{day_in_words(self.first)} to {day_in_words(self.last)}"


@dataclass(frozen=True, order=True)
class AcademicYear:
    """A school year in England, 1 September to 31 August; `start` is the calendar year it begins in."""

    start: int

    @classmethod
    def parse(cls, text: str) -> AcademicYear:
        """Read `2016-17`, `2016/17` or `2016 to 2017`.

        Raises:
            BadValueError: the text is not an academic year; the message says what is.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if not match or (len(match[2]) == 4) != (" to " in text):
            raise BadValueError(f"{text!r} is not an academic year: write it like 2016-17")
        year = cls(int(match[1]))
        if not 1990 <= year.start < 2190:
            raise BadValueError(f"{text!r} is not an academic year of this century or the last")
        if not str(year.start + 1).endswith(match[2]):
            raise BadValueError(
                f"{text!r} is not one academic year: after {year.start} comes {year.start + 1}, so write {year}"
            )
        return year

    @property
    def period(self) -> Period:
        """The days of the year."""
        return Period(date(self.start, 9, 1), date(self.start + 1, 8, 31))

    @property
    def in_words(self) -> str:
        """The year as readers see it, in GOV.UK's style: "2016 to 2017"."""
        return f"{self.start} to {self.start + 1}"

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"


def academic_year_of(day: date) -> AcademicYear:
    """Return the academic year that the day falls in."""
    return AcademicYear(day.year if day.month >= 9 else day.year - 1)


def years_in_words(years: Iterable[AcademicYear]) -> str:
    """Return school years, those that follow each other as a range, oldest first: "2016-17, 2018-19 to 2025-26"."""
    runs: list[list[AcademicYear]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1].start + 1 == year.start:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def day_in_words(day: date) -> str:
    """Return the day as readers see it, in GOV.UK's style: "1 September 2016"."""
    return f"{day_of_year_in_words(day)} {day.year}"


def day_of_year_in_words(day: date) -> str:
    """Return the day without its year, where that is said beside it: "1 September"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def parse_day(switch: str, written: str) -> date:
    """Return the day that a switch names; raise BadValueError where it names none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadValueError(f'{switch}: "{written}" is not a day; write it like 2026-09-01') from None
