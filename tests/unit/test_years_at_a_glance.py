"""The timeline: its geometry, over histories that nobody tuned it to."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.history.versions import Wording, published_front_matter, with_periods
from privacy_notices.law.requirements import LawChange
from privacy_notices.site.timeline import LEAST, Mark, StretchKind, Timeline, YearOfTimeline, timeline_of
from privacy_notices.years import AcademicYear, Period
from tests.fictional import fictional_notice

DAY = timedelta(days=1)


def version(year: str, revision: int = 1, **keys: str) -> Wording:
    source = fictional_notice(year, revision, **keys).encode()
    front_matter = published_front_matter(source)
    assert front_matter
    return Wording(front_matter, source)


def change(day: date) -> LawChange:
    return LawChange(date=day, name="A law", what="It changes", cite="An Act", read="words")


def drawn(*versions: Wording, today: str, changes: tuple[str, ...] = ()) -> Timeline:
    laws = [change(date.fromisoformat(day)) for day in changes]
    return timeline_of(with_periods(versions), laws, date.fromisoformat(today))


def shown(year: YearOfTimeline) -> list[tuple[str, float, float]]:
    return [(each.version or each.kind, each.left, each.width) for each in year.stretches]


@st.composite
def histories(draw: st.DrawFn) -> list[Wording]:
    """Years with up to seven versions each, which begin on any of the year's days."""
    found = []
    for start in draw(st.sets(st.integers(2010, 2030), min_size=1, max_size=4)):
        year = AcademicYear(start)
        days = sorted(draw(st.sets(st.integers(1, 364), max_size=6)))
        found.append(version(str(year)))
        for revision, number in enumerate(days, start=2):
            begins = year.period.first + number * DAY
            keys = {"in_force_from": begins.isoformat(), "changes": "It is another."}
            found.append(version(str(year), revision, **keys))
    return found


@given(histories(), st.dates(date(2005, 1, 1), date(2040, 1, 1)), st.sets(st.dates(date(2005, 1, 1), date(2040, 1, 1))))
def test_stretches_fill_each_year_and_every_day_has_its_place(
    history: list[Wording], today: date, laws: set[date]
) -> None:
    held = with_periods(history)
    timeline = timeline_of(held, [change(day) for day in laws], today)
    starts = [year.year.start for year in timeline.years]
    assert starts == list(range(starts[0], starts[-1] + 1))
    for year in timeline.years:
        reached, left = year.year.period.first, 0.0
        for stretch in year.stretches:
            assert stretch.days.first == reached
            assert abs(stretch.left - left) < 0.001
            assert stretch.width > min(LEAST, 100 / len(year.stretches)) - 0.02
            reached, left = stretch.days.last + DAY, left + stretch.width
        assert reached == year.year.period.last + DAY
        assert abs(left - 100) < 0.001
        days = [year.year.period.first + number * DAY for number in range(365)]
        places = [year.place(day) for day in days]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= 100
        assert (year.today is not None) == (today in year.year.period)
    named = {each.version: each.days for year in timeline.years for each in year.stretches if each.version}
    assert named == {each.name: each.in_force for each in held if each.in_force}
    numbers = [int(n) for year in timeline.years for mark in year.marks for n in mark.label.split(", ")]
    assert numbers == list(range(1, len(timeline.changes) + 1))


def test_versions_are_as_wide_as_their_days() -> None:
    later = version("2017-18", 2, in_force_from="2018-03-01", changes="It is another.")
    (year,) = drawn(version("2017-18"), later, today="2018-01-01").years
    assert shown(year) == [("2017-18.1", 0.0, 49.59), ("2017-18.2", 49.59, 50.41)]
    assert year.today == 33.43
    assert not year.is_whole


def test_a_few_days_are_wide_enough_for_a_finger_and_the_law_stays_at_their_edge() -> None:
    later = version("2017-18", 2, in_force_from="2018-05-25", changes="It is another.")
    last = version("2017-18", 3, in_force_from="2018-05-28", changes="It is another.")
    (year,) = drawn(version("2017-18"), later, last, today="2018-01-01", changes=("2018-05-25",)).years
    first, narrow, _ = year.stretches
    assert narrow.width == LEAST
    assert year.marks == (Mark("1", narrow.left),)
    assert narrow.left == first.width


def test_days_without_a_notice_are_a_gap_until_today_and_no_longer() -> None:
    timeline = drawn(version("2016-17"), version("2018-19"), today="2019-10-01")
    assert [shown(year) for year in timeline.years[:3]] == [
        [("2016-17.1", 0.0, 100.0)],
        [("gap", 0.0, 100.0)],
        [("2018-19.1", 0.0, 100.0)],
    ]
    gap, to_come = timeline.years[3].stretches
    assert gap.days == Period(date(2019, 9, 1), date(2019, 10, 1))
    assert to_come.kind is StretchKind.OUTSIDE


def test_days_before_the_first_notice_are_no_gap() -> None:
    (year,) = drawn(version("2017-18", in_force_from="2018-05-25"), today="2018-06-01").years
    assert [stretch.kind for stretch in year.stretches] == [StretchKind.OUTSIDE, StretchKind.VERSION]


def test_a_version_that_was_replaced_for_all_its_days_is_not_drawn() -> None:
    (year,) = drawn(version("2017-18"), version("2017-18", 2, changes="It is another."), today="2018-01-01").years
    assert shown(year) == [("2017-18.2", 0.0, 100.0)]
    assert year.is_whole


def test_changes_of_the_law_that_would_be_drawn_over_each_other_are_one_mark() -> None:
    laws = ("2026-06-19", "2026-02-05", "2026-06-17", "2030-01-01", "1998-01-01")
    (year,) = drawn(version("2025-26"), today="2026-01-01", changes=laws).years
    assert [mark.label for mark in year.marks] == ["1", "2, 3"]


def test_without_a_notice_there_is_no_timeline() -> None:
    assert drawn(today="2026-01-01", changes=("2026-02-05",)) == Timeline((), ())
