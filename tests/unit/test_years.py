from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_notices.years import AcademicYear, Period, academic_year_of, day_in_words

years = st.integers(1990, 2189).map(AcademicYear)
days = st.dates(date(1990, 9, 1), date(2189, 8, 31))


@given(years)
def test_a_year_is_read_back_from_each_way_of_writing_it(year: AcademicYear) -> None:
    for written in (str(year), str(year).replace("-", "/"), year.in_words, f"  {year} "):
        assert AcademicYear.parse(written) == year


@given(days)
def test_a_day_lies_in_its_own_year_only(day: date) -> None:
    year = academic_year_of(day)
    assert day in year.period
    assert day not in AcademicYear(year.start - 1).period
    assert day not in AcademicYear(year.start + 1).period


@given(years)
def test_a_year_ends_the_day_before_the_next_begins(year: AcademicYear) -> None:
    assert year.period.last + timedelta(days=1) == AcademicYear(year.start + 1).period.first


@given(years, years)
def test_years_sort_as_their_days_do(one: AcademicYear, other: AcademicYear) -> None:
    assert (one < other) == (one.period < other.period)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016",
        "2014-16",
        "2016-16",
        "16-17",
        "2016-2017",
        "2016 to 17",
        "2016–17",
        "٢٠١٦-١٧",
        "2016-17.1",
        "0001-02",
    ],
)
def test_what_is_no_academic_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="academic year"):
        AcademicYear.parse(text)


def test_the_century_turns() -> None:
    assert str(AcademicYear.parse("1999-00")) == "1999-00"
    assert AcademicYear.parse("1999-00").in_words == "1999 to 2000"


@given(days, days, days, days)
def test_periods_share_the_days_of_their_intersection(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    shared = one.intersection(other)
    assert (shared is not None) == one.overlaps(other)
    for day in (a, b, c, d):
        assert (day in one and day in other) == (shared is not None and day in shared)


def test_days_are_written_alike_in_every_locale() -> None:
    assert day_in_words(date(2018, 5, 25)) == "25 May 2018"
    assert str(AcademicYear(2016).period) == "1 September 2016 to 31 August 2017"
