"""Whether it is the network of the check that is kept out, and not the check by each site."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from privacy_notices.links.addresses import owner_of
from privacy_notices.links.checked import Checked, blockers
from privacy_notices.links.collect import Location
from privacy_notices.links.report import FORMATS
from privacy_notices.links.verdict import Outcome, Verdict

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
OK = Outcome(Verdict.OK, "is there")
WALL = Outcome(Verdict.BLOCKED, "it lets only some readers in (403)", is_walled=True)
LOGIN = Outcome(Verdict.BLOCKED, "the site asks readers to sign in")
LATE = Outcome(Verdict.UNKNOWN, "it took too long to answer")


def run(**outcomes: Outcome) -> list[Checked]:
    """A run over pages of these hosts; a "_" stands for a dot, and "__" for the path after it."""
    place = (Location("notices/2026-27.md", 9, frozen=False),)
    return [
        Checked(f"https://{host.replace('__', '/').replace('_', '.')}", outcome, place)
        for host, outcome in outcomes.items()
    ]


BLOCKED = run(www_one_gov_uk=WALL, two_gov_uk=WALL, www_three_org_uk=WALL, www_three_org_uk__x=WALL, www_gov_uk=OK)


@pytest.mark.parametrize(
    ("checked", "owners"),
    [
        (BLOCKED, ["one.gov.uk", "three.org.uk", "two.gov.uk"]),
        (run(a_one_com=WALL, b_one_com=WALL, c_one_com=WALL), []),
        (run(one_gov_uk=WALL, two_gov_uk=WALL), []),
        (run(one_gov_uk=WALL, two_gov_uk=WALL, three_gov_uk=WALL, three_gov_uk__x=OK), []),
        (run(one_com=WALL, two_com=WALL, three_com=WALL, four_com=OK, five_com=OK, six_com=OK), []),
        (run(one_com=WALL, two_com=WALL, three_com=WALL, four_com=LATE, five_com=LATE, six_com=LATE),
         ["one.com", "three.com", "two.com"]),
        (run(one_com=LOGIN, two_com=LOGIN, three_com=LOGIN), []),
    ],
)  # fmt: skip
def test_several_owners_that_all_keep_programs_out_are_a_network_that_is_blocked(
    checked: list[Checked], owners: list[str]
) -> None:
    assert blockers(checked) == owners


SAID = "The network of this check seems to be blocked: 3 sites of different owners keep it out"


def test_every_report_says_so_once_instead_of_a_warning_for_each_link() -> None:
    reports = {name: report(BLOCKED, NOW) for name, report in FORMATS.items()}
    for name in ("text", "markdown", "github"):
        assert reports[name].count(SAID) == 1
        assert "it lets only some readers in" not in reports[name]
    assert json.loads(reports["json"])["network_seems_blocked"] is True
    assert "Nothing is known of 4 links there" in reports["text"]
    value = ElementTree.fromstring(reports["junit"]).find("properties/property")
    assert value is not None
    assert value.get("value", "").startswith(SAID)


def test_no_report_says_so_of_a_few_sites() -> None:
    few = run(one_com=WALL, two_com=OK)
    reports = {name: report(few, NOW) for name, report in FORMATS.items()}
    assert not any(SAID[:30] in report for report in reports.values())
    assert json.loads(reports["json"])["network_seems_blocked"] is False
    assert "it lets only some readers in" in reports["text"]


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.staffordshire.gov.uk/x", "staffordshire.gov.uk"),
        ("https://www.gov.uk/x", "www.gov.uk"),
        ("https://assets.publishing.service.gov.uk/x", "service.gov.uk"),
        ("https://www.hutchinson.staffs.sch.uk", "hutchinson.staffs.sch.uk"),
        ("https://a.b.example.com", "example.com"),
        ("http://127.0.0.2:80/", "127.0.0.2"),
        ("http://[::1]/", "::1"),
        ("http://localhost/", "localhost"),
        ("http://[::1", ""),
    ],
)
def test_the_owner_of_a_site_is_who_registered_its_name(url: str, owner: str) -> None:
    assert owner_of(url) == owner
