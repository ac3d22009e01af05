"""Whether a notice is in force on a day, and what its page tells a parent about that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from privacy_notices.history.versions import Version, applies_on, successor
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
    """What stands above a notice: its kind, a line in bold, a line below, and the page to go to instead."""

    kind: StatusKind
    heading: str
    detail: str
    elsewhere: str = ""
    elsewhere_text: str = ""
    ask_office: bool = False


def draft_status(year: str) -> Status:
    """Return what stands above a draft, which only a preview shows; `year` as it is to be read."""
    detail = "Parents do not see it. It is shown in this preview only, and nothing in it counts yet."
    return Status(StatusKind.DRAFT, f"Draft: not published. {year}", detail)


def kind_of(version: Version, today: date) -> StatusKind:
    """Say how the version's days lie to today."""
    if version.in_force is None:
        return StatusKind.REPLACED
    if today in version.in_force:
        return StatusKind.CURRENT
    return StatusKind.PAST if version.in_force.last < today else StatusKind.FUTURE


def latest(versions: Sequence[Version]) -> Version | None:
    """Return the version whose time ends last, or None."""
    applied = [(version.in_force.last, version.key, version) for version in versions if version.in_force]
    return max(applied, key=lambda entry: entry[:2])[2] if applied else None


def notice_status(version: Version, held: Sequence[Version], today: date) -> Status:
    """Return what the page of a year's notice says above it.

    Args:
        version: the year's last revision.
        held: every version, with its period.
        today: the day of the build.
    """
    words = version.year.in_words
    period = version.in_force or version.year.period
    days = f"It covers {period}.{_undated(version)}"
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
        kept += " No notice is held here for today."
        text = f"The latest is that of {newest.year.in_words}"
        return Status(StatusKind.PAST, heading, kept, f"notices/{newest.year}", text, ask_office=True)
    return Status(StatusKind.PAST, heading, kept + " We hold no later notice here.", ask_office=True)


def version_status(version: Version, held: Sequence[Version], today: date) -> Status:
    """Return the line above a version: which it is, and from when to when it applied."""
    heading = f"Version {version.revision} of the notice for {version.year.in_words}"
    published = f" Published here on {day_in_words(version.published_at.date())}." if version.published_at else ""
    following = successor(version, held)
    link, text = (f"versions/{following.name}", f"Version {following.revision} followed") if following else ("", "")
    kind = kind_of(version, today)
    return Status(kind, heading, applied_words(version, today) + published, link, text)


def applied_words(version: Version, today: date) -> str:
    """Say in a sentence when the version applied."""
    if version.in_force is None:
        return "A later version replaced it for all its days."
    verb = {
        StatusKind.CURRENT: "It applies now:",
        StatusKind.PAST: "It applied from",
        StatusKind.FUTURE: "It will apply from",
    }
    return f"{verb[kind_of(version, today)]} {version.in_force}."


def copy_status(version: Version) -> str:
    """Say which days a paper copy covers, in words that stay true whatever is published after it."""
    days = Period(version.first_day, version.year.period.last)
    return f"It covers {days}, unless a later version replaced it sooner.{_undated(version)}"


def _undated(version: Version) -> str:
    return "" if "last-updated" in version.notice.passages else " The notice itself gives no dates."


def timeline(versions: Sequence[Version], between: Sequence[Period]) -> list[Version | Period]:
    """Return the versions and the gaps between them, newest first; a version before those that it replaced."""
    entries: list[tuple[date, int, Version | Period]] = [
        (version.first_day, version.revision, version) for version in versions
    ]
    entries += [(gap.first, 0, gap) for gap in between]
    return [entry for _, _, entry in sorted(entries, key=lambda e: e[:2], reverse=True)]
