"""Whether a notice answers a question, whether a law asked it to, and the same of all years in words."""

from __future__ import annotations

import pytest

from privacy_notices.checks import Rulebook
from privacy_notices.history.versions import Wording, with_periods
from privacy_notices.site.matrix import Answer, answered_in_words, row_of
from privacy_notices.years import AcademicYear
from tests.unit.test_topics import version

HELD = range(2016, 2022)


def answers(requirement: str, notices: list[Wording], rules: Rulebook) -> list[Answer]:
    row = row_of(rules.requirements[requirement], with_periods(notices), rules.school)
    assert row.requirement == requirement
    return list(row.answers)


def test_what_a_notice_does_not_say_is_owed_only_where_a_law_of_its_days_asked(rules: Rulebook) -> None:
    notices = [version("2024-25"), version("2025-26"), version("2026-27", "{#complain-to-school}\nTell us.\n")]
    assert answers("complain-to-school", notices, rules) == [Answer.NOT_ASKED, Answer.OWED, Answer.SAYS]


def test_a_law_counts_for_the_days_of_the_version_and_not_for_those_of_its_year(rules: Rulebook) -> None:
    later = version("2025-26", in_force_from="2026-06-19", revision="2", changes="It is another.")
    assert answers("complain-to-school", [version("2025-26"), later], rules) == [Answer.NOT_ASKED, Answer.OWED]


def test_guidance_and_what_is_not_known_of_the_school_owe_nothing(rules: Rulebook) -> None:
    advised = [r for r in rules.requirements if not any(s.kind == "law" for s in r.source)]
    unknown = [r for r in rules.requirements if r.when and r.when.fact == "biometrics"]
    assert advised
    assert unknown
    for requirement in advised + unknown:
        assert answers(requirement.id, [version("2026-27", "Nothing.\n")], rules) != [Answer.OWED], requirement.id


@pytest.mark.parametrize(
    ("said", "held", "words"),
    [
        (HELD, HELD, "in every notice held"),
        ([], HELD, "in no notice held"),
        ([2018, 2019, 2020, 2021], HELD, "2018-19 to 2021-22; not before"),
        ([2016, 2017], HELD, "2016-17 to 2017-18; not since"),
        ([2017, 2019, 2020], HELD, "2017-18, 2019-20 to 2020-21; not before; not since"),
        ([2017, 2019], [2016, 2017, 2019], "2017-18, 2019-20; not before"),
        ([2016], [2016], "2016-17"),
        ([], [2016], "not in 2016-17"),
        ([], [], ""),
        ([1999, 2000], [1998, 1999, 2000], "1999-00 to 2000-01; not before"),
    ],
)
def test_the_years_that_answer_are_ranges_which_never_run_over_what_is_not_held(
    said: list[int], held: list[int], words: str
) -> None:
    assert answered_in_words({AcademicYear(y) for y in said}, {AcademicYear(y) for y in held}) == words
