"""A trust's file, what a school's site may show, and what is made of it. All schools here are fictional."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from privacy_notices.checks import Rulebook
from privacy_notices.errors import DataFileError
from privacy_notices.links.answer import Answer, Failure, Hop, Response
from privacy_notices.overview.ask import standing_of
from privacy_notices.overview.judge import Standing, State
from privacy_notices.overview.trust import load_trust
from privacy_notices.toml_lines import line_of
from tests.conftest import TODAY

TRUST = """\
# A fictional trust.
name = "Fernleigh Learning Trust (fictional)"
contact = "office@fernleigh.example"

[[school]]
name = "Ash School (fictional)"
site = "https://ash.example/notices"

[[school]]
# Its site is new.
name = "Beech School (fictional)"
site = "https://beech.example/versions.json"
"""


def faults(folder: Path, text: str) -> list[str]:
    """What is said of a trust.toml, without the path."""
    path = folder / "trust.toml"
    path.write_text(text)
    with pytest.raises(DataFileError) as error:
        load_trust(path)
    return [line.removeprefix(f"{path}:") for line in str(error.value).splitlines()]


def test_a_trust_names_its_schools_and_the_addresses_of_their_sites(tmp_path: Path) -> None:
    path = tmp_path / "trust.toml"
    path.write_text(TRUST)
    sites = [school.site for school in load_trust(path).school]
    assert sites == ["https://ash.example/notices/", "https://beech.example/"]


def test_each_mistake_in_a_trust_is_one_line_with_its_line(tmp_path: Path) -> None:
    wrong = TRUST.replace("https://beech.example/versions.json", "beech.example").replace("contact", "contacts")
    wrong = wrong.replace('"Ash School (fictional)"', '" "')
    assert faults(tmp_path, wrong) == [
        "2: contact: is missing here",
        "6: school.1.name: write the name of the school",
        '12: school.2.site: "beech.example" is no address of a site: write it like https://notices.school.example/',
        "3: contacts: is no key of this table: is it misspelt?",
    ]
    twice = TRUST.replace("https://beech.example/", "https://ash.example/notices/")
    assert faults(tmp_path, twice) == ["12: https://ash.example/notices/ is the site of another school above"]
    assert faults(tmp_path, TRUST.replace("[[school]]", "[[schools]]"))[0] == "2: school: is missing here"
    assert faults(tmp_path, TRUST.replace("name = ", "site = ", 2)) != []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a",), 2),
        (("table", "list"), 6),
        (("table", "list", 1), 8),
        (("table", "missing"), 5),
        (("many", 1), 14),
        (("many", 1, "inside", "deep"), 14),
        (("missing",), 2),
        ((), 2),
    ],
)
def test_the_line_of_a_place_is_found(place: tuple[str | int, ...], line: int) -> None:
    first = '# first\na = """\ntwo"""\n[table]\nb = 1\nlist = [\n  1,\n  2,\n]\n\n'
    text = first + "[[many]]\nc = 1\n[[many]]\ninside = { deep = 1 }\n"
    assert line_of(text, place) == line


def entry(**fields: Any) -> dict[str, Any]:
    """An entry of a list of versions, as this program writes it."""
    return {
        "version": "2026-27.1",
        "in_force_from": "2026-09-01",
        "in_force_until": "2027-08-31",
        "published_at": "2026-05-01T09:00:00+01:00",
        "answers": [],
        "conditions": {},
        "links_checked": "2026-11-02",
        "links_not_checked": [],
        "links_dead": [],
    } | fields


def standing(rules: Rulebook, *entries: Any, today: date = TODAY) -> Standing:
    """What is made of a list of versions."""
    return shown(rules, json.dumps(entries).encode(), today)


def shown(rules: Rulebook, body: bytes, today: date = TODAY, **response: Any) -> Standing:
    """What is made of an answer with this body."""
    response = {"status": 200, "headers": {"content-type": "application/json"}, **response}
    answer = Answer(response=Response("https://ash.example/versions.json", body=body, **response))
    return standing_of(answer, rules.requirements, today)


def test_a_notice_that_answers_all_is_well(rules: Rulebook) -> None:
    found = standing(rules, entry(answers=rules.requirements.ids))
    assert (found.state, found.missing, found.to_ask, found.advised, found.remarks) == (State.WELL, [], [], [], [])


def test_a_notice_is_out_of_date_since_the_first_law_after_it_that_it_does_not_answer(rules: Rulebook) -> None:
    answers = [id_ for id_ in rules.requirements.ids if id_ not in ("complain-to-school", "retention", "photos")]
    found = standing(rules, entry(answers=answers, conditions={"photos": True}))
    assert found.out_of_date_since == date(2026, 6, 19)
    assert [(gap.requirement, gap.is_newer) for gap in found.missing] == [
        ("retention", False),
        ("complain-to-school", True),
    ]
    assert found.to_do == [
        "The notice is out of date since 19 June 2026: 1 thing that the law now asks.",
        "The notice lacks 1 thing that the law asked already when it was published.",
    ]
    # The day before, no law asked it; and what was published after the law began is not out of date, but lacks it.
    in_force = {"in_force_from": "2026-05-01", "answers": answers}
    assert standing(rules, entry(**in_force), today=date(2026, 6, 18)).out_of_date_since is None
    later = standing(rules, entry(published_at="2026-07-01T09:00:00+01:00", answers=answers))
    assert (later.out_of_date_since, len(later.missing)) == (None, 2)
    assert standing(rules, entry(answers=[*answers, "retention", "complain-to-school"])).state is State.WELL


def test_what_depends_on_a_fact_of_the_school_counts_only_where_the_fact_is_known_to_hold(rules: Rulebook) -> None:
    answers = [id_ for id_ in rules.requirements.ids if id_ != "biometric-information"]
    for condition, missing, to_ask in ((True, 1, 0), (False, 0, 0), (None, 0, 1)):
        conditions = {} if condition is None else {"biometric-information": condition}
        found = standing(rules, entry(answers=answers, conditions=conditions))
        assert (len(found.missing), len(found.to_ask), bool(found.to_do)) == (missing, to_ask, bool(missing))


def test_the_version_of_the_day_is_judged_and_no_other(rules: Rulebook) -> None:
    replaced = entry(version="2026-27.1", in_force_until="2026-08-31")
    later = entry(version="2026-27.10", answers=rules.requirements.ids, in_force_from="2026-10-01")
    between = entry(version="2026-27.2", in_force_until="2026-09-30")
    found = standing(rules, replaced, between, later)
    assert (found.in_force and found.in_force.version, found.state) == ("2026-27.10", State.WELL)
    for today, said in (
        (date(2026, 8, 31), "No notice is in force today. The next one begins on 1 September 2026."),
        (date(2027, 9, 1), "No notice is in force today. The last one ended on 31 August 2027."),
    ):
        assert standing(rules, replaced, between, later, today=today).to_do == [said]
    assert standing(rules).to_do == ["No notice is published."]
    retracted = standing(rules, entry(answers=rules.requirements.ids, retracted="2026-11-01"))
    assert retracted.to_do == ["The words of the notice in force were taken back on 1 November 2026."]


def test_links_are_to_do_where_they_are_dead_never_checked_or_long_ago(rules: Rulebook) -> None:
    dead = {"url": "https://www.gov.uk/old", "verdict": "withdrawn", "seen": "2026-11-02"}
    for fields, said in (
        ({"links_dead": [dead]}, ["1 link in the notice is dead."]),
        ({"links_not_checked": ["https://a", "https://b"]}, ["2 links in the notice are not checked yet."]),
        ({"links_checked": "2025-11-22"}, ["What is on record of its links is from 22 November 2025."]),
        ({"links_checked": None}, []),
    ):
        assert standing(rules, entry(answers=rules.requirements.ids, **fields)).to_do == said


def test_a_list_of_an_older_program_is_read_and_what_it_does_not_say_is_not_known(rules: Rulebook) -> None:
    old = {key: entry()[key] for key in ("version", "in_force_from", "in_force_until", "published_at")}
    found = standing(rules, old)
    assert found.to_do == [
        "Its site was built by an older program, which does not say what the notice answers. The law changed after it "
        "was published: 19 June 2026."
    ]
    assert (found.answers_are_known, found.missing, found.advised) == (False, [], [])


def test_a_list_of_a_newer_program_is_read_and_what_is_new_in_it_is_named(rules: Rulebook) -> None:
    found = standing(rules, entry(answers=[*rules.requirements.ids, "moon-rights"], mood="good"))
    assert found.state is State.WELL
    assert found.remarks == [
        "Its list says things that this program does not know (mood), so its program is newer than this one.",
        "It answers requirements that this program does not know (moon-rights): bring this program up to date.",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"in_force_from": "soon"},
        {"in_force_until": 5},
        {"published_at": None},
        {"version": "2026-29.1"},
        {"version": "latest"},
        {"answers": "all"},
        {"answers": [["a"]]},
        {"conditions": []},
        {"links_dead": [{"url": "https://a"}]},
        {"retracted": "\ud800"},
    ],
    ids=str,
)
def test_a_strange_entry_costs_itself_and_is_named(rules: Rulebook, fields: dict[str, Any]) -> None:
    good = entry(version="2026-27.2", answers=rules.requirements.ids)
    found = standing(rules, entry() | fields, good)
    assert (found.state, found.in_force and found.in_force.version) == (State.WELL, "2026-27.2")
    (remark,) = found.remarks
    assert remark.startswith(
        f'The entry "{({"version": "2026-27.1"} | fields)["version"]}" of its list cannot be used: '
    )
    assert remark.isprintable()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><h1>Welcome", "its site shows a page"),
        (b"", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"schema": 2, "versions": []}', "a form that this program does not know (2)"),
        (b'"versions"', "is something else"),
        (b'[{"name": "2026-27.1"}]', "is something else"),
        (b"[null]", "is something else"),
        (b"9" * 5000, "cannot be read"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_nonsense_is_shown_as_such(rules: Rulebook, body: bytes, words: str) -> None:
    found = shown(rules, body)
    assert (found.state, found.to_do) == (State.UNREAD, ())
    assert words in found.reason


def test_a_site_that_does_not_answer_as_it_should_is_unread_and_says_why(rules: Rulebook) -> None:
    for status, words in ((404, "no list of versions on its site (404)"), (503, "it answers 503")):
        assert words in shown(rules, b"[]", status=status).reason
    assert "larger than 2 MB" in shown(rules, b"[]", is_whole=False).reason
    failed = standing_of(Answer(failure=Failure.TIMEOUT), rules.requirements, TODAY)
    assert failed.reason == "Its site could not be read: it took too long to answer."


@pytest.mark.parametrize(("is_permanent", "moved_to"), [(True, "https://new.example/"), (False, "")])
def test_a_site_that_moved_for_good_is_read_where_it_is_and_its_address_named(
    rules: Rulebook, is_permanent: bool, moved_to: str
) -> None:
    response = Response("https://new.example/versions.json", 200, body=b"[]")
    answer = Answer((Hop("https://new.example/versions.json", is_permanent),), response)
    found = standing_of(answer, rules.requirements, TODAY)
    assert (found.moved_to, found.to_do) == (moved_to, ["No notice is published."])
