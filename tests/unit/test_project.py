"""The switches of the environment and the files of the project, each in one place."""

from datetime import date

import pytest

from privacy_notices import project as own
from privacy_notices.errors import BadValueError
from privacy_notices.github.summary import MEANING
from privacy_notices.project import Switches
from tests.conftest import ROOT


def test_without_switches_it_is_today_for_parents_with_pdf_copies() -> None:
    assert Switches.from_environment({}) == Switches(date.today(), has_drafts=False, has_pdf=True, dropped=frozenset())


def test_each_switch_is_read() -> None:
    environment = {
        "NOTICES_TODAY": "2026-09-01",
        "NOTICES_DRAFTS": "on",
        "NOTICES_PDF": "off",
        "NOTICES_DROP": "2016-17.1, 2017-18.2",
    }
    dropped = frozenset({"2016-17.1", "2017-18.2"})
    assert Switches.from_environment(environment) == Switches(date(2026, 9, 1), True, False, dropped)
    other = Switches.from_environment({"NOTICES_DRAFTS": "off", "NOTICES_PDF": "on"})
    assert (other.has_drafts, other.has_pdf) == (False, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NOTICES_TODAY", "2026-02-30", '"2026-02-30" is not a day; write it like 2026-09-01'),
        ("NOTICES_DRAFTS", "yes", '"yes" is not understood; write "on" to show drafts, or "off"'),
        ("NOTICES_PDF", "ON", '"ON" is not understood; write "off" to leave the PDF copies out, or "on"'),
        ("NOTICES_DROP", "2016-17", '"2016-17" is no version; write its whole name, like 2016-17.1'),
    ],
)
def test_a_switch_that_is_not_understood_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(BadValueError) as error:
        Switches.from_environment({name: value})
    assert str(error.value) == f"{name}: {said}"


def test_every_data_file_is_known_and_a_change_of_it_has_a_meaning_for_parents() -> None:
    there = {f"notices/{path.name}" for path in own.Project(ROOT).notices.glob("*.toml")}
    assert (
        there
        == {own.SCHOOL, own.REQUIREMENTS, own.PLAIN_WORDS, own.LINKS, own.SYNONYMS, own.REDACTIONS}
        == MEANING.keys()
    )
