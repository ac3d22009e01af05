from datetime import date

from privacy_notices.history.status import is_undated, latest, notice_status, version_status
from privacy_notices.history.versions import Wording, applies_on, published_front_matter, with_periods


def version(year: str, revision: int = 1, text: str = "", extra: str = "") -> Wording:
    head = f"---\nacademic_year: {year}\nrevision: {revision}\nstatus: published\nchanges: Some.\n{extra}---\n"
    source = f"{head}# A fictional notice\n{text}".encode()
    front_matter = published_front_matter(source)
    assert front_matter
    return Wording(front_matter, source)


OLD, NEW = HELD = with_periods([version("2016-17"), version("2018-19")])


def test_a_notice_is_in_force_on_its_days() -> None:
    assert applies_on(HELD, date(2016, 9, 1)) is OLD
    assert applies_on(HELD, date(2017, 9, 1)) is None
    assert applies_on(HELD, date(2019, 9, 1)) is None
    assert latest(HELD) is NEW
    assert latest([]) is None


def test_the_status_follows_the_day() -> None:
    assert notice_status(NEW, HELD, date(2018, 8, 31)).kind == "future"
    assert notice_status(NEW, HELD, date(2018, 9, 1)).kind == "current"
    assert notice_status(NEW, HELD, date(2019, 8, 31)).kind == "current"
    assert notice_status(NEW, HELD, date(2019, 9, 1)).kind == "past"


def test_a_past_notice_leads_to_the_one_in_force_or_to_the_latest_or_to_the_office() -> None:
    assert notice_status(OLD, HELD, date(2018, 9, 1)).elsewhere == "notices/2018-19"
    gap = notice_status(OLD, HELD, date(2018, 1, 1))
    assert gap.elsewhere == "notices/2018-19"
    assert gap.ask_office
    last = notice_status(NEW, HELD, date(2020, 1, 1))
    assert last.elsewhere == ""
    assert last.after == "We hold no later notice here."


def test_a_notice_that_gives_its_date_is_not_said_to_give_none() -> None:
    (dated,) = with_periods([version("2018-19", text="\n{#last-updated}\nLast updated on 1 September 2018.\n")])
    assert not is_undated(dated.notice)
    assert is_undated(NEW.notice)


def test_a_version_says_when_it_applied_and_what_followed() -> None:
    inside = "in_force_from: 2018-05-25\n"
    first, second = held = with_periods([version("2017-18"), version("2017-18", 2, extra=inside)])
    status = version_status(first, held, date(2026, 1, 1))
    assert status.heading == "Version 1 of the notice for 2017 to 2018"
    assert status.detail == "It applied from 1 September 2017 to 24 May 2018."
    assert status.elsewhere == "versions/2017-18.2"
    assert version_status(second, held, date(2018, 6, 1)).detail == "It applies now: 25 May 2018 to 31 August 2018."


def test_a_corrected_version_is_said_to_be_replaced() -> None:
    first, second = held = with_periods([version("2017-18"), version("2017-18", 2)])
    assert version_status(first, held, date(2026, 1, 1)).detail == "A later version replaced it for all its days."
    assert applies_on(held, date(2017, 9, 1)) is second
