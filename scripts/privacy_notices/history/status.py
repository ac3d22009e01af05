"""Whether a notice is in force on a day, and what its page says to a parent about that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from privacy_notices.history.versions import AnyWording, Version, Wording, applies_on, successor
from privacy_notices.notices.notice import Notice
from privacy_notices.years import Period, day_in_words

#: The link to what applies today.
NOW = "Read the notice in force now"


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


def shown_on(versions: Sequence[AnyWording], today: date) -> AnyWording:
    """Return the version of one year whose words its page shows: those in force, and everything else follows from it.

    Before the first of them applies it is that one; after the last, and in a gap, it is the last that applied.

    Args:
        versions: of one year, with their days; at least one has some.
        today: the day of the build.
    """
    applied = sorted((version for version in versions if version.in_force), key=lambda version: version.first_day)
    begun = [version for version in applied if version.first_day <= today]
    return begun[-1] if begun else applied[0]


def to_come(version: Wording, held: Iterable[AnyWording], today: date) -> list[AnyWording]:
    """Return the later versions of the same year that do not apply yet, the next one first."""
    later = [each for each in held if each.year == version.year and each.revision > version.revision and each.in_force]
    return sorted((each for each in later if each.first_day > today), key=lambda each: each.first_day)


def notice_status(version: Wording, held: Sequence[Wording], today: date) -> Status:
    """Return the status box above the notice of a year.

    Args:
        version: the one whose words the year's page shows.
        held: every version, with its period.
        today: the day of the build.
    """
    words = version.year.in_words
    period = version.in_force or version.year.period
    days = f"It covers {period}."
    current, newest = applies_on(held, today), latest(held)
    match kind_of(version, today):
        case StatusKind.CURRENT:
            return _with_what_comes(
                Status(StatusKind.CURRENT, f"In force now: school year {words}", days), version, held, today
            )
        case StatusKind.FUTURE:
            detail = f"It applies from {day_in_words(period.first)}. {days}"
            status = Status(StatusKind.FUTURE, f"Not in force yet: school year {words}", detail)
            return replace(status, elsewhere=f"notices/{current.year}", elsewhere_text=NOW) if current else status
    heading, kept = f"Past notice: school year {words}", f"Kept as a record, no longer in force. {days}"
    if current:
        return Status(StatusKind.PAST, heading, kept, f"notices/{current.year}", NOW)
    if newest and newest.year > version.year:
        text = f"The latest is that of {newest.year.in_words}"
        after = "No notice is held here for today."
        return Status(StatusKind.PAST, heading, kept, f"notices/{newest.year}", text, ask_office=True, after=after)
    return Status(StatusKind.PAST, heading, kept, ask_office=True, after="We hold no later notice here.")


def _with_what_comes(status: Status, version: Wording, held: Sequence[Wording], today: date) -> Status:
    """Return the status with the next words of the year, and from when they apply."""
    for following in to_come(version, held, today)[:1]:
        comes = f"From {day_in_words(following.first_day)} other words apply."
        page = f"versions/{following.name}" if isinstance(following, Version) else ""
        return replace(
            status, detail=f"{status.detail} {comes}", elsewhere=page, elsewhere_text="Read what will apply then"
        )
    return status


def version_status(version: Wording, held: Sequence[Wording], today: date) -> Status:
    """Return the line above a version: which it is, and from when to when it applied."""
    heading = f"Version {version.revision} of the notice for {version.year.in_words}"
    day = day_in_words(version.published_at.date()) if isinstance(version, Version) else ""
    published = f" Published here on {day}." if day else ""
    following = successor(version, held)
    kind, current = kind_of(version, today), applies_on(held, today)
    link, text = "", ""
    if kind is StatusKind.FUTURE and current:
        link, text = f"notices/{current.year}", NOW
    elif following:
        when = f"follows on {day_in_words(following.first_day)}" if following.first_day > today else "followed"
        link, text = f"versions/{following.name}", f"Version {following.revision} {when}"
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
