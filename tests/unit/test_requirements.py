import tomllib
from datetime import date
from pathlib import Path

import pytest

from privacy_notices.checks import Rulebook
from privacy_notices.errors import DataFileError, FileError
from privacy_notices.findings import Severity
from privacy_notices.law.requirements import CITE_SEPARATOR, load_requirements
from privacy_notices.law.school import School, dated_facts, load_school
from privacy_notices.years import AcademicYear, Period
from tests.conftest import ROOT

NOTICES = ROOT / "notices"


def severity(rules: Rulebook, name: str, first: str, last: str) -> Severity | None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return rules.requirements[name].severity(period, rules.school)


def test_each_requirement_has_a_question_and_somebody_who_asks_for_it(rules: Rulebook) -> None:
    assert all(requirement.question.endswith("?") for requirement in rules.requirements)
    assert [regime.id for regime in rules.requirements.regime] == [
        "dpa-1998",
        "gdpr-2018",
        "uk-gdpr-2021",
        "uk-gdpr-duaa-2026",
    ]


def test_each_citation_is_a_short_name_and_no_research_note(rules: Rulebook) -> None:
    data = rules.requirements
    cited = [*data.regime, *data.law_change, *data.open_date, *(s for each in data for s in each.source)]
    wrong = ("http", "www.", "read", "general knowledge", ";", '"', "“", "”")
    assert [each.cite for each in cited if len(each.cite) > 60 or any(sign in each.cite for sign in wrong)] == []
    assert [each.cite for each in cited if bool(each.url) is (each.cite == "our own rule")] == []


def test_what_was_read_of_the_law_is_noted_for_requirements_that_exist_and_shown_nowhere(rules: Rulebook) -> None:
    notes = tomllib.loads((ROOT / "docs" / "requirements-research.toml").read_text(encoding="utf-8"))
    assert set(notes["requirement"]) <= set(rules.requirements.ids)
    assert set(notes["law"]) <= {str(change.date) for change in rules.requirements.law_change}
    users = [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "docs" / "theme").rglob("*.html"), ROOT / "conf.py"]
    assert [path for path in users if "requirements-research" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("year", "right", "wrong"),
    [
        (2016, {"DPA 1998"}, {"GDPR", "DPA 2018", "Data (Use"}),
        (2019, {"GDPR Article"}, {"UK GDPR", "DPA 1998", "Data (Use"}),
        (2024, {"UK GDPR Article"}, {"DPA 1998", "13(2)(ca)", "164A", "45A", "22A"}),
        (2026, {"UK GDPR Articles 13(2)(ca) and 14(2)(da)", "DPA 2018 s.164A"}, {"DPA 1998", "Article 77", "17A"}),
    ],
)
def test_a_notice_is_shown_the_law_of_its_days_and_no_other(
    rules: Rulebook, year: int, right: set[str], wrong: set[str]
) -> None:
    days = AcademicYear(year).period
    cited = CITE_SEPARATOR.join(requirement.citation(days) for requirement in rules.requirements)
    assert [words for words in right if words not in cited] == []
    assert [words for words in wrong if words in cited] == []


@pytest.mark.parametrize(
    ("name", "year", "force"),
    [
        ("recipients", 2016, "fairness"),
        ("recipients", 2018, "law"),
        ("child-friendly", 2026, "guidance"),
        ("how-to-request-access", 2026, "model"),
        ("attendance-data", 2022, None),
        ("council-returns", 2024, "our rule"),
        ("joint-controllers", 2026, "law"),
    ],
)
def test_who_asks_follows_the_sources_of_the_days(rules: Rulebook, name: str, year: int, force: str | None) -> None:
    assert rules.requirements[name].force(AcademicYear(year).period) == force


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
        ("by = 2018-03-13\nsource", "source", '36: kind.2: write either "from" or "by"'),
        ('office_email = "office@hutchinson.staffs.sch.uk"', 'office_email = "office"', "13: office_email: "),
        ("by = 2018-03-13", "by = 2016-01-01", " [[kind]]: put the entries in the order of their days"),
        ('value = "academy"', 'value = "free school"', "36: kind.2.value: "),
        ("office_email =", "office_email", " cannot be read"),
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
    assert str(error.value).startswith(f"{path}:{message}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('fact = "biometrics"', 'fact = "biometric"', '"biometric" is not a dated fact'),
        (", at_least = 13", "", 'write either "is" or "at_least"'),
        ('kind = "our rule"', 'kind = "related law"', "attendance-data: no source asks for it in the notice"),
        ('kind = "law"', 'kind = "laws"', "requirement.1.source.1.kind: "),
        ('cite = "our own rule"', 'cite = "our own rule (not read)"', 'is no short name because of "read"'),
        ('cite = "our own rule"', 'cite = "https://example.org/"', 'is no short name because of "https:"'),
        ('cite = "our own rule"', f'cite = "{"our own rule" * 6}"', "at most 60 characters"),
        ("schema = 1", "schema = 2", "schema: Input should be 1"),
        ('id = "purposes"', 'id = "recipients"', "two requirements have the same id"),
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


def test_every_fact_of_the_school_is_dated_but_its_addresses_and_its_face() -> None:
    undated = {"office_email", "site_url", "repository_url", "logo", "colour", "website"}
    assert set(School.model_fields) - set(dated_facts()) == undated


def test_a_missing_data_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load_school(tmp_path / "school.toml")
