"""Whether a notice is in force on a day, and what its page tells a parent about that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from privacy_notices.notice import Notice
from privacy_notices.years import written_day

Kind = Literal["current", "past", "future", "draft"]


@dataclass(frozen=True)
class Status:
    """What stands above a notice: its kind, a line in bold, a line below, and the year to go to instead."""

    kind: Kind
    heading: str
    detail: str
    elsewhere: str = ""
    elsewhere_text: str = ""
    ask_office: bool = False


def in_force_on(notices: Iterable[Notice], day: date) -> Notice | None:
    """Return the published notice that is in force on the day, or None."""
    return next((notice for notice in notices if notice.is_published and day in notice.days), None)


def latest(notices: Iterable[Notice]) -> Notice | None:
    """Return the published notice whose time ends last, or None."""
    return max((n for n in notices if n.is_published), key=lambda n: n.days.last, default=None)


def status_of(notice: Notice, notices: Sequence[Notice], today: date) -> Status:
    """Return what the page of a notice says above it on the day `today`.

    Args:
        notice: one without faults in its front matter.
        notices: all notices held.
        today: the day of the build.
    """
    words = notice.meta.academic_year.words
    days = f"It covers {notice.days}."
    if "last-updated" not in notice.passages:
        days += " The notice itself gives no dates."
    if not notice.is_published:
        return Status("draft", f"Draft: school year {words}", "Not published. The school may still change it.")
    if today in notice.days:
        return Status("current", f"In force now: school year {words}", days)
    if today < notice.days.first:
        heading = f"Not in force yet: school year {words}"
        return Status("future", heading, f"It applies from {written_day(notice.days.first)}. {days}")
    heading = f"Past notice: school year {words}"
    kept = f"Kept as a record, no longer in force. {days}"
    current, newest = in_force_on(notices, today), latest(notices)
    if current:
        return Status("past", heading, kept, str(current.meta.academic_year), "Read the notice in force now")
    if newest and newest is not notice:
        text = f"No notice is held here for today. The latest is that of {newest.meta.academic_year.words}"
        return Status("past", heading, kept, str(newest.meta.academic_year), text, ask_office=True)
    return Status("past", heading, kept + " We hold no later notice here.", ask_office=True)
