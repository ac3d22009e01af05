from datetime import date

from privacy_notices.notice import Notice, parse_notice
from privacy_notices.status import in_force_on, latest, status_of


def notice(year: str, status: str = "published", text: str = "") -> Notice:
    head = f"---\nacademic_year: {year}\nrevision: 1\nstatus: {status}\n---\n"
    return parse_notice(f"{year}.md", f"{head}# A fictional notice\n{text}".encode())


OLD, NEW, DRAFT = notice("2016-17"), notice("2018-19"), notice("2019-20", "draft")
HELD = [OLD, NEW, DRAFT]


def test_a_notice_is_in_force_on_its_days_and_a_draft_never() -> None:
    assert in_force_on(HELD, date(2016, 9, 1)) is OLD
    assert in_force_on(HELD, date(2017, 9, 1)) is None
    assert in_force_on(HELD, date(2019, 9, 1)) is None
    assert latest(HELD) is NEW
    assert latest([DRAFT]) is None


def test_the_status_follows_the_day() -> None:
    assert status_of(NEW, HELD, date(2018, 8, 31)).kind == "future"
    assert status_of(NEW, HELD, date(2018, 9, 1)).kind == "current"
    assert status_of(NEW, HELD, date(2019, 8, 31)).kind == "current"
    assert status_of(NEW, HELD, date(2019, 9, 1)).kind == "past"
    assert status_of(DRAFT, HELD, date(2019, 9, 1)).kind == "draft"


def test_a_past_notice_leads_to_the_one_in_force_or_to_the_latest_or_to_the_office() -> None:
    assert status_of(OLD, HELD, date(2018, 9, 1)).elsewhere == "2018-19"
    gap = status_of(OLD, HELD, date(2018, 1, 1))
    assert gap.elsewhere == "2018-19"
    assert gap.ask_office
    last = status_of(NEW, HELD, date(2020, 1, 1))
    assert last.elsewhere == ""
    assert "We hold no later notice here." in last.detail


def test_a_notice_that_gives_its_date_is_not_said_to_give_none() -> None:
    dated = notice("2018-19", text="\n{#last-updated}\nLast updated on 1 September 2018.\n")
    assert "gives no dates" not in status_of(dated, [dated], date(2018, 9, 1)).detail
    assert "gives no dates" in status_of(NEW, HELD, date(2018, 9, 1)).detail
