from datetime import date
from pathlib import Path

import pytest

from privacy_notices.checks import Rulebook
from privacy_notices.errors import DataFileError, FileError
from privacy_notices.findings import Severity
from privacy_notices.law.requirements import load_requirements
from privacy_notices.law.school import School, dated_facts, load_school
from privacy_notices.years import AcademicYear, Period

NOTICES = Path(__file__).parents[2] / "notices"


def severity(rules: Rulebook, name: str, first: str, last: str) -> Severity | None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return rules.requirements[name].severity(period, rules.school)


def test_all_the_researched_requirements_and_regimes_are_held(rules: Rulebook) -> None:
    assert len(rules.requirements.requirement) == 39
    assert [regime.id for regime in rules.requirements.regime] == [
        "dpa-1998",
        "gdpr-2018",
        "uk-gdpr-2021",
        "uk-gdpr-duaa-2026",
    ]
    assert all(requirement.question.endswith("?") for requirement in rules.requirements.requirement)


@pytest.mark.parametrize(
    ("name", "first", "last", "expected"),
    [
        ("dpo-contact", "2017-09-01", "2018-05-24", None),
        ("dpo-contact", "2017-09-01", "2018-05-25", Severity.ERROR),
        ("purposes", "2000-02-28", "2000-02-29", None),
        ("purposes", "2000-02-29", "2000-03-01", Severity.ERROR),
        ("recipients", "2016-09-01", "2017-08-31", Severity.WARNING),
        ("complain-to-school", "2026-02-05", "2026-06-18", Severity.WARNING),
        ("complain-to-school", "2026-02-05", "2026-06-19", Severity.ERROR),
        ("right-to-portability", "2026-09-01", "2027-08-31", Severity.WARNING),
        ("youth-support-services", "2026-09-01", "2027-08-31", None),
        ("biometric-information", "2026-09-01", "2027-08-31", None),
    ],
)
def test_severity_follows_the_days_in_force(
    rules: Rulebook, name: str, first: str, last: str, expected: Severity | None
) -> None:
    assert severity(rules, name, first, last) is expected


def test_a_maintained_schools_duty_ends_with_its_conversion(rules: Rulebook) -> None:
    record = rules.requirements["educational-record"]
    assert severity(rules, record.id, "2017-09-01", "2018-08-31") is Severity.WARNING
    assert severity(rules, record.id, "2018-03-13", "2018-08-31") is None
    assert record.is_for_other_schools(AcademicYear(2018).period, rules.school)
    assert not record.is_for_other_schools(AcademicYear(2017).period, rules.school)


def test_a_fact_that_is_not_written_down_is_not_known(rules: Rulebook) -> None:
    assert not rules.requirements["biometric-information"].is_for_other_schools(AcademicYear(2026).period, rules.school)
    assert rules.school.held("kind", Period(date(2010, 1, 1), date(2011, 1, 1))) == []


def test_the_school_has_the_name_of_the_day(rules: Rulebook) -> None:
    assert rules.school.name_on(date(2026, 1, 1)) == rules.school.name_on(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("by = 2018-03-13\nsource", "source", 'kind.2: write either "from" or "by"'),
        ('office_email = "office@hutchinson.staffs.sch.uk"', 'office_email = "office"', "office_email: "),
        ("by = 2018-03-13", "by = 2016-01-01", "[[kind]]: put the entries in the order of their days"),
        ('value = "academy"', 'value = "free school"', "kind.2.value: "),
        ("office_email =", "office_email", "cannot be read"),
    ],
)
def test_a_fault_in_the_school_file_is_one_line_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (NOTICES / "school.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "school.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_school(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('fact = "biometrics"', 'fact = "biometric"', '"biometric" is not a dated fact'),
        (", at_least = 13", "", 'write either "is" or "at_least"'),
        ('force = { dpa-1998 = "law"', 'force = { dpa = "law"', "force names no such regime: dpa"),
        ("schema = 1", "schema = 2", "schema: Input should be 1"),
        ('id = "purposes"', 'id = "recipients"', "two requirements have the same id"),
        ('when = { fact = "consent", is = true }\n', "", '"when" goes with'),
    ],
)
def test_a_fault_in_the_requirements_is_one_line_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (NOTICES / "requirements.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "requirements.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_requirements(path)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_every_fact_of_the_school_is_dated_but_its_addresses() -> None:
    assert set(School.model_fields) - set(dated_facts()) == {"office_email", "site_url", "repository_url"}


def test_a_missing_data_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load_school(tmp_path / "school.toml")
