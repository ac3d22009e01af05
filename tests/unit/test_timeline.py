"""What changes in the law between two days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from privacy_notices.checks import Rulebook
from privacy_notices.errors import BadValueError
from privacy_notices.law.timeline import report, table


def days(rules: Rulebook, first: str, last: str) -> dict[str, list[str]]:
    """Return the lines of each day of the report."""
    parts = report(rules.requirements, date.fromisoformat(first), date.fromisoformat(last)).split("\n\n")[1:]
    return {day: lines for day, *lines in (part.split("\n  ") for part in parts)}


def test_each_change_stands_under_its_day_with_what_it_rests_on(rules: Rulebook) -> None:
    changes = days(rules, "2025-09-01", "2026-12-31")
    assert list(changes)[1:4] == ["5 February 2026", "17 June 2026", "19 June 2026"]
    assert (
        "Asked for by a law, until then by the Department for Education's suggested text: Say how to complain to the "
        "school about its use of information {#complain-to-school} (UK GDPR Articles 13(2)(ca) and 14(2)(da); "
        "DPA 2018 s.164A; DfE model privacy notice)."
    ) in changes["19 June 2026"]
    assert any(line.startswith("The Information Commission takes") for line in changes["30 September 2026"])
    assert (
        "Transfers abroad {#international-transfers}: now UK GDPR Article 45A, no longer DPA 2018 s.17A."
        in changes["5 February 2026"]
    )


def test_a_law_that_only_gets_another_name_is_counted(rules: Rulebook) -> None:
    lines = days(rules, "2020-12-31", "2021-01-01")["1 January 2021"]
    assert lines[0] == "The GDPR becomes the UK GDPR (SI 2019/419)."
    assert lines[1].endswith(" requirements are asked for as before, under other names of the law.")


def test_the_first_day_has_its_changes_behind_it_and_the_last_has_them(rules: Rulebook) -> None:
    assert "19 June 2026" not in days(rules, "2026-06-19", "2026-06-20")
    assert "19 June 2026" in days(rules, "2026-06-18", "2026-06-19")


def test_what_has_no_day_yet_is_said_each_time(rules: Rulebook) -> None:
    quiet = report(rules.requirements, date(2027, 1, 1), date(2027, 1, 2))
    assert "until 2 January 2027: nothing that notices/requirements.toml knows." in quiet
    assert "(Children's Wellbeing and Schools Act 2026 s.4)." in quiet


def test_days_in_the_wrong_order_are_refused(rules: Rulebook) -> None:
    day = date(2026, 6, 19)
    with pytest.raises(BadValueError, match="18 June 2026 is before 19 June 2026"):
        report(rules.requirements, day, day - timedelta(days=1))


def test_the_table_has_each_requirement_with_who_asks_and_where_it_stands(rules: Rulebook) -> None:
    rows = {row.split(" | ")[0].strip("| "): row for row in table(rules.requirements).splitlines()[2:]}
    assert list(rows) == rules.requirements.ids
    assert "| fairness since 2000-03-01<br>law since 2018-05-25 |" in rows["recipients"]
    assert "where oldest_pupils_age is at least 13" in rows["youth-support-services"]
    assert "DPA 1998 s.7, related law, 2000-03-01 to 2018-05-24, words" in rows["right-of-access"]
    assert "law (advice only) since 2018-05-25" in rows["right-to-portability"]
