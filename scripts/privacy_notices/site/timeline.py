"""The timeline: school years one after the other, with what applied in each, changes of the law, and today.

Every place is a percent of its year's width, so that the page draws it in a browser's own units whatever the screen and
the size of the letters, without a style of its own, which the Content-Security-Policy would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from privacy_notices.history.versions import Wording
from privacy_notices.law.requirements import LawChange
from privacy_notices.years import AcademicYear, Period, academic_year_of

#: The least width of a stretch in percent of a year, so that a finger finds it: a year is at least 6.75rem wide on the
#: page, and WCAG 2.2 (2.5.8) asks for 24 px.
LEAST = 23.0
#: Marks that are nearer to each other than so many percent of a year are one mark with both numbers.
NEAR = 15.0
_DAY = timedelta(days=1)


class StretchKind(StrEnum):
    """What is known of some days: a version applied; none is held, between others or until today; or nothing yet."""

    VERSION = "version"
    GAP = "gap"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Stretch:
    """Days of one school year, and where they are drawn; `version` is the name of the one that applied, or ""."""

    kind: StretchKind
    days: Period
    version: str
    left: float
    width: float

    def place(self, day: date) -> float:
        """Return where one of its days is drawn."""
        whole = (self.days.last - self.days.first).days + 1
        return round(self.left + self.width * (day - self.days.first).days / whole, 2)


@dataclass(frozen=True)
class Mark:
    """Changes of the law, by their numbers in the list below the timeline, such as "2" or "5, 6"."""

    label: str
    place: float


@dataclass(frozen=True)
class YearOfTimeline:
    """One school year: its stretches in order, which fill it; its marks; and where today is, if it is in this year."""

    year: AcademicYear
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    today: float | None

    def place(self, day: date) -> float:
        """Return where a day of the year is drawn."""
        return next(stretch.place(day) for stretch in self.stretches if day in stretch.days)

    @property
    def is_whole(self) -> bool:
        """Whether one version applied on all its days, so that there are no other days to name."""
        return len(self.stretches) == 1 and self.stretches[0].kind is StretchKind.VERSION


@dataclass(frozen=True)
class Timeline:
    """The years from that of the first version to that of the last or of today, and the changes of the law in them."""

    years: tuple[YearOfTimeline, ...]
    changes: tuple[LawChange, ...]

    @property
    def has_today(self) -> bool:
        """Whether today is in one of the years, which it is not before the first."""
        return any(year.today is not None for year in self.years)


def timeline_of(held: Iterable[Wording], changes: Iterable[LawChange], today: date) -> Timeline:
    """Return the timeline of all versions with their days; without one it is empty.

    Args:
        held: every version, with the days on which it applied.
        changes: of the law; those of other years are left out.
        today: the day of the build.
    """
    applied = sorted(((v.in_force, v.name) for v in held if v.in_force), key=lambda each: each[0])
    if not applied:
        return Timeline((), ())
    known = Period(applied[0][0].first, max(today, applied[-1][0].last))
    first, last = academic_year_of(known.first), academic_year_of(known.last)
    drawn = Period(first.period.first, last.period.last)
    shown = sorted((change for change in changes if change.date in drawn), key=lambda change: change.date)
    numbers = list(enumerate((change.date for change in shown), start=1))
    years = (AcademicYear(start) for start in range(first.start, last.start + 1))
    return Timeline(tuple(_year(year, applied, known, numbers, today) for year in years), tuple(shown))


def _year(
    year: AcademicYear,
    applied: Sequence[tuple[Period, str]],
    known: Period,
    numbers: Sequence[tuple[int, date]],
    today: date,
) -> YearOfTimeline:
    stretches = tuple(_drawn(list(_pieces(year, applied, known))))
    unmarked = YearOfTimeline(year, stretches, (), None)
    places = [(number, unmarked.place(day)) for number, day in numbers if day in year.period]
    return YearOfTimeline(
        year, stretches, tuple(_marks(places)), unmarked.place(today) if today in year.period else None
    )


def _pieces(
    year: AcademicYear, applied: Sequence[tuple[Period, str]], known: Period
) -> Iterator[tuple[StretchKind, Period, str]]:
    """Yield what is known of the year's days, in order; together the pieces are the year."""
    begins = year.period.first
    for in_force, name in applied:
        days = in_force.intersection(year.period)
        if days and days.last >= begins:
            yield from _without(begins, days.first - _DAY, known)
            yield StretchKind.VERSION, Period(max(begins, days.first), days.last), name
            begins = days.last + _DAY
    yield from _without(begins, year.period.last, known)


def _without(first: date, last: date, known: Period) -> Iterator[tuple[StretchKind, Period, str]]:
    """Yield days without a version: before all that is known, a gap, and what is still to come."""
    edges = [
        (StretchKind.OUTSIDE, first, min(last, known.first - _DAY)),
        (StretchKind.GAP, max(first, known.first), min(last, known.last)),
        (StretchKind.OUTSIDE, max(first, known.last + _DAY), last),
    ]
    yield from ((kind, Period(begins, ends), "") for kind, begins, ends in edges if begins <= ends)


def _drawn(pieces: Sequence[tuple[StretchKind, Period, str]]) -> Iterator[Stretch]:
    """Yield the pieces with their places: as wide as their days, but each at least as wide as a finger needs.

    What the narrow ones get beyond their days comes off the others, in proportion to what those have above the least.
    """
    least = min(LEAST, 100 / len(pieces))
    days = [(period.last - period.first).days + 1 for _, period, _ in pieces]
    above = [max(0.0, 100 * count / sum(days) - least) for count in days]
    to_share = 100 - least * len(pieces)
    edge = 0.0
    for (kind, period, version), extra in zip(pieces, above, strict=True):
        left, edge = edge, edge + least + (to_share * extra / sum(above) if extra else 0)
        yield Stretch(kind, period, version, round(left, 2), round(round(edge, 2) - round(left, 2), 2))


def _marks(places: Sequence[tuple[int, float]]) -> Iterator[Mark]:
    """Yield the marks, in order; those that would be drawn over each other are one."""
    together: list[tuple[int, float]] = []
    for number, place in places:
        if together and place - together[0][1] >= NEAR:
            yield _mark(together)
            together = []
        together.append((number, place))
    if together:
        yield _mark(together)


def _mark(together: Sequence[tuple[int, float]]) -> Mark:
    return Mark(", ".join(str(number) for number, _ in together), together[0][1])
