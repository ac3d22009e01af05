"""Whether a notice is in force on a day, and what its page says to a parent about that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from privacy_notices.history.versions import AnyWording, Version, Wording, applies_on, successor
from privacy_notices.notices.notice import Notice
from privacy_notices.years import Period, day_in_words


class StatusKind(StrEnum):
    """How the days of a notice lie to today; `REPLACED` had none left, a draft has none yet."""

    CURRENT = "current"
    PAST = "past"
    FUTURE = "future"
    REPLACED = "replaced"
    DRAFT = "draft"


@dataclass(frozen=True)
class Status:
    """The status box above a notice: its kind, a line in bold, a line below, and the page to go to instead.

    `after` ends the line below, behind what the page says of the notice's words.
    """

    kind: StatusKind
    heading: str
    detail: str
    elsewhere: str = ""
    elsewhere_text: str = ""
    ask_office: bool = False
    after: str = ""


def draft_status(year: str) -> Status:
    """Return the status box of a draft, which only a preview shows; `year` is as readers see it."""
    detail = "Parents do not see it. It is shown in this preview only, and nothing in it counts yet."
    return Status(StatusKind.DRAFT, f"Draft: not published. {year}", detail)


def kind_of(version: Wording, today: date) -> StatusKind:
    """Say whether the version's days are past, present or to come."""
    if version.in_force is None:
        return StatusKind.REPLACED
    if today in version.in_force:
        return StatusKind.CURRENT
    return StatusKind.PAST if version.in_force.last < today else StatusKind.FUTURE


def latest(versions: Sequence[AnyWording]) -> AnyWording | None:
    """Return the version whose time ends last, or None."""
    applied = [(version.in_force.last, version.key, version) for version in versions if version.in_force]
    return max(applied, key=lambda entry: entry[:2])[2] if applied else None


def notice_status(version: Wording, held: Sequence[Wording], today: date) -> Status:
    """Return the status box above the notice of a year.

    Args:
        version: the year's last revision.
        held: every version, with its period.
        today: the day of the build.
    """
    words = version.year.in_words
    period = version.in_force or version.year.period
    days = f"It covers {period}."
    match kind_of(version, today):
        case StatusKind.CURRENT:
            return Status(StatusKind.CURRENT, f"In force now: school year {words}", days)
        case StatusKind.FUTURE:
            detail = f"It applies from {day_in_words(period.first)}. {days}"
            return Status(StatusKind.FUTURE, f"Not in force yet: school year {words}", detail)
    heading, kept = f"Past notice: school year {words}", f"Kept as a record, no longer in force. {days}"
    current, newest = applies_on(held, today), latest(held)
    if current:
        return Status(StatusKind.PAST, heading, kept, f"notices/{current.year}", "Read the notice in force now")
    if newest and newest.year > version.year:
        text = f"The latest is that of {newest.year.in_words}"
        after = "No notice is held here for today."
        return Status(StatusKind.PAST, heading, kept, f"notices/{newest.year}", text, ask_office=True, after=after)
    return Status(StatusKind.PAST, heading, kept, ask_office=True, after="We hold no later notice here.")


def version_status(version: Wording, held: Sequence[Wording], today: date) -> Status:
    """Return the line above a version: which it is, and from when to when it applied."""
    heading = f"Version {version.revision} of the notice for {version.year.in_words}"
    day = day_in_words(version.published_at.date()) if isinstance(version, Version) else ""
    published = f" Published here on {day}." if day else ""
    following = successor(version, held)
    link, text = (f"versions/{following.name}", f"Version {following.revision} followed") if following else ("", "")
    kind = kind_of(version, today)
    return Status(kind, heading, applied_words(version, today) + published, link, text)


def applied_words(version: Wording, today: date) -> str:
    """Say in a sentence when the version applied."""
    if version.in_force is None:
        return "A later version replaced it for all its days."
    verb = {
        StatusKind.CURRENT: "It applies now:",
        StatusKind.PAST: "It applied from",
        StatusKind.FUTURE: "It will apply from",
    }
    return f"{verb[kind_of(version, today)]} {version.in_force}."


def copy_status(version: Wording) -> str:
    """Say which days a paper copy covers, in words that stay true whatever is published after it."""
    days = Period(version.first_day, version.year.period.last)
    undated = " The notice itself gives no dates." if is_undated(version.notice) else ""
    return f"It covers {days}, unless a later version replaced it sooner.{undated}"


def is_undated(notice: Notice) -> bool:
    """Say whether a notice itself gives no day on which it was last changed."""
    return "last-updated" not in notice.passages


def timeline(versions: Sequence[Wording], between: Sequence[Period]) -> list[Wording | Period]:
    """Return the versions and the gaps between them, newest first; a version before those that it replaced."""
    entries: list[tuple[date, int, Wording | Period]] = [
        (version.first_day, version.revision, version) for version in versions
    ]
    entries += [(gap.first, 0, gap) for gap in between]
    return [entry for _, _, entry in sorted(entries, key=lambda e: e[:2], reverse=True)]
